#pragma once
#include <algorithm>
#include <cstdint>
#include <span>

#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/shading.hpp"

namespace vertexview {

/// A Shading in the single-precision numbers that every rasterizer computes with, on the processor here and
/// on the GPU in shaders/record_color.glsl: the same operations in the same order, none of which a compiler
/// can contract to a fused one, so that all of them show the same colours to the last bit.
struct ShadingRule {
  /// The steps of a ramp. Colours are shown in 8 bits, and no ramp has more than 256 entries: four steps for
  /// each is finer than a screen shows.
  static constexpr std::uint32_t kRampSteps = 1024;
  static constexpr std::uint32_t kChannelSteps = 256;

  ShadingRule() noexcept : ShadingRule(Shading{}) {}
  explicit ShadingRule(const Shading& shading) noexcept;
  friend bool operator==(const ShadingRule&, const ShadingRule&) = default;

  /// Which of `steps` equal steps of the range `value` lies in: the first one below the range and for NaN,
  /// the last one above it, and in a range without extent the middle one for the value that it consists of.
  [[nodiscard]] std::uint32_t step_of(float value, std::uint32_t steps) const noexcept {
    const float least = 0.5F - offset;
    const float place = (value - low) * scale;
    // Written so that NaN gives the first step.
    const float kept = place > least ? std::min(place, least + static_cast<float>(steps - 1)) : least;
    return static_cast<std::uint32_t>(kept + offset);
  }

  ColorSource source = ColorSource::kStored;
  Ramp ramp = Ramp::kViridis;
  float low = 0;     ///< the number that the first step stands for
  float scale = 1;   ///< steps per unit
  float offset = 0;  ///< rounds to the nearest step, and leads to the middle of a range without extent
};

/// The colour that `shading` gives to a canonical record, in 16 bits: what a picture shows in 8.
[[nodiscard]] Color shaded(const ColoredVertex& record, const Shading& shading) noexcept;
/// Replaces what the records hold after the position by shaded() colours and a padding of zero; leaves them
/// untouched where the stored colours are shown as they are.
void shade(std::span<ColoredVertex> records, const Shading& shading) noexcept;

}  // namespace vertexview
