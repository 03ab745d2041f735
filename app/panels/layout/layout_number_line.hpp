#pragma once
#include "gui/ui.hpp"
#include "panels/layout/layout_edit.hpp"

namespace vertexview::app {

/// Draws the settings of a layout beside its format: where records begin, how far apart and how many they
/// are, how positions are scaled and shifted, which numbers give the colour, and how a single one does; on as
/// many lines as `width` needs. Returns true when Enter was pressed in one of them. They become the areas
/// "layout Offset", "layout Stride", "layout Count", "layout tail", "layout Scale", "layout Shift", "layout
/// colour", "layout ramp" and "layout range".
[[nodiscard]] bool draw_number_line(Ui& ui, LayoutEdit& edit, float width, Areas& areas);

}  // namespace vertexview::app
