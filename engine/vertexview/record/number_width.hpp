#pragma once
// Texts of numbers for a column or a line that has no room for all of their digits.
#include <cstddef>
#include <string>
#include <string_view>

namespace vertexview {

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

/// Returns `number`, a shortest_text(), without the decimals that follow its first `digits` significant
/// digits. An ellipsis stands for them, so that nothing looks like another number; what stands before the
/// decimal point and an exponent stay whole.
[[nodiscard]] std::string shortened(std::string_view number, std::size_t digits);

}  // namespace vertexview
