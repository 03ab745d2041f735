#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/shading.hpp"

namespace vertexview::gpu::detail {

/// A Shading in the single-precision numbers that every rasterizer computes with, on the processor here and
/// on the GPU in shaders/record_color.glsl: the same operations in the same order, none of which a compiler
/// can contract to a fused one, so that all of them show the same colours to the last bit.
struct ColorRule {
  /// The steps of a ramp. Colours are shown in 8 bits, and no ramp has more than 256 entries: four steps for
  /// each is finer than a screen shows.
  static constexpr std::uint32_t kRampSteps = 1024;
  static constexpr std::uint32_t kChannelSteps = 256;

  ColorRule() noexcept : ColorRule(Shading{}) {}
  explicit ColorRule(const Shading& shading) noexcept;
  friend bool operator==(const ColorRule&, const ColorRule&) = default;

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

/// A colour as it is shown, in the order of bytes that GL_RGBA and GL_UNSIGNED_BYTE want: round(v / 257)
/// each.
[[nodiscard]] std::uint32_t shown_color(const Color& color) noexcept;
/// The colour that `rule` gives to a canonical record, in the same form.
[[nodiscard]] std::uint32_t shown_color(const ColoredVertex& record, const ColorRule& rule) noexcept;

/// The ramps, and the rule of each cloud, as textures that shaders/record_color.glsl reads.
class RecordColors {
 public:
  [[nodiscard]] static RecordColors create();
  /// Makes rules[i] that of cloud i; uploads only what differs from the last call's.
  void set(std::span<const ColorRule> rules);
  /// Binds them as textures 3 and 4.
  void bind() const noexcept;

 private:
  Texture ramps_;
  Texture rules_;
  std::vector<ColorRule> set_;
};

/// Hands `rule` to a program that draws the records of one cloud.
void set_color_rule(const Program& program, GLint location, const ColorRule& rule) noexcept;

}  // namespace vertexview::gpu::detail
