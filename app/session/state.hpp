#pragma once
#include <string>

#include "session/session.hpp"

namespace vertexview::app {

/// Returns the JSON that the `state` action writes: UTF-8, indented by two spaces. Keys: file (path of the
/// active dataset, or null), vertices, selected (index of the selected vertex, or null), hovered (index of
/// the vertex under the mouse, or null), camera (as format_camera), points_drawn, frame_ms, moving_frames
/// (see MovingFrames), notices [{kind, text, time}], clouds (every open dataset with its layout, origin, and
/// color {field, ramp, low, high, categories [{number, count}]} where a ramp colours it), active,
/// selected_vertex {cloud, index, position, color}, hovered_cloud, points_total, point_size, edl, drawn_with,
/// theme, viewport, panels, areas, layout_panel (see LayoutReport, or null), prompt (see PromptReport, or
/// null), gpu_bytes, renderer, background, up (the axis that points up in the view: "x", "y", "z", "-x", "-y"
/// or "-z"), sort {number, direction: "up" or "down"} of the rows of the active dataset's table, or null,
/// table {columns [{name, format, width, hidden}], brushes [{number, low, high}], counted}, or null,
/// statistics {name, count, nan, inf, min, max, mean, deviation} of the number whose statistics are shown, or
/// null. Positions are in the file's coordinates.
[[nodiscard]] std::string state_json(const Session& session);

}  // namespace vertexview::app
