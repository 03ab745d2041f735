#pragma once
#include <string>

#include "gui/ui.hpp"

namespace vertexview::app {

/// A line of buttons: one for each of the layouts that fit a doubted dataset best, three at most. A click
/// opens the dataset with that layout. Nothing where there are none. Adds where they are to `areas`, as
/// `prefix` + layout.
void offer_layouts(Ui& ui, const OpenDataset& dataset, const std::string& prefix, Areas& areas);

}  // namespace vertexview::app
