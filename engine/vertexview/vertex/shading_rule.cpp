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

// Those of Ramp but kAutomatic, which no Shading has.
constexpr std::size_t kRampTables = kRamps.size() - 1;
static_assert(ShadingRule::kRampSteps == kCategories);
using RampTable = std::array<Color, ShadingRule::kRampSteps>;

/// Returns the colours of every step of a ramp. All tables are computed at the first call, because a scan
/// asks for one colour per record.
const RampTable& ramp_table(Ramp ramp) {
  static const std::array<RampTable, kRampTables> tables = [] {
    std::array<RampTable, kRampTables> made;
    for (std::size_t which = 0; which < made.size(); ++which)
      for (std::size_t step = 0; step < ShadingRule::kRampSteps; ++step)
        made[which][step] =
            ramp_color(static_cast<Ramp>(which), static_cast<double>(step) / (ShadingRule::kRampSteps - 1));
    return made;
  }();
  return tables[static_cast<std::size_t>(ramp)];
}

/// Returns the number of a canonical record that a ramp shows.
float shown_number(const ColoredVertex& record, ColorSource source) noexcept {
  switch (source) {
    case ColorSource::kX:
      return record.position.x;
    case ColorSource::kY:
      return record.position.y;
    case ColorSource::kZ:
      return record.position.z;
    case ColorSource::kScalar:
    case ColorSource::kStored:
      break;
  }
  float scalar = 0;
  std::memcpy(&scalar, &record.color, sizeof(scalar));
  return scalar;
}

/// Returns a stored channel scaled from `range` to 0..65535 and rounded. A range of one value shows it in the
/// middle.
std::uint16_t stored_channel(std::uint16_t value, const ValueRange& range) noexcept {
  const bool flat = range.low == range.high;
  const double low = flat ? range.low - 0.5 : range.low;
  const double share = (value - low) * (65535 / (flat ? 1 : range.high - range.low));
  // It is never negative. NOLINTNEXTLINE(bugprone-incorrect-roundings)
  return static_cast<std::uint16_t>(std::clamp(share, 0.0, 65535.0) + 0.5);
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
  // The range has no extent, or one that single precision cannot divide by: numbers other than `low` go
  // beyond one of the ends unless they differ by next to nothing.
  scale = 0x1p100F;
  offset = static_cast<float>(steps) / 2;
}

Color shaded(const ColoredVertex& record, const Shading& shading) noexcept {
  ColoredVertex shown = record;
  shade({&shown, 1}, shading);
  return shown.color;
}

void shade(std::span<ColoredVertex> records, const Shading& shading) noexcept {
  if (as_stored(shading)) return;
  if (shading.source == ColorSource::kStored) {
    for (ColoredVertex& record : records) {
      const Color& color = record.color;
      record.color = {stored_channel(color.red, shading.range), stored_channel(color.green, shading.range),
                      stored_channel(color.blue, shading.range)};
      record.padding = 0;
    }
    return;
  }
  const ShadingRule rule(shading);
  const RampTable& table = ramp_table(shading.ramp);
  for (ColoredVertex& record : records) {
    record.color = table[rule.step_of(shown_number(record, shading.source), ShadingRule::kRampSteps)];
    record.padding = 0;
  }
}

}  // namespace vertexview
