#pragma once
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/shading_rule.hpp"

namespace vertexview::gpu::detail {

using ColorRule = ShadingRule;

/// Returns the number whose bytes in memory are those that `little` has on a little-endian machine.
[[nodiscard]] constexpr std::uint32_t as_stored_bytes(std::uint32_t little) noexcept {
  return std::endian::native == std::endian::little ? little : __builtin_bswap32(little);
}

/// Returns the 8-bit RGBA colour that is shown for `color`, in the order of bytes that GL_RGBA and
/// GL_UNSIGNED_BYTE want: round(v / 257) for each channel, and an alpha of 255.
[[nodiscard]] constexpr std::uint32_t shown_color(const Color& color) noexcept {
  // This is round(v / 257) for each of the 65,536 values.
  const auto channel = [](std::uint16_t v) { return (std::uint32_t{v} * 255 + 32895) >> 16; };
  return as_stored_bytes(channel(color.red) | channel(color.green) << 8 | channel(color.blue) << 16 |
                         0xFF000000U);
}
/// Returns the 8-bit RGBA colour that `rule` gives to a canonical record, in the same order of bytes.
[[nodiscard]] std::uint32_t shown_color(const ColoredVertex& record, const ColorRule& rule) noexcept;

/// The colour ramps, and the colour rule of each dataset, as textures that shaders/record_color.glsl reads.
/// Called on the thread of the OpenGL context.
class RecordColors {
 public:
  [[nodiscard]] static RecordColors create();
  /// Makes rules[i] the rule of dataset i. Uploads nothing when all rules equal those of the last call.
  void set(std::span<const ColorRule> rules);
  /// Binds the ramps to texture unit 3 and the rules to unit 4.
  void bind() const noexcept;

 private:
  Texture ramps_;
  Texture rules_;
  std::vector<ColorRule> set_;
};

/// Sets the uniform at `location`, a vec4, to `rule`, in a program that draws the records of one dataset.
void set_color_rule(const Program& program, GLint location, const ColorRule& rule) noexcept;

}  // namespace vertexview::gpu::detail
