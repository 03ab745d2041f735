#include "vertexview/camera/controller.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>
#include <glm/trigonometric.hpp>

#include "vertexview/camera/detail/vectors.hpp"

namespace vertexview {
namespace {

using detail::finite;
using detail::kDistanceResolution;
using detail::largest_component;

constexpr double kPi = glm::pi<double>();
// How near, in radians, a drag comes to the poles: near enough to look exact, far enough for `up` to keep the
// picture from turning.
constexpr double kPoleGap = 1e-3;
// The share of the distance that a step of the wheel leaves: four steps about halve the distance, so that a
// hand neither turns for long nor jumps past what it wants to see.
constexpr double kZoomPerStep = 0.85;
// The distances that a zoom keeps to; relative to the coordinates it keeps to kDistanceResolution.
constexpr double kSmallestDistance = 1e-60;
constexpr double kLargestDistance = 1e60;

// A view direction as two angles around an axis: a turntable moves that way.
struct Turntable {
  glm::dvec3 axis;
  glm::dvec3 heading;  // perpendicular to the axis
  double polar;        // from the axis to the direction of view: 0 looks along the axis, pi against it

  explicit Turntable(const Camera& camera) noexcept {
    const glm::dvec3 ahead = camera.forward();
    // The views from top and bottom have a horizontal `up`; they still turn around the vertical.
    const WorldAxes world = world_axes(camera.up_axis);
    const bool vertical =
        std::abs(glm::dot(ahead, world.right)) + std::abs(glm::dot(ahead, world.ahead)) < 1e-9;
    axis = vertical || camera.up_along_view() ? world.up : glm::normalize(camera.up);
    if (camera.up_along_view() && !vertical) axis = camera.true_up();
    heading = glm::cross(axis, camera.right());
    polar = std::atan2(glm::dot(ahead, heading), glm::dot(ahead, axis));
  }

  // Turns within the directions that remain reachable: a pole that is already reached is not jumped away
  // from.
  void turn(double yaw, double pitch) noexcept {
    heading = heading * std::cos(yaw) + glm::cross(axis, heading) * std::sin(yaw);
    if (pitch != 0)
      polar = std::clamp(polar + pitch, std::min(kPoleGap, polar), std::max(kPi - kPoleGap, polar));
  }

  [[nodiscard]] glm::dvec3 ahead() const noexcept {
    return axis * std::cos(polar) + heading * std::sin(polar);
  }
  [[nodiscard]] glm::dvec3 up() const noexcept {
    return std::min(polar, kPi - polar) < 1e-9 ? heading * (polar > 1 ? 1.0 : -1.0) : axis;
  }
};

}  // namespace

Camera orbited(const Camera& camera, const Viewport& viewport, glm::dvec2 pixels) noexcept {
  const glm::dvec2 angle = pixels * (kPi / viewport.height);
  Turntable table(camera);
  table.turn(-angle.x, angle.y);
  Camera moved = camera;
  moved.eye = camera.target - table.ahead() * camera.distance();
  moved.up = table.up();
  return moved;
}

Camera panned(const Camera& camera, const Viewport& viewport, glm::dvec2 pixels) noexcept {
  const double scale = camera.height_at_target() / viewport.height;
  const glm::dvec3 shift = camera.true_up() * (pixels.y * scale) - camera.right() * (pixels.x * scale);
  Camera moved = camera;
  moved.eye += shift;
  moved.target += shift;
  return moved;
}

Camera zoomed(const Camera& camera, double steps, glm::dvec3 anchor) noexcept {
  if (!finite(anchor) || !std::isfinite(steps)) return camera;
  double factor = std::pow(kZoomPerStep, steps);
  const double to_anchor = glm::length(anchor - camera.eye);
  const double nearest = to_anchor > 0 ? std::min(to_anchor, camera.distance()) : camera.distance();
  const double coordinates = std::max(largest_component(anchor), largest_component(camera.target));
  const double smallest = std::max(kSmallestDistance, coordinates * kDistanceResolution);
  if (factor < 1) factor = std::min(1.0, std::max(factor, smallest / nearest));
  if (factor > 1)
    factor = std::max(1.0, std::min(factor, kLargestDistance / std::max(to_anchor, camera.distance())));
  Camera moved = camera;
  moved.eye = anchor + (camera.eye - anchor) * factor;
  moved.target = anchor + (camera.target - anchor) * factor;
  return moved;
}

glm::dvec3 point_at_target_depth(const Camera& camera, const Viewport& viewport, glm::dvec2 pixel) noexcept {
  const Ray ray = camera.ray(viewport, pixel);
  return ray.origin + ray.direction * (camera.distance() / glm::dot(ray.direction, camera.forward()));
}

Camera flown(const Camera& camera, glm::dvec3 right_forward_up) noexcept {
  const glm::dvec3 shift = camera.right() * right_forward_up.x + camera.forward() * right_forward_up.y +
                           camera.true_up() * right_forward_up.z;
  Camera moved = camera;
  moved.eye += shift;
  moved.target += shift;
  return moved;
}

Camera looked_around(const Camera& camera, const Viewport& viewport, glm::dvec2 pixels) noexcept {
  const glm::dvec2 angle = pixels * (glm::radians(camera.fov_degrees) / viewport.height);
  Turntable table(camera);
  table.turn(-angle.x, angle.y);
  Camera moved = camera;
  moved.target = camera.eye + table.ahead() * camera.distance();
  moved.up = table.up();
  return moved;
}

Camera with_pivot(const Camera& camera, glm::dvec3 pivot) noexcept {
  if (!finite(pivot)) return camera;
  // In orthographic the scale follows the distance, so a new pivot must not change the distance.
  if (camera.orthographic) return flown_to(camera, pivot, camera.distance());
  Camera moved = camera;
  moved.target = pivot;
  if (!(moved.distance() > largest_component(pivot) * kDistanceResolution)) return camera;
  if (moved.up_along_view()) moved.up = moved.true_up();
  return moved;
}

Camera flown_to(const Camera& camera, glm::dvec3 point, double distance) noexcept {
  if (!finite(point) || !std::isfinite(distance)) return camera;
  const double smallest = std::max(kSmallestDistance, largest_component(point) * kDistanceResolution);
  Camera moved = camera;
  moved.target = point;
  moved.eye = point - camera.forward() * std::max(distance, smallest);
  return moved;
}

}  // namespace vertexview
