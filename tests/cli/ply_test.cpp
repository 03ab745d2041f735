// PLY files opened without an option, and written.
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

class PlyFile : public testing::Test {
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
  template <class T>
  [[nodiscard]] static std::string bytes_of(const std::vector<T>& numbers) {
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)};
  }

  TemporaryFolder folder_;
};

TEST_F(PlyFile, text) {
  const auto path = write(
      "cube.ply",
      "ply\nformat ascii 1.0\ncomment made by hand\nelement vertex 3\nproperty float x\nproperty float "
      "y\nproperty float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\nelement face "
      "1\nproperty list uchar int vertex_indices\nend_header\n0 -1.5 2 255 0 0\n1 2 3 0 128 0\n0.1 0 "
      "1e3 0 0 1\n3 0 1 2\n");
  const auto json = info(path);
  EXPECT_EQ(json["vertices"], 3);
  EXPECT_EQ(json["layout_source"], "header");
  EXPECT_EQ(json["container"].dump(), R"({"format":"PLY","decoded":true,"notes":["1 face is not shown"]})");
  EXPECT_EQ(json["bounds"].dump(), R"({"min":[0.0,-1.5,2.0],"max":[1.0,2.0,1000.0]})");
  EXPECT_EQ(json["color"].dump(), R"({"min":[0,0,0],"max":[65535,32896,257]})");
  EXPECT_THAT(vertexview({"info", path}).out,
              HasSubstr("\ncontainer   PLY, decoded\nnote        1 face is not shown\n"));
}

// The colour of a splat is 0.5 + 0.28209479177387814 * f_dc, so these three are 0, one half and 1.
TEST_F(PlyFile, splats) {
  const auto root = static_cast<float>(0.5 / 0.28209479177387814);
  std::string header = "ply\nformat binary_little_endian 1.0\nelement vertex 2\n";
  for (const char* const name :
       {"x", "y", "z", "nx", "ny", "nz", "f_dc_0", "f_dc_1", "f_dc_2", "f_rest_0", "opacity", "scale_0",
        "scale_1", "scale_2", "rot_0", "rot_1", "rot_2", "rot_3"})
    header.append("property float ").append(name).append("\n");
  std::vector<float> numbers(36, 9);
  for (std::size_t i = 0; i < 2; ++i) {
    std::vector<float> splat{1, 2, static_cast<float>(i), 0, 0, 0, -root, 0, root};
    std::copy(splat.begin(), splat.end(), numbers.begin() + static_cast<std::ptrdiff_t>(18 * i));
  }
  const auto json = info(write("splat.ply", header + "end_header\n" + bytes_of(numbers)));
  EXPECT_EQ(json["vertices"], 2);
  EXPECT_EQ(json["stride"], 72);
  EXPECT_EQ(json["container"].dump(), R"({"format":"PLY","decoded":false,"notes":[]})");
  EXPECT_EQ(json["bounds"].dump(), R"({"min":[1.0,2.0,0.0],"max":[1.0,2.0,1.0]})");
  EXPECT_EQ(json["color"].dump(), R"({"min":[0,32768,65535],"max":[0,32768,65535]})");
}

TEST_F(PlyFile, broken) {
  const auto path =
      write("broken.ply", "ply\nformat ascii 1.0\nelement face 1\nproperty uchar x\nend_header\n1\n");
  EXPECT_EQ(vertexview({"info", path}).err,
            "vertexview: " + path + ": the file has no element 'vertex'; it has 'face'\n");
}

TEST_F(PlyFile, writtenFromCanonicalRecords) {
  const auto path = folder_.file("colors.ply");
  const auto converted = vertexview({"convert", kColors, "-o", path});
  EXPECT_EQ(converted.err, "");
  ASSERT_EQ(converted.status, 0);
  EXPECT_THAT(contents_of(path),
              StartsWith("ply\nformat binary_little_endian 1.0\nelement vertex 4\nproperty float x\nproperty "
                         "float y\nproperty float z\nproperty ushort red\nproperty ushort "
                         "green\nproperty ushort blue\nend_header\n"));
  const auto written = info(path);
  const auto original = info(kColors);
  for (const char* const key : {"vertices", "bounds", "color", "non_finite"})
    EXPECT_EQ(written[key], original[key]) << key;
  // There and back again.
  ASSERT_EQ(vertexview({"convert", path, "-o", folder_.file("back.bin")}).status, 0);
  const auto back = contents_of(folder_.file("back.bin"));
  const auto records = contents_of(kColors);
  ASSERT_EQ(back.size(), records.size());
  for (std::size_t at = 0; at < back.size(); at += 20)
    EXPECT_EQ(back.substr(at, 18), records.substr(at, 18)) << at;
}

TEST_F(PlyFile, whatIsLeftOutIsTold) {
  const auto path = folder_.write("scan.bin", counting_bytes(2 * 32));
  const auto out = folder_.file("scan.ply");
  const auto converted =
      vertexview({"convert", path, "--layout", "<3f:position:q:time:e:half:4s:tag:6x", "-o", out});
  EXPECT_EQ(converted.err,
            "vertexview: " + out +
                ": element 'time' is left out: PLY has no integers of 64 bits\nvertexview: " + out +
                ": element 'tag' is left out: PLY has numbers alone, and these are bytes\n");
  EXPECT_EQ(converted.status, 0);
  EXPECT_THAT(contents_of(out), HasSubstr("property float z\nproperty float half\nend_header\n"));

  const auto none = vertexview({"convert", path, "--layout", "<q:time:24x", "-o", folder_.file("none.ply")});
  EXPECT_EQ(none.err,
            "vertexview: " + path +
                ": the layout '<q:time:24x' has no elements to write; element 'time' is left out: PLY has "
                "no integers of 64 bits\n");
  EXPECT_EQ(none.status, 1);
}

}  // namespace
}  // namespace vertexview::test
