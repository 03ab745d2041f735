#include "panels/coordinates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <type_traits>

#include "vertexview/record/number_width.hpp"

namespace vertexview::app {
namespace {

constexpr double kFar = 1e4;  // beyond it, seven digits of a value do not tell neighbouring points apart

bool is_coordinate(const RecordColumn& element) noexcept {
  return element.semantic == Semantic::kPosition && element.axis < 3;
}

}  // namespace

AxisSpan axis_span(const OpenDataset& dataset, std::uint32_t axis) noexcept {
  const Bounds& bounds = dataset.statistics.bounds;
  if (bounds.empty() || axis > 2) return {};
  const double origin = dataset.data.origin()[axis];
  const double low = origin + double{std::array{bounds.min.x, bounds.min.y, bounds.min.z}[axis]};
  const double high = origin + double{std::array{bounds.max.x, bounds.max.y, bounds.max.z}[axis]};
  return {std::max(std::abs(low), std::abs(high)), high - low};
}

bool is_scaled(const RecordColumn& element, const Layout& layout) noexcept {
  if (!is_coordinate(element)) return false;
  return layout.placement.scale[element.axis] != 1 || layout.placement.offset[element.axis] != 0;
}

Scalar in_place(const Scalar& value, const RecordColumn& element, const Layout& layout) {
  if (!is_scaled(element, layout)) return value;
  return std::visit(
      [&](const auto& number) -> Scalar {
        if constexpr (std::is_same_v<std::decay_t<decltype(number)>, std::string_view>)
          return number;
        else
          return static_cast<double>(number) * layout.placement.scale[element.axis] +
                 layout.placement.offset[element.axis];
      },
      value);
}

int column_decimals(const RecordColumn& element, const Layout& layout, const AxisSpan& span) noexcept {
  if (!is_coordinate(element)) return 4;
  const bool fine = element.type == ElementType::kFloat64 || is_scaled(element, layout);
  if (fine && span.magnitude > kFar) return std::min(decimals_for(span.extent), 4);
  return decimals_for(span.magnitude);
}

std::string shown_text(const Scalar& value, const RecordColumn& element, const Layout& layout,
                       const AxisSpan& span) {
  return column_text(in_place(value, element, layout), column_decimals(element, layout, span));
}

}  // namespace vertexview::app
