#pragma once
#include <cstdint>
#include <vector>

#include "vertexview/record/layout.hpp"

namespace vertexview {

/// One column of a record: a number with its number_name(), a run of bytes, or padding. A column of the
/// table, a plate of the hex view and a row of the inspector each show one. Its semantic is kPosition or
/// kColor where the layout takes position or colour from it, whatever its name says.
///
/// The components of a packed number are columns of the same bytes.
struct RecordColumn : Element {
  std::uint32_t axis = 0;    ///< which of x, y, z or of red, green, blue it is
  std::uint32_t parent = 0;  ///< index in Schema::elements; 0 for bytes that no element covers
  std::uint32_t index = 0;   ///< which number of that element

  [[nodiscard]] bool is_padding() const noexcept { return semantic == Semantic::kPadding; }
  /// Returns whether it is neither padding nor a run of bytes.
  [[nodiscard]] bool is_number() const noexcept { return !is_padding() && type != ElementType::kBytes; }
};

/// Returns all bytes of a record as columns in the order of their offsets. Each padding element is one
/// column, and so is each run of bytes that no element covers. Of a long element the first
/// kMostColumnsOfAnElement numbers have columns, fewer where the record has many elements; the rest is one
/// column of bytes, "data[1024] to data[99999]". There are never more than a few times kMostElements.
[[nodiscard]] std::vector<RecordColumn> record_columns(const Layout& layout);
/// Returns the columns of the bytes as they are stored, no two of which have bytes in common: those of
/// record_columns(), but a packed number is one column with all of its components, and the two numbers of a
/// direction are two columns without an encoding.
[[nodiscard]] std::vector<RecordColumn> stored_columns(Layout layout);

}  // namespace vertexview
