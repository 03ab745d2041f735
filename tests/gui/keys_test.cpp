// What keys do in a real window, each pressed and released as events of their own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <glm/geometric.hpp>
#include <string>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::test {
namespace {

const std::string kColors = VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";
constexpr glm::ivec2 kEmptyPlace{700, 400};  // a pixel without a point in the view of colors.bin

// Returns the errors alone: every state that is asked for leaves an information notice.
std::vector<std::string> errors(const Json& state) {
  return told(state, "error");
}

class Keys : public testing::Test {
 protected:
  glm::dvec3 position(std::uint64_t index) {
    const Vector at = file_.value()[index].position;
    return {at.x, at.y, at.z};
  }

  Result<Dataset> file_ = Dataset::open(kColors);
  Viewer viewer_{{kColors}};
};

TEST_F(Keys, altCountsForTheWheelOnlyWhileItIsHeld) {
  viewer_.move(kEmptyPlace);
  const Json before = viewer_.state();
  const double size = before.at("point_size").get<double>();
  viewer_.xdotool("keydown alt");
  viewer_.xdotool("click 4");
  viewer_.xdotool("keyup alt");
  const Json larger = viewer_.wait_for([&](const Json& s) { return s.at("point_size") != size; });
  EXPECT_EQ(larger.at("point_size"), size + 1);
  EXPECT_EQ(larger.at("camera"), before.at("camera"));
  viewer_.xdotool("click 4");
  const Json nearer = viewer_.wait_for([&](const Json& s) { return s.at("camera") != before.at("camera"); });
  EXPECT_NE(nearer.at("camera"), before.at("camera"));
  EXPECT_EQ(nearer.at("point_size"), size + 1);
}

TEST_F(Keys, altThatWasOnlyTappedLeavesTheWheelAlone) {
  viewer_.move(kEmptyPlace);
  const Json before = viewer_.state();
  viewer_.xdotool("keydown alt");
  viewer_.xdotool("keyup alt");
  viewer_.xdotool("click 4");
  const Json after = viewer_.wait_for([&](const Json& s) { return s.at("camera") != before.at("camera"); });
  EXPECT_NE(after.at("camera"), before.at("camera"));
  EXPECT_EQ(after.at("point_size"), before.at("point_size"));
}

TEST_F(Keys, oneOfTwoAltsIsEnough) {
  viewer_.move(kEmptyPlace);
  const Json before = viewer_.state();
  const double size = before.at("point_size").get<double>();
  viewer_.xdotool("keydown Alt_L");
  viewer_.xdotool("keydown Alt_R");
  viewer_.xdotool("keyup Alt_L");
  viewer_.xdotool("click 4");
  const Json after = viewer_.wait_for([&](const Json& s) { return s.at("point_size") != size; });
  viewer_.xdotool("keyup Alt_R");
  EXPECT_EQ(after.at("point_size"), size + 1);
  EXPECT_EQ(after.at("camera"), before.at("camera"));
}

TEST_F(Keys, shiftThatWasOnlyTappedLeavesADragAlone) {
  const Camera before = camera_of(viewer_.state());
  viewer_.xdotool("keydown shift");
  viewer_.xdotool("keyup shift");
  viewer_.drag({300, 300}, {420, 340});
  const Camera after = camera_of(viewer_.wait_for([&](const Json& s) { return camera_of(s) != before; }));
  EXPECT_NE(after.eye, before.eye);
  EXPECT_EQ(after.target, before.target);
}

TEST_F(Keys, goesToAVertexByNumber) {
  viewer_.move(kEmptyPlace);
  viewer_.key("ctrl+g");
  viewer_.type("2");
  viewer_.key("Return");
  const Json state = viewer_.wait_for([](const Json& s) { return s.at("selected") == 2; });
  EXPECT_EQ(state.at("selected"), 2);
  EXPECT_EQ(camera_of(state).target, position(2));
}

TEST_F(Keys, aWrongNumberIsExplainedAndCanBeMended) {
  viewer_.move(kEmptyPlace);
  viewer_.key("ctrl+g");
  viewer_.type("9");
  viewer_.key("Return");
  const auto refused = [](const Json& s) { return !s.at("prompt").is_null() && s["prompt"]["error"] != ""; };
  const Json past = viewer_.wait_for(refused);
  EXPECT_EQ(past.at("prompt"),
            (Json{{"action", "goto"},
                  {"text", "9"},
                  {"error", "goto: there is no vertex 9; colors.bin has 4 vertices, 0 to 3"}}));
  EXPECT_TRUE(past.at("selected").is_null());
  EXPECT_THAT(errors(past), testing::IsEmpty()) << "the prompt says it, no notice";
  viewer_.key("BackSpace");
  viewer_.type("x");
  viewer_.key("Return");
  EXPECT_THAT(viewer_.wait_for(refused).at("prompt").at("error").get<std::string>(),
              testing::StartsWith("'x' is not an index; write it as "));
  viewer_.key("BackSpace");
  viewer_.type("1");
  viewer_.key("Return");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 1; }).at("selected"), 1);
}

TEST_F(Keys, goesToAVertexFromTheSelectedOne) {
  viewer_.move(kEmptyPlace);
  viewer_.send("select 3");
  (void)viewer_.state();
  for (const auto& [text, index] : {std::pair("-2", 1), std::pair("+1", 2), std::pair("@0", 0)}) {
    viewer_.key("ctrl+g");
    viewer_.type(text);
    viewer_.key("Return");
    const auto there = [&, at = index](const Json& s) { return s.at("selected") == at; };
    EXPECT_EQ(viewer_.wait_for(there).at("selected"), index) << text;
  }
}

TEST_F(Keys, thePaletteSaysWhatIsNotThere) {
  viewer_.move(kEmptyPlace);
  viewer_.key("ctrl+p");
  viewer_.type("select 9");
  viewer_.key("Return");
  viewer_.key("BackSpace");
  viewer_.type("2");
  viewer_.key("Return");
  const Json state = viewer_.wait_for([](const Json& s) { return s.at("selected") == 2; });
  EXPECT_EQ(state.at("selected"), 2);
  EXPECT_THAT(errors(state), testing::IsEmpty());
}

TEST_F(Keys, keysFly) {
  viewer_.move(kEmptyPlace);
  const Camera before = camera_of(viewer_.state());
  viewer_.xdotool("keydown w");
  // No state is written on the way. Flying draws frame after frame, which shows as processor time.
  const long wanted = viewer_.cost().ticks + 10;
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (viewer_.cost().ticks < wanted && std::chrono::steady_clock::now() < end)
    viewer_.xdotool("getmouselocation");
  viewer_.xdotool("keyup w");
  const Camera after = camera_of(viewer_.wait_for([&](const Json& s) { return camera_of(s) != before; }));
  const glm::dvec3 way = after.eye - before.eye;
  EXPECT_GT(glm::length(way), 0);
  EXPECT_NEAR(glm::dot(glm::normalize(way), before.forward()), 1, 1e-6);
}

TEST_F(Keys, whileFlyingCtrlStillRunsCommands) {
  viewer_.move(kEmptyPlace);
  viewer_.xdotool("keydown d");
  viewer_.key("ctrl+w");
  viewer_.xdotool("keyup d");  // no state is written during a flight
  const Json closed = viewer_.wait_for([](const Json& s) { return s.at("clouds").empty(); });
  EXPECT_THAT(closed.at("clouds"), testing::IsEmpty());
}

}  // namespace
}  // namespace vertexview::test
