#include "panels/coordinates.hpp"

#include <algorithm>

#include "vertexview/record/encoding.hpp"

namespace vertexview::app {
namespace {

bool is_short_float(ElementType type) noexcept {
  return type == ElementType::kFloat16 || type == ElementType::kFloat32;
}

}  // namespace

std::string ramp_number_text(const ScalarColor& color, const Layout& layout, double share) {
  const auto columns = record_columns(layout);
  const auto column =
      std::ranges::find_if(columns, [&](const RecordColumn& c) { return c.name == color.element; });
  // Two products, because the difference of two doubles may be infinite.
  const double number = share <= 0   ? color.range.low
                        : share >= 1 ? color.range.high
                                     : color.range.low * (1 - share) + color.range.high * share;
  RecordColumn element = column != columns.end() ? *column : RecordColumn{};
  // A number that the file does not hold, which somebody gave or which lies between two integers, is told
  // like any double.
  const bool stored =
      layout.appearance.range_kind != ColorRange::kGiven && is_short_float(value_type(element));
  element.type = stored ? value_type(element) : ElementType::kFloat64;
  element.encoding = Encoding::kPlain;  // the number is decoded
  return shown_text(number, element, layout);
}

}  // namespace vertexview::app
