// Reads any bytes as each kind of number. What one function reads the others have to read alike, and what is
// printed has to be read back.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "promises.hpp"
#include "vertexview/memory/number_text.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

bool plain(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void check_refusal(std::string_view text, const Error& error) {
  fuzz::require_told(error, text.size());
  require(error.code == ErrorCode::kInvalidArgument);
}

void check_whole(std::string_view text) {
  const auto number = parse_whole_number(text);
  if (plain(text)) {
    std::uint64_t expected = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), expected);
    require(code == std::errc() ? number == expected : !number);
  }
  if (!number) return check_refusal(text, number.error());
  require(parse_whole_number(grouped(*number)) == *number);
  require(parse_whole_number(std::to_string(*number)) == *number);
  require(parse_amount(text) == Amount{*number});
  require(!parse_whole_number(std::string(text) + " ") && !parse_whole_number(" " + std::string(text)));
  // Only a small m has two meanings: millions of things, and no number at all otherwise.
  if (text.find('m') == std::string_view::npos) require(parse_number(text) == static_cast<double>(*number));
}

void check_number(std::string_view text) {
  const auto number = parse_number(text);
  if (!number) return check_refusal(text, number.error());
  require(std::isfinite(*number));
  std::array<char, 32> digits{};
  const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr;
  const auto again = parse_number({digits.data(), static_cast<std::size_t>(end - digits.data())});
  require(again && *again == *number && std::signbit(*again) == std::signbit(*number));
  require(!parse_number(std::string(text) + " ") && !parse_number(" " + std::string(text)));
  if (text.front() != '-' && text.front() != '+') {
    require(parse_number("-" + std::string(text)) == -*number);
    require(parse_number("+" + std::string(text)) == *number);
  }
}

void check_amount(std::string_view text) {
  const auto amount = parse_amount(text);
  if (!amount) return check_refusal(text, amount.error());
  if (!amount->is_share) return require(parse_whole_number(text) == amount->number);
  require(text.ends_with('%') && !parse_whole_number(text) && !parse_number(text));
  constexpr std::uint64_t kWhole = 1'000'000'000;
  require(amount->number <= kWhole);
  std::uint64_t before = 0;
  for (const std::uint64_t whole :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, kMost / 2, kMost}) {
    const std::uint64_t part = amount->of(whole);
    require(part >= before && part <= whole);
    before = part;
  }
  require((amount->of(kMost) == kMost) == (amount->number == kWhole));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_whole(text);
  check_number(text);
  check_amount(text);
  // Any number, not only those whose text the fuzzer finds, is grouped so that it reads back.
  std::uint64_t number = 0;
  std::memcpy(&number, data, std::min(size, sizeof(number)));
  require(parse_whole_number(grouped(number)) == number);
  return 0;
}
