#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws one line: the dataset and its size, what is hovered and selected, what the last frame drew and how
/// long it took.
void draw_status_bar(Ui& ui, const Area& area);

}  // namespace vertexview::app
