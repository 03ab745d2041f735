// Files larger than the GPU memory they may take: the same picture, through little memory.

#include <nlohmann/json.hpp>

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

class GpuBudget : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(vertexview({"generate", "terrain", "300k", "-o", path_}).status, 0); }

  /// Returns the PNG and the state that was written with it.
  std::pair<std::string, nlohmann::json> render(const std::vector<std::string>& options) const {
    const auto png = folder_.file("out.png");
    const auto state = folder_.file("state.json");
    std::vector<std::string> arguments{"render", path_,     "-o",   png,
                                       "--size", "320x240", "--do", "state " + state};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto ended = vertexview(arguments);
    EXPECT_EQ(ended.status, 0) << ended.err;
    return {contents_of(png), nlohmann::json::parse(contents_of(state), nullptr, false)};
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("terrain.bin");
};

TEST_F(GpuBudget, samePictureWithinIt) {
  constexpr std::uint64_t kWhole = 300'000 * 20;
  for (const std::string renderer : {"points", "compute", "cpu"}) {
    const auto [whole, ignored] = render({"--renderer", renderer});
    for (const std::uint64_t budget : {kWhole / 20, kWhole / 3, kWhole * 2}) {
      const auto [picture, state] = render({"--renderer", renderer, "--gpu-budget", std::to_string(budget)});
      EXPECT_TRUE(picture == whole) << renderer << ", " << budget;
      EXPECT_LE(state["gpu_bytes"], budget) << renderer;
      EXPECT_EQ(state["points_drawn"], 300'000) << renderer;
      if (renderer == "cpu") continue;  // this backend may read the file itself
      if (budget > kWhole) {
        EXPECT_EQ(state["gpu_bytes"], kWhole) << renderer << ": all of it fits";
      } else {
        // The pool has room for four chunks or more, so the unused rest is less than a quarter.
        EXPECT_GT(state["gpu_bytes"], budget * 3 / 4) << renderer << ": the budget is used";
      }
    }
  }
}

TEST_F(GpuBudget, samePictureOfAConvertedLayout) {
  // These records have 20 bytes too, but they are converted before they go to the GPU.
  const std::vector<std::string> layout{"--layout", "<5f", "--renderer", "compute"};
  auto small = layout;
  small.insert(small.end(), {"--gpu-budget", "500k"});
  const auto whole = render(layout);
  const auto streamed = render(small);
  EXPECT_TRUE(streamed.first == whole.first);
  EXPECT_LE(streamed.second["gpu_bytes"], 500'000);
}

TEST_F(GpuBudget, tooSmall) {
  const auto ended = vertexview(
      {"render", path_, "-o", folder_.file("out.png"), "--renderer", "compute", "--gpu-budget", "1000"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err,
              HasSubstr("vertexview: " + path_ +
                        ": a GPU budget of 1000 bytes is too small for 300000 vertices; streaming them "
                        "needs "));
}

}  // namespace
}  // namespace vertexview::test
