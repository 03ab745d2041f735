#include "session/place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace vertexview::app {
namespace {

bool holds_plain_floats(const Layout& layout, const std::vector<Element>& numbers) {
  const Placement plain;
  return layout.placement.scale == plain.scale && layout.placement.offset == plain.offset &&
         std::ranges::all_of(numbers, [](const Element& n) { return n.type == ElementType::kFloat32; });
}

std::string axis_text(double value, bool is_float) {
  // Fifteen digits hide the noise that the binary form of a scaled double adds, as in 0.30000000000000004.
  return is_float ? fmt::format("{}", static_cast<float>(value)) : fmt::format("{:.15g}", value);
}

}  // namespace

glm::dvec3 place_of(const Dataset& file, std::uint64_t index) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const Layout& layout = file.layout();
  const auto components = position_numbers(layout);
  if (!components || components->empty()) return {kNone, kNone, kNone};
  glm::dvec3 place{0};
  for (std::size_t axis = 0; axis < components->size() && axis < 3; ++axis) {
    const double value = ElementReader((*components)[axis]).number(file.record(index).data());
    place[static_cast<glm::length_t>(axis)] =
        value * layout.placement.scale[axis] + layout.placement.offset[axis];
  }
  return place;
}

std::string place_text(const Dataset& file, std::uint64_t index) {
  const glm::dvec3 place = place_of(file, index);
  const auto components = position_numbers(file.layout());
  const bool floats = components && holds_plain_floats(file.layout(), *components);
  return fmt::format("{}, {}, {}", axis_text(place.x, floats), axis_text(place.y, floats),
                     axis_text(place.z, floats));
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
