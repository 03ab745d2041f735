#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws the picture and what is shown over the points: the rings around the selected and the hovered vertex
/// (visible even when these are occluded), an arrow to a selected vertex outside the view, and the axis
/// gizmo; without a dataset, how to open a file. `picture` is the GL texture of the points, 0 for none.
void draw_view3d(Ui& ui, const Area& area, unsigned picture);

}  // namespace vertexview::app
