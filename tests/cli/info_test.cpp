#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/support.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

Json info_json(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "info");
  arguments.emplace_back("--json");
  const auto ended = vertexview(arguments);
  EXPECT_EQ(ended.status, 0) << ended.err;
  return Json::parse(ended.out);
}

TEST(Info, colorsJson) {
  auto expected = Json::parse(R"({
    "path": "", "bytes": 80, "format": "@3f3Hxx", "stride": 20, "vertices": 4, "remainder": 0,
    "bounds": {"min": [3323.176, 2347.212, 3421.322], "max": [7623.982, 6562.231, 9823.121]},
    "non_finite": 0, "color": {"min": [3040, 5342, 2321], "max": [56222, 36612, 54321]},
    "layout_source": "default", "layout_file": null, "container": {"format": "records", "decoded": false, "notes": []}})");
  expected["path"] = kColors;
  // Compared as text, so that the order of the keys counts.
  EXPECT_EQ(info_json({kColors}).dump(), expected.dump());
}

TEST(Info, whichFileSaysTheLayout) {
  const TemporaryFolder folder;
  const std::string path = folder.write("scan.bin", std::vector<std::byte>(80));
  const auto write = [&](std::string_view name, std::string_view text) {
    return folder.write(name, std::as_bytes(std::span(text)));
  };
  const std::string all = write(".bin.layout", "kitti\n");
  EXPECT_EQ(info_json({path})["layout_source"], "sidecar");
  EXPECT_EQ(info_json({path})["layout_file"], all);
  EXPECT_THAT(vertexview({"info", path}).out, HasSubstr("sidecar     " + all + "\n"));
  const std::string own = write("scan.bin.layout", "nuscenes\n");
  EXPECT_EQ(info_json({path})["layout_file"], own);
  EXPECT_TRUE(info_json({path, "--layout", "xyz", "--allow-tail"})["layout_file"].is_null());
}

TEST(Info, layoutAlone) {
  const auto ended = vertexview({"info", kColors, "--layout-as", "numpy"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(
      ended.out,
      "np.dtype({'names': ['position', 'color'],\n          'formats': [('<f4', (3,)), ('<u2', (3,))],\n"
      "          'offsets': [0, 12],\n          'itemsize': 20})\n");
  const auto wrong = vertexview({"info", kColors, "--layout-as", "rust"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("expected one of text, c, numpy, pointfield, gl, vulkan, d3d11, webgpu; "
                                   "found 'rust'"));
}

TEST(Info, layoutsAsPeopleHaveThem) {
  const TemporaryFolder folder;
  const std::string path = folder.write("mesh.bin", std::vector<std::byte>(48));
  const std::string mesh = "<3f:position:4b:normal:2e:uv:4B:color:";
  const std::string c =
      "struct Vertex {\n  float position[3];\n  int8_t normal[4];\n  half2 uv;\n"
      "  uint8_t color[4];\n};\n";
  const std::string header = folder.write("vertex.h", std::as_bytes(std::span(c)));
  for (const std::string& layout :
       {c, header, "@" + header,
        std::string("np.dtype([('position', '<f4', (3,)), ('normal', 'i1', (4,)), ('uv', '<f2', (2,)), "
                    "('color', 'u1', (4,))])")}) {
    const Json json = info_json({path, "--layout", layout});
    EXPECT_EQ(json.at("format"), mesh) << layout;
    EXPECT_EQ(json.at("vertices"), 2);
  }
  const auto wrong = vertexview({"info", path, "--layout", "struct V {\n  flaot x;\n};"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err,
              HasSubstr("C struct, 2:3: expected a type, as in float, uint8_t, vec3, float3 or a struct "
                        "defined before, found 'flaot'\n    flaot x;\n    ^"));
}

TEST(Info, colorsText) {
  EXPECT_EQ(vertexview({"info", "colors.bin"}, {.folder = VERTEXVIEW_SOURCE_DIR "/assets"}).out,
            "file        colors.bin\n"
            "bytes       80\n"
            "format      @3f3Hxx\n"
            "stride      20\n"
            "vertices    4\n"
            "remainder   0\n"
            "non-finite  0\n"
            "\n"
            "                         min              max\n"
            "x                   3323.176         7623.982\n"
            "y                   2347.212         6562.231\n"
            "z                   3421.322         9823.121\n"
            "red                     3040            56222\n"
            "green                   5342            36612\n"
            "blue                    2321            54321\n");
}

TEST(Info, empty) {
  const TemporaryFolder folder;
  const auto info = info_json({folder.write("empty.bin", {})});
  EXPECT_EQ(info["vertices"], 0);
  EXPECT_TRUE(info["bounds"].is_null());
  EXPECT_TRUE(info["color"].is_null());
}

TEST(Info, nonFinite) {
  const TemporaryFolder folder;
  const std::vector<ColoredVertex> vertices{
      {{1, 2, 3}, {10, 20, 30}}, {{NAN, 0, 0}, {5, 60, 7}}, {{0, -INFINITY, 0}, {8, 9, 65535}}};
  const auto info = info_json({folder.write("cloud.bin", std::as_bytes(std::span(vertices)))});
  EXPECT_EQ(info["non_finite"], 2);
  EXPECT_EQ(info["bounds"], Json::parse(R"({"min": [1.0, 2.0, 3.0], "max": [1.0, 2.0, 3.0]})"));
  EXPECT_EQ(info["color"], Json::parse(R"({"min": [5, 9, 7], "max": [10, 60, 65535]})"));

  const auto none = folder.write("none.bin", std::as_bytes(std::span(vertices).subspan(1)));
  EXPECT_TRUE(info_json({none})["bounds"].is_null());
  EXPECT_THAT(vertexview({"info", none}).out, HasSubstr("\nx                          -                -\n"));
}

TEST(Info, withoutAPosition) {
  const TemporaryFolder folder;
  const auto path = folder.write("a.label", counting_bytes(80));
  const auto text = vertexview({"info", path, "--layout", "<H:label:H:instance:"}).out;
  EXPECT_THAT(text, HasSubstr("\nposition    no element of the layout is a position; "
                              "name one: --position a,b,c\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("non-finite")));
  EXPECT_EQ(info_json({path, "--layout", "<H:label:H:instance:"})["non_finite"], 20);
}

TEST(Info, boundsHaveTheDigitsOfTheFile) {
  const TemporaryFolder folder;
  const std::vector<double> doubles{448242.123, 4000123.45678, 0.1,
                                    448282.123, 4000163.5,     0.30000000000000004};
  const auto utm = folder.write("utm.bin", std::as_bytes(std::span(doubles)));
  EXPECT_EQ(info_json({utm, "--layout", "<3d:position:"})["bounds"].dump(),
            R"({"min":[448242.123,4000123.45678,0.1],"max":[448282.123,4000163.5,0.30000000000000004]})");
  EXPECT_THAT(vertexview({"info", utm, "--layout", "<3d:position:"}).out,
              HasSubstr("\nx                 448242.123       448282.123\n"));

  const std::vector<std::int32_t> scaled{63600176, 84893599, 40659, 63899931, 85353543, 61530};
  const auto las = folder.write("las.bin", std::as_bytes(std::span(scaled)));
  EXPECT_EQ(info_json({las, "--layout", "<3i:position:", "--scale", "0.01"})["bounds"].dump(),
            R"({"min":[636001.76,848935.99,406.59],"max":[638999.31,853535.43,615.3]})");
  EXPECT_THAT(vertexview({"info", las, "--layout", "<3i:position:", "--scale", "0.01"}).out,
              HasSubstr("\nx                  636001.76        638999.31\n"));
}

TEST(Info, namesTheOptionForColorsThatLookBlack) {
  const TemporaryFolder folder;
  const std::vector<ColoredVertex> vertices{{{1, 2, 3}, {255, 20, 30}}, {{4, 5, 6}, {5, 60, 7}}};
  const auto path = folder.write("dark.bin", std::as_bytes(std::span(vertices)));
  EXPECT_EQ(
      vertexview({"info", path, "--layout", "vertex"}).err,
      "vertexview: " + path + ": its colours reach 255 of 65535 and look black\n  try: --color-range 8\n");
  EXPECT_EQ(vertexview({"info", path, "--layout", "vertex", "--json"}).err, "") << "JSON is for programs";
  const auto mended = info_json({path, "--layout", "vertex", "--color-range", "8"});
  EXPECT_EQ(mended["color"]["max"], Json::parse("[65535, 15420, 7710]"));
  EXPECT_EQ(vertexview({"info", path, "--layout", "vertex", "--color-range", "8"}).err, "");
}

TEST(Info, colorsByTheNamesThatItPrints) {
  const TemporaryFolder folder;
  const std::vector<float> scan{1, 2, 3, 0.1F, 4, 5, 6, 0.5F};
  const auto path = folder.write("scan.bin", std::as_bytes(std::span(scan)));
  for (const char* const number : {"x", "y", "z", "data[0]", "rcs"}) {
    const auto info = info_json({path, "--layout", "<3f:data:f:rcs:", "--color", number});
    EXPECT_EQ(info["color"], info_json({path, "--layout", "kitti"})["color"]) << number;
  }
}

TEST(Info, tail) {
  const TemporaryFolder folder;
  const auto path = folder.write("tail.bin", counting_bytes(85));
  const auto info = info_json({path, "--allow-tail"});
  EXPECT_EQ(info["bytes"], 85);
  EXPECT_EQ(info["vertices"], 4);
  EXPECT_EQ(info["remainder"], 5);
  EXPECT_EQ(info_json({path, "--count", "3"})["remainder"], 25);
  const auto refused = vertexview({"info", path, "--count", "5"});
  EXPECT_EQ(refused.err, "vertexview: " + path + ": 85 bytes hold 4 records of 20 bytes, 5 are wanted\n");
  EXPECT_EQ(refused.status, 1);
}

TEST(Info, pathThatIsNotUtf8) {
  const TemporaryFolder folder;
  const auto info = info_json({folder.write("bad\xff.bin", {})});
  EXPECT_THAT(info["path"].get<std::string>(), testing::EndsWith("bad\xEF\xBF\xBD.bin"));
}

TEST(Info, largeNumbersAreGrouped) {
  const TemporaryFolder folder;
  const auto text = vertexview({"info", folder.sparse("zeros.bin", 20 * 1234567ULL)}).out;
  EXPECT_THAT(text, HasSubstr("bytes       24 691 340 (24.7 MB)\n"));
  EXPECT_THAT(text, HasSubstr("vertices    1 234 567\n"));
}

}  // namespace
}  // namespace vertexview::test
