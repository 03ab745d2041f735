// Finding a layout by hand in the real window: marked bytes, letters, strides and pictures, by real mouse and
// keys.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <optional>

#include "gui/viewer_process.hpp"

namespace vertexview::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::StartsWith;

/// Writes 1002 records of x, y, z and a number, then `rest` zeros.
std::string write_scan(const TemporaryFolder& folder, std::size_t rest = 0) {
  std::vector<float> numbers;
  for (int i = 0; i < 1002; ++i)
    for (const double v :
         {20 * std::sin(i * 0.37), 20 * std::cos(i * 0.59), 2 * std::sin(i * 0.11), (i * 37 % 101) / 101.0})
      numbers.push_back(static_cast<float>(v));
  const auto bytes = std::as_bytes(std::span(numbers));
  std::vector<std::byte> all(bytes.begin(), bytes.end());
  all.insert(all.end(), rest, std::byte{0});
  return folder.write("scan.bin", all);
}

class FinderWindow : public testing::Test {
 protected:
  /// Opens the file with the panel.
  Viewer& open(std::size_t rest, const std::vector<std::string>& options) {
    viewer_.emplace(std::vector<std::string>{write_scan(folder_, rest)}, options);
    viewer_->send("show layout");
    (void)wait([](const Json& p) { return !p.at("bytes").empty(); });
    return *viewer_;
  }
  /// Waits until the panel reports what is wanted.
  Json wait(const std::function<bool(const Json&)>& wanted) {
    return viewer_
        ->wait_for(
            [&](const Json& s) { return s.at("layout_panel").is_object() && wanted(s.at("layout_panel")); })
        .at("layout_panel");
  }
  void drag_over_bytes(int first, int last) {
    const Json state = viewer_->state();
    viewer_->drag(middle_of(state, "layout byte " + std::to_string(first)),
                  middle_of(state, "layout byte " + std::to_string(last)));
    const Json panel = wait([](const Json& p) { return !p.at("marked").is_null(); });
    EXPECT_THAT(panel.at("marked"), ElementsAre(first, last + 1));
  }
  Json wait_for_format(const std::string& format) {
    return wait([&](const Json& p) { return p.at("format") == format; });
  }

  TemporaryFolder folder_;
  std::optional<Viewer> viewer_;
};

TEST_F(FinderWindow, draggedBytesBecomeFloatsByALetter) {
  Viewer& viewer = open(0, {"--layout", "<16s:bytes:"});
  const Json before = viewer.state();
  EXPECT_THAT(before.at("layout_panel").at("bytes"), Contains("exponent").Times(4));
  drag_over_bytes(0, 11);
  viewer.key("f");
  EXPECT_EQ(wait_for_format("<3f:position:4s:bytes:").at("error"), "");
  drag_over_bytes(12, 12);
  viewer.key("f");
  const Json panel = wait_for_format("<3f:position:f:f12:");
  EXPECT_THAT(panel.at("columns"), ElementsAre("x", "y", "z", "f12"));
  EXPECT_EQ(viewer.state().at("camera"), before.at("camera")) << "the key is the panel's, and fits no view";
  viewer.key("shift+h");
  (void)wait_for_format("<3f:position:H:H12:xx");
}

TEST_F(FinderWindow, whatWasMadeIsTakenBack) {
  Viewer& viewer = open(0, {"--layout", "<16s:bytes:"});
  drag_over_bytes(0, 11);
  viewer.key("f");
  (void)wait_for_format("<3f:position:4s:bytes:");
  viewer.click(middle_of(viewer.state(), "layout letter d"));
  EXPECT_EQ(wait([](const Json& p) { return p.at("advice") != ""; }).at("advice"),
            "12 bytes are no whole number of float64s, which take 8 each");
  viewer.click(middle_of(viewer.state(), "layout letter i"));
  (void)wait_for_format("<3i:position:4s:bytes:");
  viewer.key("ctrl+z");
  (void)wait_for_format("<3f:position:4s:bytes:");
  viewer.key("Escape");
  EXPECT_TRUE(wait([](const Json& p) { return p.at("marked").is_null(); }).at("marked").is_null());
  EXPECT_EQ(viewer.state().at("layout_panel").at("format"), "<3f:position:4s:bytes:") << "the first lets go";
  viewer.key("Escape");
  const Json panel = wait_for_format("<16s:bytes:");
  EXPECT_EQ(panel.at("changed"), false) << "the second returns to the open layout";
}

TEST_F(FinderWindow, enterTakesWhatWasMade) {
  Viewer& viewer = open(0, {"--layout", "<16s:bytes:"});
  drag_over_bytes(0, 11);
  viewer.key("f");
  (void)wait_for_format("<3f:position:4s:bytes:");
  viewer.key("Return");
  const Json after = viewer.wait_for([](const Json& s) {
    return s.at("clouds").at(0).at("layout").at("format") == "<3f:position:4s:bytes:";
  });
  EXPECT_EQ(after.at("points_drawn"), 1002);
}

TEST_F(FinderWindow, aBarIsReadAsItsBestLayout) {
  Viewer& viewer = open(0, {"--layout", "xyz"});
  const Json state =
      viewer.wait_for([](const Json& s) { return s.at("areas").contains("layout stride 16"); });
  viewer.click(middle_of(state, "layout stride 16"));
  const Json panel = wait([](const Json& p) { return p.at("stride") == 16; });
  EXPECT_EQ(panel.at("request"), "<3f:position:f:intensity:");
  EXPECT_EQ(panel.at("changed"), true) << "nothing is applied by looking";
  EXPECT_EQ(viewer.state().at("clouds").at(0).at("stride"), 12);
}

TEST_F(FinderWindow, aPictureIsChosenAndTaken) {
  Viewer& viewer = open(30, {"--no-guess"});
  const Json before = viewer.wait_for([](const Json& s) {
    return s.at("areas").contains("layout picture kitti") && !s.at("layout_panel").at("pictures").empty();
  });
  ASSERT_THAT(before.at("layout_panel").at("pictures"), Contains("kitti"));
  EXPECT_EQ(before.at("vertices"), 803);
  viewer.click(middle_of(before, "layout picture kitti"));
  const Json panel = wait([](const Json& p) { return p.at("stride") == 16; });
  EXPECT_THAT(panel.at("request").get<std::string>(), StartsWith("<3f:position:f:intensity:"));
  EXPECT_EQ(viewer.state().at("vertices"), 803) << "a click shows it in the panel alone";
  viewer.key("Return");
  const Json after = viewer.wait_for([](const Json& s) { return s.at("vertices") == 1003; });
  EXPECT_EQ(after.at("clouds").at(0).at("layout").at("request"), "kitti --count 1003");
}

TEST_F(FinderWindow, picturesAreTheSameAtEachStart) {
  const auto picture = [&] {
    Viewer& viewer = open(30, {});
    const Json state = viewer.wait_for([](const Json& s) {
      return s.at("areas").contains("layout picture kitti") && !s.at("layout_panel").at("pictures").empty();
    });
    const auto& area = state.at("areas").at("layout picture kitti");
    const Pixels all = viewer.screenshot();
    std::vector<std::array<std::uint8_t, 3>> pixels;
    for (int y = area[1]; y < area[1].get<int>() + area[3].get<int>(); ++y)
      for (int x = area[0]; x < area[0].get<int>() + area[2].get<int>(); ++x)
        pixels.push_back(all.at({x, y}));
    return pixels;
  };
  const auto first = picture();
  EXPECT_GT(std::ranges::count_if(first, [&](const auto& p) { return p != first[first.size() / 2]; }), 500);
  EXPECT_EQ(first, picture());
}

TEST_F(FinderWindow, aClickSavesForTheFolder) {
  Viewer& viewer = open(0, {"--layout", "kitti"});
  viewer.click(middle_of(viewer.state(), "layout save folder"));
  const Json after = viewer.wait_for(
      [](const Json& s) { return s.at("clouds").at(0).at("layout").at("source") == "sidecar"; });
  EXPECT_EQ(after.at("clouds").at(0).at("layout").at("source"), "sidecar");
  EXPECT_TRUE(std::filesystem::exists(folder_.file(".bin.layout")));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("scan.bin.layout")));
}

TEST_F(FinderWindow, isHiddenByAClick) {
  Viewer& viewer = open(0, {"--layout", "kitti"});
  viewer.click(middle_of(viewer.state(), "layout finder"));
  const Json after = viewer.wait_for([](const Json& s) { return s.at("panels").at("finder") == false; });
  EXPECT_FALSE(after.at("areas").contains("layout strides"));
}

TEST_F(FinderWindow, aFileThatIsFarLargerThanMemoryIsSampled) {
  const std::string huge = folder_.sparse("huge.bin", 20'000'000'000);
  if (huge.empty()) GTEST_SKIP() << "the file system has no sparse files of 20 GB";
  viewer_.emplace(std::vector<std::string>{huge}, std::vector<std::string>{});
  viewer_->send("cancel");
  viewer_->send("show layout");
  const Json panel = wait([](const Json& p) { return !p.at("bytes").empty(); });
  EXPECT_EQ(panel.at("records"), 1'000'000'000);
  EXPECT_THAT(panel.at("bytes"), testing::Each("constant"));
}

}  // namespace
}  // namespace vertexview::test
