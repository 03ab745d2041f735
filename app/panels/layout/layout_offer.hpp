#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws a line of buttons, one for each of the kMostLayoutsOffered layouts that fit the active dataset best;
/// nothing where its layout is not in doubt. A click reads it with that layout. Each button becomes the area
/// "layout as " with the layout.
void offer_layouts(Ui& ui, const OpenDataset& dataset, Areas& areas);

}  // namespace vertexview::app
