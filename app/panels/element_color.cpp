#include "panels/element_color.hpp"

namespace vertexview::app {

ImU32 color_of(const RecordColumn& column, const ThemeColors& colors) noexcept {
  if (column.is_padding()) return colors.padding;
  if (column.semantic == Semantic::kPosition && column.axis < 3) return colors.position[column.axis];
  if (column.semantic == Semantic::kColor && column.axis < 3) return colors.color[column.axis];
  return colors.other[(column.parent + column.index) % colors.other.size()];
}

}  // namespace vertexview::app
