#pragma once
#include "gui/ui.hpp"
#include "panels/column_menu.hpp"

namespace vertexview::app {

/// Returns the height, in ImGui units, that shows a whole record of the active dataset; a long record's is
/// limited, and it is scrolled.
[[nodiscard]] float inspector_height(const Ui& ui);

/// Draws the selected record: its bytes in hex, each in the colour of its column, and its elements with name,
/// type, offset, raw bytes, value and normalised value.
void draw_inspector(Ui& ui, const Area& area, CellMenu& menu, Areas& areas);

}  // namespace vertexview::app
