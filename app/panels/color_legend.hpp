#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Where a ramp colours the active dataset: the ramp with the numbers at its ends and the field's name, in
/// the upper right corner of `area`.
void draw_color_legend(const Ui& ui, ImDrawList& list, const Area& area);

}  // namespace vertexview::app
