// The real window, driven by real mouse and key events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <glm/geometric.hpp>
#include <string>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::test {
namespace {

using testing::HasSubstr;

const std::string kColors = VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";
constexpr glm::ivec2 kEmptyPlace{700, 400};  // a pixel without a point in the view of colors.bin

glm::ivec2 rounded(glm::dvec2 p) {
  return {static_cast<int>(std::floor(p.x)), static_cast<int>(std::floor(p.y))};
}

glm::dvec3 world(const Vector& v) {
  return {v.x, v.y, v.z};
}

// Returns the errors alone: every state that is asked for leaves an information notice.
std::vector<std::string> errors(const Json& state) {
  return told(state, "error");
}

std::string notices(const Json& state) {
  return state.at("notices").dump();
}

// Returns by how many pixels the picture at the target's depth has moved between two states.
glm::dvec2 moved(const Camera& before, const Json& after) {
  const auto size = after.at("viewport").get<std::array<int, 2>>();
  const Viewport viewport{size[0], size[1]};
  const auto from = before.project(viewport, before.target);
  const auto to = camera_of(after).project(viewport, before.target);
  return to.value().pixel - from.value().pixel;
}

// Expects that a drag of 60 pixels to the right and 20 up has taken the picture along with the pointer. Waits
// for the end of the drag, since a state may show a camera on its way.
void expect_panned(Viewer& viewer, const Camera& before, const std::string& how) {
  const glm::dvec2 wanted{60, -20};
  // The state has the camera in doubles: what is left is rounding, far below a hundredth of a pixel.
  constexpr double kRounding = 0.01;
  const Json state =
      viewer.wait_for([&](const Json& s) { return glm::length(moved(before, s) - wanted) < kRounding; });
  const Camera after = camera_of(state);
  EXPECT_LT(glm::length(moved(before, state) - wanted), kRounding) << how;
  EXPECT_NEAR(glm::dot(after.forward(), before.forward()), 1, 1e-12) << how;
  EXPECT_NEAR(after.distance(), before.distance(), before.distance() * 1e-9) << how;
}

class Window : public testing::Test {
 protected:
  Vector position(std::uint64_t index) { return file_.value()[index].position; }

  Result<Dataset> file_ = Dataset::open(kColors);
  Viewer viewer_{{kColors}};
};

TEST_F(Window, opensAFile) {
  const Json state = viewer_.state();
  EXPECT_EQ(state.at("file"), kColors);
  EXPECT_EQ(state.at("vertices"), 4);
  EXPECT_EQ(state.at("points_drawn"), 4);
  EXPECT_TRUE(state.at("selected").is_null());
  EXPECT_THAT(errors(state), testing::IsEmpty());
}

TEST_F(Window, leftDragOrbits) {
  const Camera before = camera_of(viewer_.state());
  viewer_.drag({300, 300}, {420, 340});
  const Camera after = camera_of(viewer_.wait_for([&](const Json& s) { return camera_of(s) != before; }));
  EXPECT_NE(after.eye, before.eye);
  EXPECT_EQ(after.target, before.target);
  EXPECT_NEAR(after.distance(), before.distance(), before.distance() * 1e-9);
}

TEST_F(Window, otherDragsPan) {
  for (const int button : {2, 3}) {
    const Camera before = camera_of(viewer_.state());
    viewer_.drag({300, 300}, {360, 280}, button);
    expect_panned(viewer_, before, "button " + std::to_string(button));
  }
}

TEST_F(Window, shiftDragPans) {
  const Camera before = camera_of(viewer_.state());
  viewer_.xdotool("keydown shift");
  viewer_.drag({300, 300}, {360, 280});
  viewer_.xdotool("keyup shift");
  expect_panned(viewer_, before, "shift");
}

TEST_F(Window, wheelZoomsToTheCursor) {
  const Json before = viewer_.state();
  const glm::dvec2 at = pixel_of(before, position(1));
  viewer_.click(rounded(at), 4);
  const Json after = viewer_.wait_for([&](const Json& s) { return s.at("camera") != before.at("camera"); });
  EXPECT_LT(glm::length(camera_of(after).eye - world(position(1))),
            glm::length(camera_of(before).eye - world(position(1))));
  EXPECT_LT(glm::length(pixel_of(after, position(1)) - at), 0.5);
}

TEST_F(Window, clickSelectsThePoint) {
  for (std::uint64_t i = 0; i < 4; ++i) {
    const Json state = viewer_.state();
    viewer_.click(rounded(pixel_of(state, position(i))));
    EXPECT_EQ(viewer_.wait_for([&](const Json& s) { return s.at("selected") == i; }).at("selected"), i);
  }
}

TEST_F(Window, pointerHoversAPoint) {
  viewer_.move(rounded(pixel_of(viewer_.state(), position(2))));
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("hovered") == 2; }).at("hovered"), 2);
  viewer_.move(kEmptyPlace);
  EXPECT_TRUE(
      viewer_.wait_for([](const Json& s) { return s.at("hovered").is_null(); }).at("hovered").is_null());
}

TEST_F(Window, aShortDragIsAClick) {
  const Json before = viewer_.state();
  const glm::ivec2 at = rounded(pixel_of(before, position(3)));
  viewer_.drag(at, at + glm::ivec2(3, 1));
  const Json after = viewer_.wait_for([](const Json& s) { return s.at("selected") == 3; });
  EXPECT_EQ(after.at("selected"), 3);
  EXPECT_EQ(after.at("camera"), before.at("camera"));
}

TEST_F(Window, doubleClickSetsThePivot) {
  viewer_.click(rounded(pixel_of(viewer_.state(), position(0))), 1, 2);
  const auto turned = [&](const Json& s) { return camera_of(s).target == world(position(0)); };
  EXPECT_EQ(camera_of(viewer_.wait_for(turned)).target, world(position(0)));
}

TEST_F(Window, doubleClickOnTheBackgroundShowsAll) {
  const Json start = viewer_.state();
  viewer_.drag({300, 300}, {420, 340});
  (void)viewer_.wait_for([&](const Json& s) { return s.at("camera") != start.at("camera"); });
  viewer_.send("view top");
  (void)viewer_.state();  // waits: a click may arrive before the actions that were sent before it
  viewer_.click({20, 60}, 1, 2);
  // Fitting is exact to rounding, not to the last bit.
  const auto near_start = [&](const Json& s) {
    return glm::length(camera_of(s).eye - camera_of(start).eye) < 1e-6 * camera_of(start).distance();
  };
  EXPECT_TRUE(near_start(viewer_.wait_for(near_start)));
}

TEST_F(Window, clickOnARowSelects) {
  const Json state = viewer_.state();
  glm::ivec2 row = middle_of(state, "first row");
  row.y += 3 * state.at("areas").at("first row").at(3).get<int>();
  viewer_.click(row);
  const Json after = viewer_.wait_for([](const Json& s) { return s.at("selected") == 3; });
  EXPECT_EQ(after.at("selected"), 3);
  EXPECT_EQ(after.at("camera"), state.at("camera"));
}

TEST_F(Window, doubleClickOnARowFliesThere) {
  viewer_.click(middle_of(viewer_.state(), "first row"), 1, 2);
  const auto there = [&](const Json& s) { return camera_of(s).target == world(position(0)); };
  EXPECT_EQ(camera_of(viewer_.wait_for(there)).target, world(position(0)));
}

TEST_F(Window, keysWalkTheTable) {
  viewer_.click(middle_of(viewer_.state(), "first row"));
  const auto selected = [&](int index) {
    return viewer_.wait_for([&](const Json& s) { return s.at("selected") == index; }).at("selected");
  };
  EXPECT_EQ(selected(0), 0);
  viewer_.key("Down Down");
  EXPECT_EQ(selected(2), 2);
  viewer_.key("Up");
  EXPECT_EQ(selected(1), 1);
  viewer_.key("End");
  EXPECT_EQ(selected(3), 3);
  viewer_.key("Home");
  EXPECT_EQ(selected(0), 0);
  viewer_.key("Next");
  EXPECT_EQ(selected(3), 3);
  viewer_.key("Return");
  const auto there = [&](const Json& s) { return camera_of(s).target == world(position(3)); };
  EXPECT_EQ(camera_of(viewer_.wait_for(there)).target, world(position(3)));
}

TEST_F(Window, paletteRunsCommands) {
  viewer_.move(kEmptyPlace);
  viewer_.key("ctrl+p");
  viewer_.type("lighttheme");
  viewer_.key("Return");
  const Json light = viewer_.wait_for([](const Json& s) { return s.at("theme") == "light"; });
  EXPECT_EQ(light.at("theme"), "light");
  EXPECT_EQ(light.at("panels").at("palette"), false);
  viewer_.key("ctrl+p");
  viewer_.type("select 2");
  viewer_.key("Return");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 2; }).at("selected"), 2);
  viewer_.key("ctrl+p");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("panels").at("palette") == true; })
                .at("panels")
                .at("palette"),
            true);
  viewer_.key("Escape");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("panels").at("palette") == false; })
                .at("panels")
                .at("palette"),
            false);
}

TEST_F(Window, shortcutsComeFromTheTable) {
  viewer_.move(kEmptyPlace);
  viewer_.key("7");
  const Json top = viewer_.wait_for([](const Json& s) { return camera_of(s).forward().z < -0.999; });
  EXPECT_LT(camera_of(top).forward().z, -0.999);
  viewer_.key("o");
  EXPECT_TRUE(
      camera_of(viewer_.wait_for([](const Json& s) { return camera_of(s).orthographic; })).orthographic);
  const double size = top.at("point_size").get<double>();
  viewer_.key("plus plus");
  EXPECT_EQ(viewer_.wait_for([&](const Json& s) { return s.at("point_size") == size + 2; }).at("point_size"),
            size + 2);
  viewer_.key("F1");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("panels").at("help") == true; })
                .at("panels")
                .at("help"),
            true);
}

TEST_F(Window, splitterIsDragged) {
  const Json before = viewer_.state();
  const glm::ivec2 grip = middle_of(before, "side splitter");
  viewer_.drag(grip, grip - glm::ivec2(150, 0));
  const int width = before.at("areas").at("view").at(2).get<int>();
  const auto narrower = [&](const Json& s) {
    return s.at("areas").at("view").at(2).get<int>() == width - 150;
  };
  const Json after = viewer_.wait_for(narrower);
  EXPECT_EQ(after.at("areas").at("view").at(2), width - 150);
  EXPECT_EQ(after.at("viewport").at(0), width - 150);
  EXPECT_FALSE(camera_of(after) == camera_of(before)) << "a fitted view stays fitted";
}

TEST_F(Window, screenshotIsTheWholeWindow) {
  viewer_.send("select 0");
  const Pixels picture = viewer_.screenshot();
  const Json state = viewer_.state();
  EXPECT_EQ(picture.size, glm::ivec2(1280, 720));
  for (std::uint64_t i = 0; i < 4; ++i) {
    const glm::ivec2 at = rounded(pixel_of(state, position(i)));
    const auto rgb = picture.at(at);
    const Color color = file_.value()[i].color;
    // The window shows the stored colour, to the exact byte.
    EXPECT_EQ(rgb[0], (color.red + 128) / 257) << "vertex " << i;
    EXPECT_EQ(rgb[1], (color.green + 128) / 257) << "vertex " << i;
    EXPECT_EQ(rgb[2], (color.blue + 128) / 257) << "vertex " << i;
  }
  // The picture holds the panels too: the row of the selected vertex is no background.
  const glm::ivec2 row = middle_of(state, "first row");
  EXPECT_GT(picture.at(row)[2], picture.at(row)[0] + 20);
}

TEST_F(Window, openPromptOpensAFurtherFile) {
  // A blank at the end of a name belongs to it.
  const std::string copy = viewer_.folder().file("copy.bin ");
  std::filesystem::copy_file(kColors, copy);
  viewer_.move(kEmptyPlace);
  viewer_.key("ctrl+o");
  viewer_.type(copy);
  viewer_.key("Return");
  const Json state = viewer_.wait_for([](const Json& s) { return s.at("clouds").size() == 2; });
  EXPECT_EQ(state.at("clouds").size(), 2U);
  EXPECT_EQ(state.at("file"), copy);
  EXPECT_EQ(state.at("points_drawn"), 8);
}

TEST_F(Window, aMissingFileIsANotice) {
  viewer_.move(kEmptyPlace);
  viewer_.key("ctrl+o");
  viewer_.type("/no/such/file.bin");
  viewer_.key("Return");
  const Json state = viewer_.wait_for([](const Json& s) { return !errors(s).empty(); });
  EXPECT_THAT(notices(state), HasSubstr("/no/such/file.bin: cannot open: No such file or directory"));
  EXPECT_EQ(errors(state).size(), 1U);
  EXPECT_EQ(state.at("file"), kColors);
  EXPECT_EQ(state.at("points_drawn"), 4);
}

TEST_F(Window, aWrongLineOfAScriptIsANotice) {
  viewer_.send("selekt 2");
  viewer_.send("select 1");
  const Json state = viewer_.state();
  EXPECT_THAT(notices(state), HasSubstr("did you mean 'select'"));
  EXPECT_EQ(state.at("selected"), 1);
}

TEST_F(Window, idleUsesNoProcessorTime) {
  viewer_.move(kEmptyPlace);
  (void)viewer_.state();
  // While another program works for some tenths of a second the window must do nothing at all. What the state
  // has set off (a last frame, a notice that fades) ends by itself, so one of a few such times has to be
  // quiet.
  const std::string work =
      VERTEXVIEW_PROGRAM " generate terrain 3M -o " + viewer_.folder().file("terrain.bin");
  Viewer::Cost used;
  for (int i = 0; i < 40; ++i) {
    const Viewer::Cost before = viewer_.cost();
    ASSERT_EQ(std::system(work.c_str()), 0);
    const Viewer::Cost after = viewer_.cost();
    used = {after.ticks - before.ticks, after.wakeups - before.wakeups};
    if (used.ticks == 0 && used.wakeups == 0) break;
  }
  EXPECT_EQ(used.ticks, 0);
  EXPECT_EQ(used.wakeups, 0);
}

TEST_F(Window, quitsByKey) {
  viewer_.move(kEmptyPlace);
  viewer_.key("ctrl+q");
  EXPECT_EQ(viewer_.wait_for_exit(), 0);
}

TEST(WindowWithoutAFile, saysHowToOpenOne) {
  Viewer viewer({});
  viewer.send("screenshot empty.png");
  const Json state = viewer.state();
  EXPECT_TRUE(state.at("file").is_null());
  EXPECT_TRUE(std::filesystem::exists(viewer.folder().file("empty.png")));
  EXPECT_EQ(state.at("areas").at("view").at(2), 1280);
}

}  // namespace
}  // namespace vertexview::test
