// The up axis, chosen in the real window by keys and clicks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/viewer_process.hpp"

namespace vertexview::test {
namespace {

class UpAxisInTheWindow : public testing::Test {
 protected:
  std::string up_after(const std::string& wanted) {
    return viewer_.wait_for([&](const Json& s) { return s.at("up") == wanted; }).at("up").get<std::string>();
  }
  Json wait_for_area(const std::string& area) {
    return viewer_.wait_for([&](const Json& s) { return s.at("areas").contains(area); });
  }

  Viewer viewer_{{VERTEXVIEW_SOURCE_DIR "/assets/colors.bin"}};
};

TEST_F(UpAxisInTheWindow, isALineOfTheMenuCamera) {
  viewer_.move({700, 400});
  viewer_.key("alt+c");
  ASSERT_TRUE(wait_for_area("menu Camera").at("areas").contains("menu Camera"));
  // Four fits, Reset and six views stand above the axes x and y; the first line is chosen from the start.
  viewer_.key("Down Down Down Down Down Down Down Down Down Down Down Down Return");
  EXPECT_EQ(up_after("y"), "y");
  EXPECT_LT(camera_of(viewer_.state()).forward().z, 0) << "from the front, which z points at";
}

TEST_F(UpAxisInTheWindow, isAListOfTheLayoutPanel) {
  viewer_.send("toggle layout");
  const Json panel = wait_for_area("layout up");
  ASSERT_TRUE(panel.at("areas").contains("layout up"));
  viewer_.click(middle_of(panel, "layout up"));
  const Json open = wait_for_area("layout up -z");
  ASSERT_TRUE(open.at("areas").contains("layout up -z"));
  viewer_.click(middle_of(open, "layout up -z"));
  EXPECT_EQ(up_after("-z"), "-z");
  const std::string request = "@3f3Hxx --up -z";
  const Json state =
      viewer_.wait_for([&](const Json& s) { return s.at("layout_panel").at("request") == request; });
  EXPECT_EQ(state.at("layout_panel").at("request"), request);
  EXPECT_EQ(state.at("layout_panel").at("changed"), false) << "the panel follows what is shown";
}

}  // namespace
}  // namespace vertexview::test
