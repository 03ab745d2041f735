#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/shading_rule.hpp"

namespace vertexview::gpu::detail {

using ColorRule = ShadingRule;

/// A colour as it is shown, in the order of bytes that GL_RGBA and GL_UNSIGNED_BYTE want: round(v / 257)
/// each.
[[nodiscard]] std::uint32_t shown_color(const Color& color) noexcept;
/// The colour that `rule` gives to a canonical record, in the same form.
[[nodiscard]] std::uint32_t shown_color(const ColoredVertex& record, const ColorRule& rule) noexcept;

/// The ramps, and the rule of each dataset, as textures that shaders/record_color.glsl reads.
class RecordColors {
 public:
  [[nodiscard]] static RecordColors create();
  /// Makes rules[i] that of dataset i; uploads only what differs from the last call's.
  void set(std::span<const ColorRule> rules);
  /// Binds them as textures 3 and 4.
  void bind() const noexcept;

 private:
  Texture ramps_;
  Texture rules_;
  std::vector<ColorRule> set_;
};

/// Hands `rule` to a program that draws the records of one dataset.
void set_color_rule(const Program& program, GLint location, const ColorRule& rule) noexcept;

}  // namespace vertexview::gpu::detail
