// The texts of a layout for programs: word by word, read back, and as gcc and NumPy understand them.
#include "vertexview/record/schema_writers.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>

#include "record/layout_texts.hpp"
#include "support_files.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview::test {
namespace {

Schema schema_of(std::string_view format) {
  auto schema = parse_schema(format);
  EXPECT_TRUE(schema) << format;
  return *schema;
}

std::string written(std::string_view format, std::string_view writer) {
  const auto text = write_schema_as(schema_of(format), writer);
  return text ? *text : text.error().message;
}

/// A vertex of a game: position, normal in bytes, halves, colour in bytes.
constexpr std::string_view kMesh = "<3f:position:4b:normal:2e:uv:4B:color:";

TEST(SchemaWriters, cStruct) {
  EXPECT_EQ(written(kMesh, "c"),
            "#include <assert.h>\n#include <stdint.h>\n\nstruct Vertex {\n  float position[3];\n"
            "  int8_t normal[4];\n  _Float16 uv[2];\n  uint8_t color[4];\n};\n"
            "static_assert(sizeof(struct Vertex) == 24, \"a record has 24 bytes\");\n");
  EXPECT_EQ(
      written(">d:x:x?:on:3s:a[0].b:2x", "c"),
      "#include <assert.h>\n#include <stdbool.h>\n#include <stdint.h>\n\n#pragma pack(push, 1)\n"
      "struct Vertex {\n  double x;  // big-endian\n  uint8_t padding0[1];\n  bool on;\n  char a_0_b[3];\n"
      "  uint8_t padding1[2];\n};\n#pragma pack(pop)\n"
      "static_assert(sizeof(struct Vertex) == 15, \"a record has 15 bytes\");\n");
}

TEST(SchemaWriters, namesBecomeIdentifiers) {
  EXPECT_THAT(
      written("<f:float:f:2nd:f:a b:f:a-b:f:pad1:", "c"),
      testing::HasSubstr("  float element_float;\n  float element_2nd;\n  float a_b;\n  float a_b_2;\n"
                         "  float element_pad1;\n"));
}

TEST(SchemaWriters, numpyDtype) {
  EXPECT_EQ(written(kMesh, "numpy"),
            "np.dtype([('position', '<f4', (3,)), ('normal', 'i1', (4,)), ('uv', '<f2', (2,)), ('color', "
            "'u1', (4,))])\n");
  EXPECT_EQ(written(">d:it's:x?:on:3s:tag:2x", "numpy"),
            "np.dtype({'names': ['it\\'s', 'on', 'tag'],\n          'formats': ['>f8', 'b1', 'V3'],\n"
            "          'offsets': [0, 9, 10],\n          'itemsize': 15})\n");
}

TEST(SchemaWriters, pointFields) {
  EXPECT_EQ(written("<3f:position:4xH:ring:?:on:", "pointfield"),
            "fields:\n- name: x\n  offset: 0\n  datatype: 7\n  count: 1\n- name: y\n  offset: 4\n"
            "  datatype: 7\n  count: 1\n- name: z\n  offset: 8\n  datatype: 7\n  count: 1\n- name: ring\n"
            "  offset: 16\n  datatype: 4\n  count: 1\n- name: on\n  offset: 18\n  datatype: 2  # bool\n"
            "  count: 1\nis_bigendian: false\npoint_step: 19\n");
  EXPECT_EQ(written(kMesh, "pointfield"), "a PointField cannot say element 'uv': it has no float16");
  EXPECT_EQ(written("<f:x:(1)>f:y:", "pointfield"),
            "a PointField cannot say element 'y': all fields of a PointCloud2 have one byte order");
}

TEST(SchemaWriters, openGl) {
  EXPECT_EQ(written("<3d:position:4B:bgra:H:label:Q:id:4s:tag:5f:more:", "gl"),
            "glVertexAttribLPointer(0, 3, GL_DOUBLE, 62, (const void*)0);  // position\n"
            "glEnableVertexAttribArray(0);\n"
            "glVertexAttribPointer(2, GL_BGRA, GL_UNSIGNED_BYTE, GL_TRUE, 62, (const void*)24);  // bgra\n"
            "glEnableVertexAttribArray(2);\n"
            "glVertexAttribIPointer(3, 1, GL_UNSIGNED_SHORT, 62, (const void*)28);  // label\n"
            "glEnableVertexAttribArray(3);\n"
            "// id: uint64 at byte 30: OpenGL has no attributes of 64-bit integers\n"
            "// tag: 4 x bytes at byte 38: bytes are no attribute\n"
            "// more: 5 x float32 at byte 42: an attribute has at most 4 numbers\n");
}

TEST(SchemaWriters, vulkan) {
  EXPECT_EQ(
      written(kMesh, "vulkan"),
      "const VkVertexInputBindingDescription binding = {\n"
      "    .binding = 0, .stride = 24, .inputRate = VK_VERTEX_INPUT_RATE_VERTEX};\n"
      "const VkVertexInputAttributeDescription attributes[] = {\n"
      "    {.location = 0, .binding = 0, .format = VK_FORMAT_R32G32B32_SFLOAT, .offset = 0},  // position\n"
      "    {.location = 1, .binding = 0, .format = VK_FORMAT_R8G8B8A8_SNORM, .offset = 12},  // normal\n"
      "    {.location = 2, .binding = 0, .format = VK_FORMAT_R16G16_SFLOAT, .offset = 16},  // uv\n"
      "    {.location = 3, .binding = 0, .format = VK_FORMAT_R8G8B8A8_UNORM, .offset = 20},  // color\n"
      "};\n");
}

TEST(SchemaWriters, direct3d) {
  EXPECT_EQ(
      written("<3f:pos:4B:bgra:2e:TEXCOORD1:3B:small:xh:odd:", "d3d11"),
      "// The stride is 26 bytes.\nconst D3D11_INPUT_ELEMENT_DESC elements[] = {\n"
      "    {\"POSITION\", 0, DXGI_FORMAT_R32G32B32_FLOAT, 0, 0, D3D11_INPUT_PER_VERTEX_DATA, 0},  // pos\n"
      "    {\"COLOR\", 0, DXGI_FORMAT_B8G8R8A8_UNORM, 0, 12, D3D11_INPUT_PER_VERTEX_DATA, 0},  // bgra\n"
      "    {\"TEXCOORD\", 1, DXGI_FORMAT_R16G16_FLOAT, 0, 16, D3D11_INPUT_PER_VERTEX_DATA, 0},  // "
      "TEXCOORD1\n"
      "    // small: 3 x uint8 at byte 20: Direct3D has no such format\n"
      "    {\"ODD\", 0, DXGI_FORMAT_R16_SINT, 0, 24, D3D11_INPUT_PER_VERTEX_DATA, 0},  // odd\n};\n");
}

TEST(SchemaWriters, webGpu) {
  EXPECT_EQ(written("<3f:position:x4B:color:d:time:xh:id:", "webgpu"),
            "{\n  arrayStride: 28,\n  attributes: [\n"
            "    { shaderLocation: 0, offset: 0, format: 'float32x3' },  // position\n"
            "    // color: 4 x uint8 at byte 13: WebGPU needs aligned offsets\n"
            "    // time: float64 at byte 17: WebGPU has no such format\n"
            "    { shaderLocation: 1, offset: 26, format: 'sint16' },  // id\n  ],\n}\n");
  EXPECT_THAT(written("<3f:position:3B:color:", "webgpu"),
              testing::HasSubstr("  // WebGPU needs a stride that is a multiple of 4 bytes.\n"));
}

TEST(SchemaWriters, packedNumbersInEachApi) {
  constexpr std::string_view kPacked =
      "<I:normal(snorm10_10_10_2):I:color(unorm10_10_10_2):I:glow(ufloat11_11_10):H:tint(unorm5_6_5):xx2h:"
      "way(oct):";
  EXPECT_EQ(
      written(kPacked, "gl"),
      "glVertexAttribPointer(0, 4, GL_INT_2_10_10_10_REV, GL_TRUE, 20, (const void*)0);  // normal\n"
      "glEnableVertexAttribArray(0);\n"
      "glVertexAttribPointer(1, 4, GL_UNSIGNED_INT_2_10_10_10_REV, GL_TRUE, 20, (const void*)4);  // color\n"
      "glEnableVertexAttribArray(1);\n"
      "glVertexAttribPointer(2, 3, GL_UNSIGNED_INT_10F_11F_11F_REV, GL_FALSE, 20, (const void*)8);  // "
      "glow\n"
      "glEnableVertexAttribArray(2);\n"
      "// tint: uint16 at byte 12: OpenGL has no such format\n"
      "glVertexAttribPointer(3, 2, GL_SHORT, GL_TRUE, 20, (const void*)16);  // way\n"
      "glEnableVertexAttribArray(3);\n");
  const std::string vulkan = written(kPacked, "vulkan");
  for (const char* format : {"A2B10G10R10_SNORM_PACK32", "A2B10G10R10_UNORM_PACK32",
                             "B10G11R11_UFLOAT_PACK32", "R5G6B5_UNORM_PACK16", "R16G16_SNORM"})
    EXPECT_THAT(vulkan, testing::HasSubstr(std::string("VK_FORMAT_") + format + ","));
  const std::string d3d = written(kPacked, "d3d11");
  for (const char* format : {"R10G10B10A2_UNORM", "R11G11B10_FLOAT", "B5G6R5_UNORM", "R16G16_SNORM"})
    EXPECT_THAT(d3d, testing::HasSubstr(std::string("DXGI_FORMAT_") + format + ","));
  EXPECT_THAT(d3d, testing::HasSubstr("// normal: uint32 at byte 0: Direct3D has no such format"));
  EXPECT_THAT(written(kPacked, "webgpu"), testing::HasSubstr("format: 'unorm10-10-10-2' },  // color"));
}

TEST(SchemaWriters, aNameThatIsNone) {
  EXPECT_EQ(write_schema_as(Schema::canonical(), "rust").error().message,
            "expected one of text, c, numpy, pointfield, gl, vulkan, d3d11, webgpu; found 'rust'");
}

/// Returns a schema of elements of every type, with gaps between some of them, and big-endian numbers where
/// wanted. No name means anything, so that no writer makes something else of an element.
Schema any_schema(std::uint32_t seed, bool big_endian) {
  constexpr std::array kTypes{ElementType::kInt8,    ElementType::kUint8,   ElementType::kInt16,
                              ElementType::kUint16,  ElementType::kInt32,   ElementType::kUint32,
                              ElementType::kFloat32, ElementType::kFloat64, ElementType::kInt64,
                              ElementType::kUint64,  ElementType::kFloat16, ElementType::kBool,
                              ElementType::kBytes};
  std::mt19937 engine(seed);
  const auto random = [&] { return static_cast<std::uint32_t>(engine()); };
  std::vector<Element> elements;
  std::uint64_t end = 0;
  const std::uint32_t count = 1 + random() % 6;
  for (std::uint32_t i = 0; i < count; ++i) {
    end += random() % 3 == 0 ? random() % 9 : 0;
    Element element{.name = "part" + std::string(1, static_cast<char>('a' + i)),
                    .type = kTypes.at(random() % kTypes.size()),
                    .count = 1 + random() % 5,
                    .offset = end};
    element.big_endian = big_endian && element_size(element.type) > 1;
    end += element.nbytes();
    elements.push_back(element);
  }
  auto schema = schema_from_elements(std::move(elements), end + (random() % 2) * (random() % 8));
  EXPECT_TRUE(schema);
  return *schema;
}

TEST(SchemaWriters, whatIsReadReadsBackToTheSame) {
  constexpr std::uint32_t kSchemas = 400;
  std::size_t point_fields = 0;
  for (std::uint32_t seed = 0; seed < kSchemas; ++seed) {
    for (const std::string_view writer : {"text", "c", "numpy", "pointfield"}) {
      // The bytes of a struct have the order of the machine.
      const Schema schema = any_schema(seed, writer != "c" && seed % 2 == 1);
      const auto text = write_schema_as(schema, writer);
      if (!text) {
        EXPECT_EQ(writer, "pointfield") << text.error().message;
        continue;
      }
      const auto read = parse_layout_text(*text);
      ASSERT_TRUE(read) << *text << describe(read.error());
      Schema expected = schema;
      if (writer == "pointfield") {
        ++point_fields;  // it has no word for these two
        std::vector<Element> elements = shown_elements(schema);
        for (Element& element : elements) {
          element.semantic = Semantic::kNone;
          if (element.type == ElementType::kBool || element.type == ElementType::kBytes)
            element.type = ElementType::kUint8;
        }
        expected = schema_from_elements(std::move(elements), schema.stride).value();
      }
      EXPECT_EQ(read->schema, expected) << *text;
      if (seed < 12) expect_each_beginning_told(*text);  // each has a thousand beginnings
    }
  }
  EXPECT_GT(point_fields, kSchemas / 4);
}

/// Returns the standard output and error of a command.
std::string output_of(const std::string& command) {
  std::string output;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen((command + " 2>&1").c_str(), "r"), &::pclose);
  std::array<char, 256> line{};
  while (std::fgets(line.data(), line.size(), pipe.get()) != nullptr) output += line.data();
  return output;
}

/// Returns "name offset bytes, ... stride" of a schema.
std::string fields_of(const Schema& schema) {
  std::string text;
  for (const Element& element : shown_elements(schema))
    text.append(element.name)
        .append(" ")
        .append(std::to_string(element.offset))
        .append(" ")
        .append(std::to_string(element.nbytes()))
        .append(", ");
  return text.append(std::to_string(schema.stride)).append("\n");
}

TEST(SchemaWriters, gccLaysTheStructSo) {
  if (std::system("gcc --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "there is no gcc";
  constexpr std::uint32_t kStructs = 40;
  std::string program = "#include <stddef.h>\n#include <stdio.h>\n";
  std::string body;
  std::string expected;
  for (std::uint32_t seed = 0; seed < kStructs; ++seed) {
    const Schema schema = any_schema(seed, false);
    const std::string name = "V" + std::to_string(seed);
    std::string text = *write_schema_as(schema, "c");
    for (std::size_t at = 0; (at = text.find("struct Vertex", at)) != std::string::npos;)
      text.replace(at, 13, "struct " + name);
    program += text;
    for (const Element& element : shown_elements(schema))
      body.append("printf(\"")
          .append(element.name)
          .append(" %zu %zu, \", offsetof(struct ")
          .append(name)
          .append(", ")
          .append(element.name)
          .append("), sizeof(((struct ")
          .append(name)
          .append("*)0)->")
          .append(element.name)
          .append("));\n");
    body.append("printf(\"%zu\\n\", sizeof(struct ").append(name).append("));\n");
    expected += fields_of(schema);
  }
  const TemporaryFolder folder;
  std::ofstream(folder.file("a.c")) << program << "int main(void) {\n" << body << "return 0; }\n";
  const std::string binary = folder.file("a");
  EXPECT_EQ(output_of("gcc -std=gnu11 -Wall -o '" + binary + "' '" + folder.file("a.c") + "'"), "");
  EXPECT_EQ(output_of("'" + binary + "'"), expected);
}

TEST(SchemaWriters, numpyLaysTheDtypeSo) {
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0) GTEST_SKIP() << "there is no NumPy";
  const TemporaryFolder folder;
  std::ofstream list(folder.file("texts"));
  std::string expected;
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const Schema schema = any_schema(seed, seed % 2 == 1);
    std::string text = *write_schema_as(schema, "numpy");
    std::replace(text.begin(), text.end(), '\n', ' ');
    list << text << '\n';
    expected += fields_of(schema);
  }
  list.close();
  EXPECT_EQ(output_of("/usr/bin/python3 " VERTEXVIEW_SOURCE_DIR "/tests/record/numpy_fields.py '" +
                      folder.file("texts") + "'"),
            expected);
}

TEST(SchemaWriters, paddingAlone) {
  const Schema schema = parse_schema("x").value();
  for (const SchemaWriter& writer : schema_writers()) {
    const auto text = writer.write(schema);
    ASSERT_TRUE(text) << writer.name;
    EXPECT_TRUE(text->ends_with('\n')) << writer.name;
  }
  EXPECT_EQ(write_schema_as(schema, "gl"), "// The record is padding alone.\n");
}

TEST(SchemaFromElements, paddingBesidePaddingIsOne) {
  const Schema schema = parse_schema("@x0file").value();
  const Schema rebuilt = schema_from_elements(schema.elements, schema.stride + 3).value();
  EXPECT_EQ(rebuilt.format, "<4xi:intensity:q:field0:e:field1:3x");
  EXPECT_EQ(parse_schema(rebuilt.format), rebuilt);
  Element first{"padding", ElementType::kBytes, 2, 4, Semantic::kPadding};
  Element second{"padding", ElementType::kBytes, 3, 6, Semantic::kPadding};
  EXPECT_EQ(schema_from_elements({{"x", ElementType::kFloat32, 1, 0}, first, second}, 12)->format, "<f:x:8x");
}

}  // namespace
}  // namespace vertexview::test
