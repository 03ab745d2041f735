#pragma once
#include <cstddef>
#include <cstdint>
#include <glm/vec3.hpp>
#include <string>

#include "vertexview/camera/camera.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::app {

/// Returns the position of record `index` in the file's own coordinates, in double precision: the stored
/// numbers, scaled and shifted as the layout says. (Positions from Dataset::read are relative to
/// Dataset::origin() and rounded to float32.) NaN without a position; where the position has two
/// numbers, z is where the layout places 0. `index` must be below size().
[[nodiscard]] glm::dvec3 place_of(const Dataset& file, std::uint64_t index);

/// Returns the type of whose numbers a coordinate of `axis` (below 3) is: value_type() of the element, or
/// double where the layout scales or shifts it, unless it only changes the sign of a float. shortest_text()
/// of this type tells the coordinate.
[[nodiscard]] ElementType coordinate_type(const Layout& layout, std::size_t axis);

/// Returns place_of() as "x, y, z", each number with the fewest digits that identify it, as the table of
/// vertices writes it.
[[nodiscard]] std::string place_text(const Dataset& file, std::uint64_t index);

/// Returns Dataset::origin() as a vector.
[[nodiscard]] glm::dvec3 origin_of(const Dataset& file) noexcept;

/// Returns the camera moved by `offset`: the same view of a world whose coordinates are all larger by
/// `offset`.
[[nodiscard]] Camera moved_by(Camera camera, glm::dvec3 offset) noexcept;

}  // namespace vertexview::app
