#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// The menus, made from the action table. Returns the height taken at the top of the window.
[[nodiscard]] float draw_menu_bar(Ui& ui);

}  // namespace vertexview::app
