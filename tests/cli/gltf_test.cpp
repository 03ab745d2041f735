// glTF files opened without an option, and written.
#include <limits>
#include <nlohmann/json.hpp>
#include <span>

#include "cli/support.hpp"
#include "formats/gltf_support.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

class GltfFile : public testing::Test {
 protected:
  [[nodiscard]] std::string write(std::string_view name, const std::string& file) const {
    return folder_.write(name, std::as_bytes(std::span(file)));
  }
  [[nodiscard]] static Json info(const std::string& path) {
    const auto ended = vertexview({"info", path, "--json"});
    EXPECT_EQ(ended.err, "");
    EXPECT_EQ(ended.status, 0);
    return Json::parse(ended.out);
  }

  TemporaryFolder folder_;
};

TEST_F(GltfFile, interleaved) {
  const std::string nodes = R"(,"nodes":[{"mesh":0},{"mesh":0,"translation":[10,0,0]}])";
  const auto path = write("two.glb", glb(scene(nodes), two_records()));
  const auto json = info(path);
  EXPECT_EQ(json["vertices"], 2);
  EXPECT_EQ(json["stride"], 16);
  EXPECT_EQ(json["format"], "<3f:position:4B:color:");
  EXPECT_EQ(json["layout_source"], "header");
  EXPECT_EQ(json["container"].dump(),
            R"({"format":"glTF","decoded":false,"member":"m","members":["m","m-2"],"notes":[]})");
  EXPECT_EQ(json["bounds"].dump(), R"({"min":[1.0,2.0,3.0],"max":[4.0,5.0,6.0]})");
  // 0x21 and 0x24 of 255, in 16 bits.
  EXPECT_EQ(json["color"].dump(), R"({"min":[8481,16448,32896],"max":[9252,16448,32896]})");
  EXPECT_EQ(info(path + "#m-2")["bounds"].dump(), R"({"min":[11.0,2.0,3.0],"max":[14.0,5.0,6.0]})");
  EXPECT_THAT(vertexview({"info", path}).out,
              HasSubstr("\ncontainer   glTF\nmember      m, one of 2\nformat      "));
  EXPECT_EQ(vertexview({"info", path + "#x"}).err,
            "vertexview: " + path + ": the file has no 'x'; it has m, m-2\n");
}

TEST_F(GltfFile, aBufferBesideIt) {
  (void)write("data 1.bin", two_records());
  const auto path =
      write("scene.gltf", replaced(scene(), "\"byteLength\"", R"("uri":"data%201.bin","byteLength")"));
  const auto json = info(path);
  EXPECT_EQ(json["vertices"], 2);
  EXPECT_EQ(json["bounds"].dump(), R"({"min":[1.0,2.0,3.0],"max":[4.0,5.0,6.0]})");
  EXPECT_EQ(vertexview({"dump", path, "--count", "1"}).out,
            "[Record(position=(1.0, 2.0, 3.0), color=(33, 64, 128, 255))]\n");
  std::filesystem::remove(folder_.file("data 1.bin"));
  const auto missing = vertexview({"info", path});
  EXPECT_THAT(missing.err, StartsWith("vertexview: " + folder_.file("data 1.bin") + ": "));
  EXPECT_EQ(missing.status, 1);
}

TEST_F(GltfFile, compressed) {
  const auto path =
      write("draco.glb", glb(replaced(scene(), "\"attributes\"",
                                      R"("extensions":{"KHR_draco_mesh_compression":{}},"attributes")"),
                             two_records()));
  EXPECT_EQ(
      vertexview({"info", path}).err,
      "vertexview: " + path +
          ": a mesh is compressed by KHR_draco_mesh_compression, which is not read; write it without by "
          "`gltf-transform copy FILE.glb OUT.glb`\n");
}

TEST_F(GltfFile, writtenFromCanonicalRecords) {
  const auto path = folder_.file("colors.glb");
  const auto converted = vertexview({"convert", kColors, "-o", path});
  EXPECT_EQ(converted.err, "");
  ASSERT_EQ(converted.status, 0);
  const auto written = info(path);
  const auto original = info(kColors);
  for (const char* const key : {"vertices", "stride", "color", "non_finite"})
    EXPECT_EQ(written[key], original[key]) << key;
  // z points up in the records and y in glTF: (x, y, z) lies at (x, z, -y) there.
  const auto& [low, high] = std::pair(original["bounds"]["min"], original["bounds"]["max"]);
  EXPECT_EQ(written["bounds"]["min"], Json({low[0], low[2], -high[1].get<double>()}));
  EXPECT_EQ(written["bounds"]["max"], Json({high[0], high[2], -low[1].get<double>()}));
  const auto file = contents_of(path);
  const auto records = contents_of(kColors);
  ASSERT_GT(file.size(), records.size());
  for (std::size_t at = 0; at < records.size(); at += 20)
    EXPECT_EQ(file.substr(file.size() - records.size() + at, 18), records.substr(at, 18)) << at;
}

TEST_F(GltfFile, whatIsLeftOutIsTold) {
  std::string bytes;
  for (const float z : {3.0F, std::numeric_limits<float>::quiet_NaN(), 5.0F}) {
    append(bytes, 1e6 + 0.25);
    append(bytes, 2e6);
    append(bytes, static_cast<double>(z));
    append(bytes, std::uint32_t{0xFF0000FF});
    append(bytes, 0.5F);
    append(bytes, std::uint32_t{7});
  }
  const auto path = write("scan.bin", bytes);
  const auto out = folder_.file("scan.glb");
  const auto converted = vertexview(
      {"convert", path, "--layout", "<3d:position:4B:rgba:f:intensity:I:label:", "--up", "y", "-o", out});
  EXPECT_EQ(converted.err, "vertexview: " + out +
                               ": element 'label' is left out: an attribute of glTF has no integers of 32 or "
                               "64 bits and no doubles\nvertexview: " +
                               out + ": 1 vertex whose position is not finite is left out\n");
  ASSERT_EQ(converted.status, 0);
  const auto json = info(out);
  EXPECT_EQ(json["vertices"], 2);
  EXPECT_EQ(json["bounds"].dump(), R"({"min":[1000000.25,2000000.0,3.0],"max":[1000000.25,2000000.0,5.0]})");
  EXPECT_EQ(json["color"].dump(), R"({"min":[65535,0,0],"max":[65535,0,0]})");
  std::vector<std::string> names;
  for (const Json& field : json["fields"]) names.push_back(field["name"]);
  EXPECT_THAT(names, ElementsAre("position", "color", "attribute_alpha", "intensity"));
}

}  // namespace
}  // namespace vertexview::test
