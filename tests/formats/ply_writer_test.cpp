#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "formats/ply_support.hpp"
#include "support_files.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Schema schema_of(std::string_view text) {
  auto schema = parse_schema(text);
  EXPECT_TRUE(schema) << text;
  return schema.value_or(Schema{});
}

/// Writes records of a layout to a file.
void write(const std::string& path, std::string_view layout, std::string_view bytes) {
  const Schema schema = schema_of(layout);
  const auto* const data = reinterpret_cast<const std::byte*>(bytes.data());
  const std::uint64_t stride = schema.stride;
  const RecordSource source{schema, bytes.size() / stride,
                            [&](std::uint64_t first, std::uint64_t count, std::vector<std::byte>&) {
                              return RecordSpan{data, bytes.size() / stride, stride}.part(first, count);
                            }};
  auto file = NewFile::create(path);
  ASSERT_TRUE(file);
  Progress progress;
  const auto done = write_records(ply_writer(), source, *file, progress);
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_TRUE(file->commit());
}

/// Returns what the oracle reads in the file that holds these records: a line "name type value ..." each.
std::string read_by_python(std::string_view layout, std::string_view bytes) {
  const TemporaryFolder folder;
  const std::string path = folder.file("out.ply");
  write(path, layout, bytes);
  const std::string script = VERTEXVIEW_SOURCE_DIR "/tests/formats/ply_oracle.py";
  EXPECT_EQ(
      std::system(("/usr/bin/python3 " + script + " read " + path + " > " + folder.file("text")).c_str()), 0);
  return contents_of(folder.file("text"));
}

TEST(PlyWriter, canonicalRecords) {
  EXPECT_EQ(read_by_python("vertex", packed(1.5F, -2.F, 0.25F, std::uint16_t{0}, std::uint16_t{32768},
                                            std::uint16_t{65535}, std::uint16_t{9})),
            "x float 0x1.8000000000000p+0\n"
            "y float -0x1.0000000000000p+1\n"
            "z float 0x1.0000000000000p-2\n"
            "red ushort 0\ngreen ushort 32768\nblue ushort 65535\n");
}

TEST(PlyWriter, everyTypeAndOrder) {
  EXPECT_EQ(
      read_by_python(
          ">e:half:i:big:2H:pair:?:flag:b:byte:d:wide:3f:xyz:",
          std::string("\x3C\x01\xFF\xFF\xFF\xFE\x01\x02\x03\x04\x01\x80\x40\x09\x21\xFB\x54\x44\x2D\x18"
                      "\x3F\x80\0\0\x40\0\0\0\xC0\x40\0\0",
                      32)),
      "half float 0x1.0040000000000p+0\nbig int -2\npair_0 ushort 258\npair_1 ushort 772\nflag uchar 1\n"
      "byte char -128\nwide double 0x1.921fb54442d18p+1\n"
      "x float 0x1.0000000000000p+0\ny float 0x1.0000000000000p+1\nz float -0x1.8000000000000p+1\n");
}

TEST(PlyWriter, otherProgramsKnowTheNames) {
  const auto header = [](std::string_view layout) {
    return ply_writer().header({.schema = schema_of(layout), .count = 7}).value_or("");
  };
  EXPECT_EQ(
      header("<3d:data:3B:bgr:3f:normal:f:odd name:"),
      "ply\nformat binary_little_endian 1.0\nelement vertex 7\nproperty double x\nproperty double "
      "y\nproperty "
      "double z\nproperty uchar blue\nproperty uchar green\nproperty uchar red\nproperty float nx\nproperty "
      "float ny\nproperty float nz\nproperty float odd_name\nend_header\n");
  EXPECT_THAT(header("<3f:data:f:x:3B:rgb:"), HasSubstr("property float data_0\n")) << "x is another number";
  EXPECT_THAT(header("<3f4B"),
              HasSubstr("property uchar red\nproperty uchar green\nproperty uchar blue\nproperty "
                        "uchar alpha\nend_header"));
}

TEST(PlyWriter, whatItCannotHoldIsTold) {
  const Schema schema = schema_of("<3f:position:q:time:4s:tag:Q:id:8x5000f:many:");
  EXPECT_THAT(
      dropped_elements(ply_writer(), schema),
      ElementsAre("element 'time' is left out: PLY has no integers of 64 bits",
                  "element 'tag' is left out: PLY has numbers alone, and these are bytes",
                  "element 'id' is left out: PLY has no integers of 64 bits",
                  "element 'many' is left out: a PLY file of more than 4096 properties is not written"));
  EXPECT_THAT(dropped_elements(ply_writer(), Schema::canonical()), IsEmpty());
  EXPECT_THAT(dropped_elements(npy_writer(), schema), IsEmpty());
  EXPECT_EQ(
      check_schema(ply_writer(), schema_of("<q:time:")).error().message,
      "the layout '<q:time:' has no elements to write; element 'time' is left out: PLY has no integers of 64 "
      "bits");
  EXPECT_EQ(read_by_python("<q:time:f:x:4s:tag:f:y:", packed(std::int64_t{1}, 2.F, 3, 4.F)),
            "x float 0x1.0000000000000p+1\ny float 0x1.0000000000000p+2\n");
}

// What it writes is read as it was, byte for byte.
TEST(PlyWriter, readBack) {
  const TemporaryFolder folder;
  const std::string path = folder.file("out.ply");
  std::string bytes;
  for (int i = 0; i < 100'000; ++i)  // several chunks
    bytes += packed(static_cast<float>(i), 0.1F, -1e30F, static_cast<std::uint16_t>(i), std::uint8_t{7});
  write(path, "<3f:position:H:ring:B:label:", bytes);
  const std::string file = contents_of(path);
  const Ply read(file);
  ASSERT_TRUE(read.good()) << read.error().message;
  EXPECT_EQ(read.count(), 100'000U);
  EXPECT_EQ(read.layout().schema.format, "<f:x:f:y:f:z:H:ring:B:label:");
  EXPECT_TRUE(file.substr(read.layout().data_offset) == bytes);
}

}  // namespace
}  // namespace vertexview::test
