#include "vertexview/vertex/vertex_views.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace vertexview {
namespace {

constexpr std::uint64_t kComponents = 3;

std::string text_of(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value).ptr;
  return {buffer, end};
}

tl::unexpected<Error> too_few(const char* what, std::uint64_t found) {
  return fail(ErrorCode::kInvalidArgument,
              std::string("a ") + what + " needs at least 3 values, the view has " + std::to_string(found));
}

bool narrows(float) noexcept {
  return true;
}
bool narrows(double value) noexcept {
  return !std::isfinite(value) || std::isfinite(static_cast<float>(value));
}

template <class T>
Result<Vector> vector_from_any(StridedView<const T> values) {
  if (values.size() < kComponents) return too_few("Vector", values.size());
  for (std::uint64_t i = 0; i < kComponents; ++i)
    if (!narrows(values[i]))
      return fail(ErrorCode::kOverflow, "value " + std::to_string(i) + " of a Vector, " + text_of(values[i]) +
                                            ", does not fit in float32");
  return Vector{static_cast<float>(values[0]), static_cast<float>(values[1]), static_cast<float>(values[2])};
}

template <class T>
Result<Color> color_from_any(StridedView<const T> values) {
  constexpr T kMax = std::numeric_limits<std::uint16_t>::max();
  if (values.size() < kComponents) return too_few("Color", values.size());
  for (std::uint64_t i = 0; i < kComponents; ++i)
    if (values[i] > kMax)
      return fail(ErrorCode::kOverflow, "value " + std::to_string(i) + " of a Color, " +
                                            std::to_string(values[i]) + ", is over 65535");
  return Color{static_cast<std::uint16_t>(values[0]), static_cast<std::uint16_t>(values[1]),
               static_cast<std::uint16_t>(values[2])};
}

}  // namespace

Result<Vector> vector_from(StridedView<const float> values) {
  return vector_from_any(values);
}
Result<Vector> vector_from(StridedView<const double> values) {
  return vector_from_any(values);
}

Result<Color> color_from(StridedView<const std::uint16_t> values) {
  return color_from_any(values);
}
Result<Color> color_from(StridedView<const std::uint32_t> values) {
  return color_from_any(values);
}
Result<Color> color_from(StridedView<const std::uint64_t> values) {
  return color_from_any(values);
}

Result<Vertex> vertex_from(std::span<const std::byte> record) {
  if (record.size() != sizeof(ColoredVertex))
    return fail(ErrorCode::kInvalidArgument,
                "a record of @3f3Hxx has 20 bytes, found " + std::to_string(record.size()));
  ColoredVertex vertex;
  std::memcpy(&vertex, record.data(), sizeof(vertex));
  return vertex.vertex();
}

}  // namespace vertexview
