#pragma once
#include <array>
#include <string>
#include <vector>

#include "gui/ui.hpp"
#include "panels/coordinates.hpp"
#include "panels/layout/layout_sample.hpp"

namespace vertexview::app {

/// A column of numbers: an element, as it is in the picture or as the record stores it.
struct PreviewColumn {
  std::string name;  ///< "x"; "raw x" beside it where the layout scales it
  RecordColumn element;
  bool raw = false;
};

/// The first records of a file as a layout reads them, as text.
struct Preview {
  std::vector<PreviewColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

/// The rows of a sample that `layout` read, with as many digits as the table of vertices shows of coordinates
/// that span `spans`. Coordinates that the layout scales or shifts are followed by the number in the record.
[[nodiscard]] Preview preview_of(const LayoutSample& sample, const Layout& layout,
                                 const std::array<AxisSpan, 3>& spans);

/// Draws the preview at the cursor; wider than its place, it can be scrolled.
void draw_preview(const Ui& ui, const Preview& preview);
[[nodiscard]] float preview_height(const Ui& ui, const Preview& preview);

}  // namespace vertexview::app
