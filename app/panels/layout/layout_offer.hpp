#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws a line for each of the kMostLayoutsOffered best OpenDataset::candidates(): a button that reads the
/// active dataset with that layout, one that also writes it to FILE.layout, and what speaks for it; `width`
/// is what the lines may take. Nothing is drawn where there are no candidates. The buttons become the areas
/// "layout as " and "layout keep ", each with the name of the candidate.
void offer_layouts(Ui& ui, const OpenDataset& dataset, float width, Areas& areas);

/// Reads the active dataset with the best of its candidates, of which there must be one.
void take_first_layout(Ui& ui, const OpenDataset& dataset);

}  // namespace vertexview::app
