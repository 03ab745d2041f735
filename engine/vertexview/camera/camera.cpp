#include "vertexview/camera/camera.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include "vertexview/camera/detail/vectors.hpp"

namespace vertexview {
namespace {

using detail::finite;
using detail::kDistanceResolution;
using detail::largest_component;

// The share of the picture's half extent that a fitted box may take: the margin keeps points off the edge.
constexpr double kFill = 0.95;
// A fitted camera keeps its eye this factor outside of the box, even when the box is a line along the view.
constexpr double kClearance = 1.01;
// A box of one point has no size to fit, so its distance is any that is neither inside nor far.
constexpr double kPointDistance = 1;
// The sine of the angle below which `up` counts as lying along the view.
constexpr double kParallel = 1e-9;

glm::dvec3 widened(const Vector& v) noexcept {
  return {v.x, v.y, v.z};
}

// Unlike -v, this has no negative zeros, which a camera's text would show.
glm::dvec3 opposite(glm::dvec3 v) noexcept {
  return glm::dvec3(0) - v;
}

}  // namespace

WorldAxes world_axes(UpAxis up) noexcept {
  constexpr glm::dvec3 kX{1, 0, 0};
  constexpr glm::dvec3 kY{0, 1, 0};
  constexpr glm::dvec3 kZ{0, 0, 1};
  switch (up) {
    case UpAxis::kX:
      return {kY, kZ, kX};
    case UpAxis::kY:
      return {kX, opposite(kZ), kY};
    case UpAxis::kMinusX:
      return {kY, opposite(kZ), opposite(kX)};
    case UpAxis::kMinusY:
      return {kX, kZ, opposite(kY)};
    case UpAxis::kMinusZ:
      return {kX, opposite(kY), opposite(kZ)};
    case UpAxis::kZ:
      break;
  }
  return {kX, kY, kZ};
}

double Camera::distance() const noexcept {
  return glm::length(target - eye);
}

glm::dvec3 Camera::forward() const noexcept {
  const double length = distance();
  return length > 0 ? (target - eye) / length : glm::dvec3(0, 1, 0);
}

glm::dvec3 Camera::right() const noexcept {
  const glm::dvec3 ahead = forward();
  const glm::dvec3 side = glm::cross(ahead, up);
  const double length = glm::length(side);
  if (length > kParallel * glm::length(up)) return side / length;
  const WorldAxes world = world_axes(up_axis);
  const glm::dvec3 other = std::abs(glm::dot(ahead, world.up)) < 0.5 ? world.up : world.ahead;
  return glm::normalize(glm::cross(ahead, other));
}

glm::dvec3 Camera::true_up() const noexcept {
  return glm::cross(right(), forward());
}

bool Camera::up_along_view() const noexcept {
  return !(glm::length(glm::cross(forward(), up)) > kParallel * glm::length(up));
}

double Camera::tan_half_fov() const noexcept {
  return std::tan(glm::radians(fov_degrees) / 2);
}

double Camera::height_at_target() const noexcept {
  return 2 * distance() * tan_half_fov();
}

glm::dmat4 Camera::rotation() const noexcept {
  const glm::dvec3 x = right();
  const glm::dvec3 z = -forward();
  const glm::dvec3 y = glm::cross(z, x);
  return {{x.x, y.x, z.x, 0}, {x.y, y.y, z.y, 0}, {x.z, y.z, z.z, 0}, {0, 0, 0, 1}};
}

glm::dmat4 Camera::projection(const Viewport& viewport, double near_plane,
                              double depth_range) const noexcept {
  glm::dmat4 clip(0);
  if (orthographic) {
    const double height = height_at_target();
    clip[0][0] = 2 / (height * viewport.aspect());
    clip[1][1] = 2 / height;
    clip[2][2] = 0.5 / depth_range;
    clip[3][2] = 0.5;
    clip[3][3] = 1;
  } else {
    const double cotangent = 1 / tan_half_fov();
    clip[0][0] = cotangent / viewport.aspect();
    clip[1][1] = cotangent;
    clip[2][3] = -1;
    clip[3][2] = near_plane;
  }
  return clip;
}

Ray Camera::ray(const Viewport& viewport, glm::dvec2 pixel) const noexcept {
  const double half = tan_half_fov();
  const double x = (2 * pixel.x / viewport.width - 1) * half * viewport.aspect();
  const double y = (1 - 2 * pixel.y / viewport.height) * half;
  if (orthographic) return {eye + (right() * x + true_up() * y) * distance(), forward()};
  return {eye, glm::normalize(forward() + right() * x + true_up() * y)};
}

std::optional<Projected> Camera::project(const Viewport& viewport, glm::dvec3 point) const noexcept {
  const glm::dvec3 relative = point - eye;
  const double depth = glm::dot(relative, forward());
  if (!finite(relative) || (!orthographic && !(depth > 0))) return std::nullopt;
  const double half_height = tan_half_fov() * (orthographic ? distance() : depth);
  const glm::dvec2 unit{glm::dot(relative, right()) / (half_height * viewport.aspect()),
                        glm::dot(relative, true_up()) / half_height};
  const glm::dvec2 pixel{(0.5 + 0.5 * unit.x) * viewport.width, (0.5 - 0.5 * unit.y) * viewport.height};
  // The pixel of a point almost beside the eye exceeds the range of doubles.
  if (!std::isfinite(pixel.x) || !std::isfinite(pixel.y)) return std::nullopt;
  return Projected{pixel, depth};
}

Camera Camera::fitted(const Bounds& bounds, const Viewport& viewport) const noexcept {
  if (bounds.empty()) return *this;
  const glm::dvec3 low = widened(bounds.min);
  const glm::dvec3 high = widened(bounds.max);
  if (!finite(low) || !finite(high)) return *this;
  const glm::dvec3 center = (low + high) / 2.0;
  const glm::dvec3 half = (high - low) / 2.0;

  // Half extents of the box along the axes of the view. The eight corners lie symmetrically around the
  // centre, so each side of the picture binds at one of these sign combinations.
  const double tangent_y = tan_half_fov() * kFill;
  const double tangent_x = tangent_y * viewport.aspect();
  const glm::dvec3 x = right();
  const glm::dvec3 y = true_up();
  const glm::dvec3 z = forward();
  double fitting = 0;
  for (unsigned corner = 0; corner < 8; ++corner) {
    const glm::dvec3 at{(corner & 1U) != 0 ? half.x : -half.x, (corner & 2U) != 0 ? half.y : -half.y,
                        (corner & 4U) != 0 ? half.z : -half.z};
    const double ahead = glm::dot(at, z);
    const double spread =
        std::max(std::abs(glm::dot(at, x)) / tangent_x, std::abs(glm::dot(at, y)) / tangent_y);
    fitting = std::max(fitting, orthographic ? spread : spread - ahead);
    fitting = std::max(fitting, -ahead * kClearance);
  }
  if (fitting == 0) fitting = kPointDistance;
  fitting = std::max(fitting, largest_component(center) * kDistanceResolution);

  Camera camera = *this;
  camera.target = center;
  camera.eye = center - z * fitting;
  return camera;
}

Camera Camera::looking(StandardView view) const noexcept {
  const WorldAxes world = world_axes(up_axis);
  glm::dvec3 direction = world.ahead;
  Camera camera = *this;
  camera.up = world.up;
  switch (view) {
    case StandardView::kFront:
      break;
    case StandardView::kBack:
      direction = opposite(world.ahead);
      break;
    case StandardView::kRight:
      direction = opposite(world.right);
      break;
    case StandardView::kLeft:
      direction = world.right;
      break;
    case StandardView::kTop:
      direction = opposite(world.up);
      camera.up = world.ahead;
      break;
    case StandardView::kBottom:
      direction = world.up;
      camera.up = opposite(world.ahead);
      break;
  }
  camera.eye = target - direction * distance();
  return camera;
}

Camera Camera::with_up_axis(UpAxis axis) const noexcept {
  if (axis == up_axis) return *this;
  const WorldAxes before = world_axes(up_axis);
  const WorldAxes after = world_axes(axis);
  // Each product is a component or zero and each sum has one term that is not, so that nothing is rounded.
  const auto turned = [&](glm::dvec3 v) {
    return after.right * glm::dot(v, before.right) + after.ahead * glm::dot(v, before.ahead) +
           after.up * glm::dot(v, before.up) + glm::dvec3(0);
  };
  Camera camera = *this;
  camera.up_axis = axis;
  camera.up = turned(up);
  camera.eye = target + turned(eye - target);
  return camera;
}

Camera default_camera(const Bounds& bounds, const Viewport& viewport, UpAxis up) noexcept {
  constexpr double kAzimuth = 0.5;     // radians to the right of the front
  constexpr double kElevation = 0.45;  // radians above the horizon
  constexpr double kEmptyDistance = 3;
  const WorldAxes world = world_axes(up);
  Camera camera;
  camera.up_axis = up;
  camera.up = world.up;
  camera.eye = (world.right * (std::sin(kAzimuth) * std::cos(kElevation)) -
                world.ahead * (std::cos(kAzimuth) * std::cos(kElevation)) + world.up * std::sin(kElevation)) *
               kEmptyDistance;
  return camera.fitted(bounds, viewport);
}

}  // namespace vertexview
