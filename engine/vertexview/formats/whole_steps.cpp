#include "vertexview/formats/detail/whole_steps.hpp"

#include <algorithm>
#include <cmath>

#include "vertexview/formats/detail/number_scan.hpp"

namespace vertexview {
namespace {

constexpr double kMostSteps = std::numeric_limits<std::int32_t>::max();
// An offset is a multiple of so many steps, a power of ten or of two: of 1000 for millimetres, so that
// offsets have few digits, and less than a thousandth of what the steps reach over.
constexpr int kUnitDigits = 6;
constexpr int kUnitBits = 20;

/// Returns the power of two that the lowest bit of a finite number, which is not zero, stands for.
int lowest_bit(double number) noexcept {
  int exponent = 0;
  const double fraction = std::frexp(number, &exponent);
  constexpr int kBits = std::numeric_limits<double>::digits;
  const auto mantissa = static_cast<std::uint64_t>(std::ldexp(std::abs(fraction), kBits));
  return exponent - kBits + __builtin_ctzll(mantissa);
}

}  // namespace

std::int32_t WholeSteps::number(double coordinate) const noexcept {
  const double steps = std::nearbyint((coordinate - offset) / scale);
  return static_cast<std::int32_t>(std::clamp(steps, -kMostSteps, kMostSteps));
}

bool StepSurvey::is_same(double coordinate, double back) const noexcept {
  return single_ ? static_cast<float>(coordinate) == static_cast<float>(back) : coordinate == back;
}

bool StepSurvey::is_decimal(double coordinate) const noexcept {
  const double power = power_of_ten(decimals_);
  const double whole = std::nearbyint(coordinate * power);
  // Beyond that, neighbouring whole numbers are not told apart.
  constexpr double kMostWhole = 0x1p53;
  return std::abs(whole) < kMostWhole && is_same(coordinate, whole / power);
}

void StepSurvey::add(double coordinate) noexcept {
  range_ = {std::min(range_.low, coordinate), std::max(range_.high, coordinate)};
  while (decimals_ < kNoStep && !is_decimal(coordinate)) ++decimals_;
  if (coordinate != 0) lowest_bit_ = std::min(lowest_bit_, lowest_bit(coordinate));
}

void StepSurvey::add(const StepSurvey& other) noexcept {
  range_ = {std::min(range_.low, other.range_.low), std::max(range_.high, other.range_.high)};
  decimals_ = std::max(decimals_, other.decimals_);
  lowest_bit_ = std::min(lowest_bit_, other.lowest_bit_);
}

/// Returns steps of `scale` around zero, or, where zero is too far away, around a multiple of `unit`, which
/// is a power of the same number and some steps long.
std::optional<WholeSteps> StepSurvey::over_range(double scale, double unit) const noexcept {
  const double most = kMostSteps * scale;
  if (range_.low >= -most && range_.high <= most) return WholeSteps{scale, 0};
  const double middle = range_.low / 2 + range_.high / 2;  // half of each, for their sum may be infinite
  // The inverse of a negative power is exact where the power itself is not.
  const double offset = unit < 1 ? std::round(middle * std::round(1 / unit)) / std::round(1 / unit)
                                 : std::round(middle / unit) * unit;
  if (range_.low - offset >= -most && range_.high - offset <= most) return WholeSteps{scale, offset};
  return std::nullopt;
}

std::optional<WholeSteps> StepSurvey::exact() const noexcept {
  if (range_.low > range_.high) return WholeSteps{};
  if (decimals_ != kNoStep)
    if (auto steps = over_range(power_of_ten(-decimals_), power_of_ten(kUnitDigits - decimals_)))
      return steps;
  if (lowest_bit_ == std::numeric_limits<int>::max()) return over_range(1, 1);  // all are zero
  const double scale = std::ldexp(1.0, lowest_bit_);
  return scale > 0 ? over_range(scale, std::ldexp(scale, kUnitBits)) : std::nullopt;
}

WholeSteps StepSurvey::finest() const noexcept {
  // Twice the largest whole number reaches from one end of the range to the other.
  const double extent = range_.high / 2 - range_.low / 2;
  int exponent = static_cast<int>(std::ceil(std::log10(std::max(extent / kMostSteps, 1e-300))));
  for (;; ++exponent)
    if (const auto steps = over_range(power_of_ten(exponent), power_of_ten(exponent + kUnitDigits)))
      return *steps;
}

}  // namespace vertexview
