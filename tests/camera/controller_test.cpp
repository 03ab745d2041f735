#include "vertexview/camera/controller.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>
#include <limits>
#include <random>

#include "support_up.hpp"

namespace vertexview {
namespace {

constexpr double kPi = glm::pi<double>();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr Viewport kView{1200, 800};

Camera sample_camera(bool orthographic = false, double offset = 0) {
  Camera camera;
  camera.target = glm::dvec3(offset) + glm::dvec3(0.5, -0.25, 1);
  camera.eye = camera.target + glm::dvec3(3, -4, 2);
  camera.orthographic = orthographic;
  return camera;
}

double elevation(const Camera& camera) {
  return std::asin(-camera.forward().z);
}

TEST(Orbit, halfATurnOverTheHeight) {
  const Camera start = sample_camera().looking(StandardView::kFront);
  const Camera half = orbited(start, kView, {kView.height, 0});
  EXPECT_NEAR(glm::length(half.forward() - glm::dvec3(0, -1, 0)), 0, 1e-12);
  EXPECT_NEAR(half.distance(), start.distance(), 1e-12);
  EXPECT_EQ(half.target, start.target);
  EXPECT_EQ(half.up, start.up);
}

TEST(Orbit, nearSideFollowsTheDrag) {
  const Camera start = sample_camera();
  const glm::dvec3 front = start.target - start.forward();
  const glm::dvec2 before = start.project(kView, front)->pixel;
  const glm::dvec2 right = orbited(start, kView, {10, 0}).project(kView, front)->pixel;
  EXPECT_GT(right.x, before.x + 1);
  const glm::dvec2 down = orbited(start, kView, {0, 10}).project(kView, front)->pixel;
  EXPECT_GT(down.y, before.y + 1);
}

TEST(Orbit, stopsAtThePoles) {
  const Camera start = sample_camera();
  const Camera top = orbited(start, kView, {0, 1e4});
  EXPECT_NEAR(elevation(top), kPi / 2, 2e-3);
  EXPECT_NEAR(glm::length(top.right() - start.right()), 0, 1e-9) << "does not flip over";
  EXPECT_NEAR(glm::length(orbited(top, kView, {0, 1e4}).eye - top.eye), 0, 1e-9);
  const Camera bottom = orbited(start, kView, {0, -1e4});
  EXPECT_NEAR(elevation(bottom), -kPi / 2, 2e-3);
  EXPECT_NEAR(glm::length(bottom.right() - start.right()), 0, 1e-9);
  const Camera back = orbited(bottom, kView, {0, 400});
  EXPECT_NEAR(elevation(back), 0, 2e-3);
}

TEST(Orbit, manySmallDragsEqualOneLarge) {
  Camera camera = sample_camera();
  const Camera once = orbited(camera, kView, {300, 100});
  for (int i = 0; i < 100; ++i) camera = orbited(camera, kView, {3, 1});
  EXPECT_NEAR(glm::length(camera.eye - once.eye), 0, 1e-9);
}

TEST(Orbit, fromTheTopViewTurnsAroundTheVertical) {
  const Camera top = sample_camera().looking(StandardView::kTop);
  const Camera spun = orbited(top, kView, {kView.height / 2.0, 0});
  EXPECT_NEAR(glm::length(spun.forward() - glm::dvec3(0, 0, -1)), 0, 1e-9) << "a sideways drag stays on top";
  EXPECT_NEAR(std::abs(spun.true_up().x), 1, 1e-9);
  const Camera pushed = orbited(top, kView, {0, 50});
  EXPECT_NEAR(glm::length(pushed.eye - top.eye), 0, 1e-9) << "beyond the pole there is nothing";
  const Camera tilted = orbited(top, kView, {0, -kView.height / 4.0});
  EXPECT_NEAR(elevation(tilted), kPi / 4, 1e-9);
  EXPECT_EQ(tilted.up, glm::dvec3(0, 0, 1));
  EXPECT_NEAR(glm::length(tilted.right() - top.right()), 0, 1e-9);
}

TEST(Orbit, fromTheBottomViewTurnsAroundTheVertical) {
  const Camera bottom = sample_camera().looking(StandardView::kBottom);
  const Camera tilted = orbited(bottom, kView, {0, kView.height / 4.0});
  EXPECT_NEAR(elevation(tilted), -kPi / 4, 1e-9);
  EXPECT_NEAR(glm::length(tilted.right() - bottom.right()), 0, 1e-9);
}

TEST(Orbit, goesByTheUpAxisOfTheWorld) {
  const Camera sample = sample_camera();
  for (const test::UpCase& up : test::kUpCases) {
    for (const Camera& upright :
         {sample, sample.looking(StandardView::kFront), sample.looking(StandardView::kTop),
          sample.looking(StandardView::kBottom)}) {
      const Camera turned = upright.with_up_axis(up.axis);
      for (const glm::dvec2 drag : {glm::dvec2(123, 45), glm::dvec2(300, 0), glm::dvec2(0, 200),
                                    glm::dvec2(0, -200), glm::dvec2(40, 1e4), glm::dvec2(40, -1e4)}) {
        for (const auto& move : {orbited, looked_around}) {
          const Camera expected = move(upright, kView, drag);
          const Camera moved = move(turned, kView, drag);
          EXPECT_NEAR(glm::length(moved.forward() - up.rotated(expected.forward())), 0, 1e-9) << up.name;
          EXPECT_NEAR(glm::length(moved.right() - up.rotated(expected.right())), 0, 1e-6) << up.name;
          EXPECT_NEAR(glm::length(moved.up - up.rotated(expected.up)), 0, 1e-9) << up.name;
          EXPECT_EQ(moved.up_axis, up.axis);
        }
      }
    }
    const Camera pole = orbited(sample.with_up_axis(up.axis), kView, {0, 1e4});
    EXPECT_NEAR(glm::dot(pole.forward(), up.rotated({0, 0, 1})), -1, 1e-5) << "its pole is above";
    EXPECT_FALSE(pole.up_along_view()) << "and is not passed";
  }
}

TEST(Orbit, keepsAnotherUpAxis) {
  Camera start;
  start.eye = {1, 2, 5};
  start.up = {0, 1, 0};
  const Camera moved = orbited(start, kView, {123, 45});
  EXPECT_EQ(moved.up, glm::dvec3(0, 1, 0));
  EXPECT_NEAR(moved.distance(), start.distance(), 1e-12);
  const Camera pole = orbited(start, kView, {0, 1e5});
  EXPECT_NEAR(pole.forward().y, -1, 1e-5);
}

TEST(Pan, tracksTheCursorExactly) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> pixels(-500, 500);
  for (const bool orthographic : {false, true}) {
    for (const double offset : {0.0, 4e6}) {
      for (int i = 0; i < 200; ++i) {
        const Camera start = sample_camera(orthographic, offset);
        const glm::dvec2 cursor{600 + pixels(random), 400 + pixels(random)};
        const glm::dvec2 drag{pixels(random), pixels(random)};
        const glm::dvec3 held = point_at_target_depth(start, kView, cursor);
        const auto now = panned(start, kView, drag).project(kView, held);
        ASSERT_TRUE(now);
        EXPECT_LT(glm::length(now->pixel - (cursor + drag)), offset > 0 ? 1e-5 : 1e-9);
        EXPECT_NEAR(now->depth, start.distance(), 1e-6);
      }
    }
  }
}

TEST(Pan, atTrillions) {
  const Camera start = Camera{{1e12, -2e12, 0}, {1e12, 0, 0}, {0, 0, 1}, 45, false};
  const glm::dvec3 held = point_at_target_depth(start, kView, {100, 100});
  const auto now = panned(start, kView, {37, -5}).project(kView, held);
  EXPECT_LT(glm::length(now->pixel - glm::dvec2(137, 95)), 1e-9);
}

TEST(Zoom, keepsTheAnchorsPixel) {
  for (const bool orthographic : {false, true}) {
    for (const double steps : {-7.0, -1.0, 0.25, 1.0, 12.0}) {
      const Camera start = sample_camera(orthographic);
      for (const glm::dvec2 cursor : {glm::dvec2(600, 400), glm::dvec2(13, 790), glm::dvec2(1100, 5)}) {
        const Ray ray = start.ray(kView, cursor);
        for (const double depth : {0.5, 5.0, 50.0}) {
          const glm::dvec3 anchor = ray.origin + ray.direction * depth;
          const Camera moved = zoomed(start, steps, anchor);
          EXPECT_LT(glm::length(moved.project(kView, anchor)->pixel - cursor), 1e-6);
          EXPECT_NEAR(glm::length(moved.eye - anchor),
                      glm::length(start.eye - anchor) * std::pow(0.85, steps),
                      1e-9 * std::pow(0.85, steps) * 100);
        }
      }
    }
  }
}

TEST(Zoom, neverReachesTheAnchor) {
  for (const double offset : {0.0, 4e6, 1e12}) {
    Camera camera = sample_camera(false, offset);
    const glm::dvec3 anchor = point_at_target_depth(camera, kView, {700, 300});
    const glm::dvec3 before = camera.forward();
    for (int i = 0; i < 5000; ++i) {
      camera = zoomed(camera, 1, anchor);
      ASSERT_GT(camera.distance(), 0);
      ASSERT_GT(glm::length(camera.eye - anchor), 0);
    }
    EXPECT_LT(glm::length(camera.forward() - before), 0.1) << offset;
    const Camera out = zoomed(camera, -10, anchor);
    EXPECT_GT(out.distance(), camera.distance()) << "the way back is open";
  }
}

TEST(Zoom, outStaysFinite) {
  Camera camera = sample_camera();
  for (int i = 0; i < 5000; ++i) camera = zoomed(camera, -1, camera.target + glm::dvec3(1, 2, 3));
  EXPECT_TRUE(std::isfinite(camera.distance()));
  EXPECT_GT(camera.distance(), 1e50);
}

TEST(Zoom, nonFiniteAnchorIsIgnored) {
  const Camera start = sample_camera();
  EXPECT_EQ(zoomed(start, 1, {kNaN, 0, 0}), start);
  EXPECT_EQ(zoomed(start, kNaN, start.target), start);
}

TEST(PointAtTargetDepth, liesUnderTheCursorAtTheTargetsDepth) {
  for (const bool orthographic : {false, true}) {
    const Camera camera = sample_camera(orthographic);
    const auto at = camera.project(kView, point_at_target_depth(camera, kView, {17, 700}));
    EXPECT_NEAR(glm::length(at->pixel - glm::dvec2(17, 700)), 0, 1e-9);
    EXPECT_NEAR(at->depth, camera.distance(), 1e-9);
  }
}

TEST(Fly, movesAlongTheCamerasAxes) {
  const Camera start = sample_camera();
  const Camera moved = flown(start, {1, 2, 3});
  const glm::dvec3 shift = moved.eye - start.eye;
  EXPECT_NEAR(glm::dot(shift, start.right()), 1, 1e-12);
  EXPECT_NEAR(glm::dot(shift, start.forward()), 2, 1e-12);
  EXPECT_NEAR(glm::dot(shift, start.true_up()), 3, 1e-12);
  EXPECT_NEAR(glm::length(moved.target - start.target - shift), 0, 1e-12);
}

TEST(Look, turnsTheEyeInPlace) {
  const Camera start = sample_camera();
  const Camera right = looked_around(start, kView, {kView.height, 0});
  EXPECT_EQ(right.eye, start.eye);
  EXPECT_NEAR(right.distance(), start.distance(), 1e-12);
  EXPECT_GT(glm::dot(right.forward(), start.right()), 0.1);
  EXPECT_NEAR(elevation(right), elevation(start), 1e-12);
  const Camera down = looked_around(start, kView, {0, kView.height / 2.0});
  EXPECT_NEAR(elevation(down) - elevation(start), kPi / 8, 1e-9);
  EXPECT_NEAR(elevation(looked_around(start, kView, {0, 1e5})), kPi / 2, 2e-3);
}

TEST(Pivot, turnsTheViewToIt) {
  const Camera start = sample_camera();
  const glm::dvec3 pivot{7, 8, 9};
  const Camera moved = with_pivot(start, pivot);
  EXPECT_EQ(moved.eye, start.eye);
  EXPECT_EQ(moved.target, pivot);
  EXPECT_NEAR(glm::length(moved.project(kView, pivot)->pixel - glm::dvec2(600, 400)), 0, 1e-9);
}

TEST(Pivot, orthographicKeepsTheScale) {
  const Camera start = sample_camera(true);
  const Camera moved = with_pivot(start, {7, 8, 9});
  EXPECT_NEAR(moved.height_at_target(), start.height_at_target(), 1e-9);
  EXPECT_NEAR(glm::length(moved.forward() - start.forward()), 0, 1e-12);
  EXPECT_EQ(moved.target, glm::dvec3(7, 8, 9));
}

TEST(Pivot, impossibleOnesAreIgnored) {
  const Camera start = sample_camera();
  EXPECT_EQ(with_pivot(start, start.eye), start);
  EXPECT_EQ(with_pivot(start, {0, kNaN, 0}), start);
}

TEST(Pivot, straightAboveOrBelowKeepsAValidUp) {
  const Camera start = sample_camera();
  const Camera moved = with_pivot(start, start.eye + glm::dvec3(0, 0, 5));
  EXPECT_FALSE(moved.up_along_view());
  EXPECT_TRUE(parse_camera(format_camera(moved), Camera{}).has_value());
}

TEST(FlyTo, keepsTheDirection) {
  const Camera start = sample_camera();
  const Camera moved = flown_to(start, {1e6, 2, 3}, 4);
  EXPECT_EQ(moved.target, glm::dvec3(1e6, 2, 3));
  EXPECT_NEAR(moved.distance(), 4, 1e-9);
  EXPECT_NEAR(glm::length(moved.forward() - start.forward()), 0, 1e-9);
  EXPECT_GT(flown_to(start, {1e12, 0, 0}, 0).distance(), 0);
  EXPECT_EQ(flown_to(start, {kNaN, 0, 0}, 1), start);
}

}  // namespace
}  // namespace vertexview
