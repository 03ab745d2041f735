#include "vertexview/memory/pack.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include "vertexview/memory/number_load.hpp"

namespace {

using namespace vertexview;
using testing::ElementsAre;

Format parsed(std::string_view text) {
  auto format = Format::parse(text);
  EXPECT_TRUE(format) << text;
  return format ? *format : Format();
}

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

std::string packed(std::string_view format, std::initializer_list<Value> values) {
  const auto record = pack(parsed(format), values);
  if (!record) return "error: " + record.error().message;
  return {reinterpret_cast<const char*>(record->data()), record->size()};
}

std::vector<Value> unpacked(std::string_view format, std::string_view bytes) {
  auto values = unpack(parsed(format), bytes_of(bytes));
  EXPECT_TRUE(values) << (values ? "" : values.error().message);
  return values ? *values : std::vector<Value>();
}

TEST(Pack, canonicalRecord) {
  const std::string record = packed("<3f3Hxx", {1.0, -2.0, 0.5, 65535, 0, 32768});
  EXPECT_EQ(record, std::string("\0\0\x80\x3f\0\0\0\xc0\0\0\0\x3f\xff\xff\0\0\0\x80\0\0", 20));
  EXPECT_THAT(unpacked("<3f3Hxx", record),
              ElementsAre(Value(1.0), Value(-2.0), Value(0.5), Value(65535), Value(0), Value(32768)));
}

TEST(Pack, bothByteOrders) {
  EXPECT_EQ(packed("<i", {1}), std::string("\1\0\0\0", 4));
  EXPECT_EQ(packed(">i", {1}), std::string("\0\0\0\1", 4));
  EXPECT_EQ(packed("!H", {258}), "\1\2");
  EXPECT_EQ(unpacked(">q", std::string("\xff\xff\xff\xff\xff\xff\xff\xfe", 8))[0], Value(-2));
}

TEST(Pack, valueCountMustMatch) {
  EXPECT_EQ(packed("3f", {1, 2}), "error: format @3f takes 3 values, found 2");
  EXPECT_EQ(packed("xx", {1}), "error: format @xx takes 0 values, found 1");
}

TEST(Pack, rangesAreNamed) {
  EXPECT_EQ(packed("BH", {1, 70000}), "error: value 1: 'H' takes an integer from 0 to 65535, found 70000");
  EXPECT_EQ(packed("b", {-129}), "error: value 0: 'b' takes an integer from -128 to 127, found -129");
  EXPECT_EQ(packed("Q", {-1}),
            "error: value 0: 'Q' takes an integer from 0 to 18446744073709551615, found -1");
  EXPECT_EQ(packed("q", {std::numeric_limits<std::uint64_t>::max()}),
            "error: value 0: 'q' takes an integer from -9223372036854775808 to 9223372036854775807, found "
            "18446744073709551615");
  EXPECT_EQ(packed("i", {1.0}),
            "error: value 0: 'i' takes an integer from -2147483648 to 2147483647, found 1.0");
  EXPECT_EQ(packed("c", {"ab"}), "error: value 0: 'c' takes exactly one byte, found b'ab'");
  EXPECT_EQ(packed("4s", {7}), "error: value 0: 's' takes bytes, found 7");
  EXPECT_EQ(packed("f", {"x"}), "error: value 0: 'f' takes a number that fits 32 bits, found b'x'");
}

TEST(Pack, integersAndTruthAreNumbers) {
  EXPECT_EQ(packed("<f", {true}), packed("<f", {1.0}));
  EXPECT_EQ(packed("<f", {7}), packed("<f", {7.0}));
  EXPECT_EQ(packed("B", {true}), "\1");
  EXPECT_EQ(packed("????", {2, 0.0, "", "x"}), std::string("\1\0\0\1", 4));
  EXPECT_EQ(unpacked("?", "\x07")[0], Value(true));
}

TEST(Pack, textIsCutAndFilled) {
  EXPECT_EQ(packed("4s", {"ab"}), std::string("ab\0\0", 4));
  EXPECT_EQ(packed("2s", {"abcd"}), "ab");
  EXPECT_EQ(packed("0s", {"abcd"}), "");
  EXPECT_EQ(packed("5p", {"ab"}), std::string("\2ab\0\0", 5));
  EXPECT_EQ(packed("3p", {"abcd"}), "\2ab");
  EXPECT_EQ(unpacked("4s", std::string("ab\0\0", 4))[0], Value(Value::Bytes("ab\0\0", 4)));
  EXPECT_EQ(unpacked("3p",
                     "\x09"
                     "ab")[0],
            Value("ab"));
  EXPECT_EQ(packed("300p", {std::string(400, 'x')}).substr(0, 2),
            "\xff"
            "x");
}

TEST(Pack, floatOverflow) {
  const auto record = pack(parsed("<f"), {1e39});
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code, ErrorCode::kOverflow);
  EXPECT_EQ(pack(parsed("e"), {65520.0}).error().code, ErrorCode::kOverflow);
  EXPECT_EQ(packed("<e", {65519.0}), packed("<e", {65504}));
  EXPECT_TRUE(std::isinf(*unpacked("@f", packed("@f", {1e39}))[0].as_double()));
}

TEST(Pack, halfRoundsToEven) {
  const auto half = [](double number) {
    bool overflow = false;
    return half_from_double(number, overflow);
  };
  EXPECT_EQ(half(1.0), 0x3c00);
  EXPECT_EQ(half(1.0 + 0x1p-11), 0x3c00);            // a tie, to the even below
  EXPECT_EQ(half(1.0 + 3 * 0x1p-11), 0x3c02);        // a tie, to the even above
  EXPECT_EQ(half(1.0 + 0x1p-11 + 0x1p-30), 0x3c01);  // past the tie
  EXPECT_EQ(half(0x1p-24), 0x0001);
  EXPECT_EQ(half(0x1p-25), 0x0000);
  EXPECT_EQ(half(0x1.8p-25), 0x0001);
  EXPECT_EQ(half(0x1.ffcp-15), 0x0400);
  EXPECT_EQ(half(-0.0), 0x8000);
}

TEST(Pack, everyHalfSurvives) {
  for (std::uint32_t bits = 0; bits <= 0xffff; ++bits) {
    bool overflow = false;
    const auto half = static_cast<std::uint16_t>(bits);
    ASSERT_EQ(half_from_double(double_from_half(half), overflow), half);
    ASSERT_FALSE(overflow);
  }
}

TEST(Pack, signallingNansSurvive) {
  const std::string nan("\x01\x00\x80\xff", 4);
  EXPECT_EQ(packed("<f", {unpacked("<f", nan)[0]}), nan);
  std::mt19937_64 random(3);
  for (int round = 0; round < 20000; ++round) {
    // Any bits at all, NaNs of every payload among them.
    std::string bytes(24, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    for (const std::size_t at : {3U, 7U, 11U}) bytes[at] = static_cast<char>(bytes[at] | 0x7f);
    for (const std::size_t at : {2U, 6U, 10U}) bytes[at] = static_cast<char>(bytes[at] | 0x80);
    const Format format = parsed("<3fHeq");
    std::vector<std::byte> record = bytes_of(bytes);
    const auto again = pack(format, *unpack(format, record));
    ASSERT_TRUE(again);
    ASSERT_EQ(*again, record);
  }
}

TEST(Pack, failingWriteLeavesTheTargetAlone) {
  std::array<std::byte, 8> target;
  target.fill(std::byte{0x55});
  const auto before = target;
  EXPECT_FALSE(pack_into(parsed("BBB"), target, 2, {1, 2, 300}));
  EXPECT_FALSE(pack_into(parsed("BBB"), target, 6, {1, 2, 3}));
  EXPECT_FALSE(pack_into(parsed("BBB"), target, 0, {1, 2}));
  EXPECT_EQ(target, before);
  EXPECT_TRUE(pack_into(parsed("BxB"), target, -3, {1, 3}));
  EXPECT_EQ(target[5], std::byte{1});
  EXPECT_EQ(target[6], std::byte{0});  // padding is zeroed
  EXPECT_EQ(target[7], std::byte{3});
  EXPECT_EQ(target[4], std::byte{0x55});
}

TEST(Pack, offsetsNeverWrap) {
  const auto bytes = bytes_of("abcdef");
  const Format format = parsed("2s");
  EXPECT_EQ((*unpack_from(format, bytes, 4))[0], Value("ef"));
  EXPECT_EQ((*unpack_from(format, bytes, -6))[0], Value("ab"));
  for (const std::int64_t offset :
       {std::int64_t{5}, std::int64_t{7}, std::int64_t{-1}, std::int64_t{-7},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    const auto values = unpack_from(format, bytes, offset);
    ASSERT_FALSE(values) << offset;
    EXPECT_EQ(values.error().code, ErrorCode::kBadFormat);
    EXPECT_EQ(values.error().message,
              "a record of 2 bytes at offset " + std::to_string(offset) + " does not fit in 6 bytes");
  }
}

TEST(Pack, unpackNeedsTheExactSize) {
  const auto values = unpack(parsed("<3f3Hxx"), bytes_of("abc"));
  ASSERT_FALSE(values);
  EXPECT_EQ(values.error().message, "format <3f3Hxx unpacks exactly 20 bytes, found 3");
}

TEST(Pack, iterUnpack) {
  const auto bytes = bytes_of(std::string("\1\0\2\0\3\0", 6));
  const auto records = iter_unpack(parsed("<H"), bytes);
  ASSERT_TRUE(records);
  EXPECT_EQ(records->size(), 3U);
  std::vector<Value> seen;
  for (const auto& record : *records) seen.push_back(record.at(0));
  EXPECT_THAT(seen, ElementsAre(Value(1), Value(2), Value(3)));
  EXPECT_EQ(iter_unpack(parsed("<i"), bytes).error().message,
            "6 bytes are not a multiple of the 4 of format <i");
  EXPECT_EQ(iter_unpack(parsed(""), bytes).error().message, "format \"\" has no bytes to iterate over");
  EXPECT_EQ(iter_unpack(parsed("<i"), {})->size(), 0U);
}

TEST(Pack, nestedRecordsFlatten) {
  const auto values = unpacked("T{(2)T{<H:a:B:b:}:n:c:c:}", std::string("\1\0\2\3\0\4z", 7));
  EXPECT_THAT(values, ElementsAre(Value(1), Value(2), Value(3), Value(4), Value("z")));
}

TEST(Pack, hugeRecordIsAnErrorNotACrash) {
  EXPECT_EQ(pack(parsed("9223372036854775807x"), {}).error().code, ErrorCode::kOutOfMemory);
}

TEST(Value, equalityIsPythons) {
  EXPECT_EQ(Value(1), Value(1.0));
  EXPECT_EQ(Value(1), Value(true));
  EXPECT_EQ(Value(std::uint64_t{5}), Value(std::int64_t{5}));
  EXPECT_NE(Value(std::numeric_limits<std::uint64_t>::max()), Value(-1));
  EXPECT_EQ(Value(0.0), Value(-0.0));
  EXPECT_NE(Value(std::nan("")), Value(std::nan("")));
  EXPECT_NE(Value((std::int64_t{1} << 53) + 1), Value(0x1p53));
  EXPECT_NE(Value(std::numeric_limits<std::uint64_t>::max()), Value(0x1p64));
  EXPECT_NE(Value("a"), Value(97));
  EXPECT_EQ(Value(Value::List{1, 2.0}), Value(Value::List{true, 2}));
  EXPECT_NE(Value(Value::List{1}), Value(1));
}

TEST(Value, printsAsPython) {
  EXPECT_EQ(to_string(Value(Value::List{1, 0.5, true, 3.0, "a\x01'", Value::List{}})),
            "[1, 0.5, True, 3.0, b\"a\\x01'\", []]");
}

}  // namespace
