#include "panels/coordinates.hpp"

#include <string_view>
#include <type_traits>

#include "vertexview/record/element_text.hpp"

namespace vertexview::app {

bool is_scaled(const RecordColumn& element, const Layout& layout) noexcept {
  return element.semantic == Semantic::kPosition && element.axis < 3 && layout.placement.moves(element.axis);
}

std::string shown_text(const Scalar& value, const RecordColumn& element, const Layout& layout) {
  if (!is_scaled(element, layout)) return shortest_text(value, element.type);
  const Scalar place = std::visit(
      [&](const auto& number) -> Scalar {
        if constexpr (std::is_same_v<std::decay_t<decltype(number)>, std::string_view>)
          return number;
        else
          return layout.placement.place(static_cast<double>(number), element.axis);
      },
      value);
  return shortest_text(place, ElementType::kFloat64);
}

}  // namespace vertexview::app
