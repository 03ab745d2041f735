#pragma once
#include "gui/ui.hpp"

namespace vertexview::app {

/// Draws over the 3D view, which fills `view`, how the number Session::statistics_of of the active dataset is
/// spread over all records: its histogram, extremes, mean, percentiles. Nothing where there is no such
/// number. Records its places in `areas`, as "statistics" and "statistics close".
void draw_statistics(Ui& ui, const Area& view, Areas& areas);

}  // namespace vertexview::app
