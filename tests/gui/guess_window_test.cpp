// A layout that nobody said, in the real window, by real keys and clicks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "gui/drag_source.hpp"
#include "gui/viewer_process.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::test {
namespace {

using testing::Contains;

class GuessWindow : public testing::Test {
 protected:
  /// Writes 1001 records of x, y, z and a number, then `rest` zeros.
  std::string write_scan(std::size_t rest = 0) {
    std::vector<float> numbers;
    for (int i = 0; i < 1001; ++i) {
      for (const double v : {20 * std::sin(i * 0.37), 20 * std::cos(i * 0.59), 2 * std::sin(i * 0.11)})
        numbers.push_back(static_cast<float>(v));
      numbers.push_back(static_cast<float>((i * 37) % 101) / 101);
    }
    const auto bytes = std::as_bytes(std::span(numbers));
    std::vector<std::byte> all(bytes.begin(), bytes.end());
    all.insert(all.end(), rest, std::byte{0});
    return folder_.write("scan.bin", all);
  }
  static std::function<bool(const Json&)> has_area(const std::string& area) {
    return [area](const Json& s) { return s.at("areas").contains(area); };
  }
  static std::string source(const Json& state) { return state.at("clouds").at(0).at("layout").at("source"); }

  TemporaryFolder folder_;
};

TEST_F(GuessWindow, itsNoticeKeepsTheLayout) {
  const std::string path = write_scan();
  Viewer viewer({path});
  const Json before = viewer.wait_for(has_area("notice save-layout"));
  ASSERT_TRUE(has_area("notice save-layout")(before));
  EXPECT_EQ(source(before), "guessed");
  EXPECT_EQ(before.at("vertices"), 1001);
  EXPECT_EQ(before.at("panels").at("layout"), false) << "nothing has to be chosen";
  EXPECT_THAT(told(before, "info"), Contains("scan.bin: read as kitti, guessed: 16 bytes, 4 floats"));
  viewer.click(middle_of(before, "notice save-layout"));
  const Json after = viewer.wait_for([](const Json& s) { return source(s) == "sidecar"; });
  EXPECT_EQ(source(after), "sidecar");
  EXPECT_FALSE(has_area("notice save-layout")(viewer.state())) << "settled";
  EXPECT_EQ(read_sidecar(path).value().value().schema.stride, 16U);
}

TEST_F(GuessWindow, itsNoticeShowsTheOthers) {
  Viewer viewer({write_scan()});
  const Json before = viewer.wait_for(has_area("notice show layout"));
  ASSERT_TRUE(has_area("notice show layout")(before));
  viewer.click(middle_of(before, "notice show layout"));
  const Json after = viewer.wait_for(has_area("layout as kitti"));
  EXPECT_TRUE(has_area("layout as kitti")(after));
  EXPECT_EQ(after.at("panels").at("layout"), true);
  EXPECT_FALSE(has_area("notice show layout")(after)) << "the panel says it now";
}

TEST_F(GuessWindow, aDroppedFileIsGuessedToo) {
  const std::string path = write_scan();
  Viewer viewer({});
  (void)viewer.state();
  ASSERT_TRUE(drop_files(viewer.display(), {path}, {300, 300}));
  const Json state = viewer.wait_for(has_area("notice save-layout"));
  EXPECT_EQ(source(state), "guessed");
}

TEST_F(GuessWindow, enterTakesTheFirstOfThoseThatAreUnsure) {
  Viewer viewer({write_scan(30)});
  const Json before = viewer.wait_for(has_area("layout as kitti"));
  ASSERT_TRUE(has_area("layout as kitti")(before));
  EXPECT_EQ(source(before), "guessed") << "the likeliest is shown until one is chosen";
  EXPECT_EQ(before.at("vertices"), 1002);
  viewer.click(middle_of(before, "layout format"));
  viewer.key("Return");
  const Json after = viewer.wait_for([](const Json& s) { return source(s) == "given"; });
  EXPECT_EQ(source(after), "given");
  EXPECT_EQ(after.at("vertices"), 1002);
  EXPECT_EQ(after.at("clouds").at(0).at("layout").at("request"), "kitti --count 1002");
}

TEST_F(GuessWindow, oneClickReadsAndSaves) {
  const std::string path = write_scan(30);
  Viewer viewer({path});
  const Json before = viewer.wait_for(has_area("layout keep kitti"));
  ASSERT_TRUE(has_area("layout keep kitti")(before));
  viewer.click(middle_of(before, "layout keep kitti"));
  const Json after = viewer.wait_for([](const Json& s) { return source(s) == "sidecar"; });
  EXPECT_EQ(after.at("vertices"), 1002);
  EXPECT_EQ(read_sidecar(path).value().value().count, 1002U);
}

}  // namespace
}  // namespace vertexview::test
