#pragma once
#include <vector>

#include "gui/ui.hpp"

namespace vertexview::app {

/// Returns the height, in ImGui units, that the list of datasets wants.
[[nodiscard]] float datasets_height(const Ui& ui);

/// Draws the list of datasets: a click on the eye shows or hides one, a click on the row makes it the one
/// that table and inspector show, and a double click brings it alone into view as well. Returns where the
/// rows are, in the order of the datasets; those that are scrolled away lie outside of `area`.
std::vector<Area> draw_datasets(Ui& ui, const Area& area);

}  // namespace vertexview::app
