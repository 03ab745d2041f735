#include "vertexview/vertex/color_doubt.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/number_width.hpp"

namespace vertexview {
namespace {

/// A screen shows 256 steps: of a channel below 1/64 of the range it shows the darkest four, which are black
/// to the eye.
constexpr double kDark = 1.0 / 64;
constexpr double kFull = 65535;

bool is_wide_integer(ElementType type) noexcept {
  return type >= ElementType::kInt16 && type <= ElementType::kUint64;
}

/// Returns the setting that shows channels up to `most`: a usual number of bits where the channels have more
/// and use that number well, else the range of the file.
std::string better_range(ElementType type, double most) {
  if (is_wide_integer(type))
    for (const auto& [bits, high] : {std::pair("8", 255.0), std::pair("10", 1023.0)})
      if (most <= high && most >= high * kDark) return bits;
  return "file";
}

}  // namespace

std::optional<ColorDoubt> doubt_colors(const Dataset& file, const Statistics& whole) {
  const ColorRange kind = file.layout().appearance.range_kind;
  const bool automatic = kind == ColorRange::kAutomatic || kind == ColorRange::kDepth;
  if (!automatic || whole.count == 0 || file.shading().source != ColorSource::kStored) return std::nullopt;
  const auto numbers = color_numbers(file.layout());
  if (!numbers || numbers->empty()) return std::nullopt;
  const Color& color = whole.color_max;
  const double shown = std::max({color.red, color.green, color.blue});
  if (shown == 0 || shown >= kFull * kDark) return std::nullopt;
  const ValueRange& range = file.color_range();
  const ElementType type = value_type(numbers->front());
  const bool whole_numbers = type <= ElementType::kUint64;
  double most = range.low + shown / kFull * (range.high - range.low);
  if (whole_numbers) most = std::round(most);  // the shown channels are rounded, the integers are not
  std::string reason = "its colours reach ";
  // The shown channels tell no more than three digits of a fraction.
  const std::string text = shortest_text(most, ElementType::kFloat64);
  reason += whole_numbers ? text : shortened(text, 3);
  reason.append(" of ").append(shortest_text(range.high, type)).append(" and look black");
  return ColorDoubt{std::move(reason), better_range(type, most)};
}

}  // namespace vertexview
