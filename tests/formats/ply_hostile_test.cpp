#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/ply_support.hpp"

namespace vertexview::test {
namespace {

using testing::HasSubstr;

TEST(HostilePly, wordsThatAreNoNumbers) {
  const auto body = [](const char* type, const std::string& text) {
    return refusal(ply(vertices(2, "property " + std::string(type) + " x\n"), "1\n" + text + "\n"));
  };
  EXPECT_EQ(body("uchar", "256"),
            "record 1 of element 'vertex' has '256' for property 'x', expected a number of type uint8");
  EXPECT_EQ(body("float", "1,5"),
            "record 1 of element 'vertex' has '1,5' for property 'x', expected a number of type float32");
  for (const char* const word : {"-1", "1.5", "", "x", "1x", "nan", "inf", "+-1", "0x10"})
    EXPECT_NE(body("uchar", word), "read 2") << word;
  EXPECT_NE(body("int64", "9223372036854775808"), "read 2");
  EXPECT_NE(body("uint64", "18446744073709551616"), "read 2");
  EXPECT_EQ(body("float", "1 2"), "record 1 of element 'vertex' has more numbers than the header names");
  const Ply read(ply(vertices(2), "1 2 3\n4 5\n"));
  ASSERT_FALSE(read.good());
  EXPECT_EQ(read.error().message, "record 1 of element 'vertex' has no number for property 'z'");
  EXPECT_EQ(read.error().offset, ply(vertices(2), "1 2 3\n").size());
}

TEST(HostilePly, headersThatAreWrong) {
  EXPECT_EQ(refusal("ply\n"), "the header does not end: no line 'end_header' in 4 bytes");
  EXPECT_EQ(refusal("ply\n" + std::string(2'000'000, 'x')), "the header does not end within 1048576 bytes");
  EXPECT_EQ(refusal("ply\nend_header\n"), "the header says no format");
  EXPECT_EQ(refusal("ply\nformat binary 1.0\nend_header\n"),
            "line 2 of the header: the format 'binary' is unknown; expected ascii, binary_little_endian or "
            "binary_big_endian");
  EXPECT_EQ(refusal(ply("", "")), "the file has no element 'vertex'; it has no elements");
  EXPECT_EQ(refusal(ply("element face 3\nelement Vertex 2\n", "")),
            "the file has no element 'vertex'; it has 'face', 'Vertex'");
  EXPECT_EQ(refusal(ply("element vertex 3\n", "")), "the vertices of the file have no numbers");
  EXPECT_EQ(refusal(ply(vertices(1, "property list uchar int a\n"), "0\n")),
            "the vertices of the file have no numbers");
  EXPECT_EQ(refusal(ply("property float x\n", "")),
            "line 3 of the header: a property before the first element");
  EXPECT_EQ(refusal(ply(vertices(1, "property half x\n"), "1\n")),
            "line 4 of the header: the type 'half' is unknown; expected char, uchar, short, ushort, int, "
            "uint, float, "
            "double, or int8 to float64");
  EXPECT_EQ(
      refusal(ply("elements vertex 3\n", "")),
      "line 3 of the header: 'elements' is unknown; expected format, element, property, comment, obj_info or "
      "end_header");
  for (const char* const count : {"-1", "18446744073709551616", "1.5", "", "many", "3 4"})
    EXPECT_THAT(refusal(ply("element vertex " + std::string(count) + "\n" + std::string(kXyz), "")),
                HasSubstr("line 3 of the header: an element needs a name and a number of records"))
        << count;
  std::string many;
  for (int i = 0; i < 4097; ++i) many.append("property char a\n");
  EXPECT_EQ(refusal(ply(vertices(1, many), "")), "line 4100 of the header: more than 4096 properties");
  std::string elements;
  for (int i = 0; i < 257; ++i) elements.append("element a 0\n");
  EXPECT_EQ(refusal(ply(elements, "")), "line 259 of the header: more than 256 elements");
  const Ply read(ply("elements 7\n", ""));
  EXPECT_EQ(read.error().offset, std::string("ply\nformat ascii 1.0\n").size());
}

TEST(HostilePly, countsThatNoFileHolds) {
  const std::string faces = "element face 9223372036854775808\nproperty list uchar int i\n";
  const std::string fixed = "element a 18446744073709551615\nproperty double b\n";
  const std::string nothing = "element a 18446744073709551615\n";
  constexpr std::uint64_t kWraps = (std::uint64_t{1} << 62U) + 1;  // times 12 it is 12 in 64 bits
  for (const char* const encoding : {"ascii", "binary_little_endian", "binary_big_endian"}) {
    const std::string body(24, ' ');
    EXPECT_NE(refusal(ply(vertices(kWraps), body, encoding)), "read 1") << encoding;
    EXPECT_NE(refusal(ply(vertices(~std::uint64_t{0}), body, encoding)), "read 1") << encoding;
    EXPECT_NE(refusal(ply(faces + vertices(1), body, encoding)), "read 1") << encoding;
    EXPECT_NE(refusal(ply(fixed + vertices(1), body, encoding)), "read 1") << encoding;
    EXPECT_NE(refusal(ply(fixed + fixed + vertices(1), body, encoding)), "read 1") << encoding;
    const std::string lists = "property float x\nproperty list uint double l\n";
    EXPECT_NE(refusal(ply(vertices(~std::uint64_t{0}, lists), body, encoding)), "read 1") << encoding;
    const std::string one = std::string(encoding) == "ascii" ? "1 2 3\n" : std::string(12, '\0');
    EXPECT_EQ(refusal(ply(nothing + vertices(1), one, encoding)), "read 1")
        << "records of no bytes take none";
  }
  EXPECT_EQ(refusal(ply(vertices(3), packed(1.F, 2.F, 3.F, 4.F), "binary_little_endian")),
            "the header promises 3 records of 12 bytes of element 'vertex', and 16 bytes follow");
  EXPECT_EQ(refusal(ply(vertices(3), "1 2 3\n4 5 6\n          \n")),
            "the header promises 3 records of element 'vertex', and the text ends after 2 of them");
  EXPECT_EQ(refusal(ply(vertices(300), "1 2 3\n")),
            "the header promises 300 records of element 'vertex', and the text ends after 1 of them");
}

TEST(HostilePly, oneNameForEveryProperty) {
  std::string names;
  for (int i = 2000; i < 4000; ++i) names.append("property char a_").append(std::to_string(i)).append("\n");
  for (int i = 0; i < 2096; ++i) names.append("property char a\n");
  const Ply read(ply(vertices(0, names), ""));
  ASSERT_TRUE(read.good()) << "and in no time";
  EXPECT_EQ(read.layout().schema.elements.size(), 4096U);
}

// Records of 32 KiB in lines of two characters would take more memory than a machine has.
TEST(HostilePly, linesThatAreTooShortForTheirRecords) {
  std::string wide;
  for (int i = 0; i < 4096; ++i) wide.append("property double a\n");
  std::string lines;
  for (int i = 0; i < 40; ++i) lines.append("1\n");
  EXPECT_EQ(refusal(ply(vertices(40, wide), lines)),
            "the header promises 40 records of element 'vertex', and the text has only 80 characters");
}

TEST(HostilePly, lengthsThatNoListHas) {
  const auto walked = [](const char* type, const std::string& body) {
    return refusal(ply("element face 1\nproperty list " + std::string(type) + " double i\n" + vertices(0),
                       body, "binary_little_endian"));
  };
  EXPECT_EQ(walked("char", "\xFF"), "record 0 of element 'face': the list 'i' says that it has -1 numbers");
  EXPECT_EQ(walked("float", packed(1.5F)),
            "record 0 of element 'face': the list 'i' says that it has 1.5 numbers");
  EXPECT_EQ(walked("double", packed(std::nan(""))),
            "record 0 of element 'face': the list 'i' says that it has nan numbers");
  EXPECT_EQ(walked("uchar", std::string(8, '\1')),
            "the file ends in record 0 of element 'face', of which the header promises 1");
  EXPECT_EQ(walked("uchar", std::string(9, '\1')), "read 0");
  for (const std::uint64_t huge : {~std::uint64_t{0}, std::uint64_t{1} << 61U, (std::uint64_t{1} << 61U) + 1})
    EXPECT_NE(walked("uint64", packed(huge, 0.0)), "read 0") << huge;
  EXPECT_NE(walked("double", packed(1e300, 0.0)), "read 0");
  EXPECT_EQ(refusal(ply(vertices(1, "property list uchar int l\nproperty char x\n"), "99999999999 1 1\n")),
            "record 0 of element 'vertex' has no list for property 'l'");
}

// Every file that is cut off is refused, or has lost nothing but what follows the vertices.
TEST(HostilePly, everyTruncatedLength) {
  const std::string faces = "element face 2\nproperty list uchar short i\nproperty char c\n";
  const std::string face_bytes("\1\5\0\7\2\1\0\2\0\7", 10);
  const std::string face_text = "1 5 7\n2 1 2 7\n";
  const std::string lists = "property uchar x\nproperty list uchar uchar l\nproperty uchar y\n";
  const std::string xy = "property ushort x\nproperty uchar y\n";
  const std::string bytes("\x21\x21\x09\x22\x22\x08", 6);
  const std::string list_bytes("\x21\x02\x01\x01\x09\x22\0\x08", 8);
  for (const auto& file :
       {ply(vertices(2, xy), bytes, "binary_little_endian"), ply(vertices(2, xy), bytes, "binary_big_endian"),
        ply(faces + vertices(2, xy), face_bytes + bytes, "binary_little_endian"),
        ply(vertices(2, xy) + faces, bytes + face_bytes, "binary_little_endian"),
        ply(vertices(2, lists), list_bytes, "binary_little_endian"),
        ply(vertices(2, lists), "33 2 1 1 9\n34 0 8\n"), ply(vertices(2, xy), "33 9\n34 8"),
        ply(faces + vertices(2, xy), face_text + "33 9\r\n34 8\r\n"),
        ply(vertices(2, xy) + faces, "33 9\n34 8\n" + face_text)}) {
    const Ply whole(file);
    ASSERT_TRUE(whole.good()) << whole.error().message;
    EXPECT_EQ(whole.doubles("y"), (std::vector<double>{9, 8}));
    std::size_t refused = 0;
    for (std::size_t size = 4; size < file.size(); ++size) {
      const Ply cut(std::string_view(file).substr(0, size));
      if (!cut.good()) {
        ++refused;
        EXPECT_FALSE(cut.error().message.empty());
        continue;
      }
      ASSERT_EQ(cut.doubles("x"), whole.doubles("x")) << size;
      ASSERT_EQ(cut.doubles("y"), whole.doubles("y")) << size;
    }
    EXPECT_GT(refused, file.find("end_header"));
  }
}

}  // namespace
}  // namespace vertexview::test
