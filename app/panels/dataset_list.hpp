#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Height that the list of open files wants.
[[nodiscard]] float datasets_height(const Ui& ui);

/// The open files: a click on the eye shows or hides one, a click on the row makes it the one that table and
/// inspector show.
void draw_datasets(Ui& ui, const Area& area);

}  // namespace vertexview::app
