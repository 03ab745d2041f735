// PointField lists of ROS, .fmt files of 3DMigoto, and headers of PLY and PCD files as the text of a layout.
#include <gmock/gmock.h>

#include "record/layout_texts.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview::test {
namespace {

constexpr std::string_view kCloud =
    "header:\n  stamp:\n    sec: 1\n  frame_id: map\nheight: 1\nwidth: 100\nfields:\n"
    "- name: x\n  offset: 0\n  datatype: 7\n  count: 1\n"
    "- name: y\n  offset: 4\n  datatype: 7\n  count: 1\n"
    "- name: z\n  offset: 8\n  datatype: 7\n  count: 1\n"
    "- name: rgb\n  offset: 16\n  datatype: 7\n  count: 1\n"
    "- name: ring\n  offset: 20\n  datatype: 4\n  count: 1\n"
    "is_bigendian: false\npoint_step: 32\nrow_step: 3200\ndata:\n- 0\n- 12\n- '...'\nis_dense: true\n";

TEST(PointFields, asRosPrintsThem) {
  EXPECT_EQ(read_as(kCloud), "<f:x:f:y:f:z:4x4B:bgra:H:ring:10x");
  EXPECT_EQ(
      read_as("fields: [{name: x, offset: 0, datatype: 8, count: 3}, {name: i, offset: 24, datatype: 2, "
              "count: 1}], is_bigendian: true, point_step: 25"),
      ">3d:x:B:i:");
  EXPECT_EQ(read_as("fields: \n  - \n    name: \"x\"\n    offset: 0\n    datatype: 7\n    count: 2\n"),
            "<2f:x:");
  EXPECT_EQ(read_as("[PointField(name='x', offset=4, datatype=PointField.FLOAT32, count=1)]"), "<4xf:x:");
  EXPECT_EQ(
      read_as("is_bigendian: true\npoint_step: 16\nfields:\n- name: rgb\n  offset: 12\n  datatype: 6\n"),
      "<13x3B:rgb:");
}

TEST(PointFields, errorsSayWhereAndWhatWasExpected) {
  EXPECT_EQ(read_as("fields:\n- name: x\n  offset: 0\n  datatype: 9\n"),
            "PointField list, 4:13: datatype: expected 1 to 8 (INT8, UINT8, INT16, UINT16, INT32, UINT32, "
            "FLOAT32, FLOAT64), found '9'");
  EXPECT_EQ(read_as("- name: x\n  datatype: 7\n"),
            "PointField list, 1:9: the field 'x' has no offset; expected name, offset, datatype and count");
  EXPECT_EQ(read_as("- name: x\n  offset: -1\n  datatype: 7\n"),
            "PointField list, 2:11: offset: expected a whole number, found '-1'");
  EXPECT_EQ(read_as("- name: x\n  offset: 0\n  datatype: 7\n- name: y\n  offset: 2\n  datatype: 7\n"),
            "PointField list, 1:9: element 'y' at offset 2 overlaps element 'x', which ends at 4");
  EXPECT_EQ(read_as("- name: x\n  offset: 0\n  datatype: 7\npoint_step: 2\n"),
            "PointField list, 1:9: element 'x' of 4 bytes at offset 0 does not fit in a record of 2 bytes");
}

constexpr std::string_view kFmt =
    "stride: 40\r\ntopology: trianglelist\r\nformat: DXGI_FORMAT_R16_UINT\r\n"
    "element[0]:\r\n  SemanticName: POSITION\r\n  SemanticIndex: 0\r\n  Format: R32G32B32_FLOAT\r\n"
    "  InputSlot: 0\r\n  AlignedByteOffset: 0\r\n  InputSlotClass: per-vertex\r\n  InstanceDataStepRate: "
    "0\r\n"
    "element[1]:\r\n  SemanticName: NORMAL\r\n  Format: DXGI_FORMAT_R8G8B8A8_SNORM\r\n  AlignedByteOffset: "
    "12\r\n"
    "element[2]:\r\n  SemanticName: COLOR\r\n  Format: B8G8R8A8_UNORM\r\n  AlignedByteOffset: append\r\n"
    "element[3]:\r\n  SemanticName: TEXCOORD\r\n  SemanticIndex: 1\r\n  Format: R16G16_FLOAT\r\n"
    "  AlignedByteOffset: 24\r\n"
    "element[4]:\r\n  SemanticName: TANGENT\r\n  Format: R10G10B10A2_UNORM\r\n  AlignedByteOffset: 28\r\n";

TEST(MigotoFormat, elementsWithTheirEncodings) {
  EXPECT_EQ(read_as(kFmt),
            "<3f:POSITION:4b:NORMAL(snorm):4B:bgra(unorm):4x2e:TEXCOORD1:I:TANGENT(unorm10_10_10_2):8x");
  const auto layout = parse_layout_text(kFmt);
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->schema.find("NORMAL")->encoding, Encoding::kSnorm);
  EXPECT_EQ(layout->schema.find("bgra")->encoding, Encoding::kUnorm);
  EXPECT_EQ(layout->schema.find("TEXCOORD1")->encoding, Encoding::kPlain);
  EXPECT_EQ(layout->schema.find("POSITION")->semantic, Semantic::kPosition);
}

TEST(MigotoFormat, errorsSayWhereAndWhatWasExpected) {
  const std::string head = "stride: 16\nelement[0]:\n  SemanticName: POSITION\n  Format: ";
  EXPECT_EQ(read_as(head + "R32G32B32_FLAOT\n"),
            "3DMigoto .fmt, 4:11: Format: expected a DXGI_FORMAT of a vertex, as in R32G32B32_FLOAT, found "
            "'R32G32B32_FLAOT'");
  EXPECT_EQ(read_as(head + "R32G32B32_FLOAT\n  AlignedByteOffset: x\n"),
            "3DMigoto .fmt, 5:22: AlignedByteOffset: expected a whole number, found 'x'");
  EXPECT_EQ(
      read_as(head + "R32G32B32_FLOAT\nelement[1]:\n  SemanticName: COLOR\n  Format: R8G8B8A8_UNORM\n"
                     "  InputSlot: 1\n"),
      "3DMigoto .fmt, 8:14: expected the elements of one InputSlot: each slot lies in a file of its own; "
      "leave those of the file");
  EXPECT_EQ(read_as("element[0]:\n  SemanticName: POSITION\n  Format: R32G32B32_FLOAT\n"),
            "3DMigoto .fmt, 1:1: expected a line 'stride: BYTES' before the elements");
}

constexpr std::string_view kPly =
    "ply\nformat binary_big_endian 1.0\ncomment by hand\nelement vertex 12\nproperty float x\n"
    "property float y\nproperty float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\n"
    "element face 3\nproperty list uchar int vertex_indices\nend_header";

TEST(PlyText, headerWithoutItsFile) {
  EXPECT_EQ(read_as(kPly), ">f:x:f:y:f:z:B:red:B:green:B:blue:");
  EXPECT_EQ(
      read_as("ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\n"),
      "PLY header, 2:8: expected binary_little_endian or binary_big_endian, found 'ascii': vertices that "
      "are text are no records");
  EXPECT_EQ(
      read_as("ply\nformat binary_little_endian 1.0\nelement vertex 1\nproperty flaot x\nend_header\n"),
      "PLY header, 4:1: line 4 of the header: the type 'flaot' is unknown; expected char, uchar, short, "
      "ushort, int, uint, float, double, or int8 to float64");
}

TEST(PlyText, aSplatHasItsColours) {
  const auto layout = parse_layout_text(
      "ply\nformat binary_little_endian 1.0\nelement vertex 1\nproperty float x\nproperty float y\n"
      "property float z\nproperty float f_dc_0\nproperty float f_dc_1\nproperty float f_dc_2\nend_header\n");
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->appearance.elements, (std::vector<std::string>{"f_dc_0", "f_dc_1", "f_dc_2"}));
  EXPECT_EQ(layout->count, std::nullopt);
}

constexpr std::string_view kPcd =
    "# .PCD v0.7 - Point Cloud Data file format\nVERSION 0.7\nFIELDS x y z rgb\nSIZE 4 4 4 4\nTYPE F F F F\n"
    "COUNT 1 1 1 1\nWIDTH 10\nHEIGHT 1\nPOINTS 10\nDATA binary";

TEST(PcdText, headerWithoutItsFile) {
  EXPECT_EQ(read_as(kPcd), "<f:x:f:y:f:z:4B:bgra:");
  EXPECT_EQ(read_as("FIELDS x y\nSIZE 4 3\nTYPE F F\nDATA binary"),
            "PCD header, 2:8: SIZE has 3; expected 1, 2, 4 or 8");
  EXPECT_EQ(read_as("FIELDS x y\nSIZE 4 4\nTYPE F G\nDATA binary"),
            "PCD header, 3:8: field 'y' has TYPE G of 4 bytes; expected F, U or I");
  EXPECT_EQ(read_as("VERSION .7\nFIELDS x\nSIZE 4\nTYPE F\nDATA ascii\n"),
            "PCD header, 5:1: expected DATA binary, found 'ascii': other points are no records");
}

TEST(LayoutTexts, aFormatStringStaysOne) {
  for (const SchemaPreset& preset : schema_presets()) {
    EXPECT_EQ(layout_text_kind(preset.name), "");
    EXPECT_EQ(parse_layout_text(preset.name)->schema, preset.schema());
    EXPECT_EQ(layout_text_kind(preset.format), "");
  }
  EXPECT_EQ(layout_text_kind("T{<f:struct a;b:B:c,d[:}"), "");
  EXPECT_EQ(layout_text_kind("<3fz"), "");
  EXPECT_EQ(layout_text_kind("kiti"), "");
  EXPECT_EQ(layout_text_kind(""), "");
}

TEST(LayoutTexts, eachKindIsKnown) {
  EXPECT_EQ(layout_text_kind(" struct A { float x; };"), "C struct");
  EXPECT_EQ(layout_text_kind("[('x', 'f4')]"), "NumPy dtype");
  EXPECT_EQ(layout_text_kind(kCloud), "PointField list");
  EXPECT_EQ(layout_text_kind(kFmt), "3DMigoto .fmt");
  EXPECT_EQ(layout_text_kind(kPly), "PLY header");
  EXPECT_EQ(layout_text_kind(kPcd), "PCD header");
}

TEST(LayoutTexts, everyBeginningIsTold) {
  for (const std::string_view text : {kCloud, kFmt, kPly, kPcd}) expect_each_beginning_told(text);
  expect_each_beginning_told(
      "#pragma pack(push, 1)\n#define N 3\n/* one */ struct alignas(4) V final { public: // two\n"
      "struct { std::array<float, N> p; } in[2]; uint8_t c[4] = {1, 'a'}; half2 uv : TEXCOORD0; V() : c{} {} "
      "};\ntypedef unsigned long long u; layout(std430) buffer B { u n; V v[]; } b;");
  expect_each_beginning_told(
      "dtype = np.dtype({'names': ['a', \"b\"], 'formats': [('<f4', (2, 3)), np.dtype('3u1,i2')], 'offsets': "
      "[0, 0x20], 'itemsize': 99}, align=True)  # end");
}

}  // namespace
}  // namespace vertexview::test
