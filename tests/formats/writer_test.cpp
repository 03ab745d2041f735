#include "vertexview/formats/writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "formats/writer_support.hpp"

namespace vertexview::test {
namespace {

using testing::HasSubstr;

TEST(Writers, extensions) {
  EXPECT_EQ(writer_for("a/cloud.csv"), &csv_writer());
  EXPECT_EQ(writer_for("cloud.npy"), &npy_writer());
  EXPECT_EQ(writer_for(".bin"), &bin_writer());
  EXPECT_EQ(writer_for("cloud.ply"), &ply_writer());
  EXPECT_EQ(writer_for("cloud.glb"), &glb_writer());
  EXPECT_EQ(writer_for("cloud.las"), &las_writer());
  EXPECT_EQ(writer_for("cloud.pcd"), &pcd_writer());
  EXPECT_EQ(writer_for("cloud.NPY"), &npy_writer());
  EXPECT_EQ(writer_for("CLOUD.Ply"), &ply_writer());
  EXPECT_EQ(writer_for("cloud.obj"), nullptr);
  EXPECT_EQ(writer_for("csv"), nullptr);
  EXPECT_EQ(writer_for("cloud.csv/"), nullptr);
  EXPECT_EQ(writer_endings(), ".bin, .csv, .glb, .las, .npy, .pcd or .ply");
}

TEST(Writers, manyChunksKeepTheirOrder) {
  constexpr std::uint32_t kCount = 1'500'000;  // 6 MB: more than one chunk, so that several threads encode
  std::vector<std::uint32_t> numbers(kCount);
  for (std::uint32_t i = 0; i < kCount; ++i) numbers[i] = i;
  const auto bytes = std::as_bytes(std::span(numbers));
  EXPECT_TRUE(written(bin_writer(), source_of(schema_of("<I:a:"), bytes)) ==
              std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  std::string expected = "a\n";
  for (std::uint32_t i = 0; i < kCount; ++i) expected += std::to_string(i) + '\n';
  EXPECT_TRUE(written(csv_writer(), source_of(schema_of("<I:a:"), bytes)) == expected);
}

TEST(Writers, cancelled) {
  const std::vector<std::byte> bytes(4000);
  const TemporaryFolder folder;
  const auto file = NewFile::create(folder.file("out"));
  Progress progress;
  progress.cancel();
  const auto done = write_records(csv_writer(), source_of(schema_of("<I:a:"), bytes), *file, progress);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kCancelled);
}

TEST(Writers, paddingAloneIsNothingToWrite) {
  const TemporaryFolder folder;
  const auto file = NewFile::create(folder.file("out"));
  Progress progress;
  for (const Writer* const writer :
       {&csv_writer(), &las_writer(), &npy_writer(), &pcd_writer(), &ply_writer()}) {
    const auto done = write_records(*writer, source_of(schema_of("4x"), {}), *file, progress);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "the layout '@4x' has no elements to write");
  }
}

std::string csv_header(const Schema& schema) {
  return header_of(csv_writer(), schema, 0);
}

TEST(Csv, columnsAreNamedAsEverywhere) {
  EXPECT_EQ(csv_header(Schema::canonical()), "x,y,z,red,green,blue\n");
  EXPECT_EQ(csv_header(schema_of("<3f:position:3f:normal:4B:rgba:2d:data:H:ring:")),
            "x,y,z,nx,ny,nz,red,green,blue,alpha,data[0],data[1],ring\n");
  EXPECT_EQ(csv_header(schema_of("<3f:xyz:3B:bgr:")), "x,y,z,blue,green,red\n");
}

TEST(Csv, awkwardNamesAreQuoted) {
  Schema schema;
  schema.elements = {{"a,b", ElementType::kUint8, 1, 0},
                     {"say \"x\"", ElementType::kUint8, 2, 1},
                     {"two\nlines", ElementType::kUint8, 1, 3}};
  schema.stride = 4;
  EXPECT_EQ(csv_header(schema), "\"a,b\",\"say \"\"x\"\"[0]\",\"say \"\"x\"\"[1]\",two\\x0Alines\n")
      << "a terminal may show it";
}

TEST(Csv, fewestDigitsOfTheElementsOwnType) {
  struct [[gnu::packed]] {
    float one = 100000.0F;
    float two = 0.1F;
    float three = 0.0001F;
    float four = std::numeric_limits<float>::quiet_NaN();
    double five = 0.1;
    double six = 1e16;
    std::uint16_t half = 0x2E66;  // the half nearest to 0.1
    std::uint8_t yes = 7;
    char tag[3]{'a', '\0', '\xFF'};
  } record;
  EXPECT_EQ(written(csv_writer(), source_of(schema_of("<4f:f:2d:d:e:h:?:yes:3s:tag:"),
                                            std::as_bytes(std::span(&record, 1)))),
            "f[0],f[1],f[2],f[3],d[0],d[1],h,yes,tag\n"
            "100000,0.1,0.0001,nan,0.1,1e+16,0.1,1,6100ff\n");
}

std::string npy_header(const Schema& schema, std::uint64_t count) {
  return header_of(npy_writer(), schema, count);
}

TEST(Npy, headerIsAligned) {
  const auto header = npy_header(Schema::canonical(), 4);
  EXPECT_EQ(header.substr(0, 8), std::string("\x93NUMPY\x01\0", 8));
  EXPECT_EQ(header.size() % 64, 0U);
  EXPECT_EQ(header.back(), '\n');
  EXPECT_THAT(header, HasSubstr("{'descr': [('position', '<f4', (3,)), ('color', '<u2', (3,)), ('', "
                                "'|V2'), ], 'fortran_order': False, 'shape': (4,), }"));
}

TEST(Npy, everyTypeAndOrder) {
  EXPECT_THAT(npy_header(schema_of(">e:a:i:b:?:c:5s:d:q:e:"), 0),
              HasSubstr("[('a', '>f2'), ('b', '>i4'), ('c', '|b1'), ('d', '|S5'), ('e', '>i8'), ]"));
}

TEST(Npy, namesThatAreNotAsciiTakeVersion3) {
  Schema schema;
  schema.elements = {{"h\xC3\xB6he'\\", ElementType::kFloat32, 1, 0}};
  schema.stride = 4;
  const auto header = npy_header(schema, 1);
  EXPECT_EQ(header[6], '\3');
  EXPECT_EQ(header.size() % 64, 0U);
  EXPECT_THAT(header, HasSubstr("('h\xC3\xB6he\\'\\\\', '<f4')"));
}

TEST(Npy, namesThatPythonTakesOtherwiseAreEscaped) {
  Schema schema;
  schema.elements = {{"a\xFFz", ElementType::kUint8, 1, 0},
                     {std::string("nul\0, line\n", 10), ElementType::kUint8, 1, 1},
                     {"it's \"x\"", ElementType::kUint8, 1, 2}};
  schema.stride = 3;
  EXPECT_THAT(npy_header(schema, 1), HasSubstr("[('a\\udcffz', '|u1'), ('nul\\x00, line', '|u1'), "
                                               "('it\\'s \"x\"', '|u1'), ]"));
}

TEST(Npy, everyNameIsGivenOnce) {
  Schema schema;
  for (const char* const name : {"a", "", "a", "a_1", "a", "f1", ""})
    schema.elements.push_back({name, ElementType::kUint8, 1, schema.stride++});
  EXPECT_THAT(npy_header(schema, 1),
              HasSubstr("[('a', '|u1'), ('f1_1', '|u1'), ('a_2', '|u1'), ('a_1', '|u1'), ('a_3', '|u1'), "
                        "('f1', '|u1'), ('f6', '|u1'), ]"));
}

TEST(Npy, longHeadersTakeVersion2) {
  Schema schema;
  for (std::uint32_t i = 0; i < 5000; ++i)
    schema.elements.push_back({"element" + std::to_string(i), ElementType::kUint8, 1, i});
  schema.stride = 5000;
  const auto header = npy_header(schema, 1);
  EXPECT_EQ(header[6], '\2');
  EXPECT_EQ(header.size() % 64, 0U);
}

TEST(Npy, recordsFollowAsTheyAre) {
  const std::string bytes = "abcdefgh";
  const std::string file =
      written(npy_writer(), source_of(schema_of("<H:a:xx"), std::as_bytes(std::span(bytes))));
  EXPECT_EQ(file, npy_header(schema_of("<H:a:xx"), 2) + bytes);
}

TEST(CsvWriter, aRecordOfTooManyNumbersIsToldBeforeAnyIsNamed) {
  const auto checked = check_schema(csv_writer(), schema_of("<3f:position:4000000000B:data:"));
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(checked.error().message, "a record of 4000000003 numbers is too long for CSV: at most 1048576");
  EXPECT_TRUE(check_schema(csv_writer(), schema_of("<3f:position:1000000B:data:")));
  EXPECT_TRUE(check_schema(csv_writer(), schema_of("<3f:position:4000000000x")));
  EXPECT_TRUE(check_schema(npy_writer(), schema_of("<3f:position:4000000000B:data:")));
}

}  // namespace
}  // namespace vertexview::test
