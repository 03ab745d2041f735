// Tests of the directions that the up axis gives to the world and to the standard views.
#include <gmock/gmock.h>

#include <glm/geometric.hpp>
#include <string>

#include "support_up.hpp"
#include "vertexview/camera/camera.hpp"

namespace vertexview {
namespace {

TEST(WorldAxes, areThoseOfZTurned) {
  for (const test::UpCase& up : test::kUpCases) {
    const WorldAxes world = world_axes(up.axis);
    EXPECT_EQ(world.right, up.rotated({1, 0, 0})) << up.name;
    EXPECT_EQ(world.ahead, up.rotated({0, 1, 0})) << up.name;
    EXPECT_EQ(world.up, up.rotated({0, 0, 1})) << up.name;
    EXPECT_EQ(glm::cross(world.right, world.ahead), world.up) << up.name;
  }
  EXPECT_EQ(world_axes(UpAxis::kY).ahead, glm::dvec3(0, 0, -1)) << "as glTF and OpenGL have it";
}

TEST(Camera, standardViewsGoByTheUpAxis) {
  Camera start;
  start.eye = {4, -2, 9};
  start.target = {1, 2, -3};
  for (const test::UpCase& up : test::kUpCases) {
    Camera turned = start;
    turned.up_axis = up.axis;
    for (const auto view : {StandardView::kFront, StandardView::kBack, StandardView::kRight,
                            StandardView::kLeft, StandardView::kTop, StandardView::kBottom}) {
      const Camera upright = start.looking(view);
      const Camera camera = turned.looking(view);
      EXPECT_EQ(camera.forward(), up.rotated(upright.forward())) << up.name;
      EXPECT_EQ(camera.right(), up.rotated(upright.right())) << up.name;
      EXPECT_EQ(camera.true_up(), up.rotated(upright.true_up())) << up.name;
      EXPECT_EQ(camera.target, start.target);
      EXPECT_EQ(camera.up_axis, up.axis);
      const std::string text = format_camera(camera);
      EXPECT_EQ(text.find("-0,"), std::string::npos) << text;
      EXPECT_EQ(text.find("-0 "), std::string::npos) << text;
    }
  }
}

}  // namespace
}  // namespace vertexview
