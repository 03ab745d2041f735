#include "vertexview/vertex/shading_rule.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "vertexview/vertex/color_ramp.hpp"

namespace vertexview {
namespace {

float as_float(double value) noexcept {
  constexpr double kLargest = std::numeric_limits<float>::max();
  return static_cast<float>(std::clamp(value, -kLargest, kLargest));
}

Color ramp_step(const ShadingRule& rule, float value) noexcept {
  return ramp_color(rule.ramp, static_cast<double>(rule.step_of(value, ShadingRule::kRampSteps)) /
                                   (ShadingRule::kRampSteps - 1));
}

/// A stored channel over a range of others, to the nearest of 65536 values. A range of one value shows it in
/// the middle.
std::uint16_t stored_channel(std::uint16_t value, const ValueRange& range) noexcept {
  const bool flat = range.low == range.high;
  const double low = flat ? range.low - 0.5 : range.low;
  const double share = (value - low) * (65535 / (flat ? 1 : range.high - range.low));
  return static_cast<std::uint16_t>(std::clamp(share, 0.0, 65535.0) + 0.5);
}

Color shaded(const ColoredVertex& record, const ShadingRule& rule, const ValueRange& range) noexcept {
  switch (rule.source) {
    case ColorSource::kScalar: {
      float scalar = 0;
      std::memcpy(&scalar, &record.color, sizeof(scalar));
      return ramp_step(rule, scalar);
    }
    case ColorSource::kX:
      return ramp_step(rule, record.position.x);
    case ColorSource::kY:
      return ramp_step(rule, record.position.y);
    case ColorSource::kZ:
      return ramp_step(rule, record.position.z);
    case ColorSource::kStored:
      break;
  }
  const Color& color = record.color;
  return {stored_channel(color.red, range), stored_channel(color.green, range),
          stored_channel(color.blue, range)};
}

bool as_stored(const Shading& shading) noexcept {
  return shading.source == ColorSource::kStored && shading.range == ValueRange{0, 65535};
}

}  // namespace

ShadingRule::ShadingRule(const Shading& shading) noexcept
    : source(shading.source), ramp(shading.ramp), low(as_float(shading.range.low)), offset(0.5F) {
  const std::uint32_t steps = source == ColorSource::kStored ? kChannelSteps : kRampSteps;
  const double extent = shading.range.high - shading.range.low;
  scale = static_cast<float>((steps - 1) / extent);
  if (std::isfinite(scale) && scale != 0) return;
  // No extent, or none that single precision can divide by: whatever differs from `low` by more than a trifle
  // lies beyond one of the ends.
  scale = 0x1p100F;
  offset = static_cast<float>(steps) / 2;
}

Color shaded(const ColoredVertex& record, const Shading& shading) noexcept {
  return as_stored(shading) ? record.color : shaded(record, ShadingRule(shading), shading.range);
}

void shade(std::span<ColoredVertex> records, const Shading& shading) noexcept {
  if (as_stored(shading)) return;
  const ShadingRule rule(shading);
  for (ColoredVertex& record : records) {
    record.color = shaded(record, rule, shading.range);
    record.padding = 0;
  }
}

}  // namespace vertexview
