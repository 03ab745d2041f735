#include "vertexview/camera/camera.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <random>
#include <utility>

#include "support_up.hpp"

namespace vertexview {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr Viewport kWide{1920, 1080};

Camera random_camera(std::mt19937_64& random, double offset, double scale) {
  std::uniform_real_distribution<double> unit(-1, 1);
  const auto vector = [&] { return glm::dvec3(unit(random), unit(random), unit(random)); };
  Camera camera;
  camera.target = glm::dvec3(offset) + vector() * scale;
  camera.eye = camera.target + vector() * scale;
  camera.up = vector();
  camera.fov_degrees = 20 + 100 * std::abs(unit(random));
  camera.orthographic = unit(random) > 0;
  return camera;
}

Bounds box(Vector min, Vector max) {
  return {min, max};
}

std::array<glm::dvec3, 8> corners(const Bounds& bounds) {
  std::array<glm::dvec3, 8> result{};
  for (unsigned i = 0; i < 8; ++i)
    result[i] = {(i & 1U) != 0 ? bounds.max.x : bounds.min.x, (i & 2U) != 0 ? bounds.max.y : bounds.min.y,
                 (i & 4U) != 0 ? bounds.max.z : bounds.min.z};
  return result;
}

// How far a point is from the picture's middle: 1 on the border.
double reach(const Camera& camera, const Viewport& viewport, glm::dvec3 point) {
  const auto projected = camera.project(viewport, point);
  if (!projected) return kInf;
  return std::max(std::abs(projected->pixel.x / viewport.width * 2 - 1),
                  std::abs(projected->pixel.y / viewport.height * 2 - 1));
}

TEST(Camera, axesAreOrthonormalAndRightHanded) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const Camera camera = random_camera(random, 0, 10);
    const glm::dvec3 x = camera.right();
    const glm::dvec3 y = camera.true_up();
    const glm::dvec3 z = -camera.forward();
    EXPECT_NEAR(glm::length(x), 1, 1e-12);
    EXPECT_NEAR(glm::length(y), 1, 1e-12);
    EXPECT_NEAR(glm::length(z), 1, 1e-12);
    EXPECT_NEAR(glm::length(glm::cross(x, y) - z), 0, 1e-12);
    EXPECT_GT(glm::dot(y, camera.up), 0);
    const glm::dmat4 rotation = camera.rotation();
    EXPECT_NEAR(glm::length(glm::dvec3(rotation * glm::dvec4(x, 0)) - glm::dvec3(1, 0, 0)), 0, 1e-12);
    EXPECT_NEAR(glm::length(glm::dvec3(rotation * glm::dvec4(y, 0)) - glm::dvec3(0, 1, 0)), 0, 1e-12);
    EXPECT_NEAR(glm::length(glm::dvec3(rotation * glm::dvec4(z, 0)) - glm::dvec3(0, 0, 1)), 0, 1e-12);
  }
}

TEST(Camera, axesOfADegenerateCamera) {
  for (const glm::dvec3 ahead :
       {glm::dvec3(0, 0, -1), glm::dvec3(0, 0, 1), glm::dvec3(0, 3, 0), glm::dvec3(0)}) {
    for (const glm::dvec3 up : {glm::dvec3(0), ahead, -ahead}) {
      Camera camera;
      camera.target = camera.eye + ahead;
      camera.up = up;
      EXPECT_TRUE(camera.up_along_view());
      EXPECT_NEAR(glm::length(camera.right()), 1, 1e-12);
      EXPECT_NEAR(glm::length(camera.true_up()), 1, 1e-12);
      EXPECT_NEAR(glm::dot(camera.right(), camera.forward()), 0, 1e-12);
    }
  }
}

TEST(Camera, projectKnownPixels) {
  Camera camera;
  camera.eye = {0, -2, 0};
  camera.fov_degrees = 90;
  const Viewport viewport{200, 100};
  const auto pixel = [&](glm::dvec3 point) { return camera.project(viewport, point)->pixel; };
  // At depth 2 the picture is 4 units high and 8 wide: 25 pixels a unit.
  EXPECT_NEAR(glm::length(pixel({0, 0, 0}) - glm::dvec2(100, 50)), 0, 1e-12);
  EXPECT_NEAR(glm::length(pixel({1, 0, 0}) - glm::dvec2(125, 50)), 0, 1e-12);
  EXPECT_NEAR(glm::length(pixel({0, 0, 1}) - glm::dvec2(100, 25)), 0, 1e-12);
  EXPECT_NEAR(glm::length(pixel({0, 2, 2}) - glm::dvec2(100, 25)), 0, 1e-12);
  EXPECT_DOUBLE_EQ(camera.project(viewport, {5, 1, 7})->depth, 3);
  camera.orthographic = true;
  EXPECT_NEAR(glm::length(pixel({0, 2, 2}) - glm::dvec2(100, 0)), 0, 1e-12);
  EXPECT_NEAR(glm::length(pixel({-4, 100, -2}) - glm::dvec2(0, 100)), 0, 1e-12);
}

TEST(Camera, projectInvertsRay) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> unit(0, 1);
  for (const double offset : {0.0, 4e6, 1e12}) {
    for (int i = 0; i < 1000; ++i) {
      const Camera camera = random_camera(random, offset, offset > 1e9 ? 1e6 : 10);
      const glm::dvec2 pixel{unit(random) * kWide.width, unit(random) * kWide.height};
      const Ray ray = camera.ray(kWide, pixel);
      EXPECT_NEAR(glm::length(ray.direction), 1, 1e-12);
      const auto back = camera.project(kWide, ray.origin + ray.direction * camera.distance());
      ASSERT_TRUE(back.has_value());
      EXPECT_LT(glm::length(back->pixel - pixel), offset > 0 ? 1e-2 : 1e-8) << offset;
    }
  }
}

TEST(Camera, projectAgreesWithTheClipMatrix) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> unit(-1, 1);
  int inside = 0;
  for (int i = 0; i < 2000; ++i) {
    const Camera camera = random_camera(random, 0, 10);
    const glm::dvec3 point = camera.target + glm::dvec3(unit(random), unit(random), unit(random));
    const double near_plane = 1e-3;
    const double range = 100;
    const glm::dvec4 clip =
        camera.projection(kWide, near_plane, range) * camera.rotation() * glm::dvec4(point - camera.eye, 1);
    const auto projected = camera.project(kWide, point);
    if (!projected) {
      EXPECT_LE(clip.w, 0);
      continue;
    }
    ++inside;
    const glm::dvec2 pixel{(clip.x / clip.w + 1) / 2 * kWide.width, (1 - clip.y / clip.w) / 2 * kWide.height};
    EXPECT_NEAR(glm::length(projected->pixel - pixel), 0, 1e-6 * (1 + glm::length(pixel)));
    const double depth =
        camera.orthographic ? 0.5 - projected->depth / (2 * range) : near_plane / projected->depth;
    EXPECT_NEAR(clip.z / clip.w, depth, 1e-9);
  }
  EXPECT_GT(inside, 1000);
}

TEST(Camera, perspectiveDepthIsReversedAndInfinite) {
  const Camera camera;
  const glm::dmat4 clip = camera.projection(kWide, 0.25, 1);
  const auto depth = [&](double distance) {
    const glm::dvec4 at = clip * glm::dvec4(0, 0, -distance, 1);
    return at.z / at.w;
  };
  EXPECT_DOUBLE_EQ(depth(0.25), 1);
  EXPECT_DOUBLE_EQ(depth(0.5), 0.5);
  EXPECT_GT(depth(1e30), 0);
  EXPECT_LT(depth(1e30), 1e-29);
  EXPECT_GT(depth(0.2), 1) << "nearer than the near plane is clipped";
}

TEST(Camera, orthographicDepthCoversBothSidesOfTheEye) {
  Camera camera;
  camera.orthographic = true;
  const glm::dmat4 clip = camera.projection(kWide, 0.25, 8);
  const auto depth = [&](double distance) { return (clip * glm::dvec4(0, 0, -distance, 1)).z; };
  EXPECT_DOUBLE_EQ(depth(-8), 1);
  EXPECT_DOUBLE_EQ(depth(0), 0.5);
  EXPECT_DOUBLE_EQ(depth(8), 0);
}

TEST(Camera, projectNonFinite) {
  for (const bool orthographic : {false, true}) {
    Camera camera;
    camera.orthographic = orthographic;
    for (const double bad : {kNaN, kInf, -kInf}) {
      EXPECT_FALSE(camera.project(kWide, {bad, 0, 0}));
      EXPECT_FALSE(camera.project(kWide, {0, bad, 0}));
      EXPECT_FALSE(camera.project(kWide, {0, 0, bad}));
    }
  }
}

TEST(Camera, projectBehindTheEye) {
  Camera camera;
  EXPECT_FALSE(camera.project(kWide, camera.eye - camera.forward()));
  EXPECT_FALSE(camera.project(kWide, camera.eye));
  EXPECT_FALSE(camera.project(kWide, camera.eye + camera.right()));
  camera.orthographic = true;
  const auto behind = camera.project(kWide, camera.eye - camera.forward());
  ASSERT_TRUE(behind);
  EXPECT_DOUBLE_EQ(behind->depth, -1);
}

TEST(Camera, projectKeepsHundredthsOfAPixelAtUtmCoordinates) {
  // The same scene at the origin and at 4e6 (exactly representable offsets) falls on the same pixels.
  std::mt19937_64 random(4);
  std::uniform_int_distribution<int> step(-1000, 1000);
  const glm::dvec3 offset{4e6, 5e5, 2e6};
  Camera camera;
  camera.eye = {3, -6, 2};
  Camera far = camera;
  far.eye += offset;
  far.target += offset;
  for (int i = 0; i < 1000; ++i) {
    const glm::dvec3 point{step(random) / 1024.0, step(random) / 1024.0, step(random) / 1024.0};
    const auto near_pixel = camera.project(kWide, point)->pixel;
    const auto far_pixel = far.project(kWide, point + offset)->pixel;
    EXPECT_LT(glm::length(near_pixel - far_pixel), 1e-6);
  }
}

TEST(Camera, fittedContainsAndFillsRandomBoxes) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<float> unit(-1, 1);
  std::uniform_real_distribution<float> exponent(-3, 6);
  const std::array<Viewport, 5> viewports{{{1920, 1080}, {1080, 1920}, {100, 100}, {4000, 10}, {1, 1}}};
  for (int i = 0; i < 5000; ++i) {
    const float scale = std::pow(10.0F, exponent(random));
    const auto sorted = [&] {
      const float a = unit(random) * scale;
      const float b = unit(random) * scale;
      return std::pair(std::min(a, b), std::max(a, b));
    };
    const std::pair<float, float> x = sorted();
    const std::pair<float, float> y = sorted();
    const std::pair<float, float> z = sorted();
    const Bounds bounds{{x.first, y.first, z.first}, {x.second, y.second, z.second}};
    const Viewport viewport = viewports[static_cast<std::size_t>(i) % viewports.size()];
    const Camera start = random_camera(random, 0, 10);
    const Camera camera = start.fitted(bounds, viewport);
    EXPECT_NEAR(glm::length(camera.forward() - start.forward()), 0, 1e-9);
    double farthest = 0;
    for (const glm::dvec3 corner : corners(bounds))
      farthest = std::max(farthest, reach(camera, viewport, corner));
    EXPECT_LT(farthest, 0.9501);
    // A box much longer than wide along the view stays small, since the eye keeps out of it.
    double nearest = kInf;
    for (const glm::dvec3 corner : corners(bounds))
      nearest = std::min(nearest, glm::dot(corner - camera.eye, camera.forward()));
    if (nearest > 0.02 * camera.distance()) {
      EXPECT_GT(farthest, 0.9499);
    }
  }
}

TEST(Camera, fittedFarFromTheOrigin) {
  const Bounds bounds = box({3999990, 4000000, 4000000}, {4000010, 4000004, 4000002});
  for (const bool orthographic : {false, true}) {
    Camera start;
    start.orthographic = orthographic;
    const Camera camera = start.fitted(bounds, kWide);
    EXPECT_EQ(camera.target, glm::dvec3(4000000, 4000002, 4000001));
    double farthest = 0;
    for (const glm::dvec3 corner : corners(bounds))
      farthest = std::max(farthest, reach(camera, kWide, corner));
    EXPECT_NEAR(farthest, 0.95, 1e-6);
  }
}

TEST(Camera, fittedToTheWholeRangeOfFloats) {
  constexpr float kMax = std::numeric_limits<float>::max();
  const Camera camera = Camera{}.fitted(box({-kMax, -kMax, -kMax}, {kMax, kMax, kMax}), kWide);
  for (const glm::dvec3 corner : corners(box({-kMax, -kMax, -kMax}, {kMax, kMax, kMax})))
    EXPECT_LT(reach(camera, kWide, corner), 0.9501);
  constexpr float kTiny = std::numeric_limits<float>::denorm_min();
  const Camera small = Camera{}.fitted(box({0, 0, 0}, {kTiny, kTiny, kTiny}), kWide);
  EXPECT_GT(small.distance(), 0);
  EXPECT_LT(small.distance(), 1e-43);
}

TEST(Camera, fittedEmptyBounds) {
  std::mt19937_64 random(6);
  const Camera camera = random_camera(random, 0, 10);
  EXPECT_EQ(camera.fitted(Bounds{}, kWide), camera);
}

TEST(Camera, fittedSinglePoint) {
  const auto point = [](float x, float y, float z) { return box({x, y, z}, {x, y, z}); };
  for (const bool orthographic : {false, true}) {
    Camera start;
    start.orthographic = orthographic;
    EXPECT_DOUBLE_EQ(start.fitted(point(0, 0, 0), kWide).distance(), 1);
    EXPECT_DOUBLE_EQ(start.fitted(point(4e6F, 4e6F, 4e6F), kWide).distance(), 1);
    const Camera far = start.fitted(point(1e12F, 1e12F, -1e12F), kWide);
    EXPECT_NEAR(far.distance(), 1, 1e-3);
    EXPECT_EQ(far.target, glm::dvec3(1e12F, 1e12F, -1e12F));
    EXPECT_NEAR(reach(far, kWide, far.target), 0, 1e-9);
    EXPECT_GT(start.fitted(point(3e38F, 0, 3e38F), kWide).distance(), 1e26);
  }
}

TEST(Camera, fittedLineAlongTheViewStaysOutside) {
  const Camera camera = Camera{}.fitted(box({0, -5, 0}, {0, 5, 0}), kWide);
  EXPECT_LT(camera.eye.y, -5);
  for (const glm::dvec3 end : {glm::dvec3(0, -5, 0), glm::dvec3(0, 5, 0)})
    EXPECT_TRUE(camera.project(kWide, end).has_value());
}

TEST(Camera, standardViews) {
  Camera start;
  start.eye = {4, -2, 9};
  start.target = {1, 2, -3};
  struct Case {
    StandardView view;
    glm::dvec3 forward, right, up;
  };
  const std::array<Case, 6> cases{{{StandardView::kFront, {0, 1, 0}, {1, 0, 0}, {0, 0, 1}},
                                   {StandardView::kBack, {0, -1, 0}, {-1, 0, 0}, {0, 0, 1}},
                                   {StandardView::kRight, {-1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                   {StandardView::kLeft, {1, 0, 0}, {0, -1, 0}, {0, 0, 1}},
                                   {StandardView::kTop, {0, 0, -1}, {1, 0, 0}, {0, 1, 0}},
                                   {StandardView::kBottom, {0, 0, 1}, {1, 0, 0}, {0, -1, 0}}}};
  for (const Case& expected : cases) {
    const Camera camera = start.looking(expected.view);
    EXPECT_EQ(camera.target, start.target);
    EXPECT_DOUBLE_EQ(camera.distance(), start.distance());
    EXPECT_EQ(camera.forward(), expected.forward);
    EXPECT_EQ(camera.right(), expected.right);
    EXPECT_EQ(camera.true_up(), expected.up);
  }
}

TEST(Camera, theFirstViewGoesByTheUpAxis) {
  const Bounds bounds = box({-1, -2, -3}, {4, 5, 6});
  const Camera upright = default_camera(bounds, kWide);
  for (const test::UpCase& up : test::kUpCases) {
    Bounds turned;
    for (const glm::dvec3 corner : corners(bounds)) {
      const glm::vec3 v(up.rotated(corner));
      turned.include(box({v.x, v.y, v.z}, {v.x, v.y, v.z}));
    }
    const Camera camera = default_camera(turned, kWide, up.axis);
    EXPECT_NEAR(glm::length(camera.eye - up.rotated(upright.eye)), 0, 1e-9) << up.name;
    EXPECT_EQ(camera.target, up.rotated(upright.target)) << up.name;
    EXPECT_EQ(camera.up, up.rotated({0, 0, 1})) << up.name;
    EXPECT_EQ(camera.up_axis, up.axis);
    EXPECT_EQ(camera.fitted(turned, kWide).up_axis, up.axis) << "a fit keeps it";
  }
}

TEST(Camera, anotherUpAxisTurnsTheViewAroundTheTarget) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 200; ++i) {
    Camera upright = random_camera(random, 0, 10);
    if (i % 10 == 0) upright.up = glm::dvec3(0);
    for (const test::UpCase& up : test::kUpCases) {
      const Camera turned = upright.with_up_axis(up.axis);
      EXPECT_EQ(turned.up_axis, up.axis);
      EXPECT_EQ(turned.target, upright.target);
      EXPECT_EQ(turned.up, up.rotated(upright.up));
      EXPECT_NEAR(glm::length(turned.forward() - up.rotated(upright.forward())), 0, 1e-12) << up.name;
      EXPECT_NEAR(glm::length(turned.right() - up.rotated(upright.right())), 0, 1e-12) << up.name;
      EXPECT_NEAR(turned.distance(), upright.distance(), 1e-12);
      for (const test::UpCase& other : test::kUpCases) {
        const Camera again = turned.with_up_axis(other.axis);
        EXPECT_NEAR(glm::length(again.eye - upright.with_up_axis(other.axis).eye), 0, 1e-12) << other.name;
        EXPECT_EQ(again.up, other.rotated(upright.up)) << "from each axis to each";
      }
    }
  }
}

TEST(Camera, defaultCameraLooksFromTheFrontAndAbove) {
  const Bounds bounds = box({-1, -2, -3}, {4, 5, 6});
  const Camera camera = default_camera(bounds, kWide);
  EXPECT_GT(camera.forward().y, 0.5);
  EXPECT_LT(camera.forward().z, -0.2);
  EXPECT_LT(camera.forward().x, -0.2);
  for (const glm::dvec3 corner : corners(bounds)) EXPECT_LT(reach(camera, kWide, corner), 0.9501);
  EXPECT_GT(default_camera(Bounds{}, kWide).distance(), 0);
}

}  // namespace
}  // namespace vertexview
