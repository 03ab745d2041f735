#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/appearance.hpp"
#include "vertexview/record/placement.hpp"
#include "vertexview/record/schema.hpp"

namespace vertexview {

/// How the records of a file lie and what they mean: everything that a person can say about a file.
/// layout_text.hpp has its texts; a LayoutChanges is a part of it that is to be changed.
struct Layout {
  Schema schema;
  std::uint64_t data_offset = 0;                      ///< bytes before the first record
  std::optional<std::uint64_t> count = std::nullopt;  ///< records to take; nullopt: all
  bool allow_tail = false;  ///< whether bytes after the last whole record are left out
  Placement placement = {};
  Appearance appearance = {};

  /// Returns the layout of canonical records from the first byte to the last.
  [[nodiscard]] static Layout canonical();
  /// Returns whether records lie exactly as ColoredVertex does, so that they go to the GPU untouched. What
  /// the layout adds to their positions becomes the origin of the dataset, see Dataset::origin().
  [[nodiscard]] bool is_canonical() const noexcept;

  friend bool operator==(const Layout&, const Layout&) = default;
};

/// Returns the numbers that make the position: three, two (z is 0), or none. Elements named x, y, z come in
/// that order, all others as they lie in the record. kInvalidArgument when Placement::elements names an
/// element that does not exist or is no number.
[[nodiscard]] Result<std::vector<Element>> position_numbers(const Layout& layout);
/// Returns whether position_numbers() gives any: without them no record has a place.
[[nodiscard]] bool has_position(const Layout& layout);
/// What is wrong with a layout for which has_position() is false.
inline constexpr std::string_view kNoPosition = "no element of the layout is a position";
/// Returns the numbers that make the colour: three, one (for the ramp), or none (white). Errors as those of
/// position_numbers(), for Appearance::elements.
[[nodiscard]] Result<std::vector<Element>> color_numbers(const Layout& layout);

}  // namespace vertexview
