#pragma once
#include <cstdint>
#include <vector>

#include "vertexview/vertex/layout.hpp"

namespace vertexview {

/// One number of a record under its number_name(), a run of bytes, or padding: what a column of the table, a
/// plate of the hex view and a row of the inspector all stand for. Its semantic is kPosition or kColor where
/// the layout takes position and colour from it, whatever its name says.
struct RecordColumn : Element {
  std::uint32_t axis = 0;    ///< of a position or a colour: which of x, y, z or red, green, blue
  std::uint32_t parent = 0;  ///< index in Schema::elements; 0 for bytes that no element covers
  std::uint32_t index = 0;   ///< which number of that element

  [[nodiscard]] bool is_padding() const noexcept { return semantic == Semantic::kPadding; }
  /// Whether it is neither padding nor other bytes.
  [[nodiscard]] bool is_number() const noexcept { return !is_padding() && type != ElementType::kBytes; }
};

/// All bytes of a record as columns in the order of their offsets. Each padding element is one column, and so
/// is each run of bytes that no element covers.
[[nodiscard]] std::vector<RecordColumn> record_columns(const Layout& layout);

}  // namespace vertexview
