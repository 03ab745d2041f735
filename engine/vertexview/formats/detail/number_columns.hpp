#pragma once
// The numbers of a record as columns of their own, for formats whose records are named numbers in little
// endian, one behind the other.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/layout.hpp"

namespace vertexview {

/// A number of a record, as an element of its own, and the column that it becomes.
struct NumberColumn {
  Element element;
  std::string name;
  ElementType type;  ///< of the column
};

/// Returns the type that the numbers of an element are written as: halves as floats, which hold each of them,
/// truth values as bytes of 0 and 1, and encoded numbers decoded. Colours of uint8 and uint16 that are shares
/// stay as they are stored, because they mean shares of full colour in every format.
[[nodiscard]] ElementType column_type(const Element& element) noexcept;

/// Returns the name as one word, "data[0]" as data_0.
[[nodiscard]] std::string as_word(std::string name);

/// Appends a column for each number of the element.
void append_columns(std::vector<NumberColumn>& columns, const Schema& schema, const Element& element);

/// Calls the numbers that are the position or the colour what every program calls them, unless another column
/// has such a name.
void name_by_meaning(std::vector<NumberColumn>& columns, const Layout& layout, Semantic semantic,
                     const std::array<std::string_view, 3>& names);

/// Returns the note of a plan for an element that a format cannot hold: "element 'time' is left out: REASON".
[[nodiscard]] std::string left_out(const Element& element, std::string_view reason);

/// Writes the columns of one record after the other, in little endian. May be used by several threads.
class ColumnWriter {
 public:
  explicit ColumnWriter(std::span<const NumberColumn> columns);

  /// Returns the bytes of the columns of a record.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Returns whether records of `stride` bytes are written as they are.
  [[nodiscard]] bool copies(std::uint64_t stride) const noexcept;
  /// Writes the columns of a record, whose bytes exist, to `out`; returns the end of them.
  std::byte* write(const std::byte* record, std::byte* out) const noexcept;

 private:
  /// What becomes of some bytes of a record.
  struct Step {
    enum class Kind : std::uint8_t { kCopy, kReverse, kFloat, kDouble } kind = Kind::kCopy;
    std::uint64_t from = 0;
    std::uint64_t size = 0;  ///< bytes that are read
    ElementReader reader;    ///< of what becomes a float or a double
  };
  static std::byte* write(const Step& step, const std::byte* record, std::byte* out) noexcept;

  std::vector<Step> steps_;
  std::uint64_t size_ = 0;
};

}  // namespace vertexview
