#include "panels/coordinates.hpp"

#include <string_view>
#include <type_traits>

#include "vertexview/record/element_text.hpp"

namespace vertexview::app {
namespace {

bool is_coordinate(const RecordColumn& element) noexcept {
  return element.semantic == Semantic::kPosition && element.axis < 3;
}

}  // namespace

bool is_scaled(const RecordColumn& element, const Layout& layout) noexcept {
  return is_coordinate(element) && layout.placement.moves(element.axis);
}

Scalar in_place(const Scalar& value, const RecordColumn& element, const Layout& layout) {
  if (!is_scaled(element, layout)) return value;
  return std::visit(
      [&](const auto& number) -> Scalar {
        if constexpr (std::is_same_v<std::decay_t<decltype(number)>, std::string_view>)
          return number;
        else
          return layout.placement.place(static_cast<double>(number), element.axis);
      },
      value);
}

std::string shown_text(const Scalar& value, const RecordColumn& element, const Layout& layout) {
  if (!is_scaled(element, layout)) return shortest_text(value, element.type);
  return shortest_text(in_place(value, element, layout), ElementType::kFloat64);
}

}  // namespace vertexview::app
