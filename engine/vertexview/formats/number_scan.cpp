#include "vertexview/formats/detail/number_scan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>

namespace vertexview {
namespace {

using detail::kExactPowers;
using detail::kMostExactPower;

// The doubles between two floats next to each other differ in so many bits.
constexpr int kSpareBits = std::numeric_limits<double>::digits - std::numeric_limits<float>::digits;

/// Returns whether [at, end) begins with `word`, which is in lower case.
bool has_word(const char* at, const char* end, std::string_view word) noexcept {
  constexpr int kLowerCase = 0x20;
  return static_cast<std::size_t>(end - at) >= word.size() &&
         std::equal(word.begin(), word.end(), at, [](char a, char b) { return a == (b | kLowerCase); });
}

bool is_letter_or_digit(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

struct Word {
  std::string_view text;
  ScannedNumber::Kind kind;
};

/// Reads the first of the words that [at, end) begins with.
const char* scan_one_of(std::span<const Word> words, const char* at, const char* end,
                        ScannedNumber& number) noexcept {
  for (const Word& word : words)
    if (has_word(at, end, word.text)) {
      number.kind = word.kind;
      number.whole = false;
      return at + word.text.size();
    }
  return nullptr;
}

/// Returns whether a finite number that is beyond those of a type is so for being too close to zero: it is
/// less than 10^(exponent + digits), zeros before the first other digit left out.
bool is_tiny(const ScannedNumber& number) noexcept {
  std::int64_t power = number.exponent + static_cast<std::int64_t>(number.digits);
  for (const char c : number.text) {
    if (c == '0') --power;
    if (is_digit(c) && c != '0') break;
  }
  return power < 0;
}

template <class Float>
bool from_text(const ScannedNumber& number, Float& value) noexcept {
  using Kind = ScannedNumber::Kind;
  using Limits = std::numeric_limits<Float>;
  Float magnitude = number.kind == Kind::kNan ? Limits::quiet_NaN() : Limits::infinity();
  bool held = true;
  if (number.kind == Kind::kFinite) {
    const char* const begin = number.text.data();
    if (std::from_chars(begin, begin + number.text.size(), value).ec == std::errc()) return true;
    held = is_tiny(number);
    if (held) magnitude = 0;
  }
  value = std::copysign(magnitude, number.negative ? Float{-1} : Float{1});
  return held;
}

/// Returns whether the digits are all in the mantissa and `most` is not exceeded.
bool has_mantissa(const ScannedNumber& number, std::uint64_t most) noexcept {
  return number.kind == ScannedNumber::Kind::kFinite && number.digits <= ScannedNumber::kMostDigits &&
         number.mantissa <= most;
}

/// Converts up to 19 digits through the 64 bits that a long double of x86 has for them: the mantissa and the
/// power of ten are exact, so that the quotient or product is off by less than half of its last bit. Rounding
/// it once more gives the double next to the number, unless it lies in the middle of two, where the number
/// itself may lie on either side. Returns whether it does not.
bool from_extended([[maybe_unused]] const ScannedNumber& number, [[maybe_unused]] double& value) noexcept {
  using Limits = std::numeric_limits<long double>;
  if constexpr (Limits::digits != std::numeric_limits<std::uint64_t>::digits) {
    return false;
  } else {
    // 10^27 is the largest power of ten of 64 bits, times a power of two.
    constexpr int kMostPower = 27;
    const int power = std::abs(number.exponent);
    if (power > kMostPower) return false;
    long double factor = kExactPowers[static_cast<std::size_t>(std::min(power, kMostExactPower))];
    for (int more = power - kMostExactPower; more > 0; --more) factor *= 10;
    const auto mantissa = static_cast<long double>(number.mantissa);
    const long double magnitude = number.exponent < 0 ? mantissa / factor : mantissa * factor;
    std::uint64_t bits = 0;
    std::memcpy(&bits, &magnitude, sizeof(bits));  // the significand comes first
    constexpr int kSpare = Limits::digits - std::numeric_limits<double>::digits;
    constexpr std::uint64_t kMiddle = std::uint64_t{1} << (kSpare - 1U);
    if ((bits & ((std::uint64_t{1} << kSpare) - 1)) == kMiddle) return false;
    value = static_cast<double>(number.negative ? -magnitude : magnitude);
    return true;
  }
}

}  // namespace

const char* detail::scan_exponent(const char* at, const char* end, ScannedNumber& number) noexcept {
  number.whole = false;
  const bool negative = at != end && *at == '-';
  if (at != end && (*at == '-' || *at == '+')) ++at;
  if (at == end || !is_digit(*at)) return nullptr;
  // Digits before and behind the point can make up for an exponent as long as a line has bytes; for no longer
  // one, whose value need not be read.
  constexpr int kEnough = 100'000'000;
  int value = 0;
  for (; at != end && is_digit(*at); ++at) value = std::min(value * 10 + (*at - '0'), kEnough);
  number.exponent += negative ? -value : value;
  return at;
}

const char* detail::scan_word(const char* at, const char* end, ScannedNumber& number) noexcept {
  // The longest first.
  constexpr Word kWords[]{{"infinity", ScannedNumber::Kind::kInfinity},
                          {"inf", ScannedNumber::Kind::kInfinity},
                          {"nan", ScannedNumber::Kind::kNan}};
  at = scan_one_of(kWords, at, end, number);
  if (at == nullptr || number.kind != ScannedNumber::Kind::kNan || at == end || *at != '(') return at;
  // C has a payload in brackets, as in "nan(ind)".
  const char* const close = std::find_if_not(at + 1, end, is_letter_or_digit);
  return close != end && *close == ')' ? close + 1 : at;
}

const char* detail::scan_microsoft_word(const char* at, const char* end, ScannedNumber& number) noexcept {
  constexpr Word kWords[]{{"#inf", ScannedNumber::Kind::kInfinity},
                          {"#ind", ScannedNumber::Kind::kNan},
                          {"#qnan", ScannedNumber::Kind::kNan},
                          {"#snan", ScannedNumber::Kind::kNan}};
  at = scan_one_of(kWords, at, end, number);
  // Digits fill the number up to the wanted precision.
  return at == nullptr ? at : std::find_if_not(at, end, is_digit);
}

bool detail::to_double_with_care(const ScannedNumber& number, double& value) noexcept {
  if (!has_mantissa(number, std::numeric_limits<std::uint64_t>::max())) return from_text(number, value);
  return from_extended(number, value) || from_text(number, value);
}

bool to_float(const ScannedNumber& number, double wide, bool held, float& value) noexcept {
  if (!held || !has_mantissa(number, std::numeric_limits<std::uint64_t>::max()))
    return from_text(number, value);
  const double magnitude = std::abs(wide);
  // The double is the number rounded once. Rounding it to float is right unless it lies in the middle of two
  // floats, where the number may lie on either side; below the smallest normal float, bits are fewer.
  constexpr std::uint64_t kSpareMask = (std::uint64_t{1} << kSpareBits) - 1;
  const bool middle = (std::bit_cast<std::uint64_t>(wide) & kSpareMask) == (kSpareMask >> 1U) + 1;
  const bool normal = magnitude == 0 || (magnitude >= std::numeric_limits<float>::min() &&
                                         magnitude <= std::numeric_limits<float>::max());
  if (middle || !normal) return from_text(number, value);
  value = static_cast<float>(wide);
  return true;
}

double power_of_ten(int exponent) noexcept {
  const auto magnitude = static_cast<std::size_t>(std::abs(exponent));
  if (magnitude >= kExactPowers.size()) return std::pow(10.0, exponent);
  return exponent < 0 ? 1 / kExactPowers[magnitude] : kExactPowers[magnitude];
}

}  // namespace vertexview
