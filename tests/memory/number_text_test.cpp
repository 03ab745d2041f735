#include "vertexview/memory/number_text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "vertexview/memory/printable.hpp"

namespace vertexview {
namespace {

struct Whole {
  const char* text;
  std::uint64_t number;
};

TEST(NumberText, wholeNumbers) {
  constexpr Whole kTable[]{
      {"0", 0},
      {"007", 7},
      {"5000000", 5'000'000},
      {"5_000_000", 5'000'000},
      {"1_0", 10},
      {"5 000 000", 5'000'000},
      {"50 000", 50'000},
      {"500 000", 500'000},
      {"5 000k", 5'000'000},
      {"10M", 10'000'000},
      {"10m", 10'000'000},
      {"3k", 3000},
      {"3K", 3000},
      {"2.5k", 2500},
      {".5k", 500},
      {"1.", 1},
      {"1.50G", 1'500'000'000},
      {"1B", 1'000'000'000},
      {"3T", 3'000'000'000'000},
      {"1e0", 1},
      {"1e6", 1'000'000},
      {"1E+6", 1'000'000},
      {"1500e-2", 15},
      {"1.5e1", 15},
      {"3.0", 3},
      {"0e99", 0},
      {"0.000", 0},
      {"0e-99", 0},
      {"0x10", 16},
      {"0X14", 20},
      {"0xff_FF", 0xFFFF},
      {"0x1B", 27},
      {"18446744073709551615", UINT64_MAX},
      {"18 446 744 073 709 551 615", UINT64_MAX},
      {"0xFFFFFFFFFFFFFFFF", UINT64_MAX},
  };
  for (const Whole& row : kTable) {
    const auto number = parse_whole_number(row.text);
    ASSERT_TRUE(number) << number.error().message;
    EXPECT_EQ(*number, row.number) << row.text;
  }
}

TEST(NumberText, noWholeNumber) {
  for (const std::string text :
       {"",       " 1",     "1 ",      "\t1",     " ",    "-1",    "+1",     "-0",       "1__0",  "_1",
        "1_",     "x",      "1x",      ".",       "1e",   "1e+",   "e6",     "1kk",      "1e6M",  "nan",
        "inf",    "0x",     "0xg",     "0x_1",    "0x1_", "0x-1",  "0x1__0", "1 000 00", "10 00", "1000 000",
        "1  000", "1 0000", "1_0 000", "1 000_0", "10 M", "1,000", "0b11",   "50%",      "1\n"}) {
    const auto number = parse_whole_number(text);
    ASSERT_FALSE(number) << text << " is read as " << *number;
    EXPECT_EQ(number.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(number.error().message,
              in_quotes(text) +
                  " is not a whole number; write it as 5000000, 5_000_000, 5 000 000, 5M, 5e6 "
                  "or 0x10");
  }
  for (const std::string text : {"1.5", ".5", "1.2345k", "1e-3", "0.1", "1e-999999999999"})
    EXPECT_EQ(parse_whole_number(text).error().message, "'" + text + "' is not a whole number");
  for (const std::string text :
       {"18446744073709551616", "1e20", "99999999T", "1e999999999999", "0x10000000000000000"})
    EXPECT_EQ(parse_whole_number(text).error().message,
              "'" + text + "' is too large; the most is 18446744073709551615");
}

struct Real {
  const char* text;
  double number;
};

TEST(NumberText, numbers) {
  constexpr Real kTable[]{{"0", 0},
                          {"-0", 0},
                          {"1", 1},
                          {"+1", 1},
                          {"-1", -1},
                          {"0.1", 0.1},
                          {".5", 0.5},
                          {"5.", 5},
                          {"-2.5k", -2500},
                          {"5.4M", 5.4e6},
                          {"1e-3", 1e-3},
                          {"1E3", 1e3},
                          {"1e308", 1e308},
                          {"4.9e-324", 4.9e-324},
                          {"1_000.5", 1000.5},
                          {"-5 400 000.25", -5400000.25},
                          {"0x10", 16},
                          {"-0x10", -16},
                          {"0.30000000000000004", 0.30000000000000004},
                          {"9007199254740993", 9007199254740992.0},
                          {"7", 7}};
  for (const Real& row : kTable) {
    const auto number = parse_number(row.text);
    ASSERT_TRUE(number) << number.error().message;
    EXPECT_EQ(*number, row.number) << row.text;
  }
  EXPECT_TRUE(std::signbit(*parse_number("-0")));
}

TEST(NumberText, noNumber) {
  for (const std::string text : {"",  " 1", "1 ", "-",  "+",   "--1",  "+-1", "- 1", "1e",      "e5",
                                 ".", "x",  "1x", "5m", "1,5", "1 00", "50%", "0x",  "0x1.8p3", "1d5"})
    EXPECT_EQ(parse_number(text).error().message, "'" + text + "' is not a number");
  for (const std::string text : {"inf", "-inf", "infinity", "nan", "+nan"})
    EXPECT_EQ(parse_number(text).error().message, "'" + text + "' is not finite");
  for (const std::string text : {"1e309", "-1e999999999999", "1e-400"})
    EXPECT_EQ(parse_number(text).error().message, "'" + text + "' is outside the range of a double");
}

TEST(NumberText, amounts) {
  EXPECT_EQ(parse_amount("10M"), (Amount{10'000'000, false}));
  EXPECT_EQ(parse_amount("0x10").value().of(3), 16U);
  EXPECT_EQ(parse_amount("50%").value().of(9), 4U);
  EXPECT_EQ(parse_amount("12.5%").value().of(80), 10U);
  EXPECT_EQ(parse_amount("0%").value().of(UINT64_MAX), 0U);
  EXPECT_EQ(parse_amount("100%").value().of(UINT64_MAX), UINT64_MAX);
  EXPECT_EQ(parse_amount("50%").value().of(UINT64_MAX), UINT64_MAX / 2);
  EXPECT_EQ(parse_amount("0.0000001%").value().of(10'000'000'000), 10U);
  EXPECT_EQ(parse_amount("1e1%").value().of(50), 5U);
}

TEST(NumberText, noAmount) {
  for (const std::string text :
       {"%", "-1%", "101%", "100.0000001%", "1k%", "0x10%", "x%", "50%%", "0.00000001%", "50 %", " 50%"})
    EXPECT_FALSE(parse_amount(text)) << text;
  EXPECT_EQ(parse_amount("200%").error().message,
            "'200%' is not a share; expected 0% to 100%, with at most 7 decimals");
  EXPECT_EQ(parse_amount("1.5").error().message, "'1.5' is not a whole number");
}

TEST(NumberText, groupedIsReadAgain) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1 000");
  EXPECT_EQ(grouped(10'000'000), "10 000 000");
  for (const std::uint64_t number : {std::uint64_t{1}, std::uint64_t{12}, std::uint64_t{1234}, UINT64_MAX})
    EXPECT_EQ(parse_whole_number(grouped(number)), number);
}

TEST(NumberText, digitsAreNothingButDigits) {
  EXPECT_EQ(parse_digits("0"), 0U);
  EXPECT_EQ(parse_digits("007"), 7U);
  EXPECT_EQ(parse_digits("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(parse_digits("fF", 16), 255U);
  for (const char* text : {"", "18446744073709551616", "-1", "+1", " 1", "1 ", "1.0", "0x10", "1_000", "ff"})
    EXPECT_EQ(parse_digits(text), std::nullopt) << text;
}

}  // namespace
}  // namespace vertexview
