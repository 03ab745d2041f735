// What the vertices of glTF files are, by the numbers of its specification.
#include <gmock/gmock.h>

#include <cmath>

#include "formats/gltf_support.hpp"
#include "support_files.hpp"

namespace vertexview::test {
namespace {

using testing::Contains;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Gltf, interleavedVerticesStayWhereTheyAre) {
  const std::string text = glb(scene(), two_records());
  const Gltf file(text);
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_TRUE(file.container().show_all);
  EXPECT_EQ(file.container().format, "glTF");
  EXPECT_THAT(file.names(), ElementsAre("m"));
  EXPECT_THAT(file.notes(), IsEmpty());
  const Layout& layout = file.member().layout;
  EXPECT_FALSE(file.member().memory);
  EXPECT_THAT(file.member().streams, IsEmpty());
  EXPECT_EQ(layout.data_offset, text.size() - 32);
  EXPECT_EQ(layout.count, 2U);
  EXPECT_EQ(layout.schema.format, "<3f:position:4B:color:");
  EXPECT_EQ(layout.placement.up, UpAxis::kY);
  EXPECT_THAT(file.places(), ElementsAre(ElementsAre(1, 2, 3), ElementsAre(4, 5, 6)));
  EXPECT_THAT(file.numbers("red"), ElementsAre(0x21 / 255.0, 0x24 / 255.0));
  EXPECT_THAT(file.numbers("green"), ElementsAre(0x40 / 255.0, 0x40 / 255.0));
  const auto colors = color_numbers(layout);
  ASSERT_TRUE(colors);
  EXPECT_EQ(colors->size(), 3U);
  EXPECT_EQ(colors->at(0).offset, 12U);
}

// The canonical record of the project is a mesh of glTF: it goes to the GPU untouched.
TEST(Gltf, canonicalRecords) {
  std::string json = replaced(scene(), R"("componentType":5121,"count":2,"type":"VEC4")",
                              R"("componentType":5123,"count":2,"type":"VEC3")");
  json = replaced(json, "\"byteStride\":16", "\"byteStride\":20");
  json = replaced(replaced(json, "\"byteLength\":32}]", "\"byteLength\":40}]"), "\"byteLength\":32,",
                  "\"byteLength\":40,");
  const Gltf file(glb(json, std::string(40, '\1')));
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_FALSE(file.member().memory);
  EXPECT_TRUE(file.member().layout.is_canonical());
}

TEST(Gltf, colorsOfEveryType) {
  struct Case {
    int component;
    std::string_view type;
    std::string bytes;  // of one colour: full, none, full
    ColorRange range;
  };
  const auto bytes_of = [](auto... values) {
    std::string bytes;
    (append(bytes, values), ...);
    return bytes;
  };
  const std::uint8_t byte = 255;
  const std::uint16_t word = 65535;
  const std::array cases{
      Case{5121, "VEC3", bytes_of(byte, std::uint8_t{}, byte), ColorRange::kAutomatic},
      Case{5121, "VEC4", bytes_of(byte, std::uint8_t{}, byte, byte), ColorRange::kAutomatic},
      Case{5123, "VEC3", bytes_of(word, std::uint16_t{}, word), ColorRange::kAutomatic},
      Case{5123, "VEC4", bytes_of(word, std::uint16_t{}, word, word), ColorRange::kAutomatic},
      Case{5126, "VEC3", bytes_of(1.0F, 0.0F, 1.0F), ColorRange::kType},
      Case{5126, "VEC4", bytes_of(1.0F, 0.0F, 1.0F, 1.0F), ColorRange::kType}};
  for (const auto& [component, type, bytes, range] : cases) {
    std::string json = R"({"asset":{"version":"2.0"},"buffers":[{"byteLength":28}],)"
                       R"("bufferViews":[{"buffer":0,"byteLength":12},)"
                       R"({"buffer":0,"byteOffset":12,"byteLength":16}],"accessors":[)"
                       R"({"bufferView":0,"componentType":5126,"count":1,"type":"VEC3"},)"
                       R"({"bufferView":1,"count":1,"normalized":)";
    json.append(component == 5126 ? "false" : "true").append(",\"componentType\":");
    json.append(std::to_string(component)).append(",\"type\":\"").append(type);
    json += R"("}],"meshes":[{"primitives":[{"mode":0,"attributes":{"POSITION":0,"COLOR_0":1}}]}]})";
    std::string bin = bytes_of(1.0F, 2.0F, 3.0F) + bytes;
    bin.resize(28);
    const Gltf file(glb(json, bin));
    ASSERT_TRUE(file.good()) << file.error();
    EXPECT_THAT(file.numbers("red"), ElementsAre(1)) << component << type;
    EXPECT_THAT(file.numbers("green"), ElementsAre(0)) << component << type;
    EXPECT_THAT(file.numbers("blue"), ElementsAre(1)) << component << type;
    EXPECT_EQ(file.member().layout.appearance.range_kind, range);
    EXPECT_EQ(color_numbers(file.member().layout)->size(), 3U);
    EXPECT_THAT(file.names(), ElementsAre("mesh0"));
  }
}

TEST(Gltf, nodesPlaceTheirMeshes) {
  // The same mesh moved and scaled, turned by 45 degrees about y, and swapped to z up as exporters do.
  const std::string text =
      glb(scene(R"(,"scene":0,"scenes":[{"nodes":[0,1]}],"nodes":[{"mesh":0,"translation":[10,0,0],)"
                R"("scale":[2,2,2],)"
                R"("children":[2]},{"matrix":[1,0,0,0,0,0,-1,0,0,1,0,0,0,0,7,1],"mesh":0},)"
                R"({"mesh":0,"rotation":[0,0.38268343236508978,0,0.92387953251128674]}])"),
          two_records());
  const Gltf file(text);
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_THAT(file.names(), ElementsAre("m", "m-2", "m-3"));
  EXPECT_FALSE(file.member(0).memory);
  EXPECT_THAT(file.places(0), ElementsAre(ElementsAre(12, 4, 6), ElementsAre(18, 10, 12)));
  EXPECT_FALSE(file.member(1).memory);  // not the wanted one
  EXPECT_FALSE(file.member(2).memory);
  EXPECT_THAT(file.places(2), ElementsAre(ElementsAre(1, 3, 5), ElementsAre(4, 6, 2)));
  EXPECT_THAT(file.notes(),
              ElementsAre("1 mesh is turned by its node: its positions are changed, and no other numbers"));

  const Gltf turned(text, "a.glb", "m-2");
  ASSERT_TRUE(turned.good()) << turned.error();
  ASSERT_TRUE(turned.member(1).memory);
  EXPECT_EQ(turned.member(1).layout.schema.format, "<3f:position:4B:color:");
  // x cos + z sin, z cos - x sin, times the 2 of its parent.
  const double root = std::sqrt(0.5);
  EXPECT_THAT(turned.places(1)[0], ElementsAre(DoubleNear(10 + 2 * (1 + 3) * root, 1e-5), 4,
                                               DoubleNear(2 * (3 - 1) * root, 1e-5)));
  EXPECT_THAT(turned.numbers("red", 1), ElementsAre(0x21 / 255.0, 0x24 / 255.0));
}

// Without colours the height is shown, which is another number of the record where a node swaps the axes.
TEST(Gltf, heightWhereThereAreNoColors) {
  const auto shown = [](std::string_view nodes) {
    const Gltf file(glb(replaced(scene(nodes), ",\"COLOR_0\":1", ""), two_records()));
    EXPECT_TRUE(file.good()) << file.error();
    return file.member().layout.appearance.elements;
  };
  EXPECT_THAT(shown(""), ElementsAre("position[1]"));
  EXPECT_THAT(shown(R"(,"nodes":[{"mesh":0,"matrix":[1,0,0,0,0,0,-1,0,0,1,0,0,0,0,0,1]}])"),
              ElementsAre("position[2]"));
}

TEST(Gltf, namesOfAttributes) {
  const auto names = [](std::string_view attribute) {
    const Gltf file(glb(replaced(scene(), "COLOR_0", attribute), two_records()));
    EXPECT_TRUE(file.good()) << file.error();
    EXPECT_EQ(position_numbers(file.member().layout)->at(2).offset, 8U) << attribute;
    return file.member().layout.schema.elements.at(1).name;
  };
  EXPECT_EQ(names("_INTENSITY"), "intensity");
  EXPECT_EQ(names("TEXCOORD_0"), "texcoord_0");
  EXPECT_EQ(names("COLOR_1"), "color_1");
  EXPECT_EQ(names("_POSITION"), "attribute_position");
  EXPECT_EQ(names("x"), "attribute_x");
  EXPECT_EQ(names("_"), "attribute__");
  EXPECT_EQ(names(""), "attribute_");
  EXPECT_EQ(names("A:b#\\u00e9"), "a_b___");
  EXPECT_EQ(names(std::string(100, 'A')), std::string(64, 'a'));
}

/// Positions of two vertices, int16 and normalised, and behind all of them two of texture.
constexpr std::string_view kSeparate =
    R"("bufferViews":[{"buffer":0,"byteLength":16,"byteStride":8},)"
    R"({"buffer":0,"byteOffset":16,"byteLength":16}],)"
    R"("accessors":[{"bufferView":0,"componentType":5122,"count":2,"type":"VEC3","normalized":true},)"
    R"({"bufferView":1,"componentType":5126,"count":2,"type":"VEC2"}],)"
    R"("meshes":[{"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_0":1}}]}])";

std::string separate_bytes() {
  std::string bin;
  for (const int value : {32767, -32767, 0, 0, 0, 0, 32767, 0}) append(bin, static_cast<std::int16_t>(value));
  for (const float value : {0.25F, 0.5F, 0.75F, 1.0F}) append(bin, value);
  return bin;
}

void expect_separate(const Gltf& file) {
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_FALSE(file.member().memory) << "nothing is gathered";
  EXPECT_EQ(file.member().streams.size(), 2U);
  EXPECT_EQ(file.member().layout.schema.format, "<3h:position:2f:texcoord_0:");
  EXPECT_THAT(file.places(), ElementsAre(ElementsAre(1, -1, 0), ElementsAre(0, 0, 1)));
  EXPECT_THAT(file.numbers("texcoord_0[0]"), ElementsAre(0.25, 0.75));
  EXPECT_THAT(file.numbers("texcoord_0[1]"), ElementsAre(0.5, 1));
}

// Turned by 45 degrees about y, so that positions are decoded, and records with them.
constexpr std::string_view kTurned =
    R"(,"nodes":[{"mesh":0,"rotation":[0,0.38268343236508978,0,0.92387953251128674]}])";

TEST(Gltf, separateAccessorsStayWhereTheyAre) {
  const std::string body = R"("buffers":[{"byteLength":32}],)" + std::string(kSeparate);
  expect_separate(Gltf(glb(scene("", body), separate_bytes())));
  const Gltf turned(glb(scene(kTurned, body), separate_bytes()));
  ASSERT_TRUE(turned.good()) << turned.error();
  EXPECT_TRUE(turned.member().memory) << "what is turned is gathered";
  Progress progress;
  progress.cancel();
  const Gltf cancelled(glb(scene(kTurned, body), separate_bytes()), "a.glb", "", &progress);
  EXPECT_EQ(cancelled.failure().code, ErrorCode::kCancelled);
}

TEST(Gltf, manyVerticesAreGatheredByAllCores) {
  // A byte and a float each, so that the records of 13 bytes fill several chunks.
  constexpr std::size_t kCount = 200'000;
  std::string bin;
  for (std::size_t i = 0; i < 3 * kCount; ++i) append(bin, static_cast<float>(i));
  for (std::size_t i = 0; i < kCount; ++i) append(bin, static_cast<std::uint8_t>(i * 7));
  const std::string json =
      scene(kTurned, R"("buffers":[{"byteLength":2600000}],"bufferViews":[{"buffer":0,"byteLength":2400000},)"
                     R"({"buffer":0,"byteOffset":2400000,"byteLength":200000}],"accessors":[)"
                     R"({"bufferView":0,"componentType":5126,"count":200000,"type":"VEC3"},)"
                     R"({"bufferView":1,"componentType":5121,"count":200000,"type":"SCALAR"}],)"
                     R"("meshes":[{"primitives":[{"mode":0,"attributes":{"POSITION":0,"_RING":1}}]}])");
  Progress progress;
  const Gltf file(glb(json, bin), "a.glb", "", &progress);
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_EQ(progress.done(), 13 * kCount);
  const auto ring = file.numbers("ring");
  const auto y = file.numbers("y");
  ASSERT_EQ(ring.size(), kCount);
  for (std::size_t i = 0; i < kCount; ++i) {
    ASSERT_EQ(ring[i], static_cast<std::uint8_t>(i * 7)) << i;
    ASSERT_EQ(y[i], static_cast<float>(3 * i + 1)) << i;
  }
}

TEST(Gltf, buffersInTheJson) {
  // python3 -c "import base64,struct;
  // print(base64.b64encode(struct.pack('<8h4f',32767,-32767,0,0,0,0,32767,0,.25,.5,.75,1)))"
  const auto json = [](std::string_view data) {
    return scene("", R"("buffers":[{"byteLength":32,"uri":"data:application/octet-stream;base64,)" +
                         std::string(data) + "\"}]," + std::string(kSeparate));
  };
  expect_separate(Gltf(json("/38BgAAAAAAAAAAA/38AAAAAgD4AAAA/AABAPwAAgD8="), "a.gltf"));
  expect_separate(Gltf(json("/38BgAAAAAAAAAAA/38AAAAAgD4AAAA/AABAPwAAgD8"), "a.gltf"));
  EXPECT_EQ(Gltf(json("/38BgAAA")).error(), "buffer 0 has 32 bytes, but 6 are there");
  EXPECT_EQ(Gltf(json("/38BgAAAAA-AAAAA/38AAAAAgD4AAAA/AABAPwAAgD8=")).error(),
            "a buffer in the JSON has 'A-', which is no base64");
  const std::string plain = replaced(json("AAAA"), ";base64,", ",");
  EXPECT_EQ(Gltf(plain).error(), "buffer 0 is a data: URI that is not in base64, which is not read");
}

TEST(Gltf, buffersBesideTheFile) {
  const TemporaryFolder folder;
  const std::string bin = two_records();
  ASSERT_EQ(folder.write("two records.bin", std::as_bytes(std::span(bin))), folder.file("two records.bin"));
  const auto json = [](std::string_view uri) {
    return replaced(scene(), "\"byteLength\"", "\"uri\":\"" + std::string(uri) + "\",\"byteLength\"");
  };
  for (const std::string_view uri : {"two%20records.bin", "two records.bin", "./two%20records%2Ebin"}) {
    const Gltf file(json(uri), folder.file("a.gltf"));
    ASSERT_TRUE(file.good()) << file.error();
    ASSERT_EQ(file.member().streams.size(), 1U);
    ASSERT_EQ(file.container().files.size(), 1U);
    EXPECT_EQ(file.member().streams[0].file, file.container().files[0].get());
    EXPECT_TRUE(file.container().files[0]->path().ends_with("/two records.bin"));
    EXPECT_EQ(file.member().layout.data_offset, 0U);
    EXPECT_THAT(file.places(), ElementsAre(ElementsAre(1, 2, 3), ElementsAre(4, 5, 6)));
    EXPECT_THAT(file.notes(), IsEmpty());
  }
  const Gltf missing(json("none.bin"), folder.file("a.gltf"));
  ASSERT_FALSE(missing.good());
  EXPECT_EQ(missing.failure().path, folder.file("none.bin"));
  const auto written = folder.write("short.bin", std::as_bytes(std::span(bin)).first(31));
  const Gltf shorter(json("short.bin"), folder.file("a.gltf"));
  EXPECT_EQ(shorter.error(), "buffer 0 has 32 bytes, but 31 are there");
  EXPECT_EQ(shorter.failure().path, written);
  for (const std::string_view outside : {"../two.bin", "a/../../b.bin", "%2e%2e/b.bin", "..", "/etc/passwd",
                                         "http://a/b.bin", "a%00.bin", "a%4", "a%zz", ""})
    EXPECT_EQ(Gltf(json(outside), folder.file("a.gltf")).error(),
              "buffer 0 lies in '" + std::string(outside) +
                  "'; only files in the folder of this one, and in folders of that, are read: put the buffer "
                  "there, or write one .glb");
}

TEST(Gltf, notesCountWhatIsNotShown) {
  std::string json = replaced(scene(), "\"attributes\"", "\"indices\":2,\"mode\":4,\"attributes\"");
  json = replaced(json, "],\"meshes\"",
                  R"(,{"bufferView":0,"componentType":5121,"count":2,"type":"SCALAR"}],"meshes")");
  json = replaced(json, "\"count\":2,\"type\":\"SCALAR\"", "\"count\":6,\"type\":\"SCALAR\"");
  json = replaced(json, "{\"bufferView\":0,\"componentType\":5121,\"count\":6",
                  "{\"bufferView\":1,\"componentType\":5121,\"count\":6");
  json = replaced(json, "\"byteStride\":16}", "\"byteStride\":16},{\"buffer\":0,\"byteLength\":6}");
  const auto notes = [&](std::string_view mode) {
    return Gltf(glb(replaced(json, "\"mode\":4", mode), two_records())).notes();
  };
  const std::string indices = "6 indices are not read: each vertex is shown once";
  EXPECT_THAT(notes("\"mode\":0"), ElementsAre(indices));
  EXPECT_THAT(notes("\"mode\":1"), ElementsAre("3 lines are shown as their vertices", indices));
  EXPECT_THAT(notes("\"mode\":2"), ElementsAre("6 lines are shown as their vertices", indices));
  EXPECT_THAT(notes("\"mode\":3"), ElementsAre("5 lines are shown as their vertices", indices));
  EXPECT_THAT(notes("\"mode\":4"), ElementsAre("2 triangles are shown as their vertices", indices));
  EXPECT_THAT(notes("\"mode\":5"), ElementsAre("4 triangles are shown as their vertices", indices));
  EXPECT_THAT(notes("\"mode\":6"), ElementsAre("4 triangles are shown as their vertices", indices));
  EXPECT_EQ(Gltf(glb(replaced(json, "\"mode\":4", "\"mode\":7"), two_records())).error(),
            "a mesh has the mode 7; expected 0 (points) to 6 (a fan of triangles)");
}

TEST(Gltf, severalPrimitives) {
  const std::string two =
      R"("primitives":[{"mode":0,"attributes":{"POSITION":0}},{"attributes":{"NORMAL":0}},)";
  const Gltf file(glb(replaced(scene(), "\"primitives\":[", two), two_records()));
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_THAT(file.names(), ElementsAre("m.0", "m.2"));  // the second has no positions
}

// The numbers of Khronos' sample asset TriangleWithoutIndices: three vertices, (0, 0, 0) to (1, 1, 0).
TEST(Gltf, triangleWithoutIndices) {
  const Gltf file(
      R"({"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"attributes":)"
      R"({"POSITION":0}}]}],"buffers":[{"uri":"data:application/octet-stream;base64,)"
      R"(AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA","byteLength":36}],"bufferViews":[{"buffer":0,)"
      R"("byteOffset":0,"byteLength":36,"target":34962}],"accessors":[{"bufferView":0,"byteOffset":0,)"
      R"("componentType":5126,"count":3,"type":"VEC3","max":[1.0,1.0,0.0],"min":[0.0,0.0,0.0]}],)"
      R"("asset":{"version":"2.0"}})",
      "TriangleWithoutIndices.gltf");
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_THAT(file.places(), ElementsAre(ElementsAre(0, 0, 0), ElementsAre(1, 0, 0), ElementsAre(0, 1, 0)));
  EXPECT_THAT(file.notes(), Contains("1 triangle is shown as its vertices"));
}

TEST(Gltf, recognisedByItsContent) {
  const auto found = [](std::string_view text, std::string_view path = "a") {
    return sniff({path, std::as_bytes(std::span(text))}).name;
  };
  EXPECT_EQ(found(glb(scene(), "")), "glTF");
  EXPECT_EQ(found(" \r\n{\"a\":[], \"asset\" : { \"version\": \"2.0\"}}"), "glTF");
  EXPECT_EQ(found(" {\"accessors\":[", "A.GLTF"), "glTF");
  EXPECT_NE(found("{\"assets\":{\"version\":1}}"), "glTF");
  EXPECT_EQ(found("glTFglTFglTF"), "records");
}

}  // namespace
}  // namespace vertexview::test
