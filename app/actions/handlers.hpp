#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "actions/vertex_choice.hpp"
#include "session/session.hpp"

// The functions that carry out the actions. The rows of menu_file.hpp and its like give them names and say
// what has to be there first, which perform() makes sure of: a handler that needs an open file is called only
// with one. Arguments have passed the checks of the table; everything else that can go wrong is the Error.
namespace vertexview::app::handlers {

// Files (handle_files.cpp)
Result<void> open(Session& session, const std::string& path);
Result<void> open_whole(Session& session, const std::string& path);
Result<void> join(Session& session, const std::string& companion);
Result<void> reload(Session& session);
Result<void> close(Session& session);
Result<void> activate(Session& session, std::uint64_t file);
Result<void> toggle_dataset(Session& session, std::uint64_t file);
Result<void> screenshot(Session& session, const std::string& path);
Result<void> snapshot(Session& session);
Result<void> state(Session& session, const std::string& path);
Result<void> cancel(Session& session);
Result<void> quit(Session& session);

// Layouts (handle_layout.cpp)
Result<void> check_layout(std::string_view request);
Result<void> layout(Session& session, const std::string& request);
Result<void> check_stride(std::string_view bytes);
Result<void> layout_stride(Session& session, const std::string& bytes);
Result<void> check_bytes_as(std::string_view bytes);
Result<void> layout_bytes(Session& session, const std::string& bytes_as);
Result<void> save_layout(Session& session);
Result<void> save_folder_layout(Session& session);
Result<void> copy_layout(Session& session, const std::string& writer);
Result<void> guess(Session& session, const std::string& state);
Result<void> check_color(std::string_view numbers);
Result<void> color(Session& session, const std::string& numbers);
Result<void> ramp(Session& session, const std::string& name);
Result<void> check_color_range(std::string_view range);
Result<void> color_range(Session& session, const std::string& range);
Result<void> up(Session& session, const std::string& axis);

// Selection (handle_selection.cpp)
Result<void> select(Session& session, const VertexChoice& vertices);
Result<void> select_toggle(Session& session, const VertexAddress& vertex);
Result<void> select_to(Session& session, const VertexAddress& vertex);
Result<void> check_condition(std::string_view condition);
Result<void> select_where(Session& session, const std::string& condition);
Result<void> check_filter(std::string_view condition);
std::string present_filter(const Session& session);
Result<void> filter(Session& session, const std::string& condition);
Result<void> filter_rest(Session& session, const std::string& rest);
Result<void> check_box(std::string_view box);
Result<void> select_box(Session& session, const std::string& box);
Result<void> check_lasso(std::string_view outline);
Result<void> select_lasso(Session& session, const std::string& outline);
Result<void> select_through(Session& session, const std::string& through);
Result<void> undo_selection(Session& session);
Result<void> redo_selection(Session& session);
Result<void> go_to(Session& session, const VertexAddress& vertex);
Result<void> go_to_selected(Session& session);
Result<void> select_next(Session& session);
Result<void> select_previous(Session& session);
Result<void> next_non_finite(Session& session);
Result<void> deselect(Session& session);
Result<void> copy_vertex(Session& session);
Result<void> pivot(Session& session);

// The table of vertices (handle_table.cpp)
Result<void> sort(Session& session, const std::string& number_and_direction);
Result<void> select_rows(Session& session, const std::string& rows);
Result<void> check_rows(std::string_view rows);
Result<void> hide_column(Session& session, const std::string& number);
Result<void> show_column(Session& session, const std::string& number);
Result<void> move_column(Session& session, const std::string& number_and_place);
Result<void> check_move_column(std::string_view number_and_place);
Result<void> column_width(Session& session, const std::string& number_and_width);
Result<void> check_column_width(std::string_view number_and_width);
Result<void> column_format(Session& session, const std::string& number_and_style);
Result<void> check_column_format(std::string_view number_and_style);
Result<void> brush(Session& session, const std::string& number_and_range);
Result<void> check_brush(std::string_view number_and_range);
Result<void> statistics(Session& session, const std::string& number);

// Single numbers and their rows (handle_values.cpp)
Result<void> copy_value(Session& session, const std::string& number_and_vertex);
Result<void> copy_rows(Session& session, const std::string& format);
Result<void> next_equal(Session& session, const std::string& number_and_vertex);
Result<void> next_different(Session& session, const std::string& number_and_vertex);
Result<void> next_color(Session& session);
Result<void> previous_color(Session& session);
Result<void> use_as(Session& session, const std::string& number_and_axis);
Result<void> check_use_as(std::string_view number_and_axis);

// Camera and look (handle_view.cpp)
Result<void> fit(Session& session);
Result<void> fit_active(Session& session);
Result<void> fit_all(Session& session);
Result<void> fit_rest(Session& session);
Result<void> reset(Session& session);
Result<void> view(Session& session, const std::string& side);
Result<void> ortho(Session& session);
Result<void> check_camera(std::string_view text);
Result<void> camera(Session& session, const std::string& text);
Result<void> copy_camera(Session& session);
Result<void> check_point_size(std::string_view size);
Result<void> point_size(Session& session, const std::string& size);
Result<void> check_background(std::string_view color);
Result<void> background(Session& session, const std::string& color);
Result<void> check_edl(std::string_view strength);
Result<void> edl(Session& session, const std::string& strength);
Result<void> backend(Session& session, const std::string& name);
Result<void> theme(Session& session, const std::string& name);
Result<void> toggle(Session& session, const std::string& panel);
Result<void> show(Session& session, const std::string& panel);
Result<void> fullscreen(Session& session);
Result<void> help(Session& session);
Result<void> palette(Session& session);
Result<void> menu(Session& session, const std::string& name);
Result<void> escape(Session& session);

}  // namespace vertexview::app::handlers
