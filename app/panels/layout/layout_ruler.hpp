#pragma once
#include <optional>
#include <vector>

#include "gui/ui.hpp"
#include "panels/element_color.hpp"

namespace vertexview::app {

/// How the bytes of one record are spread over lines of a ruler.
struct RulerGrid {
  float byte_width = 0;
  std::uint64_t bytes_a_line = 1;
  std::uint64_t lines = 1;     ///< lines that are drawn
  std::uint64_t left_out = 0;  ///< bytes at the end of a long record that no line shows
  float line_height = 0;
  [[nodiscard]] float height() const noexcept { return static_cast<float>(lines) * line_height; }
};

/// Returns the grid with the widest bytes that show a record of `stride` bytes on one line of `width`; where
/// these would be too narrow to point at, a grid of several lines of a round number of bytes each.
[[nodiscard]] RulerGrid ruler_grid(const Ui& ui, float width, std::uint64_t stride);

/// Returns where the cell of a byte is in a ruler that begins at `origin`: below the byte numbers and above
/// the plates of the elements.
[[nodiscard]] Area cell_of_byte(const Ui& ui, const RulerGrid& grid, ImVec2 origin, std::uint64_t byte);
/// Returns the byte of a record of `stride` bytes whose cell or plate is under `place`; nullopt where there
/// is none. With `nearest`, the byte that is nearest instead.
[[nodiscard]] std::optional<std::uint64_t> byte_under(const RulerGrid& grid, ImVec2 origin,
                                                      std::uint64_t stride, ImVec2 place, bool nearest);

/// Draws one record from `origin` as a ruler of its bytes: each element a plate in its colour with its name,
/// padding hatched, byte numbers above, and between these a row of cells, which layout_strip.hpp fills.
/// Returns the element under the mouse, or null. The first plate of each element becomes the area "layout
/// bytes of NAME". `faint` dims a layout that the file is not shown with.
const RecordColumn* draw_ruler(const Ui& ui, ImDrawList& list, const RulerGrid& grid, ImVec2 origin,
                               const std::vector<RecordColumn>& elements, std::uint64_t stride, bool faint,
                               Areas& areas);

/// Returns "position", "colour", ...; a dash for Semantic::kNone.
[[nodiscard]] const char* semantic_name(Semantic semantic) noexcept;

}  // namespace vertexview::app
