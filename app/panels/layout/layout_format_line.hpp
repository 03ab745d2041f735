#pragma once
#include "gui/ui.hpp"
#include "panels/layout/layout_edit.hpp"

namespace vertexview::app {

/// Draws the format string as a line of text with its error under the very character, the list of presets,
/// and the buttons Apply, Revert and Save; on two lines where `width` is small. True: Enter was pressed in
/// it. They become the areas "layout format", "layout presets", "layout preset NAME", "layout apply", "layout
/// revert" and "layout save".
[[nodiscard]] bool draw_format_line(Ui& ui, LayoutEdit& edit, float width, Areas& areas);

/// Applies the draft, where it is right.
void apply_layout(Ui& ui, const LayoutEdit& edit);

}  // namespace vertexview::app
