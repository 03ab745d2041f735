#include "vertexview/formats/detail/number_scan.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "vertexview/formats/detail/number_store.hpp"

namespace vertexview::test {
namespace {

/// Reads a number in a heap block of exactly its size, so that a read past its end is one past the block.
std::size_t scan(std::string_view text, ScannedNumber& number, std::vector<char>& block) {
  block.assign(text.begin(), text.end());
  block.shrink_to_fit();
  const char* const begin = block.data();
  const char* const stop = scan_number(begin, begin + block.size(), number);
  return stop == nullptr ? std::string_view::npos : static_cast<std::size_t>(stop - begin);
}

/// Expects that a whole text is read as strtod() and strtof() read it, bit for bit.
void expect_same(const std::string& text) {
  ScannedNumber number;
  std::vector<char> block;
  ASSERT_EQ(scan(text, number, block), text.size()) << text;
  double wide = 0;
  float narrow = 0;
  const double theirs = std::strtod(text.c_str(), nullptr);
  const float theirs_narrow = std::strtof(text.c_str(), nullptr);
  const bool finite = number.kind == ScannedNumber::Kind::kFinite;
  EXPECT_EQ(to_double(number, wide), !finite || std::isfinite(theirs)) << text;
  EXPECT_EQ(to_float(number, narrow), !finite || std::isfinite(theirs_narrow)) << text;
  EXPECT_EQ(std::bit_cast<std::uint64_t>(wide), std::bit_cast<std::uint64_t>(theirs)) << text;
  EXPECT_EQ(std::bit_cast<std::uint32_t>(narrow), std::bit_cast<std::uint32_t>(theirs_narrow)) << text;
}

template <class... Arguments>
std::string formatted(const char* format, Arguments... arguments) {
  char text[512];
  const int size = std::snprintf(text, sizeof(text), format, arguments...);
  return {text, static_cast<std::size_t>(size)};
}

TEST(NumberScan, randomNumbersAreThoseOfStrtod) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const auto digits = static_cast<int>(random() % 20);
    const auto wide = std::bit_cast<double>(random());
    if (std::isfinite(wide)) expect_same(formatted("%.*g", digits + 1, wide));
    const auto narrow = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (!std::isfinite(narrow)) continue;
    expect_same(formatted("%.*g", digits % 12 + 1, static_cast<double>(narrow)));
    const float next = std::nextafter(narrow, std::numeric_limits<float>::max());
    const double middle = (static_cast<double>(narrow) + static_cast<double>(next)) / 2;
    expect_same(formatted("%.20g", middle));
    expect_same(formatted("%.45f", std::ldexp(middle, -std::ilogb(middle))));
  }
}

TEST(NumberScan, digitsOfEveryLength) {
  std::mt19937_64 random(2);
  const auto digits = [&](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('0' + random() % 10);
    return text;
  };
  for (std::size_t before = 0; before < 26; ++before)
    for (std::size_t after = 0; after < 26; ++after)
      if (before + after > 0) {
        expect_same(digits(before) + "." + digits(after));
        expect_same("-" + digits(before) + "." + digits(after) + "e" + std::to_string(random() % 60));
        expect_same(digits(before) + "." + digits(after) + "e-" + std::to_string(random() % 60));
      }
}

TEST(NumberScan, endsOfTheRange) {
  for (const char* text : {"1e999",
                           "-1e999",
                           "1e-999",
                           "-1e-999",
                           "0e999",
                           "4.9406564584124654e-324",
                           "2.4703282292062327e-324",
                           "2.4703282292062328e-324",
                           "1.7976931348623157e308",
                           "1.7976931348623159e308",
                           "9007199254740993",
                           "18446744073709551615",
                           "18446744073709551616",
                           "99999999999999999999",
                           "3.4028235e38",
                           "3.4028236e38",
                           "1.4e-45",
                           "7e-46",
                           "1e99999999999999999999",
                           "1e-99999999999999999999",
                           "-0",
                           "0.",
                           ".5",
                           "inf",
                           "-Infinity"})
    expect_same(text);
  expect_same("0." + std::string(400, '0') + "1");
  expect_same("-000." + std::string(400, '0') + "1e-3");
  expect_same("000" + std::string(400, '9'));
  expect_same("0." + std::string(400, '0') + "1e401");
  expect_same("1" + std::string(200'000, '0') + "e-200000");
  expect_same("1" + std::string(400, '0') + "e-900");
}

TEST(NumberScan, whereANumberEnds) {
  ScannedNumber number;
  std::vector<char> block;
  for (const auto& [text, end] : std::vector<std::pair<std::string_view, std::size_t>>{{"12 ", 2},
                                                                                       {"12,5", 2},
                                                                                       {"1.5.2", 3},
                                                                                       {"-7x", 2},
                                                                                       {"+3", 2},
                                                                                       {"1e5e", 3},
                                                                                       {"123456789/", 9},
                                                                                       {"12345678:", 8},
                                                                                       {"nan(ind) ", 8},
                                                                                       {"nan(", 3},
                                                                                       {"1.#INF00 ", 8},
                                                                                       {"-1.#IND", 7},
                                                                                       {"1234567\x80", 7}})
    EXPECT_EQ(scan(text, number, block), end) << text;
  for (const std::string_view text :
       {"", "-", "+", ".", "-.", "e5", "1e", "1e+", "x", "1.#", "1.#X", "/", ":", "\xFA\xFA"})
    EXPECT_EQ(scan(text, number, block), std::string_view::npos) << text;
  // Whatever the byte is, only digits continue a number.
  for (int c = 0; c < 256; ++c) {
    const std::string text = "12" + std::string(1, static_cast<char>(c)) + "45678901";
    const bool goes_on = (c >= '0' && c <= '9') || c == '.';
    EXPECT_EQ(scan(text, number, block) == text.size(), goes_on || c == 'e' || c == 'E') << c;
  }
}

TEST(NumberStore, wholeNumbersFitTheirType) {
  const auto stored = [](std::string_view text, ElementType type) {
    ScannedNumber number;
    std::vector<char> block;
    EXPECT_EQ(scan(text, number, block), text.size()) << text;
    std::int64_t bytes = 0;
    return store_number(number, type, reinterpret_cast<std::byte*>(&bytes)) ? std::to_string(bytes) : "no";
  };
  EXPECT_EQ(stored("255", ElementType::kUint8), "255");
  EXPECT_EQ(stored("256", ElementType::kUint8), "no");
  EXPECT_EQ(stored("-1", ElementType::kUint8), "no");
  EXPECT_EQ(stored("-0", ElementType::kUint8), "0");
  EXPECT_EQ(stored("3.0", ElementType::kUint8), "3");
  EXPECT_EQ(stored("2.55e2", ElementType::kUint8), "255");
  EXPECT_EQ(stored("2.5", ElementType::kUint8), "no");
  EXPECT_EQ(stored("-128", ElementType::kInt8), "128") << "the lowest byte alone is written";
  EXPECT_EQ(stored("-129", ElementType::kInt8), "no");
  EXPECT_EQ(stored("-9223372036854775808", ElementType::kInt64), "-9223372036854775808");
  EXPECT_EQ(stored("9223372036854775807", ElementType::kInt64), "9223372036854775807");
  EXPECT_EQ(stored("9223372036854775808", ElementType::kInt64), "no");
  EXPECT_EQ(stored("18446744073709551615", ElementType::kUint64), "-1");
  EXPECT_EQ(stored("18446744073709551616", ElementType::kUint64), "no");
  EXPECT_EQ(stored("0000000000000000000000042", ElementType::kInt32), "42");
  EXPECT_EQ(stored("nan", ElementType::kInt32), "no");
  EXPECT_EQ(stored("7", ElementType::kBytes), "0");
}

}  // namespace
}  // namespace vertexview::test
