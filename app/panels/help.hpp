#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws the sheet of keys and mouse gestures; the keys come from the action table. Returns true when the
/// person closes it.
[[nodiscard]] bool draw_help(Ui& ui);

}  // namespace vertexview::app
