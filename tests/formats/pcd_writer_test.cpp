#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formats/writer_support.hpp"
#include "vertexview/formats/container.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Returns what the oracle reads in the file that holds these records.
std::string read_by_python(std::string_view layout, std::string_view bytes) {
  const TemporaryFolder folder;
  static_cast<void>(write(pcd_writer(), source_of(layout, bytes), folder.file("out.pcd")));
  return python("points_oracle.py", "pcd " + folder.file("out.pcd"));
}

std::vector<std::string> notes(std::string_view layout, std::string_view bytes) {
  return notes_of(pcd_writer(), source_of(layout, bytes));
}

TEST(PcdWriter, everyTypeAndOrder) {
  EXPECT_EQ(
      read_by_python(">3f:position:e:half:?:flag:b:i1:H:u2:i:i4:q:i8:Q:u8:d:f8:2h:pair:",
                     std::string("\x3F\x80\0\0\x40\0\0\0\xC0\x40\0\0"
                                 "\x3C\x01\x01\x80\x01\x02\xFF\xFF\xFF\xFE"
                                 "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x80\0\0\0\0\0\0\1"
                                 "\x40\x09\x21\xFB\x54\x44\x2D\x18\0\1\xFF\xFF",
                                 50)),
      "x F 4 1\ny F 4 1\nz F 4 1\nhalf F 4 1\nflag U 1 1\ni1 I 1 1\nu2 U 2 1\ni4 I 4 1\ni8 I 8 1\n"
      "u8 U 8 1\nf8 F 8 1\npair I 2 2\n"
      "0x1.0000000000000p+0 0x1.0000000000000p+1 -0x1.8000000000000p+1 0x1.0040000000000p+0 1 -128 258 -2 "
      "-1 9223372036854775809 0x1.921fb54442d18p+1 1 -1\n");
}

TEST(PcdWriter, colorsArePackedAsPclReadsThem) {
  const std::string at = packed(1.F, 2.F, 3.F);
  const std::string begin = "x F 4 1\ny F 4 1\nz F 4 1\n";
  const std::string xyz = "0x1.0000000000000p+0 0x1.0000000000000p+1 0x1.8000000000000p+1 ";
  EXPECT_EQ(read_by_python("<3f:position:3B:rgb:", at + "\x01\x02\x03"),
            begin + "rgba U 4 1\n" + xyz + std::to_string(0xFF010203) + "\n");
  EXPECT_EQ(read_by_python("<3f:position:4B:bgra:B:ring:", at + "\x03\x02\x01\x7F\x09"),
            begin + "ring U 1 1\nrgba U 4 1\n" + xyz + "9 " + std::to_string(0x7F010203) + "\n");
  EXPECT_EQ(read_by_python("vertex", at + packed(std::uint16_t{0}, std::uint16_t{257 * 128},
                                                 std::uint16_t{65535}, std::uint16_t{0})),
            begin + "rgba U 4 1\n" + xyz + std::to_string(0xFF0080FF) + "\n");
  EXPECT_EQ(read_by_python("<3f:position:3f:color:", at + packed(1.F, 0.F, 0.2F)),
            begin + "rgba U 4 1\n" + xyz + std::to_string(0xFFFF0033) + "\n");
}

TEST(PcdWriter, whatIsRoundedAndLeftOutIsTold) {
  const std::string at = packed(1.F, 2.F, 3.F);
  EXPECT_THAT(notes("<3f:position:3B:rgb:", at + "\x01\x02\x03"), IsEmpty());
  EXPECT_THAT(notes("<3f:position:3f:color:", at + packed(1.F, 0.F, 0.2F)), IsEmpty()) << "51 of 255";
  EXPECT_THAT(notes("<3f:position:3f:color:", at + packed(1.F, 0.F, 0.21F)),
              ElementsAre("colours are rounded to 8 bits, of which PCD has them"));
  EXPECT_THAT(notes("vertex", at + packed(std::uint16_t{1000}, std::uint16_t{0}, 0U)),
              ElementsAre("colours are rounded to 8 bits, of which PCD has them"));
  EXPECT_THAT(
      notes("<3f:position:4s:tag:70000B:many:4x", ""),
      ElementsAre("element 'tag' is left out: PCD has numbers alone, and these are bytes",
                  "element 'many' is left out: a PCD point of more than 65536 numbers is not written"));
  EXPECT_THAT(
      notes("<4s:tag:", ""),
      ElementsAre("the layout '<4s:tag:' has no elements to write; element 'tag' is left out: PCD has "
                  "numbers alone, and these are bytes"));
  std::string many = "<";
  for (int i = 0; i < 4000; ++i) many.append("B:number_").append(std::to_string(i)).append(":");
  EXPECT_THAT(
      notes(many, ""),
      ElementsAre(testing::StartsWith("a record of 4000 fields is too long for PCD: their header has ")));
}

TEST(PcdWriter, namesOfPcl) {
  EXPECT_THAT(header_of(pcd_writer(), schema_of("<3f:data:3f:normal:33f:fpfh:f:odd name:"), 7),
              "# .PCD v0.7 - Point Cloud Data file format\nVERSION 0.7\n"
              "FIELDS x y z normal_x normal_y normal_z fpfh odd_name\nSIZE 4 4 4 4 4 4 4 4\n"
              "TYPE F F F F F F F F\nCOUNT 1 1 1 1 1 1 33 1\nWIDTH 7\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\n"
              "POINTS 7\nDATA binary\n");
}

// What it writes is read as it was, byte for byte.
TEST(PcdWriter, readBack) {
  std::string bytes;
  for (int i = 0; i < 100'000; ++i)  // several chunks
    bytes += packed(static_cast<float>(i), 0.1F, -1e30F, static_cast<std::uint16_t>(i), 0x7F030201U + 4U);
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{100'000}}) {
    const std::string_view some = std::string_view(bytes).substr(0, count * 18);
    const std::string file = written(pcd_writer(), source_of("<3f:position:H:ring:4B:bgra:", some));
    const auto found = pcd_reader().read({"a.pcd", std::as_bytes(std::span(file))}, nullptr);
    ASSERT_TRUE(found) << found.error().message;
    const Layout& layout = found->members.at(0).layout;
    EXPECT_EQ(layout.count, count);
    EXPECT_EQ(layout.schema.format, "<f:x:f:y:f:z:H:ring:4B:bgra:");
    EXPECT_TRUE(file.substr(layout.data_offset) == some);
  }
}

}  // namespace
}  // namespace vertexview::test
