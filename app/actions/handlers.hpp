#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "session/document.hpp"
#include "vertexview/memory/number_text.hpp"

// What the actions do; the table in action_table.cpp gives them names and says what has to be there first,
// which perform() makes sure of: a handler that needs an open file is called only with one. Arguments have
// passed the checks of the table, and all else that can go wrong is the Error.
namespace vertexview::app::handlers {

// Files (handle_files.cpp)
Result<void> open(Document& document, const std::string& path);
Result<void> open_whole(Document& document, const std::string& path);
Result<void> reload(Document& document);
Result<void> close(Document& document);
Result<void> activate(Document& document, std::uint64_t file);
Result<void> toggle_cloud(Document& document, std::uint64_t file);
Result<void> screenshot(Document& document, const std::string& path);
Result<void> snapshot(Document& document);
Result<void> state(Document& document, const std::string& path);
Result<void> cancel(Document& document);
Result<void> quit(Document& document);

// Layouts (handle_layout.cpp)
Result<void> check_layout(std::string_view request);
Result<void> layout(Document& document, const std::string& request);
Result<void> save_layout(Document& document);
Result<void> ramp(Document& document, const std::string& name);
Result<void> check_color_range(std::string_view range);
Result<void> color_range(Document& document, const std::string& range);

// Selection (handle_selection.cpp)
Result<void> select(Document& document, Amount index);
Result<void> go_to(Document& document, Amount index);
Result<void> go_to_selected(Document& document);
Result<void> select_next(Document& document);
Result<void> select_previous(Document& document);
Result<void> deselect(Document& document);
Result<void> copy_vertex(Document& document);
Result<void> pivot(Document& document);

// Camera and look (handle_view.cpp)
Result<void> fit(Document& document);
Result<void> reset(Document& document);
Result<void> view(Document& document, const std::string& side);
Result<void> ortho(Document& document);
Result<void> check_camera(std::string_view text);
Result<void> camera(Document& document, const std::string& text);
Result<void> copy_camera(Document& document);
Result<void> check_point_size(std::string_view size);
Result<void> point_size(Document& document, const std::string& size);
Result<void> check_background(std::string_view color);
Result<void> background(Document& document, const std::string& color);
Result<void> check_edl(std::string_view strength);
Result<void> edl(Document& document, const std::string& strength);
Result<void> backend(Document& document, const std::string& name);
Result<void> theme(Document& document, const std::string& name);
Result<void> toggle(Document& document, const std::string& panel);
Result<void> fullscreen(Document& document);
Result<void> help(Document& document);
Result<void> palette(Document& document);
Result<void> escape(Document& document);

}  // namespace vertexview::app::handlers
