// What keys do to menus, lists and prompts in a real window, and what Esc closes first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gui/viewer_process.hpp"

namespace vertexview::test {
namespace {

const std::string kColors = VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";

class Menus : public testing::Test {
 protected:
  // In the view, away from every point and every menu.
  Menus() { viewer_.move({700, 400}); }

  bool shows(const std::string& area) {
    return viewer_.wait_for([&](const Json& s) { return s.at("areas").contains(area); })
        .at("areas")
        .contains(area);
  }
  bool hides(const std::string& area) {
    return !viewer_.wait_for([&](const Json& s) { return !s.at("areas").contains(area); })
                .at("areas")
                .contains(area);
  }
  bool looks_along_y() {
    const auto front = [](const Json& s) { return camera_of(s).forward().y > 0.999; };
    return front(viewer_.wait_for(front));
  }

  Viewer viewer_{{kColors}};
};

TEST_F(Menus, f10AndArrowsChooseAndEnterRuns) {
  viewer_.key("F10");
  EXPECT_TRUE(shows("menu File"));
  viewer_.key("Right Right Right Right");
  EXPECT_TRUE(shows("menu Camera"));
  viewer_.key("Down Down Down Down Down Return");
  EXPECT_TRUE(looks_along_y()) << "the sixth line is Front";
  EXPECT_TRUE(hides("menu Camera"));
}

TEST_F(Menus, arrowsGoRoundAtTheEnds) {
  viewer_.key("F10");
  viewer_.key("Left");
  EXPECT_TRUE(shows("menu Help"));
  viewer_.key("Up Return");
  const auto helps = [](const Json& s) { return s.at("panels").at("help") == true; };
  EXPECT_TRUE(helps(viewer_.wait_for(helps))) << "its last line is the help";
}

TEST_F(Menus, altAndALetterOpenOne) {
  viewer_.key("alt+c");
  EXPECT_TRUE(shows("menu Camera"));
  viewer_.key("Down Down Down Down Down Return");
  EXPECT_TRUE(looks_along_y());
}

TEST_F(Menus, theMouseThatRestsOnANameOpensNothing) {
  viewer_.key("F10");
  EXPECT_TRUE(shows("menu File"));
  viewer_.key("Escape");
  EXPECT_TRUE(hides("menu File"));
  // The name of the first menu is at the top left.
  viewer_.click({20, 12});
  EXPECT_TRUE(shows("menu File"));
  viewer_.key("Right");
  EXPECT_TRUE(shows("menu Select"));
  EXPECT_FALSE(viewer_.state().at("areas").contains("menu File"));
}

TEST_F(Menus, keysReachNothingBehindOne) {
  viewer_.click(middle_of(viewer_.state(), "first row"));
  const Json before = viewer_.wait_for([](const Json& s) { return s.at("selected") == 0; });
  viewer_.key("alt+f");
  EXPECT_TRUE(shows("menu File"));
  viewer_.key("Down Down Up o");
  viewer_.key("Escape");
  EXPECT_TRUE(hides("menu File"));
  const Json after = viewer_.state();
  EXPECT_EQ(after.at("selected"), 0);
  EXPECT_EQ(after.at("camera"), before.at("camera"));
  viewer_.key("Down");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 1; }).at("selected"), 1);
}

TEST_F(Menus, anActionThatAsksOpensItsPrompt) {
  viewer_.send("menu Select");
  EXPECT_TRUE(shows("menu Select"));
  viewer_.key("Return");
  viewer_.type("3");
  viewer_.key("Return");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 3; }).at("selected"), 3);
}

TEST_F(Menus, anActionOfThePaletteThatAsksOpensItsPrompt) {
  viewer_.key("ctrl+p");
  viewer_.type("gotovertex");
  viewer_.key("Return");
  viewer_.type("3");
  viewer_.key("Return");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 3; }).at("selected"), 3);
}

TEST_F(Menus, escClosesAPromptBeforeWhatIsBehindIt) {
  viewer_.key("F1");
  viewer_.key("ctrl+g");
  const auto asks = [](const Json& s) { return !s.at("prompt").is_null(); };
  EXPECT_TRUE(asks(viewer_.wait_for(asks)));
  viewer_.key("Escape");
  const Json closed = viewer_.wait_for([&](const Json& s) { return !asks(s); });
  EXPECT_FALSE(asks(closed));
  EXPECT_EQ(closed.at("panels").at("help"), true);
  viewer_.key("Escape");
  const auto helps = [](const Json& s) { return s.at("panels").at("help") == true; };
  EXPECT_FALSE(helps(viewer_.wait_for([&](const Json& s) { return !helps(s); })));
}

TEST_F(Menus, aPromptTakesThePlaceOfThePalette) {
  viewer_.key("ctrl+p");
  viewer_.key("ctrl+g");
  const auto asks = [](const Json& s) {
    return !s.at("prompt").is_null() && s.at("panels").at("palette") == false;
  };
  EXPECT_TRUE(asks(viewer_.wait_for(asks)));
}

TEST_F(Menus, escClosesAListBeforeItsPanel) {
  viewer_.send("toggle layout");
  ASSERT_TRUE(shows("layout presets"));
  viewer_.click(middle_of(viewer_.state(), "layout presets"));
  EXPECT_TRUE(shows("layout preset kitti"));
  viewer_.key("Escape");
  EXPECT_TRUE(hides("layout preset kitti"));
  EXPECT_EQ(viewer_.state().at("panels").at("layout"), true);
  viewer_.key("Escape");
  EXPECT_TRUE(hides("layout presets"));
}

}  // namespace
}  // namespace vertexview::test
