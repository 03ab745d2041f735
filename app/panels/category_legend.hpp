#pragma once
#include "gui/ui.hpp"
#include "session/scalar_color.hpp"

namespace vertexview::app {

/// Draws which category has which colour, and how many records there are of each, in the top right corner of
/// `area`: the most frequent ones, as many as there is room for. `color` is that of `dataset`, by categories.
void draw_category_legend(const Ui& ui, ImDrawList& list, const Area& area, const OpenDataset& dataset,
                          const ScalarColor& color);

}  // namespace vertexview::app
