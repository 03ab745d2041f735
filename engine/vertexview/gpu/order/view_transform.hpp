#pragma once
#include <glm/mat3x3.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include "vertexview/camera/camera.hpp"

namespace vertexview::gpu::detail {

/// A camera as every rasterizer uses it: computed in double precision, and handed over in single. A position
/// is taken relative to the eye in two steps, `(position - eye_high) - eye_low`, of which the first is exact
/// near the eye (both have the magnitude of the dataset's offset), then rotated, so that nothing of the
/// offset's magnitude is ever scaled. shaders/transform.glsl does the same arithmetic in the same order.
struct ViewTransform {
  glm::vec3 eye_high{0};
  glm::vec3 eye_low{0};
  glm::vec3 right{1, 0, 0};  ///< rows of the world-to-view rotation
  glm::vec3 up{0, 1, 0};
  glm::vec3 back{0, 0, 1};
  glm::vec2 scale{1};     ///< pixels per unit of x/w and of -y/w
  glm::vec2 centre{0};    ///< the pixel position the view axis meets, from the top left
  glm::vec2 viewport{1};  ///< pixels
  float near_plane = 0;   ///< perspective: the nearest distance drawn
  float farthest = 1;     ///< the greatest distance drawn, on either side of the eye where orthographic
  float reach = 1;        ///< the distance of the target
  bool orthographic = false;

  /// Returns what a unit of distance counts in eye-dome lighting of an orthographic picture, where log2 of
  /// the distance does not exist: the slope that log2 has at the target.
  [[nodiscard]] float relief_of_distance() const noexcept { return 1.442695041F / reach; }

  friend bool operator==(const ViewTransform&, const ViewTransform&) = default;
};

/// Returns the transform for pictures of `viewport` pixels. Positions are relative to the origin that the
/// camera's are.
[[nodiscard]] ViewTransform view_transform(const Camera& camera, const Viewport& viewport) noexcept;

}  // namespace vertexview::gpu::detail
