#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws the legend of the active dataset in the upper right corner of `area`, where a ramp colours it: the
/// ramp, the numbers at its ends, and the name of the element.
void draw_color_legend(const Ui& ui, ImDrawList& list, const Area& area);

}  // namespace vertexview::app
