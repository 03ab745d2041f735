#include "session/number_doubt.hpp"

#include <array>
#include <cmath>
#include <string>
#include <type_traits>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/vertex/layout_guess.hpp"

namespace vertexview::app {
namespace {

bool tells_time(std::string_view name) {
  return lower_case(name).find("time") != std::string::npos;
}

/// Returns whether a coordinate lies far from most vertices.
bool is_far(double place, std::size_t axis, const OpenDataset& dataset) {
  const Bounds& fence = dataset.statistics.fence;
  if (fence.empty()) return false;
  const std::array<double, 3> low{double{fence.min.x}, double{fence.min.y}, double{fence.min.z}};
  const std::array<double, 3> high{double{fence.max.x}, double{fence.max.y}, double{fence.max.z}};
  const double number = place - dataset.data.origin().at(axis);
  return number < low.at(axis) || number > high.at(axis);
}

NumberDoubt doubt_of_number(double number, bool is_float, const RecordColumn& column,
                            const OpenDataset& dataset) {
  if (!std::isfinite(number)) return NumberDoubt::kNonFinite;
  if (column.semantic == Semantic::kPosition && column.axis < 3) {
    const double place = dataset.data.layout().placement.place(number, column.axis);
    const bool odd = !(std::abs(place) <= kLargestCoordinate) || is_far(place, column.axis, dataset);
    return odd ? NumberDoubt::kImplausible : NumberDoubt::kNone;
  }
  const bool odd = is_float && std::abs(number) > kLargestCoordinate && !tells_time(column.name);
  return odd ? NumberDoubt::kImplausible : NumberDoubt::kNone;
}

}  // namespace

NumberDoubt doubt_of(const Scalar& value, const RecordColumn& column, const OpenDataset& dataset) {
  return std::visit(
      [&](const auto& held) {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>)
          return doubt_of_number(static_cast<double>(held), std::is_floating_point_v<T>, column, dataset);
        else
          return NumberDoubt::kNone;
      },
      value);
}

}  // namespace vertexview::app
