#include "vertexview/record/number_width.hpp"

#include <algorithm>

#include "vertexview/memory/ascii.hpp"

namespace vertexview {
namespace {

/// Returns how many characters of a number's text stand before its decimal point, or before where one would
/// stand. 0 for an exponent, nan and inf, whose digits do not belong under those of other numbers.
std::size_t before_point(std::string_view text) noexcept {
  return text.find_first_of("einf") == std::string_view::npos ? std::min(text.find('.'), text.size()) : 0;
}

}  // namespace

bool ColumnWidth::include(std::string_view text) noexcept {
  const ColumnWidth old = *this;
  const std::size_t before = before_point(text);
  if (before == 0) {
    other_ = std::max(other_, text.size());
  } else {
    before_ = std::max(before_, before);
    decimals_ = std::max(decimals_, text.size() - before);
  }
  return old.before_ != before_ || old.decimals_ != decimals_ || old.other_ != other_;
}

std::size_t ColumnWidth::characters() const noexcept {
  return std::max(before_ + decimals_, other_);
}

std::size_t ColumnWidth::blanks_after(std::string_view text) const noexcept {
  const std::size_t before = before_point(text);
  const std::size_t decimals = text.size() - before;
  return before == 0 || decimals > decimals_ ? 0 : decimals_ - decimals;
}

std::string shortened(std::string_view number, std::size_t digits) {
  const std::size_t end = std::min(number.find('e'), number.size());
  const std::size_t point = number.find('.');
  if (point >= end) return std::string(number);
  std::size_t seen = 0;
  std::size_t cut = 0;
  for (; cut < end && (seen < digits || cut < point); ++cut)
    // The zeros that a number below 1 begins with identify nothing.
    if (is_digit(number[cut]) && (seen > 0 || number[cut] != '0')) ++seen;
  if (cut == end) return std::string(number);
  return std::string(number.substr(0, cut)).append("\u2026").append(number.substr(end));
}

}  // namespace vertexview
