#pragma once
#include <algorithm>
#include <cmath>
#include <glm/vec3.hpp>

namespace vertexview::detail {

/// The smallest distance to a point, relative to its coordinates, at which doubles still hold a direction.
inline constexpr double kDistanceResolution = 1e-12;

[[nodiscard]] inline bool finite(glm::dvec3 v) noexcept {
  return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
}

[[nodiscard]] inline double largest_component(glm::dvec3 v) noexcept {
  return std::max({std::abs(v.x), std::abs(v.y), std::abs(v.z)});
}

}  // namespace vertexview::detail
