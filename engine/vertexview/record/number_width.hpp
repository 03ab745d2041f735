#pragma once
// Texts of numbers for a column or a line that has no room for all of their digits.
#include <cstddef>
#include <string>
#include <string_view>

namespace vertexview {

struct ValueRange;

/// How wide a column of numbers is whose decimal points stand under each other, in characters. The texts keep
/// all of their digits: a column gets wider, and a shorter text gets blanks, never zeros that no file holds.
class ColumnWidth {
 public:
  /// Widens the column for `text`, a shortest_text(). Returns whether it had to.
  bool include(std::string_view text) noexcept;
  [[nodiscard]] std::size_t characters() const noexcept;
  /// Returns how many characters stay blank to the right of an included text: for its decimal point to stand
  /// in its place. 0 for texts that have no such place: with an exponent, nan and inf.
  [[nodiscard]] std::size_t blanks_after(std::string_view text) const noexcept;

 private:
  std::size_t before_ = 0;    ///< the decimal point
  std::size_t decimals_ = 0;  ///< the decimal point and what follows it
  std::size_t other_ = 0;     ///< of a text without a place for a decimal point
};

/// Returns a number with about `digits` digits of what its range spans: 412345.25 of 412340..412390 is
/// "412345.25", of 0..1e6 "412345". There are no zeros at the end, and an exponent only for huge or tiny
/// numbers.
[[nodiscard]] std::string number_text(double number, const ValueRange& range, int digits = 4);

}  // namespace vertexview
