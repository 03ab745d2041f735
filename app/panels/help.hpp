#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// The sheet of keys and mouse gestures, the keys from the action table. True: it was closed.
[[nodiscard]] bool draw_help(Ui& ui);

}  // namespace vertexview::app
