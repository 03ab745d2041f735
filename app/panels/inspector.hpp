#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Height that shows a whole record of the active dataset, within reason.
[[nodiscard]] float inspector_height(const Ui& ui);

/// The selected record: its bytes in hex, each in the colour of its column, and its fields with name, type,
/// offset, raw bytes, value and normalised value.
void draw_inspector(Ui& ui, const Area& area);

}  // namespace vertexview::app
