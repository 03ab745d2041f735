#include "session/scalar_color.hpp"

#include <fmt/format.h>

namespace vertexview::app {

std::string component_name(const Layout& layout, const Component& component) {
  for (const Element& field : layout.elements) {
    const std::uint32_t size = element_size(field.type);
    if (field.type != component.type || component.offset < field.offset ||
        component.offset >= field.offset + field.nbytes() || (component.offset - field.offset) % size != 0)
      continue;
    if (field.count == 1) return field.name;
    return fmt::format("{}[{}]", field.name, (component.offset - field.offset) / size);
  }
  return {};
}

std::optional<ScalarColor> scalar_color_of(const VertexFile& file) {
  const RecordConverter* const converter = file.converter();
  if (converter == nullptr || !converter->uses_ramp()) return std::nullopt;
  const auto components = color_components(file.layout());
  if (!components || components->size() != 1) return std::nullopt;
  return ScalarColor{component_name(file.layout(), components->front()), file.layout().color.ramp,
                     converter->color_range()};
}

}  // namespace vertexview::app
