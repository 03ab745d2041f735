#include "vertexview/memory/number_load.hpp"

namespace vertexview {

std::uint16_t half_from_double(double number, bool& overflow) noexcept {
  constexpr std::uint64_t kExponent = 0x7FFULL << 52U;
  constexpr std::uint64_t kMantissa = (1ULL << 52U) - 1;
  const auto bits = std::bit_cast<std::uint64_t>(number);
  const auto sign = static_cast<std::uint16_t>((bits >> 63U) << 15U);
  const auto merged = [&](std::uint64_t rest) { return static_cast<std::uint16_t>(sign | rest); };
  const int exponent = static_cast<int>((bits & kExponent) >> 52U) - 1023;
  const std::uint64_t mantissa = bits & kMantissa;
  if (exponent == 1024) {
    const std::uint64_t payload = mantissa >> 42U;
    return merged(0x7c00U | (mantissa == 0 ? 0 : payload == 0 ? 0x200U : payload));
  }
  if (exponent < -25) return sign;
  // Ten bits remain after the point; below 2^-14 the spacing is fixed and fewer remain.
  const auto dropped = static_cast<unsigned>(exponent < -14 ? 42 - 14 - exponent : 42);
  const std::uint64_t significand = mantissa | (1ULL << 52U);
  std::uint64_t rounded = significand >> dropped;
  const std::uint64_t rest = significand & ((1ULL << dropped) - 1);
  const std::uint64_t tie = 1ULL << (dropped - 1);
  if (rest > tie || (rest == tie && (rounded & 1U) != 0)) ++rounded;
  // The leading bit of a normal significand, and a carry out of rounding, both add one to the exponent.
  const std::uint64_t half =
      rounded + (exponent < -14 ? 0 : static_cast<std::uint64_t>(exponent + 14) << 10U);
  overflow = half >= 0x7c00U;
  return merged(half);
}

}  // namespace vertexview
