#pragma once
#include <optional>
#include <span>

#include "gui/ui.hpp"
#include "panels/layout/layout_edit.hpp"
#include "panels/layout/layout_ruler.hpp"

namespace vertexview::app {

/// Draws a cell for each byte of a record into the ruler at `origin`, in the colour of its kind and filled as
/// high as its entropy; nothing where `columns` is empty. The cells become the areas "layout byte N".
void draw_cells(const Ui& ui, ImDrawList& list, const RulerGrid& grid, ImVec2 origin,
                std::span<const ByteColumn> columns, std::uint64_t stride, bool faint, Areas& areas);

/// Frames the marked bytes in the ruler at `origin`, with their elements.
void draw_mark(const Ui& ui, ImDrawList& list, const RulerGrid& grid, ImVec2 origin, const ByteRange& marked);

/// Draws one line: while bytes are marked, the letters of types, of which a click makes numbers of these
/// bytes, or why the last one did nothing; else what the colours of the cells mean. The letters become the
/// areas "layout letter f" and so on.
void draw_strip_legend(const Ui& ui, LayoutEdit& edit, float width, Areas& areas);

}  // namespace vertexview::app
