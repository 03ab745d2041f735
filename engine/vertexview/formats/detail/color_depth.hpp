#pragma once
// Colours of any type as whole numbers of so many bits, for formats that hold no others.
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "vertexview/formats/writer.hpp"
#include "vertexview/record/element_reader.hpp"

namespace vertexview {

/// Returns the numbers that are the record's own colour: red, green, blue, and alpha where it has one; none
/// where it has no colours.
[[nodiscard]] std::vector<Element> own_color(const Schema& schema);

/// Which number of a record is full colour, and what becomes of its colours. That number is the largest of
/// the type for uint8, and for uint16 where the colours of the file are not 8-bit ones in 16 bits; for others
/// the smallest of 1 (floats), 255 and 65535 that no colour exceeds, else the largest of the type or of the
/// file. find() reads every record; a ColorDepth may then be used by several threads.
class ColorDepth {
 public:
  /// Finds the full colour of numbers that own_color() gives, which shall become `bits` bits (8 or 16): at 16
  /// those of uint16 stay what they are. Errors of visit_records().
  [[nodiscard]] static Result<ColorDepth> find(const RecordSource& source,
                                               const std::vector<Element>& numbers, unsigned bits,
                                               Progress& progress);

  /// Returns whether each number can be had back.
  [[nodiscard]] bool exact() const noexcept { return exact_; }
  /// Returns the colour of a record, whose bytes exist. What it lacks is full colour.
  [[nodiscard]] std::array<std::uint16_t, 4> color(const std::byte* record) const noexcept;

 private:
  [[nodiscard]] std::uint16_t whole(double number) const noexcept;

  std::vector<ElementReader> readers_;
  double full_ = 1;
  double most_ = 1;  ///< the largest number of so many bits
  bool exact_ = true;
};

}  // namespace vertexview
