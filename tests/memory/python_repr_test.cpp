#include "vertexview/memory/python_repr.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "support_files.hpp"
#include "vertexview/memory/number_load.hpp"

namespace vertexview::test {
namespace {

std::string repr(const Scalar& value) {
  const auto* bytes = std::get_if<std::string_view>(&value);
  std::string text(bytes != nullptr ? longest_bytes_repr(bytes->size()) : kLongestNumber, '?');
  text.resize(static_cast<std::size_t>(write_repr(text.data(), value) - text.data()));
  return text;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes)
    text += {kDigits[static_cast<unsigned char>(c) >> 4U], kDigits[static_cast<unsigned char>(c) & 15U]};
  return text;
}

std::string hex(std::uint64_t bits) {
  std::string text;
  for (int shift = 56; shift >= 0; shift -= 8)
    text += static_cast<char>(bits >> static_cast<unsigned>(shift));
  return hex(std::string_view(text));
}

/// Returns a value as the oracle reads it.
std::string line_of(const Scalar& value) {
  if (const auto* number = std::get_if<double>(&value))
    return "f " + hex(std::bit_cast<std::uint64_t>(*number));
  if (const auto* bytes = std::get_if<std::string_view>(&value)) return "b " + hex(*bytes);
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return "s " + hex(static_cast<std::uint64_t>(*number));
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "t 01" : "t 00";
  return "u " + hex(std::get<std::uint64_t>(value));
}

/// Compares both functions that write a repr, write_repr() and to_string(Value), with CPython.
void expect_same_as_python(const std::vector<Scalar>& values) {
  const TemporaryFolder folder;
  std::string lines;
  for (const Scalar& value : values) lines += line_of(value) + "\n";
  const std::string path = folder.write("values", std::as_bytes(std::span(lines)));
  const std::string command = "/usr/bin/python3 " VERTEXVIEW_SOURCE_DIR "/tests/memory/python_repr.py " +
                              path + " > " + folder.file("reprs");
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::istringstream expected(contents_of(folder.file("reprs")));
  for (const Scalar& value : values) {
    std::string line;
    ASSERT_TRUE(std::getline(expected, line));
    ASSERT_EQ(repr(value), line) << line_of(value);
    ASSERT_EQ(to_string(Value(value)), line) << line_of(value);
  }
}

TEST(PythonRepr, knownTexts) {
  EXPECT_EQ(to_string(Value(100000.0)), "100000.0");
  EXPECT_EQ(to_string(Value(1e6)), "1000000.0");
  EXPECT_EQ(to_string(Value(0.0001)), "0.0001");
  EXPECT_EQ(to_string(Value(1e16)), "1e+16");
  EXPECT_EQ(to_string(Value(1e22)), "1e+22");
  EXPECT_EQ(to_string(Value(1e-5)), "1e-05");
  EXPECT_EQ(to_string(Value(-0.0)), "-0.0");
  EXPECT_EQ(to_string(Value(-std::numeric_limits<double>::quiet_NaN())), "nan");
  EXPECT_EQ(to_string(Value(-std::numeric_limits<double>::infinity())), "-inf");
  EXPECT_EQ(to_string(Value("it's\t")), "b\"it's\\t\"");
  EXPECT_EQ(to_string(Value("it's \"so\"")), "b'it\\'s \"so\"'");
  EXPECT_EQ(to_string(Value(true)), "True");
}

TEST(PythonRepr, numbersSameAsPython) {
  std::mt19937_64 random(11);
  std::vector<Scalar> values{true, false, -0.0, 0.0, 100000.0, 1e6, 0.0001, 1e16, 1e22, std::nan("")};
  const auto add = [&](double value) { values.insert(values.end(), {value, -value}); };
  add(std::numeric_limits<double>::infinity());
  add(std::numeric_limits<double>::denorm_min());
  // Every half, many singles and many doubles are tried.
  for (std::uint32_t bits = 0; bits < 0x8000U; ++bits)
    add(double_from_half(static_cast<std::uint16_t>(bits)));
  for (int i = 0; i < 30000; ++i)
    add(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(random()))));
  for (int i = 0; i < 30000; ++i) add(std::bit_cast<double>(random()));
  // Around every power of ten, where the notation changes.
  for (int power = -310; power <= 308; ++power) {
    const double ten = std::pow(10.0, power);
    for (const double value : {ten, std::nextafter(ten, 0.0), std::nextafter(ten, 1e308)}) add(value);
  }
  for (int i = 0; i < 1000; ++i) {
    values.emplace_back(random());
    values.emplace_back(static_cast<std::int64_t>(random()));
  }
  values.emplace_back(std::numeric_limits<std::int64_t>::min());
  expect_same_as_python(values);
}

TEST(PythonRepr, bytesSameAsPython) {
  std::vector<std::string> all{"", "it's\t", "it's \"so\"", "\"", "'", "\\", "\\x00", std::string("a\0b", 3)};
  std::string every;
  for (int code = 0; code < 256; ++code) {
    all.emplace_back(1, static_cast<char>(code));
    every += static_cast<char>(code);
    for (const std::string_view quotes : {"'", "\"", "'\""})
      all.push_back(std::string(quotes) + static_cast<char>(code));
  }
  all.push_back(every);
  std::mt19937_64 random(5);
  for (int i = 0; i < 500; ++i) {
    std::string& bytes = all.emplace_back(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
  }
  std::vector<Scalar> values;
  for (const std::string& bytes : all) values.emplace_back(std::string_view(bytes));
  expect_same_as_python(values);
}

TEST(NumberLoad, halvesSpelledOut) {
  for (std::uint32_t bits = 0; bits <= 0xFFFFU; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const int exponent = (half >> 10U) & 31;
    const int mantissa = half & 0x3FF;
    const double found = double_from_half(half);
    ASSERT_EQ(std::signbit(found), bits >= 0x8000U);
    if (exponent == 31 && mantissa != 0)
      ASSERT_TRUE(std::isnan(found)) << bits;
    else if (exponent == 31)
      ASSERT_TRUE(std::isinf(found)) << bits;
    else
      ASSERT_EQ(std::fabs(found),
                exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25));
  }
}

TEST(NumberLoad, anyAlignmentAndByteOrder) {
  constexpr unsigned char kBytes[]{0xAA, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08};
  const auto* at = reinterpret_cast<const std::byte*>(kBytes) + 1;
  const bool big = is_reversed(true);
  EXPECT_EQ(load_number<std::uint8_t>(at, big), 1U);
  EXPECT_EQ(load_number<std::uint16_t>(at, big), 0x0102U);
  EXPECT_EQ(load_number<std::uint16_t>(at, !big), 0x0201U);
  EXPECT_EQ(load_number<std::int32_t>(at, big), 0x01020304);
  EXPECT_EQ(load_number<std::uint64_t>(at, big), 0x0102030405060708U);
  EXPECT_EQ(load_number<std::int64_t>(at, !big), 0x0807060504030201);
  EXPECT_EQ(load_number<float>(at, big), std::bit_cast<float>(0x01020304U));
}

}  // namespace
}  // namespace vertexview::test
