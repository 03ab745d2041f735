#pragma once
#include <string>

#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws a line of buttons, one for each of the layouts (three at most) that fit a doubted dataset best;
/// nothing where there are none. A click opens the dataset with that layout. Each button becomes the area
/// `prefix` + layout.
void offer_layouts(Ui& ui, const OpenDataset& dataset, const std::string& prefix, Areas& areas);

}  // namespace vertexview::app
