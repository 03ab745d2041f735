#pragma once
#include <string>
#include <vector>

#include "gui/ui.hpp"
#include "panels/layout/layout_sample.hpp"
#include "vertexview/record/number_width.hpp"

namespace vertexview::app {

/// A column of the preview: a number of each record, as the picture uses it or as the record stores it.
struct PreviewColumn {
  std::string name;  ///< "x"; "raw x" for the stored number of a scaled coordinate
  RecordColumn element;
  bool raw = false;
  ColumnWidth width;
};

/// The first records of a file as text, as a layout reads them.
struct Preview {
  std::vector<PreviewColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

/// Returns the rows of a sample that `layout` read, as the table of vertices writes them; coordinates that
/// the layout scales or shifts are followed by the stored number.
[[nodiscard]] Preview preview_of(const LayoutSample& sample, const Layout& layout);

/// Draws the preview at the cursor; it can be scrolled where it is wider than its place.
void draw_preview(const Ui& ui, const Preview& preview);
[[nodiscard]] float preview_height(const Ui& ui, const Preview& preview);

}  // namespace vertexview::app
