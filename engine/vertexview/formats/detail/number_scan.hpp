#pragma once
// One number of a text: where it ends and which digits it has. Kept apart from the value, because the pass
// that chooses a type asks for the digits and the pass that fills the records for the value.
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/number_load.hpp"

namespace vertexview {

/// A number as it is written. The bytes of `text` must stay.
struct ScannedNumber {
  enum class Kind : std::uint8_t { kFinite, kInfinity, kNan };

  std::string_view text;       ///< without a plus before it, as std::from_chars wants it
  std::uint64_t mantissa = 0;  ///< all digits as one whole number; wrong where `digits` exceeds kMostDigits
  int exponent = 0;            ///< the power of ten that the mantissa is multiplied by
  std::uint32_t digits = 0;    ///< digits that are written, zeros included
  Kind kind = Kind::kFinite;
  bool negative = false;
  bool whole = true;  ///< whether there is neither a point nor an exponent

  /// 64 bits hold every number of so many digits.
  static constexpr std::uint32_t kMostDigits = 19;
};

namespace detail {

/// Returns how many of the eight characters, the first in the lowest byte, are digits before another one.
[[nodiscard]] constexpr unsigned leading_digits(std::uint64_t eight) noexcept {
  constexpr std::uint64_t kUpper = 0xF0F0F0F0F0F0F0F0;
  constexpr std::uint64_t kDigits = 0x3030303030303030;
  // A digit is 3 in its upper half, and still so with 6 added. What the sum carries into the next character
  // comes from one that is no digit, behind which nothing counts.
  const std::uint64_t others = ((eight ^ kDigits) | ((eight + 0x0606060606060606) ^ kDigits)) & kUpper;
  return static_cast<unsigned>(std::countr_zero(others)) / 8;
}

/// Returns the number that the first `count` (at most 8) of eight characters are, which are digits: pairs
/// become numbers below 100, these below 10000, and so on, all at once.
[[nodiscard]] constexpr std::uint64_t digits_value(std::uint64_t eight, unsigned count) noexcept {
  // Zeros before the digits; in two steps, for none is to be left of no digits.
  const unsigned half = 4 * (8 - count);
  std::uint64_t value = ((eight & 0x0F0F0F0F0F0F0F0F) << half) << half;
  value = value * 10 + (value >> 8U);
  constexpr std::uint64_t kPairs = 0x000000FF000000FF;
  const std::uint64_t outer = (value & kPairs) * (100 + (std::uint64_t{1000000} << 32U));
  const std::uint64_t inner = ((value >> 16U) & kPairs) * (1 + (std::uint64_t{10000} << 32U));
  return (outer + inner) >> 32U;
}

inline constexpr std::array<std::uint64_t, 9> kTenTo{1,      10,      100,      1000,     10000,
                                                     100000, 1000000, 10000000, 100000000};

/// Reads the digits at `at` behind those of `mantissa`, which wraps; returns where they end.
[[nodiscard]] inline const char* scan_digits(const char* at, const char* end,
                                             std::uint64_t& mantissa) noexcept {
  while (end - at >= 8) {
    const auto eight = load_number<std::uint64_t>(reinterpret_cast<const std::byte*>(at), is_reversed(false));
    const unsigned count = leading_digits(eight);
    mantissa = mantissa * kTenTo[count] + digits_value(eight, count);
    at += count;
    if (count < 8) return at;
  }
  for (; at != end && is_digit(*at); ++at) mantissa = mantissa * 10 + static_cast<std::uint64_t>(*at - '0');
  return at;
}

// What is rare is not inlined. Each returns where it ends, or null where it is none.

/// Reads the exponent after e.
[[nodiscard]] const char* scan_exponent(const char* at, const char* end, ScannedNumber& number) noexcept;
/// Reads nan, inf or infinity.
[[nodiscard]] const char* scan_word(const char* at, const char* end, ScannedNumber& number) noexcept;
/// Reads what follows "1." in the numbers 1.#INF, -1.#IND and 1.#QNAN of Microsoft's library.
[[nodiscard]] const char* scan_microsoft_word(const char* at, const char* end,
                                              ScannedNumber& number) noexcept;

}  // namespace detail

/// Reads the number at the begin of [at, end): decimal digits with a sign, a point and an exponent if need
/// be, nan, inf or infinity in the ways that C and Microsoft's library write them. Returns where it ends, or
/// null where there is none. What follows is the caller's to check, and that the number is shorter than 1
/// GB. Eight digits are read at once where so many bytes of [at, end) are left.
[[nodiscard]] inline const char* scan_number(const char* at, const char* end,
                                             ScannedNumber& number) noexcept {
  number = {};
  const char* begin = at;
  if (at != end && *at == '-') {
    number.negative = true;
    ++at;
  } else if (at != end && *at == '+') {
    begin = ++at;
  }
  std::uint64_t mantissa = 0;
  const char* run = at;
  at = detail::scan_digits(at, end, mantissa);
  auto digits = at - run;
  if (at != end && *at == '.') {
    number.whole = false;
    run = ++at;
    at = detail::scan_digits(at, end, mantissa);
    number.exponent = -static_cast<int>(at - run);
    digits += at - run;
  }
  if (digits == 0) {
    if (!number.whole) return nullptr;  // a point alone
    at = detail::scan_word(at, end, number);
  } else if (at != end && (*at == 'e' || *at == 'E')) {
    at = detail::scan_exponent(at + 1, end, number);
  } else if (at != end && *at == '#' && !number.whole) {
    at = detail::scan_microsoft_word(at, end, number);
  }
  if (at == nullptr) return nullptr;
  number.mantissa = mantissa;
  number.digits = static_cast<std::uint32_t>(digits);
  number.text = {begin, static_cast<std::size_t>(at - begin)};
  return at;
}

namespace detail {

// 10^0 to 10^22 are the powers of ten that a double holds exactly.
inline constexpr std::array kExactPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                         1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                         1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
inline constexpr int kMostExactPower = static_cast<int>(kExactPowers.size()) - 1;

/// Converts what takes more than one exact operation.
[[nodiscard]] bool to_double_with_care(const ScannedNumber& number, double& value) noexcept;

}  // namespace detail

/// The double next to a number, exactly as strtod() has it: zero for what is closer to zero than the smallest
/// one, infinite for what is beyond the largest. Returns false for the last.
[[nodiscard]] inline bool to_double(const ScannedNumber& number, double& value) noexcept {
  constexpr std::uint64_t kMostExact = std::uint64_t{1} << std::numeric_limits<double>::digits;
  const int power = number.exponent < 0 ? -number.exponent : number.exponent;
  if (number.kind != ScannedNumber::Kind::kFinite || number.digits > ScannedNumber::kMostDigits ||
      number.mantissa > kMostExact || power > detail::kMostExactPower)
    return detail::to_double_with_care(number, value);
  // One rounding gives the number: the mantissa and the power of ten are exact.
  const double factor = detail::kExactPowers[static_cast<std::size_t>(power)];
  const auto mantissa = static_cast<double>(number.mantissa);
  const double magnitude = number.exponent < 0 ? mantissa / factor : mantissa * factor;
  value = number.negative ? -magnitude : magnitude;
  return true;
}

/// The float32 next to a number, as strtof() has it; `wide` is the double next to it, which to_double() says
/// is `held`.
[[nodiscard]] bool to_float(const ScannedNumber& number, double wide, bool held, float& value) noexcept;
[[nodiscard]] inline bool to_float(const ScannedNumber& number, float& value) noexcept {
  double wide = 0;
  const bool held = to_double(number, wide);
  return to_float(number, wide, held, value);
}

/// Returns 10^exponent.
[[nodiscard]] double power_of_ten(int exponent) noexcept;

}  // namespace vertexview
