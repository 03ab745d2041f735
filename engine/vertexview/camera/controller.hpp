#pragma once
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include "vertexview/camera/camera.hpp"

namespace vertexview {

// The functions with which a mouse or a keyboard moves a camera. Each returns the moved camera; none keeps
// state.

// A drag counts pixels to the right and downwards.

/// Turns around the target by a drag of `pixels`, so that the near side follows the drag: over the viewport's
/// height it is half a turn. The axis is the camera's up; for a view straight along its up_axis (top, bottom)
/// it is that. Stops at the poles instead of flipping over.
[[nodiscard]] Camera orbited(const Camera& camera, const Viewport& viewport, glm::dvec2 pixels) noexcept;

/// Moves eye and target so that the point under the cursor at the target's depth follows the drag exactly.
[[nodiscard]] Camera panned(const Camera& camera, const Viewport& viewport, glm::dvec2 pixels) noexcept;

/// Zooms by `steps` wheel notches (positive is closer); `anchor` is the world point under the cursor, which
/// keeps its pixel. One notch brings the eye 15 % closer. Never reaches the anchor.
[[nodiscard]] Camera zoomed(const Camera& camera, double steps, glm::dvec3 anchor) noexcept;

/// Returns the world point under `pixel` at the target's depth, for `zoomed` where nothing was picked.
[[nodiscard]] glm::dvec3 point_at_target_depth(const Camera& camera, const Viewport& viewport,
                                               glm::dvec2 pixel) noexcept;

/// Moves by world units along the camera's own right, forward and true up.
[[nodiscard]] Camera flown(const Camera& camera, glm::dvec3 right_forward_up) noexcept;

/// Turns the eye in place towards a drag of `pixels`, keeping the distance to the target: a drag over the
/// viewport's height turns by the angle of view. Stops at the poles as `orbited` does.
[[nodiscard]] Camera looked_around(const Camera& camera, const Viewport& viewport,
                                   glm::dvec2 pixels) noexcept;

/// Makes `pivot` the target without moving the eye: the view turns to it. Orthographic instead moves sideways
/// and along the view, so that the scale stays. Unchanged for a pivot at the eye or a non-finite one.
[[nodiscard]] Camera with_pivot(const Camera& camera, glm::dvec3 pivot) noexcept;

/// Looks at `point` from `distance`, from the direction the camera looks now.
[[nodiscard]] Camera flown_to(const Camera& camera, glm::dvec3 point, double distance) noexcept;

}  // namespace vertexview
