#include "session/scalar_color.hpp"

#include "vertexview/record/encoding.hpp"

namespace vertexview::app {

std::optional<ScalarColor> scalar_color_of(const Dataset& file) {
  if (file.shading().source == ColorSource::kStored) return std::nullopt;
  const auto components = color_numbers(file.layout());
  if (!components || components->size() != 1) return std::nullopt;
  return ScalarColor{components->front().name, value_type(components->front()), file.shading().ramp,
                     file.color_range()};
}

}  // namespace vertexview::app
