#include "vertexview/record/element_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "support_files.hpp"
#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/number_width.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/value_range.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;

Schema schema_of(std::string_view text) {
  auto schema = parse_schema(text);
  EXPECT_TRUE(schema) << text;
  return schema.value_or(Schema{});
}

std::vector<std::string> names_of(const Schema& schema) {
  std::vector<std::string> names;
  for (const Element& element : shown_elements(schema))
    for (std::uint32_t i = 0; i < (element.type == ElementType::kBytes ? 1 : element.count); ++i)
      names.push_back(number_name(schema, element, i));
  return names;
}

TEST(ElementNames, sayWhatNumbersMean) {
  EXPECT_THAT(names_of(Schema::canonical()), ElementsAre("x", "y", "z", "red", "green", "blue"));
  EXPECT_THAT(names_of(schema_of("<3f:position:4B:rgba:3f:normal:2d:data:H:ring:5s:tag:")),
              ElementsAre("x", "y", "z", "red", "green", "blue", "alpha", "nx", "ny", "nz", "data[0]",
                          "data[1]", "ring", "tag"));
  EXPECT_THAT(names_of(schema_of("<2f:xy:3B:bgr:")), ElementsAre("x", "y", "blue", "green", "red"));
  EXPECT_THAT(names_of(schema_of("<4f:position:")), ElementsAre("x", "y", "z", "w"));
  // A run that was only guessed to be the position keeps the name that somebody gave it.
  EXPECT_THAT(names_of(schema_of("<3f:data:3H")),
              ElementsAre("data[0]", "data[1]", "data[2]", "red", "green", "blue"));
}

TEST(ElementNames, areTheirsAlone) {
  EXPECT_THAT(names_of(schema_of("<3f:position:3f:points:f:y:")),
              ElementsAre("x", "position[1]", "z", "points[0]", "points[1]", "points[2]", "y"));
}

TEST(ElementNames, leadBackToTheNumber) {
  for (const char* const text :
       {"@3f3Hxx", "<3f:position:4B:rgba:3f:normal:2d:data:H:ring:", "<2f:xy:3B:bgr:",
        "<3f:position:3f:points:f:y:", ">f:x:f:y:f:z:B:r:B:g:B:b:"}) {
    const Schema schema = schema_of(text);
    for (const Element& element : shown_elements(schema))
      for (std::uint32_t i = 0; i < element.count; ++i) {
        const Element number = number_of(schema, element, i);
        EXPECT_EQ(number.offset, element.offset + i * element_size(element.type));
        EXPECT_EQ(number.count, 1U);
        EXPECT_EQ(find_number(schema, number.name), number) << text << ' ' << number.name;
        if (element.count == 1) continue;
        EXPECT_EQ(find_number(schema, element.name + "[" + std::to_string(i) + "]"), number) << text;
      }
  }
}

TEST(ElementNames, ofNothing) {
  const Schema schema = schema_of("<3f:position:3H:color:5s:tag:");
  for (const char* const name :
       {"", "w", "alpha", "position", "tag", "tag[0]", "position[3]", "position[-1]", "position[0",
        "position[]", "position[0]]", "X", "nx", "position[4294967296]"})
    EXPECT_EQ(find_number(schema, name), std::nullopt) << name;
}

TEST(ElementNumbers, fewestDigitsOfTheirOwnType) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(shortest_text(static_cast<double>(0.1F), ElementType::kFloat32), "0.1");
  EXPECT_EQ(shortest_text(0.1, ElementType::kFloat64), "0.1");
  EXPECT_EQ(shortest_text(double_from_half(0x2E66), ElementType::kFloat16), "0.1");
  EXPECT_EQ(shortest_text(double_from_half(0x7BFF), ElementType::kFloat16), "65500");
  EXPECT_EQ(shortest_text(double_from_half(0x0001), ElementType::kFloat16), "6e-08");
  EXPECT_EQ(shortest_text(100000.0, ElementType::kFloat32), "100000");
  EXPECT_EQ(shortest_text(16777217.0, ElementType::kFloat64), "16777217");
  EXPECT_EQ(shortest_text(static_cast<double>(0.0001F), ElementType::kFloat32), "0.0001");
  EXPECT_EQ(shortest_text(0.00001, ElementType::kFloat64), "1e-05");
  EXPECT_EQ(shortest_text(999999936.0, ElementType::kFloat32), "999999936");
  EXPECT_EQ(shortest_text(1e9, ElementType::kFloat32), "1e+09");
  EXPECT_EQ(shortest_text(1e15, ElementType::kFloat64), "1000000000000000");
  EXPECT_EQ(shortest_text(1e16, ElementType::kFloat64), "1e+16");
  EXPECT_EQ(shortest_text(-0.0, ElementType::kFloat32), "-0");
  EXPECT_EQ(shortest_text(-std::nan(""), ElementType::kFloat32), "nan");
  EXPECT_EQ(shortest_text(-kInfinity, ElementType::kFloat16), "-inf");
  EXPECT_EQ(shortest_text(true, ElementType::kBool), "1");
  EXPECT_EQ(shortest_text(std::int64_t{-5}, ElementType::kInt8), "-5");
  EXPECT_EQ(shortest_text(std::numeric_limits<std::uint64_t>::max(), ElementType::kUint64),
            "18446744073709551615");
  EXPECT_EQ(shortest_text(std::string_view("a\0\xFF", 3), ElementType::kBytes), "6100ff");
}

double read_back(const std::string& text) {
  double number = 0;
  EXPECT_EQ(std::from_chars(text.data(), text.data() + text.size(), number).ec, std::errc());
  return number;
}

TEST(ElementNumbers, everyHalfReadsBack) {
  for (std::uint32_t bits = 0; bits <= 0xFFFFU; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const double number = double_from_half(half);
    if (!std::isfinite(number)) continue;
    const std::string text = shortest_text(number, ElementType::kFloat16);
    bool overflow = false;
    ASSERT_EQ(half_from_double(read_back(text), overflow), half) << text;
    ASSERT_LE(std::count_if(text.begin(), text.end(), [](char c) { return c >= '1' && c <= '9'; }), 6)
        << text;
  }
}

TEST(ElementNumbers, floatsReadBackInAtMostNineDigits) {
  std::mt19937 random(4);
  for (int i = 0; i < 200000; ++i) {
    const auto number = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (!std::isfinite(number)) continue;
    const std::string text = shortest_text(static_cast<double>(number), ElementType::kFloat32);
    float read = 0;
    std::from_chars(text.data(), text.data() + text.size(), read);
    ASSERT_EQ(std::bit_cast<std::uint32_t>(read), std::bit_cast<std::uint32_t>(number)) << text;
    std::string digits = text.substr(0, text.find('e'));
    std::erase_if(digits, [](char c) { return c == '-' || c == '.'; });
    digits.erase(0, digits.find_first_not_of('0'));
    ASSERT_LE(digits.size(), 9U) << text;
    ASSERT_LE(text.size(), kLongestNumber);
  }
}

// NumPy, too, writes halves with the fewest digits that identify them.
TEST(ElementNumbers, halvesSameAsNumpy) {
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0) GTEST_SKIP() << "no NumPy here";
  const TemporaryFolder folder;
  const std::string script =
      "import numpy as np\nfor h in np.arange(0x7C00, dtype=np.uint16).view(np.float16): "
      "print(float(str(h)))\n";
  const std::string path = folder.write("halves.py", std::as_bytes(std::span(script)));
  ASSERT_EQ(std::system(("/usr/bin/python3 " + path + " > " + folder.file("out")).c_str()), 0);
  std::istringstream lines(contents_of(folder.file("out")));
  for (std::uint32_t bits = 0; bits < 0x7C00U; ++bits) {
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    const double number = double_from_half(static_cast<std::uint16_t>(bits));
    ASSERT_EQ(read_back(shortest_text(number, ElementType::kFloat16)), read_back(line)) << bits;
  }
}

TEST(ElementText, shortestNumberIsWhatTheTextSays) {
  EXPECT_EQ(shortest_number(double{0.1F}, ElementType::kFloat32), 0.1);
  EXPECT_EQ(shortest_number(double{0.1F}, ElementType::kFloat64), double{0.1F});
  EXPECT_EQ(shortest_number(0.0999755859375, ElementType::kFloat16), 0.1);
  EXPECT_EQ(shortest_number(-1e30, ElementType::kFloat64), -1e30);
  EXPECT_EQ(shortest_number(7, ElementType::kUint16), 7);
  EXPECT_TRUE(std::isnan(shortest_number(std::nan(""), ElementType::kFloat32)));
}

TEST(ElementText, hex) {
  const std::string bytes = "\xD1\xB2O";
  EXPECT_EQ(hex_text(std::as_bytes(std::span(bytes))), "d1 b2 4f");
  EXPECT_EQ(hex_text({}), "");
}

TEST(ColumnWidth, decimalPointsStandUnderEachOther) {
  ColumnWidth width;
  EXPECT_EQ(width.characters(), 0U);
  EXPECT_TRUE(width.include("-0.5625678"));
  EXPECT_TRUE(width.include("412345.25"));
  EXPECT_FALSE(width.include("7"));
  EXPECT_EQ(width.characters(), 6U + 8U);
  EXPECT_EQ(width.blanks_after("-0.5625678"), 0U);
  EXPECT_EQ(width.blanks_after("412345.25"), 5U);
  EXPECT_EQ(width.blanks_after("7"), 8U) << "its point would stand over the others";
}

TEST(ColumnWidth, integersAreRightAligned) {
  ColumnWidth width;
  for (const char* text : {"7", "-65535", "3040"}) static_cast<void>(width.include(text));
  EXPECT_EQ(width.characters(), 6U);
  EXPECT_EQ(width.blanks_after("7"), 0U);
}

TEST(ColumnWidth, whatHasNoPlaceForAPointIsRightAligned) {
  ColumnWidth width;
  static_cast<void>(width.include("1.25"));
  for (const char* text : {"1e+30", "nan", "inf"}) {
    static_cast<void>(width.include(text));
    EXPECT_EQ(width.blanks_after(text), 0U) << text;
  }
  EXPECT_EQ(width.characters(), 5U);
  EXPECT_TRUE(width.include("-1.1754944e-38"));
  EXPECT_EQ(width.characters(), 14U);
  EXPECT_EQ(width.blanks_after("1"), 3U);
}

TEST(NumberWidth, shortenedIsToldAndNeverRounded) {
  EXPECT_EQ(shortened("3323.176", 6), "3323.17\u2026");
  EXPECT_EQ(shortened("3323.176", 7), "3323.176") << "nothing is left out";
  EXPECT_EQ(shortened("-0.5625678", 6), "-0.562567\u2026");
  EXPECT_EQ(shortened("0.0001234567", 6), "0.000123456\u2026") << "zeros in front identify nothing";
  EXPECT_EQ(shortened("448242.123", 6), "448242\u2026");
  EXPECT_EQ(shortened("1600000040.5", 6), "1600000040\u2026") << "what stands before the point stays";
  EXPECT_EQ(shortened("-1.1754944e-38", 6), "-1.17549\u2026e-38");
}

TEST(NumberWidth, shortenedLeavesOthersAsTheyAre) {
  for (const std::string_view text : {"0", "65535", "-17", "1e+30", "nan", "-inf", "0.2", ""})
    EXPECT_EQ(shortened(text, 6), text);
}

}  // namespace
}  // namespace vertexview::test
