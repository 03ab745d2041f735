#include "vertexview/record/number_width.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "vertexview/record/element_text.hpp"
#include "vertexview/record/value_range.hpp"

namespace vertexview {
namespace {

/// Returns the number with `precision` digits: after the point (fixed), or in all (general).
std::string rounded(double number, std::chars_format notation, int precision) {
  // The largest double has 309 digits before the point.
  std::string text(static_cast<std::size_t>(330 + precision), '\0');
  text.resize(static_cast<std::size_t>(
      std::to_chars(text.data(), text.data() + text.size(), number, notation, precision).ptr - text.data()));
  return text;
}

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

std::string number_text(double number, const ValueRange& range, int digits) {
  const double largest = std::max(std::abs(range.low), std::abs(range.high));
  const double span = range.high - range.low;
  if (!std::isfinite(number) || !std::isfinite(span)) return shortest_text(number, ElementType::kFloat64);
  if (largest >= 1e10 || (largest > 0 && largest < 1e-3))
    return rounded(number, std::chars_format::general, digits);
  const double measure = span > 0 ? span : largest;
  const int before = measure > 0 ? static_cast<int>(std::floor(std::log10(measure))) + 1 : 1;
  std::string text = rounded(number, std::chars_format::fixed, std::clamp(digits - before, 0, 9));
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

}  // namespace vertexview
