#pragma once
#include <imgui.h>

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "gui/theme.hpp"
#include "session/document.hpp"

namespace vertexview::app {

/// One element of a record: what a column of the table, a run of bytes in the hex view and a row of the field
/// list all stand for.
struct Column {
  std::string name;  ///< "x", "red", "ring", "pad"
  ElementType type = ElementType::kFloat32;
  Semantic semantic = Semantic::kNone;  ///< kPosition and kColor for what the layout takes them from
  std::uint64_t offset = 0;
  std::uint64_t size = 0;  ///< bytes
  bool big_endian = false;
  std::uint32_t component = 0;  ///< which element of its field
  std::uint32_t axis = 0;       ///< of a position or a colour: which of x, y, z or red, green, blue
  std::uint32_t field = 0;      ///< index in Layout::elements

  [[nodiscard]] bool is_padding() const noexcept { return semantic == Semantic::kPadding; }
};

/// The elements of a record in file order, padding included (as one element a field). Bytes that no field
/// covers are padding, too.
[[nodiscard]] std::vector<Column> elements_of(const Layout& layout);

/// The colour that stands for an element everywhere.
[[nodiscard]] ImU32 color_of(const Column& element, const ThemeColors& colors) noexcept;

/// An element's value: wide enough for every scalar type; bytes have none.
using Value = std::variant<std::monostate, double, std::int64_t, std::uint64_t>;
[[nodiscard]] Value decode(std::span<const std::byte> record, const Column& element) noexcept;

/// The value in full: a float32 as the double it is ("3323.176025390625"), an integer in decimal.
[[nodiscard]] std::string full_text(const Value& value);
/// The shortest text that reads back as the same value of the element's type ("3323.176").
[[nodiscard]] std::string short_text(const Value& value, ElementType type);
/// Whether the element's integers stand for 0..1: the unsigned ones of colours.
[[nodiscard]] bool is_normalised(const Column& element) noexcept;
/// Integers over their type's range ("0.04639"); empty for what is not normalised.
[[nodiscard]] std::string normalised_text(const Value& value, const Column& element);
/// "d1 b2 4f 45".
[[nodiscard]] std::string hex_text(std::span<const std::byte> bytes);

/// How a table column writes numbers, so that decimal points stand under each other: `decimals` digits after
/// the point; a value that this would hide (tiny or huge) is written short_text's way.
[[nodiscard]] std::string column_text(const Value& value, int decimals);
/// A number of a range, with about `digits` digits of what the range spans: 412345.25 of 412340..412390 is
/// "412345.25", of 0..1e6 "412345". No zeros at the end; an exponent only for what is huge or tiny.
[[nodiscard]] std::string number_text(double number, const ValueRange& range, int digits = 4);
/// Decimals that show about seven significant digits of the largest magnitude; float32 has no more.
[[nodiscard]] int decimals_for(double largest_magnitude) noexcept;

}  // namespace vertexview::app
