#pragma once
#include <cstdint>
#include <glm/vec3.hpp>
#include <string>

#include "vertexview/camera/camera.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::app {

/// Where record `index` lies in the coordinates of the file itself, in double: the numbers of its position as
/// stored, scaled and shifted as the layout says. What Dataset::read gives is relative to
/// Dataset::origin() and rounded to float32. NaN without a position; z is 0 where there are two numbers.
/// `index` must be below size().
[[nodiscard]] glm::dvec3 place_of(const Dataset& file, std::uint64_t index);

/// "x, y, z" of place_of(): each number as short as reads back to the same value of the stored type.
[[nodiscard]] std::string place_text(const Dataset& file, std::uint64_t index);

/// Dataset::origin() as a vector.
[[nodiscard]] glm::dvec3 origin_of(const Dataset& file) noexcept;

/// The same view, of a world whose coordinates are all larger by `offset`.
[[nodiscard]] Camera moved_by(Camera camera, glm::dvec3 offset) noexcept;

}  // namespace vertexview::app
