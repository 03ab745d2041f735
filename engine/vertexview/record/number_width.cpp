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

}  // namespace

std::string column_text(const Scalar& value, int decimals) {
  const auto* const number = std::get_if<double>(&value);
  if (number == nullptr || !std::isfinite(*number)) return full_text(value);
  const double magnitude = std::abs(*number);
  if (magnitude >= 1e10) return rounded(*number, std::chars_format::general, 6);
  if (magnitude != 0 && magnitude < 0.5 * std::pow(10.0, -decimals))
    return rounded(*number, std::chars_format::general, 3);
  return rounded(*number, std::chars_format::fixed, decimals);
}

std::string number_text(double number, const ValueRange& range, int digits) {
  const double largest = std::max(std::abs(range.low), std::abs(range.high));
  const double span = range.high - range.low;
  if (!std::isfinite(number) || !std::isfinite(span)) return full_text(number);
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

int decimals_for(double largest_magnitude) noexcept {
  if (!std::isfinite(largest_magnitude) || largest_magnitude <= 0) return 3;
  const int before = std::max(1, static_cast<int>(std::floor(std::log10(largest_magnitude))) + 1);
  return std::clamp(7 - before, 0, 6);
}

}  // namespace vertexview
