#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/schema.hpp"
#include "vertexview/vertex/appearance.hpp"
#include "vertexview/vertex/placement.hpp"

namespace vertexview {

/// How the records of a file lie, and what they mean: everything that a person can say about a file. Its
/// texts are in layout_text.hpp, a part of it that is to be changed is a LayoutChanges.
struct Layout {
  Schema schema;
  std::uint64_t data_offset = 0;                      ///< of the first record, in bytes
  std::optional<std::uint64_t> count = std::nullopt;  ///< records to take; nullopt: all
  bool allow_tail = false;                            ///< bytes after the last whole record are left out
  Placement placement = {};
  Appearance appearance = {};

  /// Returns the layout of canonical records from the first byte to the last.
  [[nodiscard]] static Layout canonical();
  /// Returns whether records lie exactly as ColoredVertex does, so that they go to the GPU untouched. What is
  /// added to their positions becomes the origin of the dataset, see Dataset::origin().
  [[nodiscard]] bool is_canonical() const noexcept;

  friend bool operator==(const Layout&, const Layout&) = default;
};

/// Returns the numbers that make the position: three, two (z is 0), or none. Elements named x, y, z come in
/// that order, all others as they lie. kInvalidArgument when Placement::elements names what is not there or
/// is no number.
[[nodiscard]] Result<std::vector<Element>> position_numbers(const Layout& layout);
/// Returns the numbers that make the colour: three, one (for the ramp), or none (white). Errors as those of
/// position_numbers(), of Appearance::elements.
[[nodiscard]] Result<std::vector<Element>> color_numbers(const Layout& layout);

}  // namespace vertexview
