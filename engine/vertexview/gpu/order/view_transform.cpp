#include "vertexview/gpu/order/view_transform.hpp"

#include <algorithm>
#include <glm/mat4x4.hpp>

namespace vertexview::gpu::detail {

ViewTransform view_transform(const Camera& camera, const Viewport& viewport) noexcept {
  // Reversed-Z in 32-bit float keeps its relative precision down to the smallest distances, so a near plane a
  // millionth of the way to the target costs nothing.
  constexpr double kNear = 1e-6;
  // This keeps distances positive, and far enough from 0 that they are normal numbers in single precision.
  constexpr double kSmallest = 1e-30;
  const double distance = std::max(camera.distance(), kSmallest);
  const double near_plane = std::max(distance * kNear, kSmallest);
  const glm::dmat4 rotation = camera.rotation();
  const glm::dmat4 projection = camera.projection(viewport, near_plane, distance);
  const glm::dvec2 size(viewport.width, viewport.height);

  ViewTransform view;
  view.eye_high = glm::vec3(camera.eye);
  view.eye_low = glm::vec3(camera.eye - glm::dvec3(view.eye_high));
  view.right = glm::vec3(rotation[0][0], rotation[1][0], rotation[2][0]);
  view.up = glm::vec3(rotation[0][1], rotation[1][1], rotation[2][1]);
  view.back = glm::vec3(rotation[0][2], rotation[1][2], rotation[2][2]);
  view.scale = glm::vec2(size * 0.5 * glm::dvec2(projection[0][0], -projection[1][1]));
  view.centre = glm::vec2(size * 0.5);
  view.viewport = glm::vec2(size);
  view.near_plane = static_cast<float>(near_plane);
  // A depth buffer has room for distances up to 2^126 times the nearest. Distances up to 2^120 have a
  // reciprocal that is a normal number, and in an orthographic view the codes of their depths fit too.
  view.farthest = static_cast<float>(std::min(near_plane * 0x1p125, 0x1p120));
  view.reach = static_cast<float>(distance);
  view.orthographic = camera.orthographic;
  return view;
}

}  // namespace vertexview::gpu::detail
