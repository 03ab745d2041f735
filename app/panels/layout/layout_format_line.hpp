#pragma once
#include "gui/ui.hpp"
#include "panels/layout/layout_edit.hpp"

namespace vertexview::app {

/// Draws the format string as a line of text with its error under the wrong character, the list of presets,
/// and the buttons Apply, Revert, Save and, for its siblings(), another to save; on two lines where `width`
/// is small. Returns true when Enter was pressed in the text. The parts become the areas "layout format",
/// "layout presets", "layout preset NAME", "layout apply", "layout revert", "layout save" and "layout save
/// folder".
[[nodiscard]] bool draw_format_line(Ui& ui, LayoutEdit& edit, float width, Areas& areas);

/// Applies the draft if it is right.
void apply_layout(Ui& ui, const LayoutEdit& edit);

}  // namespace vertexview::app
