// Files that are copied to the GPU, and files larger than the memory they may take there, in the real window.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::MatchesRegex;

/// A wavy sheet of `count` vertices.
std::vector<ColoredVertex> sheet(std::uint32_t count) {
  std::vector<ColoredVertex> vertices(count);
  const auto side = static_cast<std::uint32_t>(std::sqrt(count));
  for (std::uint32_t i = 0; i < count; ++i) {
    const float x = static_cast<float>(i % side) / static_cast<float>(side);
    const float y = static_cast<float>(i) / static_cast<float>(count);
    vertices[i] = {{x, y, 0.1F * std::sin(20 * x) * std::cos(15 * y)},
                   {static_cast<std::uint16_t>(x * 65535), static_cast<std::uint16_t>(y * 65535), 30000},
                   0};
  }
  return vertices;
}

/// Returns how many pixels of the view differ, without its lowest part, where notices come and go.
int differing(const Pixels& a, const Pixels& b, const Json& state) {
  constexpr int kNotices = 260;
  const auto [left, top, width, height] = state.at("areas").at("view").get<std::array<int, 4>>();
  int count = 0;
  for (int y = top; y < top + height - kNotices; ++y)
    for (int x = left; x < left + width; ++x)
      if (a.at({x, y}) != b.at({x, y})) ++count;
  return count;
}

TEST(GpuBudgetInTheWindow, convergesToTheSamePicture) {
  constexpr std::uint32_t kCount = 60'000;
  constexpr std::uint64_t kBudget = 400'000;
  const TemporaryFolder folder;
  const auto vertices = sheet(kCount);
  const auto path = folder.write("sheet.bin", std::as_bytes(std::span(vertices)));
  const std::vector<std::string> renderer{"--renderer", "compute"};
  auto small = renderer;
  small.insert(small.end(), {"--gpu-budget", std::to_string(kBudget)});
  Viewer whole({path}, renderer);
  Viewer streamed({path}, small);
  for (const char* const view : {"view front", "view top"}) {
    // On the way there is a picture that is never finished.
    streamed.drag({300, 300}, {420, 340});
    for (Viewer* const viewer : {&whole, &streamed}) {
      viewer->send(view);
      viewer->send("fit");
    }
    const Pixels wanted = whole.screenshot();
    const Pixels picture = streamed.screenshot();
    const Json state = streamed.state();
    EXPECT_EQ(state.at("points_drawn"), kCount);
    EXPECT_LE(state.at("gpu_bytes"), kBudget);
    EXPECT_EQ(state.at("camera"), whole.state().at("camera"));
    EXPECT_EQ(differing(picture, wanted, state), 0) << view;
    EXPECT_THAT(told(state, "error"), IsEmpty());
  }
}

TEST(UploadInTheWindow, isCancelledByTheMouseAndByKeys) {
  constexpr std::uint64_t kCount = 200'000'000;
  const TemporaryFolder folder;
  const auto small = folder.write("small.bin", counting_bytes(60));
  const auto large = folder.sparse("large.bin", kCount * sizeof(ColoredVertex));
  if (large.empty()) GTEST_SKIP() << "the file system has no sparse files of 4 GB";
  // With a budget vertices are copied, also where the GPU could read them in the file.
  Viewer viewer({small}, {"--gpu-budget", "5G", "--renderer", "points", "--point-size", "1"});
  viewer.send("open " + large);
  // No state is written during the upload; the window's title tells that the file is open.
  viewer.xdotool("search --sync --onlyvisible --name large.bin");
  constexpr glm::ivec2 kButton{1280 - 40, 720 - 14};
  const auto stopped = MatchesRegex(
      "large.bin: uploading was stopped; [0-9]+ of 200000000 vertices are shown. Reload \\(F5\\) uploads "
      "all of them.");
  // The button is there from the first frame of the upload on.
  Json state = viewer.state_while([&] { viewer.click(kButton); });
  EXPECT_THAT(told(state, "info"), Contains(stopped).Times(1));
  EXPECT_LT(state.at("gpu_bytes").get<std::uint64_t>(), kCount * sizeof(ColoredVertex))
      << "the rest is not waited for";
  EXPECT_EQ(state.at("vertices"), kCount) << "the table has them all";

  viewer.move({300, 300});
  viewer.key("F5");
  viewer.key("ctrl+p");
  viewer.type("stop scanning");
  viewer.key("Return");
  state = viewer.state();
  EXPECT_THAT(told(state, "info"), Contains(stopped).Times(2));
  EXPECT_THAT(told(state, "error"), IsEmpty());
}

TEST(ResizingTheWindow, whileItDraws) {
  constexpr std::uint32_t kCount = 1'000'000;
  const TemporaryFolder folder;
  const auto vertices = sheet(kCount);
  Viewer viewer({folder.write("sheet.bin", std::as_bytes(std::span(vertices)))});
  for (const auto& [width, height] : {std::pair(900, 500), std::pair(1390, 980), std::pair(340, 260)}) {
    // Smaller and larger under a turning camera, step by step as a hand does it.
    std::string words = "search --onlyvisible --class vertexview mousemove 60 100 mousedown 1";
    for (int i = 0; i <= 6; ++i)
      words += " windowsize " + std::to_string(width - 6 + i) + " " + std::to_string(height - 6 + i) +
               " mousemove_relative 1 1";
    viewer.xdotool(words + " mouseup 1");
    const glm::ivec2 size{width, height};
    const Pixels picture = viewer.screenshot();
    EXPECT_EQ(picture.size, size);
    const Json state = viewer.state();
    EXPECT_EQ(state.at("points_drawn"), kCount);
    const auto view = state.at("areas").at("view").get<std::array<int, 4>>();
    EXPECT_EQ(state.at("viewport"), Json({view[2], view[3]})) << "the picture fits its place";
    EXPECT_LE(view[0] + view[2], width);
    EXPECT_LE(view[1] + view[3], height);
    EXPECT_THAT(told(state, "error"), IsEmpty());
  }
}

}  // namespace
}  // namespace vertexview::test
