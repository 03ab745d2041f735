#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws the menus, made from the action table. Returns the height they take at the top of the window, in
/// ImGui units.
[[nodiscard]] float draw_menu_bar(Ui& ui);

}  // namespace vertexview::app
