#pragma once
#include <string>

#include "session/session.hpp"

namespace vertexview::app {

/// The JSON of the `state` action, UTF-8, two spaces of indentation. Keys: file (the active dataset's path or
/// null), vertices, selected (the vertex's index or null), hovered (as selected), camera (as format_camera),
/// points_drawn, frame_ms, moving_frames (see MovingFrames), notices [{kind, text, time}]; and datasets (with
/// their layout, origin, and color {element, ramp, low, high} where a ramp colours them), active,
/// selected_vertex {dataset, index, position, color}, hovered_dataset, points_total, point_size, edl,
/// drawn_with, theme, viewport, panels, areas, layout_panel (see LayoutReport, or null), gpu_bytes, renderer,
/// background. Positions are in the file's coordinates.
[[nodiscard]] std::string state_json(const Session& session);

}  // namespace vertexview::app
