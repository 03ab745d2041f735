#pragma once
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/placement.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {

/// A picture's size in pixels.
struct Viewport {
  int width = 1;
  int height = 1;
  [[nodiscard]] double aspect() const noexcept {
    return static_cast<double>(width) / static_cast<double>(height);
  }
};

/// The directions of the world as the standard views call them. Each is exactly a coordinate axis; they are
/// right-handed: right x ahead = up.
struct WorldAxes {
  glm::dvec3 right;
  glm::dvec3 ahead;
  glm::dvec3 up;
};

/// Returns the axes of a world in which `up` points up: right is x, or y where x points up or down. So z up
/// has +y ahead, and y up has -z ahead, as glTF and OpenGL have it.
[[nodiscard]] WorldAxes world_axes(UpAxis up) noexcept;

/// The axis-aligned directions of the standard views, in terms of WorldAxes: front looks ahead, right from
/// the right towards the left, top down with ahead on top.
enum class StandardView : unsigned char { kFront, kBack, kRight, kLeft, kTop, kBottom };

/// A half line: `origin` + t * `direction`, t >= 0; `direction` has length 1.
struct Ray {
  glm::dvec3 origin{0};
  glm::dvec3 direction{0, 0, -1};
};

/// Where a point falls in the picture: pixels from the top left corner (the centre of the first pixel is 0.5,
/// 0.5), and the distance along the view direction in world units.
struct Projected {
  glm::dvec2 pixel{0};
  double depth = 0;
};

/// An eye in the world, all in double. Right-handed: the view looks along -z of its own frame, x is right, y
/// is up. A value: controllers return a changed one.
struct Camera {
  glm::dvec3 eye{0, -3, 0};
  glm::dvec3 target{0};  ///< the pivot: what an orbit turns around
  glm::dvec3 up{0, 0, 1};
  double fov_degrees = 45;  ///< vertical angle of view
  bool orthographic = false;
  /// Which way is up in the world: the standard views go by it, and so does an orbit that begins at a pole.
  /// `up` is that of the picture, and may be another.
  UpAxis up_axis = UpAxis::kZ;

  /// Returns the distance from eye to target; never 0 for a camera that a function of this header or of
  /// controller.hpp returned.
  [[nodiscard]] double distance() const noexcept;
  [[nodiscard]] glm::dvec3 forward() const noexcept;
  [[nodiscard]] glm::dvec3 right() const noexcept;
  /// Returns the up direction made perpendicular to forward().
  [[nodiscard]] glm::dvec3 true_up() const noexcept;
  /// Returns whether `up` is zero or lies along the view, so that right() and true_up() take another up
  /// direction.
  [[nodiscard]] bool up_along_view() const noexcept;
  [[nodiscard]] double tan_half_fov() const noexcept;
  /// Returns the world height of the picture at the target, which is what orthographic shows.
  [[nodiscard]] double height_at_target() const noexcept;

  /// Returns the rotation from world axes to view axes, without translation: it is applied to positions
  /// relative to the eye.
  [[nodiscard]] glm::dmat4 rotation() const noexcept;
  /// Returns the reversed-Z clip matrix for depth range 0..1 (near is 1, far is 0): infinite far plane in
  /// perspective; in orthographic, everything within `depth_range` world units of the eye's plane. Source:
  /// Upchurch and Desbrun, "Tightening the Precision of Perspective Rendering", 2012.
  [[nodiscard]] glm::dmat4 projection(const Viewport& viewport, double near_plane,
                                      double depth_range) const noexcept;

  /// Returns the ray through a pixel position (see Projected).
  [[nodiscard]] Ray ray(const Viewport& viewport, glm::dvec2 pixel) const noexcept;
  /// Returns where `point` falls, in double throughout; nullopt for a non-finite point and, in perspective,
  /// behind the eye. Orthographic also shows what lies behind the eye's plane, at a negative depth. The pixel
  /// may lie outside the viewport.
  [[nodiscard]] std::optional<Projected> project(const Viewport& viewport, glm::dvec3 point) const noexcept;

  /// Returns a camera with the same direction of view and the box's centre as target, moved so that `bounds`
  /// fills the viewport with a margin of 5 %. An empty box leaves the camera as it is; a box of one point is
  /// shown from a distance of 1 (from farther where its coordinates leave doubles no finer step).
  [[nodiscard]] Camera fitted(const Bounds& bounds, const Viewport& viewport) const noexcept;
  /// Returns the standard view of the same target from the same distance.
  [[nodiscard]] Camera looking(StandardView view) const noexcept;
  /// Returns the camera with another up axis, turned around the target so that it looks at its new
  /// world_axes() as it did at the old ones: a view from the front is one from the new front.
  [[nodiscard]] Camera with_up_axis(UpAxis axis) const noexcept;

  friend bool operator==(const Camera&, const Camera&) = default;
};

/// Returns the first view of a dataset: three-quarters from the front, a little above, fitted.
[[nodiscard]] Camera default_camera(const Bounds& bounds, const Viewport& viewport,
                                    UpAxis up = UpAxis::kZ) noexcept;

/// Reads "eye=x,y,z target=x,y,z up=x,y,z fov=deg ortho=0|1", any subset in any order over `base`, whose
/// up_axis stays, because the text does not tell it. Errors (kInvalidArgument) name the word and its byte
/// position: unknown or repeated key, not a number, a coordinate beyond 1e100, fov outside 1..170; or what is
/// wrong with the whole: eye equal to target, up along the view.
[[nodiscard]] Result<Camera> parse_camera(std::string_view text, const Camera& base);
/// Returns the text that parse_camera reads back to the same camera, bit for bit, but for its up_axis.
[[nodiscard]] std::string format_camera(const Camera& camera);

}  // namespace vertexview
