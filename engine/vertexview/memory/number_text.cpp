#include "vertexview/memory/number_text.hpp"

#include <algorithm>
#include <charconv>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview {
namespace {

// Exponents beyond this limit are all the same: no double and no 64-bit number reaches them.
constexpr int kLargestExponent = 100'000;
// An Amount keeps a share in billionths, so a percent has seven decimals.
constexpr std::uint64_t kWholeShare = 1'000'000'000;
constexpr int kPercentExponent = 7;

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

tl::unexpected<Error> not_whole(std::string_view text) {
  return invalid(in_quotes(text) +
                 " is not a whole number; write it as 5000000, 5_000_000, 5 000 000, 5M, 5e6 or 0x10");
}

tl::unexpected<Error> too_large(std::string_view text) {
  return invalid(in_quotes(text) + " is too large; the most is 18446744073709551615");
}

/// The number digits * 10^exponent.
struct Decimal {
  std::string digits;
  int exponent = 0;
};

/// Moves digits with single underscores between them from `text` to `digits`; returns false where there are
/// none.
bool take_digits(std::string_view& text, std::string& digits) {
  const std::size_t before = digits.size();
  for (; !text.empty(); text.remove_prefix(1)) {
    const bool underscore = text[0] == '_' && digits.size() > before && text.size() > 1 && is_digit(text[1]);
    if (underscore) continue;
    if (!is_digit(text[0])) break;
    digits += text[0];
  }
  return digits.size() > before;
}

/// Moves the groups of "5 000 000" that follow the first, all of three digits, from `text` to `digits`;
/// returns false where a blank is followed by anything else.
bool take_groups(std::string_view& text, std::string& digits) {
  constexpr std::size_t kGroup = 3;
  while (!text.empty() && text[0] == ' ') {
    const std::string_view group = text.substr(1, kGroup);
    if (group.size() != kGroup || !std::all_of(group.begin(), group.end(), is_digit)) return false;
    digits += group;
    text.remove_prefix(1 + kGroup);
    if (!text.empty() && (is_digit(text[0]) || text[0] == '_')) return false;
  }
  return true;
}

/// What a small m after a number means: after a count it is millions, after a length it might be thousandths.
enum class SmallM : std::uint8_t { kMillions, kRefused };

/// Returns the power of ten that a suffix or an exponent, which is all of `text`, stands for.
std::optional<int> scale_of(std::string_view text, SmallM small_m) noexcept {
  if (text.empty()) return 0;
  if (text.size() == 1) {
    switch (text[0]) {
      case 'm':
        return small_m == SmallM::kMillions ? std::optional(6) : std::nullopt;
      case 'k':
      case 'K':
        return 3;
      case 'M':
        return 6;
      case 'G':
      case 'B':
        return 9;
      case 'T':
        return 12;
      default:
        return std::nullopt;
    }
  }
  if (text[0] != 'e' && text[0] != 'E') return std::nullopt;
  const bool negative = text[1] == '-';
  text.remove_prefix(negative || text[1] == '+' ? 2 : 1);
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  int power = 0;
  for (const char digit : text) power = std::min(power * 10 + (digit - '0'), kLargestExponent);
  return negative ? -power : power;
}

std::optional<Decimal> read_decimal(std::string_view text, SmallM small_m) {
  Decimal decimal;
  const std::size_t begin = text.size();
  bool any = take_digits(text, decimal.digits);
  if (any && !text.empty() && text[0] == ' ') {
    // The part before the first space is a group itself: one to three digits and no underscore.
    if (begin - text.size() > 3 || decimal.digits.size() != begin - text.size()) return std::nullopt;
    if (!take_groups(text, decimal.digits)) return std::nullopt;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::size_t whole = decimal.digits.size();
    any = take_digits(text, decimal.digits) || any;
    decimal.exponent =
        -static_cast<int>(std::min<std::size_t>(decimal.digits.size() - whole, kLargestExponent));
  }
  const auto scale = scale_of(text, small_m);
  if (!any || !scale) return std::nullopt;
  decimal.exponent += *scale;
  return decimal;
}

bool is_hex(std::string_view text) noexcept {
  return text.starts_with("0x") || text.starts_with("0X");
}

/// Reads a hexadecimal number; returns nothing where `text` is none, and sets `overflow` where 64 bits do not
/// hold it.
std::optional<std::uint64_t> read_hex(std::string_view text, bool& overflow) {
  std::string digits;
  text.remove_prefix(2);
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '_' || i == 0 || i + 1 == text.size() || text[i + 1] == '_') digits += text[i];
  std::uint64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, code] = std::from_chars(digits.data(), end, value, 16);
  if (stop != end || code == std::errc::invalid_argument) return std::nullopt;
  overflow = code == std::errc::result_out_of_range;
  return value;
}

enum class Fault : std::uint8_t { kNone, kFraction, kTooLarge };

Fault whole_value(const Decimal& decimal, std::uint64_t& value) noexcept {
  std::string_view digits = decimal.digits;
  int exponent = decimal.exponent;
  for (; exponent < 0 && !digits.empty(); ++exponent) {
    if (digits.back() != '0') return Fault::kFraction;
    digits.remove_suffix(1);
  }
  value = 0;
  const auto append = [&value](std::uint64_t digit) {
    if (value > (UINT64_MAX - digit) / 10) return false;
    value = value * 10 + digit;
    return true;
  };
  for (const char digit : digits)
    if (!append(static_cast<std::uint64_t>(digit - '0'))) return Fault::kTooLarge;
  for (; exponent > 0 && value != 0; --exponent)
    if (!append(0)) return Fault::kTooLarge;
  return Fault::kNone;
}

}  // namespace

Result<std::uint64_t> parse_whole_number(std::string_view text) {
  if (is_hex(text)) {
    bool overflow = false;
    const auto value = read_hex(text, overflow);
    if (!value) return not_whole(text);
    if (overflow) return too_large(text);
    return *value;
  }
  const auto decimal = read_decimal(text, SmallM::kMillions);
  if (!decimal) return not_whole(text);
  std::uint64_t value = 0;
  switch (whole_value(*decimal, value)) {
    case Fault::kFraction:
      return invalid(in_quotes(text) + " is not a whole number");
    case Fault::kTooLarge:
      return too_large(text);
    case Fault::kNone:
      break;
  }
  return value;
}

std::optional<std::uint64_t> parse_digits(std::string_view text, int base) noexcept {
  std::uint64_t number = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, code] = std::from_chars(begin, end, number, base);
  if (code != std::errc() || stop != end) return std::nullopt;
  return number;
}

Result<double> parse_number(std::string_view text) {
  std::string_view body = text;
  const bool negative = body.starts_with('-');
  if (negative || body.starts_with('+')) body.remove_prefix(1);
  for (const std::string_view word : {"inf", "infinity", "nan"})
    if (body == word) return invalid(in_quotes(text) + " is not finite");
  double value = 0;
  if (is_hex(body)) {
    bool overflow = false;
    const auto whole = read_hex(body, overflow);
    if (!whole) return invalid(in_quotes(text) + " is not a number");
    if (overflow) return too_large(text);
    value = static_cast<double>(*whole);
  } else {
    auto decimal = read_decimal(body, SmallM::kRefused);
    if (!decimal) return invalid(in_quotes(text) + " is not a number");
    const std::string plain = std::move(decimal->digits) + "e" + std::to_string(decimal->exponent);
    const auto [stop, code] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (code != std::errc{} || stop != plain.data() + plain.size())
      return invalid(in_quotes(text) + " is outside the range of a double");
  }
  return negative ? -value : value;
}

std::uint64_t Amount::of(std::uint64_t whole) const noexcept {
  if (!is_share) return number;
  // The product is taken in two parts, so that neither passes 64 bits: a share is at most kWholeShare.
  return whole / kWholeShare * number + whole % kWholeShare * number / kWholeShare;
}

Result<Amount> parse_amount(std::string_view text) {
  std::string_view body = text;
  if (!body.ends_with('%')) {
    const auto number = parse_whole_number(text);
    if (!number) return tl::unexpected<Error>(number.error());
    return Amount{*number, false};
  }
  body.remove_suffix(1);
  // A suffix between the number and the % is refused, because nobody knows what 1k% means.
  auto percent = body.empty() || !is_digit(body.back()) ? std::nullopt : read_decimal(body, SmallM::kRefused);
  if (percent) {
    percent->exponent += kPercentExponent;
    std::uint64_t billionths = 0;
    if (whole_value(*percent, billionths) == Fault::kNone && billionths <= kWholeShare)
      return Amount{billionths, true};
  }
  return invalid(in_quotes(text) + " is not a share; expected 0% to 100%, with at most 7 decimals");
}

std::string grouped(std::uint64_t number) {
  constexpr std::size_t kGroup = 3;
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > kGroup; i -= kGroup) digits.insert(i - kGroup, 1, ' ');
  return digits;
}

}  // namespace vertexview
