// glTF files that are broken, or made to harm: each gives an error that says what is wrong.
#include <gmock/gmock.h>

#include "formats/gltf_support.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Returns the error of a document in which `from` is replaced.
std::string changed(std::string_view from, std::string_view to) {
  return Gltf(glb(replaced(scene(R"(,"nodes":[{"mesh":0}])"), from, to), two_records())).error();
}

TEST(GltfHostile, compressedMeshesAreRefusedByName) {
  EXPECT_EQ(changed("\"attributes\"", R"("extensions":{"KHR_draco_mesh_compression":{}},"attributes")"),
            "a mesh is compressed by KHR_draco_mesh_compression, which is not read; write it without by "
            "`gltf-transform copy FILE.glb OUT.glb`");
  EXPECT_EQ(changed("\"byteLength\":32,\"byteStride\"",
                    R"("extensions":{"EXT_meshopt_compression":{}},"byteLength":32,"byteStride")"),
            "accessor 0 is compressed by EXT_meshopt_compression, which is not read; write it without by "
            "`gltf-transform copy FILE.glb OUT.glb`");
  EXPECT_EQ(changed("\"attributes\"", R"("extensions":{"KHR_gaussian_splatting":{"extensions":)"
                                      R"({"KHR_gaussian_splatting_compression_spz_2":{}}}},"attributes")"),
            "a mesh is compressed by KHR_gaussian_splatting_compression_spz_2, which is not read; save the "
            "splats as .ply with SuperSplat");
  EXPECT_EQ(changed("\"componentType\"", "\"sparse\":{},\"componentType\""),
            "accessor 0 is sparse, which is not read; import the file into Blender and export it, which "
            "writes all numbers");
  EXPECT_THAT(changed("\"bufferView\":0,", ""), HasSubstr("accessor 0 has no bufferView, which is not read"));
}

TEST(GltfHostile, whatIsNotReadOfAnotherAttributeIsLeftOut) {
  const Gltf file(glb(replaced(scene(), "\"VEC4\"", "\"MAT2\""), two_records()));
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_THAT(file.notes(), ElementsAre("color is left out: accessor 1 has type 'MAT2', which is not read; "
                                        "expected SCALAR, VEC2, VEC3 or VEC4"));
  EXPECT_EQ(file.member().layout.schema.format, "<3f:position:4x");
}

TEST(GltfHostile, countsAndPlaces) {
  EXPECT_EQ(changed("\"count\":2", "\"count\":3"),
            "accessor 0 has 3 elements, which end past the 32 bytes of its bufferView");
  EXPECT_THAT(changed("\"count\":2", "\"count\":9007199254740992"), HasSubstr("which end past the 32 bytes"));
  EXPECT_EQ(changed("\"count\":2", "\"count\":9223372036854775808"),
            "'count' in the JSON is 9223372036854775808; expected a whole number of at most 2^53");
  EXPECT_THAT(changed("\"count\":2", "\"count\":-1"), HasSubstr("'count' in the JSON is -1; expected"));
  EXPECT_THAT(changed("\"count\":2", "\"count\":1e300"),
              HasSubstr("'count' in the JSON is 1e+300; expected"));
  EXPECT_THAT(changed("\"count\":2", "\"count\":[]"), HasSubstr("'count' in the JSON is array; expected"));
  EXPECT_EQ(changed("\"count\":2", "\"count\":1"), "color has 2 elements, POSITION has 1");
  EXPECT_EQ(changed("\"count\":2", "\"count\":0"), "color has 2 elements, POSITION has 0");
  EXPECT_THAT(changed("\"byteOffset\":12", "\"byteOffset\":9007199254740991"), HasSubstr("end past"));
  EXPECT_EQ(changed("\"byteStride\":16", "\"byteStride\":8"),
            "accessor 0 has elements of 12 bytes every 8 bytes");
  EXPECT_THAT(changed("\"byteStride\":16", "\"byteStride\":9007199254740992"), HasSubstr("end past"));
  EXPECT_EQ(changed("\"byteLength\":32,\"byteStride\"", "\"byteLength\":40,\"byteStride\""),
            "bufferView 0 ends past the 32 bytes of its buffer");
  EXPECT_EQ(changed("\"byteLength\":32}", "\"byteLength\":33}"), "buffer 0 has 33 bytes, but 32 are there");
  EXPECT_EQ(changed("\"bufferView\":0", "\"bufferView\":7"), "accessor 0 lies in bufferView 7; there are 1");
  EXPECT_EQ(changed("\"buffer\":0", "\"buffer\":1"), "accessor 0 lies in buffer 1; there are 1");
  EXPECT_EQ(changed("\"POSITION\":0", "\"POSITION\":7"), "accessor 7 is missing; there are 2");
  EXPECT_EQ(changed("\"VEC3\"", "\"VEC2\""), "POSITION has 2 numbers; expected 3");
  EXPECT_EQ(changed("5126", "5124"), "accessor 0 has componentType 5124");
}

// Numbers that two attributes share, as of one accessor used twice, are no record; they are read all the
// same.
TEST(GltfHostile, overlappingAttributes) {
  const Gltf file(glb(replaced(scene(), "\"COLOR_0\":1", "\"NORMAL\":0"), two_records()));
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_EQ(file.member().streams.size(), 2U);
  EXPECT_THAT(file.places(), ElementsAre(ElementsAre(1, 2, 3), ElementsAre(4, 5, 6)));
  EXPECT_THAT(file.numbers("nz"), ElementsAre(3, 6));
}

TEST(GltfHostile, nodesThatAreNoTrees) {
  EXPECT_EQ(changed("{\"mesh\":0}", "{\"mesh\":0,\"children\":[1,1]},{}"),
            "node 1 lies in the scene twice; nodes are trees");
  EXPECT_EQ(changed("\"nodes\"", R"("scenes":[{"nodes":[0]}],"nodes":[{"mesh":0,"children":[0]}],"x")"),
            "node 0 lies in the scene twice; nodes are trees");
  EXPECT_EQ(
      changed("\"nodes\"", R"("scenes":[{"nodes":[0]}],"nodes":[{"children":[1]},{"children":[0]}],"x")"),
      "node 0 lies in the scene twice; nodes are trees");
  // A circle that no scene reaches shows the meshes where they are.
  EXPECT_EQ(changed("{\"mesh\":0}", "{\"mesh\":0,\"children\":[1]},{\"children\":[0]}"), "opened");
  EXPECT_EQ(changed("{\"mesh\":0}", "{\"children\":[9007199254740992]}"),
            "node 9007199254740992 is missing; there are 1");
  EXPECT_EQ(changed("\"mesh\":0", "\"mesh\":1"), "mesh 1 is missing; there are 1");
  EXPECT_EQ(changed("{\"mesh\":0}", "{\"scale\":[1e200,1,1],\"children\":[1]},{\"scale\":[1e200,1,1]}"),
            "node 1 has a transform that no number can hold");
  EXPECT_EQ(changed("\"nodes\"", "\"scene\":1,\"scenes\":[{}],\"nodes\""), "scene 1 is missing; there are 1");
  EXPECT_EQ(changed("{\"mesh\":0}", "{\"mesh\":0,\"matrix\":[1,2]}"),
            "'matrix' in the JSON is array; expected 16 finite numbers");
}

TEST(GltfHostile, documents) {
  EXPECT_EQ(changed("\"POSITION\":0", "\"P\":0"),
            "the scene has no mesh with positions, so there is nothing to show");
  EXPECT_EQ(changed("\"2.0\"", "\"1.0\""),
            "is glTF of version 1.0, which is not read; write it as version 2.0");
  EXPECT_EQ(changed("\"asset\"", "\"a\""), "the JSON has no 'asset' with a 'version', as glTF has");
  EXPECT_EQ(changed("\"asset\"", "asset"), "the JSON does not parse as an object");
  EXPECT_EQ(changed("{\"asset\"", "[{\"asset\""), "the JSON does not parse as an object");
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  EXPECT_EQ(changed("\"2.0\"}", "\"2.0\"},\"extras\":" + deep),
            "the JSON has more than 64 levels or 4194304 values");
  std::string attributes;
  for (int i = 0; i < 64; ++i) attributes.append(",\"A").append(std::to_string(i)).append("\":0");
  EXPECT_EQ(changed("\"POSITION\":0", "\"POSITION\":0" + attributes),
            "a mesh has 66 attributes; at most 64 are read");
}

// A small document that places a mesh many times asks for no more than so many members.
TEST(GltfHostile, mostMembers) {
  std::string nodes;
  for (int i = 0; i < 5000; ++i) nodes.append(i == 0 ? "" : ",").append("{\"mesh\":0}");
  const Gltf file(glb(scene(",\"nodes\":[" + nodes + "]"), two_records()));
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_EQ(file.names().size(), 4096U);
  EXPECT_EQ(file.names().back(), "m-4096");
  EXPECT_THAT(file.notes(), ElementsAre("only the first 4 096 meshes are read"));
}

TEST(GltfHostile, longNamesAreCutBetweenLetters) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "€";  // three bytes each
  const Gltf file(glb(replaced(scene(), "\"name\":\"m\"", "\"name\":\"" + name + "\""), two_records()));
  ASSERT_TRUE(file.good()) << file.error();
  EXPECT_EQ(file.names().front(), name.substr(0, 126));
}

TEST(GltfHostile, everyTruncatedLength) {
  const std::string text = glb(scene(), two_records());
  for (std::size_t length = 0; length < text.size(); ++length)
    EXPECT_FALSE(Gltf(std::string_view(text).substr(0, length)).good()) << length;
  // A file of that length whose header says so reads no byte past its end either.
  for (std::size_t length = 12; length < text.size(); ++length) {
    std::string shorter = text.substr(0, length);
    const auto size = static_cast<std::uint32_t>(length);
    std::memcpy(shorter.data() + 8, &size, sizeof size);
    EXPECT_FALSE(Gltf(shorter).good()) << length;
  }
  const std::string json = scene();
  for (std::size_t length = 0; length < json.size(); ++length)
    EXPECT_FALSE(Gltf(std::string_view(json).substr(0, length), "a.gltf").good()) << length;
}

TEST(GltfHostile, chunks) {
  const std::string text = glb(scene(), two_records());
  const auto with = [&](std::size_t at, std::uint32_t number) {
    std::string other = text;
    std::memcpy(other.data() + at, &number, sizeof number);
    return Gltf(other).error();
  };
  EXPECT_EQ(with(4, 3), "is glTF of version 3, which is not read; write it as version 2.0");
  EXPECT_EQ(with(8, 0xFFFFFFFF),
            "the header says 4294967295 bytes, but the file has " + std::to_string(text.size()));
  EXPECT_THAT(with(12, 0xFFFFFFFF), HasSubstr("a chunk has 4294967295 bytes, but"));
  EXPECT_EQ(with(16, 0), "there is no chunk of JSON");
}

}  // namespace
}  // namespace vertexview::test
