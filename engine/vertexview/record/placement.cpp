#include "vertexview/record/placement.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace vertexview {
namespace {

constexpr int kMostDecimals = 40;  // coordinates below 1e-25 keep the noise of their last digits

/// Returns the nearest number to `value` that has `decimals` <= kMostDecimals digits after the point.
double rounded_to_decimals(double value, int decimals) noexcept {
  std::array<char, 320 + kMostDecimals> text;  // the largest double has 309 digits, a sign and a point
  char* const begin = text.data();
  char* const end = std::to_chars(begin, begin + text.size(), value, std::chars_format::fixed, decimals).ptr;
  double rounded = value;
  std::from_chars(begin, end, rounded);
  return rounded;
}

}  // namespace

std::string_view up_axis_name(UpAxis axis) noexcept {
  constexpr std::array<std::string_view, 6> kNames{"x", "y", "z", "-x", "-y", "-z"};
  return kNames[static_cast<std::size_t>(axis)];
}

double Placement::place(double number, std::size_t axis) const noexcept {
  if (!moves(axis)) return number;
  const double product = number * scale[axis];
  const double value = product + offset[axis];
  // The scale, the offset, the product and the sum are each off by at most half an epsilon of their size.
  const double error =
      2 * std::numeric_limits<double>::epsilon() * (std::abs(product) + std::abs(offset[axis]));
  if (!std::isfinite(error) || error == 0) return value;
  // One digit less than the error reaches: few numbers lie so near to a shorter one by chance.
  const int decimals = static_cast<int>(std::floor(-std::log10(error))) - 1;
  if (decimals < 0 || decimals > kMostDecimals) return value;
  const double rounded = rounded_to_decimals(value, decimals);
  return std::abs(rounded - value) <= error ? rounded : value;
}

}  // namespace vertexview
