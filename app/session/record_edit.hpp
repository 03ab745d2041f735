#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/layout_finder.hpp"
#include "vertexview/record/schema.hpp"

// How a layout is found by hand: a stride is tried, and bytes of a record become numbers. The Layout panel
// and the actions `layout-stride` and `layout-bytes` both do it with these functions, which are pure.
namespace vertexview::app {

/// Bytes [first, end) of a record.
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t end = 0;
  [[nodiscard]] std::uint64_t size() const noexcept { return end - first; }
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// Reads "FIRST-LAST", as in "0-11", or the number of one byte. kInvalidArgument says what was expected.
[[nodiscard]] Result<ByteRange> parse_byte_range(std::string_view text);
/// Returns the text that parse_byte_range() reads back; the range must not be empty.
[[nodiscard]] std::string byte_range_text(const ByteRange& range);

/// A letter that says what bytes are, as format strings have it.
struct TypeLetter {
  char letter;
  ElementType type;       ///< kBytes for 's' and 'x'
  std::string_view text;  ///< "float32"
};
/// Returns the letters that with_bytes_as() takes: those of numbers, 's' for text and 'x' for padding.
[[nodiscard]] std::span<const TypeLetter> type_letters() noexcept;
/// Returns the row of a letter, or null.
[[nodiscard]] const TypeLetter* find_type_letter(char letter) noexcept;

/// Returns the record in which these bytes are a run of numbers of the letter's type, or padding. A range
/// shorter than one number is taken as long as it. Elements in the range are gone; of those that reach into
/// it the numbers outside stay under their names, and a number that is cut becomes padding. What is made
/// keeps the name of an element of numbers that lay at the very same bytes. Otherwise the first floats of two
/// or three are the position where the record has none, three or four bytes or uint16s the colour, and all
/// others are called as in "f12", by letter and place. Multi-byte numbers have the byte order of those around
/// them. kInvalidArgument for another letter, for bytes outside of the record and for a range that is no
/// whole number of such numbers.
[[nodiscard]] Result<Schema> with_bytes_as(const Schema& schema, ByteRange range, char letter);

/// Returns the layout with another record; where names of what gives the position or the colour are gone, the
/// elements give both as they are named.
[[nodiscard]] Layout with_schema(Layout layout, Schema schema);

/// Reads the length of a record that layout_of_stride() takes. kInvalidArgument says what was expected.
[[nodiscard]] Result<std::uint64_t> parse_stride(std::string_view text);

/// Returns what find_layout() finds for records of that many bytes, or where nothing explains them, records
/// of plain bytes, to be marked and read by hand. `stride` must be one of parse_stride(). `progress` is that
/// of find_layout(). Errors: kCancelled.
[[nodiscard]] Result<LayoutCandidate> layout_of_stride(std::span<const std::byte> bytes, std::uint64_t stride,
                                                       Progress* progress = nullptr);

}  // namespace vertexview::app
