#include "vertexview/formats/detail/number_scan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace vertexview {
namespace {

// 10^0 to 10^22 are the powers of ten that a double holds exactly.
constexpr std::array kExactPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// Returns whether [at, end) begins with `word`, which is in lower case.
bool has_word(const char* at, const char* end, std::string_view word) noexcept {
  constexpr int kLowerCase = 0x20;
  return static_cast<std::size_t>(end - at) >= word.size() &&
         std::equal(word.begin(), word.end(), at, [](char a, char b) { return a == (b | kLowerCase); });
}

const char* scan_word(const char* at, const char* end, ScannedNumber& number) noexcept {
  struct Word {
    std::string_view text;
    ScannedNumber::Kind kind;
  };
  // The longest first.
  constexpr Word kWords[]{{"infinity", ScannedNumber::Kind::kInfinity},
                          {"inf", ScannedNumber::Kind::kInfinity},
                          {"nan", ScannedNumber::Kind::kNan}};
  for (const Word& word : kWords)
    if (has_word(at, end, word.text)) {
      number.kind = word.kind;
      number.whole = false;
      return at + word.text.size();
    }
  return nullptr;
}

/// Reads the exponent after e; returns null where it has no digits.
const char* scan_exponent(const char* at, const char* end, int& exponent) noexcept {
  const bool negative = at != end && *at == '-';
  if (at != end && (*at == '-' || *at == '+')) ++at;
  if (at == end || !is_digit(*at)) return nullptr;
  // No double has such an exponent, so that a longer one need not be read.
  constexpr int kEnough = 100'000;
  int value = 0;
  for (; at != end && is_digit(*at); ++at) value = std::min(value * 10 + (*at - '0'), kEnough);
  exponent += negative ? -value : value;
  return at;
}

template <class Float>
bool from_text(const ScannedNumber& number, Float& value) noexcept {
  using Kind = ScannedNumber::Kind;
  if (number.kind == Kind::kFinite) {
    const char* const begin = number.text.data();
    return std::from_chars(begin, begin + number.text.size(), value).ec == std::errc();
  }
  using Limits = std::numeric_limits<Float>;
  value = std::copysign(number.kind == Kind::kNan ? Limits::quiet_NaN() : Limits::infinity(),
                        number.negative ? Float{-1} : Float{1});
  return true;
}

/// Converts where one rounding gives the number: the mantissa and the power of ten are exact.
template <class Float>
bool convert(const ScannedNumber& number, Float& value, std::uint64_t most, int largest_power) noexcept {
  const int power = std::abs(number.exponent);
  if (number.kind != ScannedNumber::Kind::kFinite || number.digits > ScannedNumber::kMostDigits ||
      number.mantissa > most || power > largest_power)
    return from_text(number, value);
  const Float factor = static_cast<Float>(kExactPowers[static_cast<std::size_t>(power)]);
  const Float mantissa = static_cast<Float>(number.mantissa);
  const Float magnitude = number.exponent < 0 ? mantissa / factor : mantissa * factor;
  value = number.negative ? -magnitude : magnitude;
  return true;
}

}  // namespace

const char* scan_number(const char* at, const char* end, ScannedNumber& number) noexcept {
  number = {};
  const char* begin = at;
  if (at != end && *at == '-') {
    number.negative = true;
    ++at;
  } else if (at != end && *at == '+') {
    begin = ++at;
  }
  const char* run = at;
  std::uint64_t mantissa = 0;
  for (; at != end && is_digit(*at); ++at) mantissa = mantissa * 10 + static_cast<std::uint64_t>(*at - '0');
  auto digits = at - run;
  if (at != end && *at == '.') {
    number.whole = false;
    run = ++at;
    for (; at != end && is_digit(*at); ++at) mantissa = mantissa * 10 + static_cast<std::uint64_t>(*at - '0');
    // A line is short (see number_lines.hpp), so that the digits are few.
    number.exponent = -static_cast<int>(at - run);
    digits += at - run;
  }
  if (digits == 0) {
    if (!number.whole) return nullptr;  // a point alone
    at = scan_word(at, end, number);
  } else if (at != end && (*at == 'e' || *at == 'E')) {
    number.whole = false;
    at = scan_exponent(at + 1, end, number.exponent);
  }
  if (at == nullptr) return nullptr;
  number.mantissa = mantissa;
  number.digits = static_cast<std::uint32_t>(digits);
  number.text = {begin, static_cast<std::size_t>(at - begin)};
  return at;
}

bool to_double(const ScannedNumber& number, double& value) noexcept {
  return convert(number, value, std::uint64_t{1} << std::numeric_limits<double>::digits, 22);
}

bool to_float(const ScannedNumber& number, float& value) noexcept {
  return convert(number, value, std::uint64_t{1} << std::numeric_limits<float>::digits, 10);
}

double power_of_ten(int exponent) noexcept {
  const auto magnitude = static_cast<std::size_t>(std::abs(exponent));
  if (magnitude >= kExactPowers.size()) return std::pow(10.0, exponent);
  return exponent < 0 ? 1 / kExactPowers[magnitude] : kExactPowers[magnitude];
}

}  // namespace vertexview
