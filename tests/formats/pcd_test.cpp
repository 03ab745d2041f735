#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <span>
#include <string>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/lzf.hpp"
#include "vertexview/record/element_reader.hpp"

namespace vertexview::test {
namespace {

using testing::HasSubstr;

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

Result<Container> read(std::string_view text) {
  const std::vector<std::byte> exact = bytes_of(text);  // a read past its end is one past a heap block
  return pcd_reader().read({"a.pcd", exact}, nullptr);
}

std::string error(std::string_view text) {
  const auto container = read(text);
  return container ? "opened" : container.error().message;
}

std::string header(std::string_view fields, std::string_view points, std::string_view data) {
  std::string text = "# .PCD v0.7\nVERSION 0.7\n";
  text.append(fields).append("\n").append(points).append("\nDATA ").append(data).append("\n");
  return text;
}

constexpr std::string_view kXyz = "FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1";

template <class T>
void append(std::string& text, T value) {
  static_assert(std::endian::native == std::endian::little);
  text.append(reinterpret_cast<const char*>(&value), sizeof value);
}

TEST(Pcd, binaryPointsStayWhereTheyAre) {
  std::string text = header(kXyz, "WIDTH 2\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS 2", "binary");
  const std::size_t begin = text.size();
  for (const float value : {1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F}) append(text, value);
  const auto container = read(text);
  ASSERT_TRUE(container) << container.error().message;
  const Member& member = container->members.at(0);
  EXPECT_FALSE(member.memory);
  EXPECT_EQ(member.layout.data_offset, begin);
  EXPECT_EQ(member.layout.count, 2U);
  EXPECT_EQ(member.layout.schema.stride, 12U);
  EXPECT_TRUE(container->notes.empty());
}

TEST(Pcd, packedColorsAreColors) {
  for (const std::string name : {"rgb", "rgba"})
    for (const std::string type : {"F", "U"}) {
      std::string text = header("FIELDS x y z " + name + "\nSIZE 4 4 4 4\nTYPE F F F " + type,
                                "WIDTH 1\nHEIGHT 1", "binary");
      const std::size_t begin = text.size();
      for (int i = 0; i < 3; ++i) append(text, 0.0F);
      append(text, std::uint32_t{0x00FF8001});
      const auto container = read(text);
      ASSERT_TRUE(container) << container.error().message;
      const auto numbers = color_numbers(container->members[0].layout);
      ASSERT_TRUE(numbers);
      ASSERT_GE(numbers->size(), 3U);
      const std::vector<std::byte> bytes = bytes_of(text.substr(begin));
      EXPECT_EQ(ElementReader((*numbers)[0]).number(bytes.data()), 255);
      EXPECT_EQ(ElementReader((*numbers)[1]).number(bytes.data()), 128);
      EXPECT_EQ(ElementReader((*numbers)[2]).number(bytes.data()), 1);
    }
}

TEST(Pcd, everyTypeCountAndPadding) {
  const auto container =
      read(header("FIELDS x y z _ hist id ring\nSIZE 8 8 8 1 4 2 1\nTYPE F F F U F I U\nCOUNT 1 1 1 3 5 1 1",
                  "WIDTH 0\nHEIGHT 1\nVIEWPOINT 1 2 3 1 0 0 0", "binary"));
  ASSERT_TRUE(container) << container.error().message;
  const Schema& schema = container->members[0].layout.schema;
  EXPECT_EQ(schema.stride, 24U + 3 + 20 + 2 + 1);
  EXPECT_EQ(schema.find("x")->type, ElementType::kFloat64);
  EXPECT_EQ(schema.find("_"), nullptr);
  EXPECT_EQ(schema.find("hist")->count, 5U);
  EXPECT_EQ(schema.find("hist")->offset, 27U);
  EXPECT_EQ(schema.find("id")->type, ElementType::kInt16);
  EXPECT_EQ(schema.find("ring")->type, ElementType::kUint8);
  EXPECT_THAT(container->notes, testing::ElementsAre("the viewpoint of the sensor is ignored"));
}

TEST(Pcd, compressedPointsAreDecodedFieldByField) {
  // Two points with the fields x = 1, 2; y = 3, 3; z = 3, 3: the last eight bytes repeat the eight before.
  std::string columns;
  for (const float value : {1.0F, 2.0F, 3.0F, 3.0F}) append(columns, value);
  std::string compressed("\x0f");  // 16 literal bytes
  compressed += columns;
  compressed += '\xc0';  // 8 bytes, from
  compressed += '\x07';  // 8 back
  std::string text = header(kXyz, "WIDTH 2\nHEIGHT 1\nPOINTS 2", "binary_compressed");
  append(text, static_cast<std::uint32_t>(compressed.size()));
  append(text, std::uint32_t{24});
  text += compressed;
  const auto container = read(text);
  ASSERT_TRUE(container) << container.error().message;
  const Member& member = container->members[0];
  EXPECT_FALSE(member.memory);
  ASSERT_EQ(member.streams.size(), 3U) << "the fields stay where they were decompressed to";
  EXPECT_EQ(member.streams[2].data - member.streams[0].data, 16);
  const auto records = records_of(member, {});
  ASSERT_TRUE(records);
  std::vector<float> values(6);
  records->gather(0, 2, reinterpret_cast<std::byte*>(values.data()));
  EXPECT_THAT(values, testing::ElementsAre(1, 3, 3, 2, 3, 3));
  for (std::size_t length = 0; length < text.size(); ++length)
    EXPECT_FALSE(read(std::string_view(text).substr(0, length))) << length;
}

TEST(Pcd, compressedPaddingHasItsPlace) {
  std::string columns;
  for (const float x : {1.0F, 2.0F}) append(columns, x);
  columns += "abcdef";  // three bytes of padding of each point
  for (const std::uint16_t id : {std::uint16_t{7}, std::uint16_t{8}}) append(columns, id);
  std::string text =
      header("FIELDS x _ id\nSIZE 4 1 2\nTYPE F U U\nCOUNT 1 3 1", "WIDTH 2\nHEIGHT 1", "binary_compressed");
  append(text, static_cast<std::uint32_t>(columns.size() + 1));
  append(text, static_cast<std::uint32_t>(columns.size()));
  text += static_cast<char>(columns.size() - 1);  // so many literal bytes
  text += columns;
  const auto container = read(text);
  ASSERT_TRUE(container) << container.error().message;
  const Member& member = container->members[0];
  const auto records = records_of(member, {});
  ASSERT_TRUE(records);
  std::vector<std::byte> room;
  const RecordSpan block = records->block(0, 2, room);
  const Schema& schema = member.layout.schema;
  EXPECT_EQ(ElementReader(*schema.find("x")).number(block.data + block.stride), 2);
  EXPECT_EQ(ElementReader(*schema.find("id")).number(block.data), 7);
  EXPECT_EQ(ElementReader(*schema.find("id")).number(block.data + block.stride), 8);
}

TEST(Pcd, namesOfFieldsAreOnesThatALayoutCanHave) {
  const auto container = read(header("FIELDS x: y# z\nSIZE 4 4 4\nTYPE F F F", "POINTS 0", "binary"));
  ASSERT_TRUE(container) << container.error().message;
  EXPECT_EQ(container->members.at(0).layout.schema.format, "<f:x_:f:y_:f:z:");
}

TEST(Pcd, impossibleHeaders) {
  const auto xyz = [](std::string_view points, std::string_view data = "binary") {
    return error(header(kXyz, points, data));
  };
  EXPECT_EQ(xyz("WIDTH 2\nHEIGHT 3\nPOINTS 7"), "POINTS is 7, but WIDTH times HEIGHT is 6");
  EXPECT_EQ(xyz("HEIGHT 3"), "the header names neither POINTS nor WIDTH");
  EXPECT_EQ(xyz("WIDTH -1"), "WIDTH has '-1'; expected a whole number");
  EXPECT_EQ(xyz("WIDTH 9223372036854775808\nHEIGHT 2"),
            "WIDTH 9223372036854775808 times HEIGHT 2 is no number of points");
  EXPECT_EQ(xyz("WIDTH 1", "zip"), "DATA is 'zip'; expected ascii, binary or binary_compressed");
  EXPECT_EQ(xyz("WIDTH 1\nWIDTH 1"), "the header has WIDTH twice");
  EXPECT_EQ(error("# .PCD v0.7\n"), "the header has no line DATA among its first 12 bytes");
  EXPECT_EQ(error(header("FIELDS x y\nSIZE 4\nTYPE F F", "WIDTH 1", "binary")),
            "SIZE has 1 values for 2 fields");
  EXPECT_EQ(error(header("FIELDS x\nSIZE 3\nTYPE F", "WIDTH 1", "binary")),
            "SIZE has 3; expected 1, 2, 4 or 8");
  EXPECT_EQ(error(header("FIELDS x\nSIZE 4\nTYPE Q", "WIDTH 1", "binary")),
            "field 'x' has TYPE Q of 4 bytes; expected F, U or I");
  EXPECT_THAT(error(header("FIELDS x\nSIZE 4\nTYPE F\nCOUNT 4294967295", "WIDTH 1", "binary")),
              HasSubstr("COUNT has 4294967295"));
  std::string bomb = header(kXyz, "WIDTH 100000000\nHEIGHT 1", "binary_compressed");
  append(bomb, std::uint32_t{4});
  append(bomb, std::uint32_t{1200000000});
  bomb += "abcd";
  EXPECT_EQ(error(bomb), "4 compressed bytes for 1200000000 bytes cannot be 100000000 points of 12 bytes");
}

TEST(Pcd, everyTruncatedHeader) {
  const std::string text = header(kXyz, "WIDTH 2\nHEIGHT 1\nPOINTS 2", "binary");
  for (std::size_t length = 0; length < text.size(); ++length)
    EXPECT_FALSE(read(std::string_view(text).substr(0, length))) << length;
}

TEST(Lzf, copiesMayOverlapWhatTheyWrite) {
  const std::vector<std::byte> in =
      bytes_of(std::string_view("\x00"
                                "a\xe0\x00\x00",
                                5));  // a, then 9 from 1 back
  std::vector<std::byte> out(10);
  ASSERT_TRUE(decompress_lzf(in, out));
  EXPECT_EQ(out, bytes_of("aaaaaaaaaa"));
}

TEST(Lzf, damagedBytes) {
  const auto refused = [](std::string_view in, std::size_t size) {
    std::vector<std::byte> out(size);
    return !decompress_lzf(bytes_of(in), out);
  };
  using std::string_view_literals::operator""sv;
  EXPECT_TRUE(
      refused("\x01"
              "a"sv,
              2))
      << "literals that are missing";
  EXPECT_TRUE(
      refused("\x00"
              "a"sv,
              2))
      << "too few bytes";
  EXPECT_TRUE(
      refused("\x01"
              "ab"sv,
              1))
      << "too many";
  EXPECT_TRUE(
      refused("\x00"
              "a\x20\x05"sv,
              4))
      << "a copy from before the begin";
  EXPECT_TRUE(
      refused("\x00"
              "a\x20"sv,
              4))
      << "a copy without its second byte";
  EXPECT_TRUE(
      refused("\x00"
              "a\xe0\x01"sv,
              10))
      << "a long copy without its third byte";
  EXPECT_FALSE(refused("", 0));
}

}  // namespace
}  // namespace vertexview::test
