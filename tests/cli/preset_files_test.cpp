// Files of every preset layout, written by NumPy: they open, are shown in the right colours, and convert.

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "cli/support.hpp"
#include "support_png.hpp"
#include "vertexview/camera/camera.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview::test {
namespace {

constexpr int kSide = 24;  // records are on a grid of kSide x kSide
constexpr const char* kCamera = "eye=11.5,11.5,50 target=11.5,11.5,0 up=0,1,0 ortho=1";

class PresetFiles : public testing::TestWithParam<std::string> {
 protected:
  // Returns the colours of the grid in a picture of `file`, in the order of the records.
  std::vector<Rgb> shown(const std::string& file, const std::vector<std::string>& options) {
    const std::string out = folder_.file("out.png");
    std::vector<std::string> arguments{"render",   file,    "-o",   out,       "--size", "400x400",
                                       "--camera", kCamera, "--do", "edl off", "--do",   "point-size 5"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto ended = vertexview(arguments);
    EXPECT_EQ(ended.status, 0) << ended.err;
    const Picture picture = read_png(out);
    const Camera camera = parse_camera(kCamera, Camera{}).value();
    std::vector<Rgb> colors;
    for (int i = 0; i < kSide * kSide; ++i)
      colors.push_back(picture.at(camera.project({400, 400}, {i % kSide, i / kSide, 0})->pixel));
    return colors;
  }

  TemporaryFolder folder_;
};

double luminance(const Rgb& color) {
  const auto linear = [](std::uint8_t v) { return std::pow(v / 255.0, 2.2); };
  return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
}

// Expects that the ramp gets lighter from the smallest 2 % of the values to the largest.
void expect_ramp(const std::vector<double>& values, const std::vector<Rgb>& colors) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  for (std::size_t i = 1; i < order.size(); ++i)
    EXPECT_LE(luminance(colors[order[i - 1]]), luminance(colors[order[i]]) + 0.004) << values[order[i]];
  const Rgb darkest{68, 1, 84};  // the two ends of the ramp viridis
  const Rgb lightest{253, 231, 37};
  EXPECT_EQ(colors[order.front()], darkest);
  EXPECT_EQ(colors[order.back()], lightest);
  EXPECT_NE(colors[order[order.size() / 20]], darkest);
  EXPECT_NE(colors[order[order.size() - order.size() / 20]], lightest);
}

TEST_P(PresetFiles, openAndShowTheirColors) {
  const std::string& preset = GetParam();
  const std::string file = folder_.file("records.data");
  const auto truth = nlohmann::json::parse(python("preset_files.py", {preset, file}));
  const auto info = nlohmann::json::parse(vertexview({"info", file, "--layout", preset, "--json"}).out);
  EXPECT_EQ(info["vertices"], kSide * kSide);

  const std::vector<Rgb> colors = shown(file, {"--layout", preset});
  if (truth.contains("values")) {
    expect_ramp(truth["values"].get<std::vector<double>>(), colors);
  } else {
    for (std::size_t i = 0; i < colors.size(); ++i) EXPECT_EQ(colors[i], truth["colors"][i].get<Rgb>()) << i;
  }

  const std::string canonical = folder_.file("canonical.bin");
  ASSERT_EQ(vertexview({"convert", file, "--layout", preset, "-o", canonical}).status, 0);
  EXPECT_EQ(shown(canonical, {}), colors);
}

std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  for (const SchemaPreset& preset : schema_presets()) names.emplace_back(preset.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(, PresetFiles, testing::ValuesIn(preset_names()),
                         [](const auto& preset) { return preset.param; });

}  // namespace
}  // namespace vertexview::test
