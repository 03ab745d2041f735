#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// What is drawn over the points: the rings around the selected and the hovered vertex (visible also when
/// they are occluded), an arrow to a selected vertex outside the view, and the axis gizmo; without a file,
/// how to open one. `picture` is the GL texture of the points, 0 for none.
void draw_view3d(Ui& ui, const Area& area, unsigned picture);

}  // namespace vertexview::app
