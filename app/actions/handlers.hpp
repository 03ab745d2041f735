#pragma once
#include <cstdint>
#include <string_view>

#include "session/document.hpp"

// What the actions do; the table in action_table.cpp gives them names.
namespace vertexview::app::handlers {

// Files
Result<void> open(Document& document, std::string_view path);
Result<void> reload(Document& document, std::string_view);
Result<void> close(Document& document, std::string_view);
Result<void> activate(Document& document, std::string_view cloud);
Result<void> toggle_cloud(Document& document, std::string_view cloud);
Result<void> screenshot(Document& document, std::string_view path);
Result<void> snapshot(Document& document, std::string_view);
Result<void> state(Document& document, std::string_view path);
Result<void> cancel(Document& document, std::string_view);
Result<void> quit(Document& document, std::string_view);

// Layouts
Result<void> check_layout(std::string_view request);
Result<void> layout(Document& document, std::string_view request);
Result<void> save_layout(Document& document, std::string_view);
Result<void> ramp(Document& document, std::string_view name);
Result<void> check_color_range(std::string_view range);
Result<void> color_range(Document& document, std::string_view range);

// Selection
Result<void> check_index(std::string_view index);
Result<void> select(Document& document, std::string_view index);
Result<void> go_to(Document& document, std::string_view index);
Result<void> go_to_selected(Document& document, std::string_view);
Result<void> select_next(Document& document, std::string_view);
Result<void> select_previous(Document& document, std::string_view);
Result<void> deselect(Document& document, std::string_view);
Result<void> copy_vertex(Document& document, std::string_view);

// Camera
Result<void> fit(Document& document, std::string_view);
Result<void> reset(Document& document, std::string_view);
Result<void> view(Document& document, std::string_view side);
Result<void> ortho(Document& document, std::string_view);
Result<void> check_camera(std::string_view text);
Result<void> camera(Document& document, std::string_view text);
Result<void> copy_camera(Document& document, std::string_view);
Result<void> pivot(Document& document, std::string_view);

// Look
Result<void> check_point_size(std::string_view size);
Result<void> point_size(Document& document, std::string_view size);
Result<void> check_background(std::string_view color);
Result<void> background(Document& document, std::string_view color);
Result<void> check_edl(std::string_view strength);
Result<void> edl(Document& document, std::string_view strength);
Result<void> renderer(Document& document, std::string_view name);
Result<void> theme(Document& document, std::string_view name);
Result<void> toggle(Document& document, std::string_view panel);
Result<void> fullscreen(Document& document, std::string_view);
Result<void> help(Document& document, std::string_view);
Result<void> palette(Document& document, std::string_view);
Result<void> escape(Document& document, std::string_view);

// What several handlers need.

/// A whole number from 0. kInvalidArgument for anything else.
[[nodiscard]] Result<std::uint64_t> read_index(std::string_view text);

[[nodiscard]] tl::unexpected<Error> nothing_open(std::string_view action);

}  // namespace vertexview::app::handlers
