#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// One line: the file and its size, what is hovered and selected, what the last frame drew and took.
void draw_status_bar(Ui& ui, const Area& area);

}  // namespace vertexview::app
