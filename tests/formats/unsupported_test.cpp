#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/formats/container.hpp"

namespace vertexview::test {
namespace {

using std::string_literals::operator""s;
using std::string_view_literals::operator""sv;
using testing::StartsWith;

/// Returns what a file is said to be: "NAME, which is not read; HELP", or the name of the reader that takes
/// it. The bytes lie in a heap block of exactly their size, so that a read past their end is one past the
/// block.
std::string verdict(std::string_view bytes, std::string_view path = "a.data") {
  const auto view = std::as_bytes(std::span(bytes));
  const std::vector<std::byte> exact(view.begin(), view.end());
  const FileBytes file{path, exact};
  const Reader& reader = sniff(file);
  if (&reader != &unsupported_reader()) return std::string(reader.name);
  const auto container = reader.read(file, nullptr);
  EXPECT_FALSE(container);
  EXPECT_EQ(container.error().code, ErrorCode::kNotImplemented);
  std::string message = container.error().message;
  EXPECT_THAT(message, StartsWith("is "));
  return message.substr(3);
}

std::string bytes_and_zeros(std::string_view bytes, std::size_t size = 200) {
  std::string all(bytes);
  all.resize(std::max(size, all.size()), '\0');
  return all;
}

struct Case {
  std::string_view name;
  std::string bytes;
};

std::vector<Case> binary_cases() {
  std::string stl = bytes_and_zeros("a part", 84 + 50);
  stl[80] = 1;
  std::string utf16 = "\xFF\xFE";
  for (const char c : "x y z and more letters"sv) utf16.append({c, '\0'});
  const std::string zip = "PK\x03\x04"s + std::string(22, '\0') + std::string("\x05\0\0\0", 4) + "a.las";
  return {
      {"an E57 scan", bytes_and_zeros("ASTM-E57")},
      {"a ROS bag", bytes_and_zeros("#ROSBAG V2.0\n")},
      {"an MCAP recording", bytes_and_zeros("\x89MCAP0\r\n")},
      {"a Draco file", bytes_and_zeros("DRACO\x02\x02")},
      {"a cloud in CloudCompare's own format", bytes_and_zeros("CCB2\x36\0\0\0"sv)},
      {"compressed with gzip", bytes_and_zeros("\x1F\x8B\x08\0\0\0\0\0\0\x03"sv)},
      {"a zip archive", bytes_and_zeros(zip)},
      {"compressed with zstd", bytes_and_zeros("\x28\xB5\x2F\xFD")},
      {"compressed with bzip2", bytes_and_zeros("BZh9\x31\x41\x59\x26\x53\x59")},
      {"compressed with xz", bytes_and_zeros("\xFD"
                                             "7zXZ\0"sv)},
      {"a 7z archive", bytes_and_zeros("7z\xBC\xAF\x27\x1C")},
      {"an HDF5 file", bytes_and_zeros("\x89HDF\r\n\x1A\n")},
      {"a Parquet table", bytes_and_zeros("PAR1") + "PAR1"},
      {"a MATLAB file", bytes_and_zeros("MATLAB 5.0 MAT-file, made by a test")},
      {"an SQLite database", bytes_and_zeros("SQLite format 3\0"sv)},
      {"a PNG image", bytes_and_zeros("\x89PNG\r\n\x1A\n")},
      {"a JPEG image", bytes_and_zeros("\xFF\xD8\xFF\xE0\0\x10JFIF\0"sv)},
      {"an OpenEXR image", bytes_and_zeros("\x76\x2F\x31\x01\x02")},
      {"an STL mesh", stl},
      {"an FBX mesh", bytes_and_zeros("Kaydara FBX Binary  \0\x1A"sv)},
      {"an ELF program or library", bytes_and_zeros("\x7F"
                                                    "ELF\x02\x01\x01")},
      {"a PDF document", bytes_and_zeros("%PDF-1.7\n")},
      {"text in UTF-16", utf16},
  };
}

std::vector<Case> text_cases() {
  return {
      {"a PTX scan", "2\n1\n0 0 0\n1 0 0\n0 1 0\n0 0 1\n1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n1 2 3 0.5\n"},
      {"a Potree cloud", "{\"version\": \"2.0\", \"spacing\": 1, \"hierarchy\": {}}\n"},
      {"a VTK dataset", "# vtk DataFile Version 3.0\npoints\nASCII\n"},
      {"a VTK dataset", "<VTKFile type=\"PolyData\">\n"},
      {"an OBJ mesh", "# a mesh\nv 1 2 3\nv 4 5 6\nf 1 2 3\n"},
      {"an STL mesh", "solid part\nfacet normal 0 0 1\nouter loop\n"},
      {"an OFF mesh", "OFF\n8 6 0\n1 2 3\n"},
      {"text without lines of numbers", "Dear reader,\nthis file has 2 lines.\n"},
      {"text without lines of numbers", "{\"points\": [\n[1, 2, 3]]}\n"},
      {"text without lines of numbers", "h\xC3\xB6he\nbreite\n"},
      {"text without lines of numbers", "one line of names\nanother one\n1 2 3\n"},
  };
}

TEST(Unsupported, everyFormatIsNamed) {
  for (const auto& cases : {binary_cases(), text_cases()})
    for (const auto& [name, bytes] : cases)
      EXPECT_THAT(verdict(bytes), StartsWith(std::string(name) + ", which is not read; ")) << name;
}

TEST(Unsupported, whatHelpsIsSaid) {
  EXPECT_EQ(
      verdict(bytes_and_zeros("ASTM-E57")),
      "an E57 scan, which is not read; save it as .las or .ply with CloudCompare, or with pdal translate");
  EXPECT_EQ(
      verdict("just\nwords\n"),
      "text without lines of numbers, which is not read; points as text are lines of two or more numbers, "
      "after at most one line of names");
  EXPECT_EQ(verdict(bytes_and_zeros("\x1F\x8B\x08\0\0\0\0\0\0\x03"sv), "a.spz"),
            "compressed with gzip, which is not read; decompress it with gunzip; save Gaussian splats in it "
            "(.spz) as .ply with SuperSplat");
  EXPECT_EQ(verdict(bytes_and_zeros(""), "A.KSPLAT"),
            "a cloud of Gaussian splats (.ksplat), which is not read; save it as .ply with SuperSplat");
}

// The points of a LAZ lie behind the header of a LAS, so that its own reader knows it.
TEST(Unsupported, compressedLasIsNamed) {
  std::string laz = bytes_and_zeros("LASF", 400);
  laz[24] = 1;
  laz[25] = 2;
  laz[104] = static_cast<char>(0x80 | 3);
  EXPECT_EQ(verdict(laz), "LAS");
  const auto container =
      las_reader().read({"a.laz", std::as_bytes(std::span(laz.data(), laz.size()))}, nullptr);
  ASSERT_FALSE(container);
  EXPECT_EQ(container.error().message,
            "is compressed (LAZ), so its points have no fixed place; decompress it with laszip, or with pdal "
            "translate, to a .las");
}

TEST(Unsupported, everyTruncatedLengthHasAVerdict) {
  for (const auto& cases : {binary_cases(), text_cases()})
    for (const auto& [name, bytes] : cases)
      for (std::size_t length = 0; length < bytes.size(); ++length)
        EXPECT_FALSE(verdict(std::string_view(bytes).substr(0, length)).empty()) << name << length;
}

TEST(Unsupported, recordsAreNoText) {
  EXPECT_EQ(verdict("twenty bytes of text"), raw_reader().name) << "without a line break";
  EXPECT_EQ(verdict(std::string("words\nand \xFF", 11)), raw_reader().name) << "no UTF-8";
  EXPECT_EQ(verdict(std::string("words\nand \0 more", 16)), raw_reader().name);
  EXPECT_EQ(verdict(""), raw_reader().name);
  EXPECT_EQ(verdict("1 2 3\n4 5 6\n"), text_reader().name);
  std::string cut(std::size_t{1} << 16, 'a');  // a letter that begins before the end of what is looked at
  cut[10] = '\n';
  cut.back() = '\xC3';
  EXPECT_THAT(verdict(cut + "\xB6 and more"), StartsWith("text without lines of numbers"));
}

}  // namespace
}  // namespace vertexview::test
