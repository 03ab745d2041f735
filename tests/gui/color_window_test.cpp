// What gives the colours, chosen in the real window by real clicks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

TEST(DarkFile, itsNoticeOffersTheRange) {
  const TemporaryFolder folder;
  const std::vector<ColoredVertex> vertices{{{0, 0, 0}, {255, 20, 0}}, {{1, 1, 0}, {0, 255, 5}}};
  Viewer viewer({folder.write("dark.bin", std::as_bytes(std::span(vertices)))});
  const auto offered = [](const Json& s) { return s.at("areas").contains("notice color-range 8"); };
  const Json before = viewer.wait_for(offered);
  ASSERT_TRUE(offered(before));
  viewer.click(middle_of(before, "notice color-range 8"));
  const Json after = viewer.wait_for([&](const Json& s) { return !offered(s); });
  EXPECT_FALSE(offered(after)) << "settled";
  EXPECT_EQ(after.at("clouds").at(0).at("layout").at("request"), "vertex --color-range 0:255");
}

class ColorsInTheLayoutPanel : public testing::Test {
 protected:
  ColorsInTheLayoutPanel() {
    viewer_.send("toggle layout");
    (void)viewer_.wait_for([](const Json& s) { return s.at("areas").contains("layout colour"); });
  }

  void choose(const std::string& number) {
    const std::string line = "layout colour " + number;
    viewer_.click(middle_of(viewer_.state(), "layout colour"));
    const Json open = viewer_.wait_for([&](const Json& s) { return s.at("areas").contains(line); });
    ASSERT_TRUE(open.at("areas").contains(line)) << line;
    viewer_.click(middle_of(open, line));
  }
  Json wait_for_color(const std::function<bool(const Json&)>& wanted) {
    return viewer_.wait_for([&](const Json& s) { return wanted(s.at("clouds").at(0).at("color")); })
        .at("clouds")
        .at(0)
        .at("color");
  }

  Viewer viewer_{{VERTEXVIEW_SOURCE_DIR "/assets/colors.bin"}};
};

TEST_F(ColorsInTheLayoutPanel, areThoseOfAnyNumberOfTheRecord) {
  for (const std::string number : {"z", "red", "x"}) {
    choose(number);
    const Json color =
        wait_for_color([&](const Json& c) { return c.is_object() && c.at("field") == number; });
    ASSERT_TRUE(color.is_object()) << number;
    EXPECT_EQ(color.at("field"), number);
  }
  choose("as named");
  EXPECT_TRUE(wait_for_color([](const Json& c) { return c.is_null(); }).is_null()) << "the stored colours";
}

TEST_F(ColorsInTheLayoutPanel, waitForOtherChangesOfTheDraft) {
  viewer_.click(middle_of(viewer_.state(), "layout Count"));
  viewer_.type("3");
  choose("y");
  const std::string wanted = "@3f3Hxx --color y --count 3";
  const auto drafted = [&](const Json& s) { return s.at("layout_panel").at("request") == wanted; };
  const Json state = viewer_.wait_for(drafted);
  EXPECT_EQ(state.at("layout_panel").at("request"), wanted);
  EXPECT_TRUE(state.at("clouds").at(0).at("color").is_null()) << "nothing is applied by choosing";
}

}  // namespace
}  // namespace vertexview::test
