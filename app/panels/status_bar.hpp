#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws one line: the dataset and its size, what is hovered and selected, what the last frame drew and how
/// long it took. The count of positions that are not finite is a button that goes to the next of them;
/// `areas` receives its place, "not finite".
void draw_status_bar(Ui& ui, const Area& area, Areas& areas);

}  // namespace vertexview::app
