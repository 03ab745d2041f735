#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/shading.hpp"

namespace vertexview {

/// A Shading in the single-precision numbers that every rasterizer computes with, on the processor here and
/// on the GPU in shaders/record_color.glsl. Both perform the same operations in the same order, and none of
/// these can be contracted to a fused one, so that all rasterizers show the same colours to the last bit.
struct ShadingRule {
  /// The steps of a ramp. Colours are shown in 8 bits, and no ramp has more than 256 entries: four steps for
  /// each entry are finer than a screen shows, and more would only enlarge the tables.
  static constexpr std::uint32_t kRampSteps = 1024;
  static constexpr std::uint32_t kChannelSteps = 256;

  ShadingRule() noexcept : ShadingRule(Shading{}) {}
  explicit ShadingRule(const Shading& shading) noexcept;
  friend bool operator==(const ShadingRule&, const ShadingRule&) = default;

  /// Returns whether the steps of the ramp come again after the last one, as categories do.
  [[nodiscard]] bool repeats() const noexcept {
    return source != ColorSource::kStored && is_categorical(ramp);
  }

  /// Returns in which of `steps` equal steps of the range `value` lies: the first one for values below the
  /// range and for NaN, the last one for values above it; in a range without extent, the middle one for its
  /// only value. Where the steps come again, every finite value lies in one of them.
  [[nodiscard]] std::uint32_t step_of(float value, std::uint32_t steps) const noexcept {
    const float least = 0.5F - offset;
    float place = (value - low) * scale;
    // kRampSteps is a power of two, so that nothing is rounded.
    if (repeats()) place -= std::floor(place * (1.0F / kRampSteps)) * kRampSteps;
    // The comparison is false for NaN, which so gets the first step.
    const float kept = place > least ? std::min(place, least + static_cast<float>(steps - 1)) : least;
    return static_cast<std::uint32_t>(kept + offset);
  }

  ColorSource source = ColorSource::kStored;
  Ramp ramp = Ramp::kViridis;
  float low = 0;     ///< the number that the first step stands for
  float scale = 1;   ///< steps per unit
  float offset = 0;  ///< rounds to the nearest step, and leads to the middle of a range without extent
};

/// Returns the colour that `shading` gives to a canonical record, in 16 bits per channel; a picture shows it
/// rounded to 8.
[[nodiscard]] Color shaded(const ColoredVertex& record, const Shading& shading) noexcept;
/// Replaces the bytes after the position of each record by its shaded() colour and a padding of zero; leaves
/// the records untouched where the stored colours are shown as they are.
void shade(std::span<ColoredVertex> records, const Shading& shading) noexcept;

}  // namespace vertexview
