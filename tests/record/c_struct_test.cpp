// Structs of C, C++, HLSL and GLSL as the text of a layout. gcc says where members really lie.
#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "record/layout_texts.hpp"
#include "support_files.hpp"

namespace vertexview::test {
namespace {

TEST(CStruct, arraysAndScalars) {
  EXPECT_EQ(read_as("struct Vertex { float position[3]; uint8_t color[4]; };"), "<3f:position:4B:color:");
  EXPECT_EQ(read_as("struct V { float x, y, z; unsigned char r, g, b, a; }"),
            "<f:x:f:y:f:z:B:r:B:g:B:b:B:a:");
  EXPECT_EQ(read_as("float x, y, z;\nuint16_t ring;"), "<f:x:f:y:f:z:H:ring:xx");
  EXPECT_EQ(read_as("struct V { double pos[3]; float v[2][3]; };"), "<3d:pos:6f:v:");
  EXPECT_EQ(read_as("struct V { std::array<float, 3> pos; std::int16_t n[4]; };"), "<3f:pos:4h:n:");
}

TEST(CStruct, everyNumberOfC) {
  EXPECT_EQ(read_as("struct V { signed char a; int8_t b; unsigned char c; short d; unsigned short e; int f; "
                    "unsigned g; uint h; long long i; unsigned long long j; float k; double l; bool m; "
                    "char n[7]; half o[2]; };"),
            "<b:a:b:b:B:c:xh:d:H:e:i:f:I:g:I:h:4xq:i:Q:j:f:k:4xd:l:?:m:7s:n:2e:o:4x");
}

TEST(CStruct, vectorsOfEveryLanguage) {
  EXPECT_EQ(read_as("struct V { glm::vec3 pos; glm::u8vec4 color; };"), "<3f:pos:4B:color:");
  EXPECT_EQ(read_as("struct V { float3 pos; half2 uv; uint id; };"), "<3f:pos:2e:uv:I:id:");
  EXPECT_EQ(read_as("struct V { XMFLOAT3 pos; DirectX::XMFLOAT2 uv; };"), "<3f:pos:2f:uv:");
  EXPECT_EQ(read_as("struct V { Eigen::Vector3d pos; Eigen::Vector3f normal; };"), "<3d:pos:3f:normal:4x");
  EXPECT_EQ(read_as("struct V { vec3 pos; mat4 model; float4x4 other; };"), "<3f:pos:16f:model:16f:other:");
}

TEST(CStruct, aStructOfCoordinatesIsAVector) {
  EXPECT_EQ(read_as("struct Vec3 { float x, y, z; };\nstruct Vertex { Vec3 pos; uint32_t id; };"),
            "<3f:pos:I:id:");
  EXPECT_EQ(read_as("typedef struct { unsigned char r, g, b, a; } Color;\n"
                    "typedef struct { float p[3]; Color color; } Vertex;"),
            "<3f:p:4B:color:");
  EXPECT_EQ(read_as("struct A { float x, z; }; struct V { A a; A b[2]; };"),
            "<f:a.x:f:a.z:f:b[0].x:f:b[0].z:f:b[1].x:f:b[1].z:");
}

TEST(CStruct, nestedAndUnnamedStructs) {
  EXPECT_EQ(read_as("struct V { struct { double t; char c; } head; struct { float x, y; }; };"),
            "<d:head.t:s:head.c:7xf:x:f:y:");
  EXPECT_EQ(read_as("namespace a { using real = double; typedef float vec[3];\n"
                    "struct V { vec pos; real t; }; }"),
            "<3f:pos:4xd:t:");
}

TEST(CStruct, packingAndAlignment) {
  const std::string members = "{ char c; double d; short s; }";
  EXPECT_EQ(read_as("struct V " + members + ";"), "<s:c:7xd:d:h:s:6x");
  EXPECT_EQ(read_as("#pragma pack(push, 1)\nstruct V " + members + ";\n#pragma pack(pop)"), "<s:c:d:d:h:s:");
  EXPECT_EQ(read_as("#pragma pack(2)\nstruct V " + members + ";"), "<s:c:xd:d:h:s:");
  EXPECT_EQ(read_as("#pragma pack(1)\n#pragma pack()\nstruct V " + members + ";"), "<s:c:7xd:d:h:s:6x");
  EXPECT_EQ(read_as("struct __attribute__((packed)) V " + members + ";"), "<s:c:d:d:h:s:");
  EXPECT_EQ(read_as("struct V " + members + " __attribute__((__packed__, aligned(4)));"), "<s:c:d:d:h:s:x");
  EXPECT_EQ(read_as("struct [[gnu::packed]] V " + members + ";"), "<s:c:d:d:h:s:");
  EXPECT_EQ(read_as("struct alignas(16) V { float x; alignas(8) float y; };"), "<f:x:4xf:y:4x");
}

TEST(CStruct, paddingByItsName) {
  EXPECT_EQ(read_as("struct V { float pos[3]; float _pad0; uint8_t c[4]; uint32_t reserved_1[3]; };"),
            "<3f:pos:4x4B:c:12x");
}

TEST(CStruct, whatIsNoMemberIsPassedOver) {
  EXPECT_EQ(read_as("// a vertex\n#include <cstdint>\n#define COUNT 3\nclass Vertex final {\n public:\n"
                    "  static constexpr int kColors = 4; // in bytes\n"
                    "  Vertex() : x_{0} {}\n  ~Vertex() = default;\n"
                    "  bool operator==(const Vertex& other) const;\n"
                    "  float length() const { return x_[0]; }\n"
                    " private:\n  float x_[COUNT] = {0, 1, 2}, w = 1.5f;\n  const uint8_t c[kColors]{};\n};\n"
                    "static_assert(sizeof(Vertex) == 20, \"packed\");\nint main() { return 0; }"),
            "<3f:x_:f:w:4B:c:");
}

TEST(CStruct, semanticsOfHlslNameWhatHasNoName) {
  EXPECT_EQ(read_as("struct VSInput { float3 a : POSITION; float4 q : COLOR0; float2 uv : TEXCOORD0; };"),
            "<3f:POSITION:4f:COLOR:2f:uv:");
}

TEST(CStruct, std430AndStd140) {
  const std::string vertex = "struct Vertex { vec3 pos; float w; vec2 uv; float a[3]; bool on; };\n";
  EXPECT_EQ(read_as(vertex), "<3f:pos:f:w:2f:uv:3f:a:?:on:3x");
  EXPECT_EQ(read_as(vertex + "layout(std430, binding = 0) buffer B { Vertex v[]; };"),
            "<3f:pos:f:w:2f:uv:3f:a:I:on:8x");
  EXPECT_EQ(read_as(vertex + "layout(std140) uniform B { Vertex v[]; } b;"),
            "<3f:pos:f:w:2f:uv:8xf:a[0]:12xf:a[1]:12xf:a[2]:12xI:on:12x");
  EXPECT_EQ(read_as("layout(std430) readonly buffer B { vec3 normal; vec3 p[2]; mat3 m; dvec3 d; };"),
            "<3f:normal:4x3f:p[0]:4x3f:p[1]:4x3f:m[0]:4x3f:m[1]:4x3f:m[2]:4x3d:d:8x");
  const auto counted = parse_layout_text("struct V { vec4 p; }; layout(std430) buffer B { uint n; V v[]; };");
  ASSERT_TRUE(counted);
  EXPECT_EQ(counted->data_offset, 16U);
  EXPECT_EQ(counted->schema.stride, 16U);
}

TEST(CStruct, errorsSayWhereAndWhatWasExpected) {
  EXPECT_EQ(read_as("struct V {\n  float x;\n  flaot y;\n};"),
            "C struct, 3:3: expected a type, as in float, uint8_t, vec3, float3 or a struct defined before, "
            "found 'flaot'");
  EXPECT_EQ(read_as("struct V { float x float y; };"),
            "C struct, 1:20: expected ',' or ';' after a member, found 'float'");
  EXPECT_EQ(read_as("struct V { int a : 3; };"),
            "C struct, 1:18: expected ',' or ';': where the bits of a bit-field lie differs from compiler to "
            "compiler; write the whole integer, found ':'");
  EXPECT_EQ(read_as("struct V { float* p; };"),
            "C struct, 1:12: expected a type with bytes of its own: a pointer means nothing in a file");
  EXPECT_EQ(read_as("struct V { long t; };"),
            "C struct, 1:12: 'long' has 4 bytes on Windows and 8 on other systems; write int32_t or int64_t");
  EXPECT_EQ(read_as("struct V { union { int a; float b; }; };"),
            "C struct, 1:12: 'union' is not read: leave the one member that is meant");
  EXPECT_EQ(read_as("struct V { float a[N]; };"), "C struct, 1:20: expected a whole number, found 'N'");
  EXPECT_EQ(read_as("struct V { float a[]; };"),
            "C struct, 1:18: expected an array of structs at the end, as in 'Vertex vertices[];'");
  EXPECT_EQ(read_as("struct V { float x;"), "C struct, 1:10: the record is never closed: expected '}'");
  EXPECT_EQ(read_as("struct V : Base { float x; };"),
            "C struct, 1:10: expected '{': what a base class adds is not read, found ':'");
  EXPECT_EQ(read_as("struct V { virtual void f(); float x; };"),
            "C struct, 1:12: expected no virtual function: it puts a pointer into each object, which means "
            "nothing in a file, found 'virtual'");
  EXPECT_EQ(read_as("struct V {\n#if COLOR\n  float c;\n#endif\n  float x; };"),
            "C struct, 2:1: expected no condition, found '#if COLOR': leave the lines that count");
  EXPECT_EQ(read_as("struct V { };"), "C struct, 1:8: a layout needs a stride of at least one byte");
  EXPECT_EQ(read_as("struct V { vec3 p; }; buffer B { V v[]; };"),
            "C struct, 1:32: expected layout(std430) or layout(std140) before the block");
  EXPECT_EQ(read_as("layout(location = 0) in vec3 pos;"),
            "C struct, 1:8: expected a struct: the inputs of a shader do not say how records lie");
  EXPECT_EQ(read_as("struct V { float a[65536][65536]; };"),
            "C struct, 1:18: 'a' makes a record of more than 4294967295 bytes");
  EXPECT_EQ(read_as("struct A { float p, q; }; struct V { A a[3000]; };"),
            "C struct, 1:34: a layout of 6000 elements; at most 4096 are supported");
}

TEST(CStruct, doublingStructsAreRefusedAtOnce) {
  std::string text = "struct S0 { float a; };\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "S" + std::to_string(i - 1);
    text += "struct S" + std::to_string(i) + " { " + before + " a; " + before + " b; };\n";
  }
  EXPECT_THAT(read_as(text), testing::HasSubstr("makes a record of more than 4294967295 bytes"));
}

/// Returns what a C program prints that gcc compiles.
std::string output_of(const std::string& program) {
  const TemporaryFolder folder;
  std::ofstream(folder.file("a.c")) << program;
  const std::string binary = folder.file("a");
  const std::string compile = "gcc -std=gnu11 -o '" + binary + "' '" + folder.file("a.c") + "' 2>&1";
  std::string output;
  for (const std::string& command : {compile, "'" + binary + "'"}) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
    std::array<char, 256> line{};
    while (std::fgets(line.data(), line.size(), pipe.get()) != nullptr) output += line.data();
  }
  return output;
}

TEST(CStruct, liesAsGccLaysIt) {
  if (std::system("gcc --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "there is no gcc";
  constexpr std::array<std::string_view, 8> kMembers{"char c;",         "double d;",     "short s[3];",
                                                     "_Float16 h;",     "uint8_t u[5];", "long long q;",
                                                     "Inner inner[2];", "_Bool on;"};
  constexpr std::array<std::string_view, 8> kNames{"c", "d", "s", "h", "u", "q", "inner[0].i", "on"};
  constexpr std::string_view kInner = "typedef struct { short i; float j; char k; } Inner;\n";
  constexpr std::array<std::string_view, 4> kPacks{"", "#pragma pack(push, 1)\n", "#pragma pack(push, 2)\n",
                                                   "#pragma pack(push, 4)\n"};
  std::string program = "#include <stdint.h>\n#include <stddef.h>\n#include <stdio.h>\n";
  program.append(kInner);
  std::string body;
  std::string expected;
  // Each member stands first, second, ... in one of the structs.
  for (std::size_t pack = 0; pack < kPacks.size(); ++pack)
    for (std::size_t first = 0; first < kMembers.size(); ++first) {
      const std::string name = "V" + std::to_string(pack) + "_" + std::to_string(first);
      std::string text(kPacks[pack]);
      text.append("typedef struct {");
      for (std::size_t i = 0; i < kMembers.size(); ++i)
        text.append(kMembers[(first + i * 3) % kMembers.size()]).append(" ");
      text.append("} ").append(name).append(";\n");
      program.append(text).append(pack == 0 ? "" : "#pragma pack(pop)\n");
      const auto layout = parse_layout_text(std::string(kInner) + text);
      ASSERT_TRUE(layout) << text << describe(layout.error());
      for (const std::string_view member : kNames) {
        body.append("printf(\"%zu \", offsetof(").append(name).append(", ").append(member).append("));\n");
        const Element* const element = layout->schema.find(member);
        ASSERT_NE(element, nullptr) << text << member;
        expected.append(std::to_string(element->offset)).append(" ");
      }
      body.append("printf(\"%zu\\n\", sizeof(").append(name).append("));\n");
      expected.append(std::to_string(layout->schema.stride)).append("\n");
    }
  EXPECT_EQ(output_of(program + "int main(void) {\n" + body + "return 0; }\n"), expected);
}

}  // namespace
}  // namespace vertexview::test
