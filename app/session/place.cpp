#include "session/place.hpp"

#include <fmt/format.h>

#include <limits>
#include <vector>

#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview::app {

glm::dvec3 place_of(const Dataset& file, std::uint64_t index) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const Layout& layout = file.layout();
  const auto components = position_numbers(layout);
  if (!components || components->empty()) return {kNone, kNone, kNone};
  glm::dvec3 place{0};
  std::vector<std::byte> room;
  const std::byte* const record = file.record(index, room).data();
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const bool stored = axis < components->size();
    const double value = stored ? ElementReader((*components)[axis]).number(record) : 0;
    place[static_cast<glm::length_t>(axis)] = layout.placement.place(value, axis);
  }
  return place;
}

ElementType coordinate_type(const Layout& layout, std::size_t axis) {
  const auto numbers = position_numbers(layout);
  if (!numbers || axis >= numbers->size()) return ElementType::kFloat64;
  const ElementType type = value_type((*numbers)[axis]);
  const auto& [elements, scale, offset, up] = layout.placement;
  // Where an axis is only turned round, a float of the same type holds the coordinate.
  const bool is_float = type == ElementType::kFloat32 || type == ElementType::kFloat16;
  const bool turned = is_float && scale[axis] == -1 && offset[axis] == 0;
  return turned || !layout.placement.moves(axis) ? type : ElementType::kFloat64;
}

std::string place_text(const Dataset& file, std::uint64_t index) {
  const glm::dvec3 place = place_of(file, index);
  const auto text = [&](std::size_t axis) {
    return shortest_text(place[static_cast<glm::length_t>(axis)], coordinate_type(file.layout(), axis));
  };
  return fmt::format("{}, {}, {}", text(0), text(1), text(2));
}

glm::dvec3 origin_of(const Dataset& file) noexcept {
  const auto origin = file.origin();
  return {origin[0], origin[1], origin[2]};
}

Camera moved_by(Camera camera, glm::dvec3 offset) noexcept {
  camera.eye += offset;
  camera.target += offset;
  return camera;
}

}  // namespace vertexview::app
