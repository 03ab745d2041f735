// What gestures and keys do to the camera, without a window.
#include "viewer/navigation.hpp"

#include <GLFW/glfw3.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include "actions/handlers.hpp"

namespace vertexview::app {
namespace {

class Flight : public testing::Test {
 protected:
  void key(int code, bool pressed, int modifiers = 0) {
    Event event;
    event.kind = Event::Kind::kKey;
    event.code = code;
    event.pressed = pressed;
    event.modifiers = modifiers;
    navigation_.handle(event, context_);
  }

  void wheel(double steps, int modifiers = 0) {
    Event event;
    event.kind = Event::Kind::kWheel;
    event.position = {0, steps};
    event.modifiers = modifiers;
    navigation_.handle(event, context_);
  }

  // Returns how far the eye moves in a frame of 0.05 s, in distances to the target.
  double flown() {
    const glm::dvec3 before = session_.camera.eye;
    (void)navigation_.tick(0.05, context_);
    return glm::length(session_.camera.eye - before) / session_.camera.distance();
  }

  Session session_;
  std::vector<Command> commands_;
  NavigationContext context_{.session = session_,
                             .pick = [](glm::dvec2) { return std::nullopt; },
                             .run = [this](Command command) { commands_.push_back(std::move(command)); }};
  Navigation navigation_;
};

// 0.8 distances a second.
constexpr double kPlain = 0.8 * 0.05;
// The eye is a double near 1, so its movement is exact to far less than this.
constexpr double kRounding = 1e-9;

TEST_F(Flight, shiftIsFasterAndAltSlowerWhileTheyAreHeld) {
  key(GLFW_KEY_W, true);
  EXPECT_NEAR(flown(), kPlain, kRounding);
  key(GLFW_KEY_LEFT_SHIFT, true, kShift);
  EXPECT_NEAR(flown(), kPlain * 10, kRounding);
  key(GLFW_KEY_LEFT_SHIFT, false);
  EXPECT_NEAR(flown(), kPlain, kRounding);
  key(GLFW_KEY_LEFT_ALT, true, kAlt);
  EXPECT_NEAR(flown(), kPlain / 10, kRounding);
  key(GLFW_KEY_LEFT_ALT, false);
  EXPECT_NEAR(flown(), kPlain, kRounding);
  key(GLFW_KEY_W, false);
  EXPECT_FALSE(navigation_.tick(0.05, context_));
}

TEST_F(Flight, ctrlChangesNoSpeed) {
  key(GLFW_KEY_W, true);
  key(GLFW_KEY_LEFT_CONTROL, true, kControl);
  EXPECT_NEAR(flown(), kPlain, kRounding);
}

TEST_F(Flight, aKeyWithCtrlIsACommandAndDoesNotFly) {
  for (const int modifier : {kControl, kSuper}) {
    key(GLFW_KEY_A, true, modifier);
    EXPECT_FALSE(navigation_.flying());
    EXPECT_EQ(flown(), 0);
    key(GLFW_KEY_A, false, modifier);
  }
}

TEST_F(Flight, theWheelChangesTheSpeedAndTheSpeedStays) {
  key(GLFW_KEY_D, true);
  wheel(10);
  EXPECT_NEAR(flown(), kPlain * 10, kRounding);
  key(GLFW_KEY_D, false);
  key(GLFW_KEY_E, true);
  EXPECT_NEAR(flown(), kPlain * 10, kRounding);
  wheel(-20);
  EXPECT_NEAR(flown(), kPlain / 10, kRounding);
  EXPECT_THAT(commands_, testing::IsEmpty());
}

TEST_F(Flight, theSpeedHasLimits) {
  key(GLFW_KEY_S, true);
  wheel(1e9);
  EXPECT_NEAR(flown(), kPlain * 1000, kRounding * 1000);
  wheel(-1e9);
  EXPECT_NEAR(flown(), kPlain / 1000, kRounding);
}

TEST_F(Flight, whileFlyingSlowlyTheWheelStillMeansTheSpeed) {
  key(GLFW_KEY_LEFT_ALT, true, kAlt);
  key(GLFW_KEY_W, true, kAlt);
  wheel(10, kAlt);
  EXPECT_NEAR(flown(), kPlain, kRounding);
  EXPECT_THAT(commands_, testing::IsEmpty());
}

TEST_F(Flight, withoutAFlightTheWheelZoomsAndWithAltChangesThePointSize) {
  const double distance = session_.camera.distance();
  wheel(1, kAlt);
  EXPECT_THAT(commands_, testing::ElementsAre(command<handlers::point_size>("larger")));
  EXPECT_EQ(session_.camera.distance(), distance);
  wheel(1);
  EXPECT_LT(session_.camera.distance(), distance);
}

}  // namespace
}  // namespace vertexview::app
