#include "vertexview/gpu/finish/record_colors.hpp"

#include <array>
#include <cstring>
#include <glm/vec4.hpp>

#include "vertexview/vertex/color_ramp.hpp"

namespace vertexview::gpu::detail {

namespace {

// Those of Ramp but kAutomatic, which no Shading has.
constexpr std::size_t kRampRows = kRamps.size() - 1;
using RampRow = std::array<std::uint32_t, ColorRule::kRampSteps>;

/// Returns the shown colour of every step of every ramp: one row for each ramp, in the order of the
/// enumeration.
const std::array<RampRow, kRampRows>& ramp_rows() noexcept {
  static const auto rows = [] {
    std::array<RampRow, kRampRows> made{};
    for (std::size_t ramp = 0; ramp < kRampRows; ++ramp)
      for (std::size_t i = 0; i < ColorRule::kRampSteps; ++i)
        made[ramp][i] = shown_color(
            ramp_color(static_cast<Ramp>(ramp), static_cast<double>(i) / (ColorRule::kRampSteps - 1)));
    return made;
  }();
  return rows;
}

/// Returns a rule in the form that the shaders read: three numbers, and source + 8 * ramp in the fourth.
glm::vec4 packed(const ColorRule& rule) noexcept {
  const auto kind = static_cast<std::uint32_t>(rule.source) | static_cast<std::uint32_t>(rule.ramp) << 3;
  return {rule.low, rule.scale, rule.offset, static_cast<float>(kind)};
}

// The rules lie in rows of this many, as record_color.glsl expects: in a single row, the 65,536 datasets that
// vertex ids can tell apart would need a wider texture than the 16,384 texels that OpenGL guarantees.
constexpr GLsizei kRulesPerRow = 256;

}  // namespace

std::uint32_t shown_color(const ColoredVertex& record, const ColorRule& rule) noexcept {
  const auto on_ramp = [&](float value) {
    return ramp_rows()[static_cast<std::size_t>(rule.ramp)][rule.step_of(value, ColorRule::kRampSteps)];
  };
  switch (rule.source) {
    case ColorSource::kScalar: {
      float scalar = 0;
      std::memcpy(&scalar, &record.color, sizeof(scalar));
      return on_ramp(scalar);
    }
    case ColorSource::kX:
      return on_ramp(record.position.x);
    case ColorSource::kY:
      return on_ramp(record.position.y);
    case ColorSource::kZ:
      return on_ramp(record.position.z);
    case ColorSource::kStored:
      break;
  }
  const auto channel = [&](std::uint16_t v) {
    return rule.step_of(static_cast<float>(v), ColorRule::kChannelSteps);
  };
  return as_stored_bytes(channel(record.color.red) | channel(record.color.green) << 8 |
                         channel(record.color.blue) << 16 | 0xFF000000U);
}

RecordColors RecordColors::create() {
  RecordColors made;
  made.ramps_ = Texture::create(GLenum{GL_TEXTURE_2D});
  constexpr auto kSteps = static_cast<GLsizei>(ColorRule::kRampSteps);
  constexpr auto kRows = GLsizei{kRampRows};
  glTextureStorage2D(made.ramps_.name(), 1, GL_RGBA8, kSteps, kRows);
  glTextureSubImage2D(made.ramps_.name(), 0, 0, 0, kSteps, kRows, GL_RGBA, GL_UNSIGNED_BYTE,
                      ramp_rows().data());
  return made;
}

void RecordColors::set(std::span<const ColorRule> rules) {
  if (rules_ && std::equal(rules.begin(), rules.end(), set_.begin(), set_.end())) return;
  set_.assign(rules.begin(), rules.end());
  const auto rows = static_cast<GLsizei>(rules.size() / kRulesPerRow) + 1;
  std::vector<glm::vec4> texels(static_cast<std::size_t>(rows) * kRulesPerRow);
  std::transform(rules.begin(), rules.end(), texels.begin(), packed);
  rules_ = Texture::create(GLenum{GL_TEXTURE_2D});
  glTextureStorage2D(rules_.name(), 1, GL_RGBA32F, kRulesPerRow, rows);
  glTextureSubImage2D(rules_.name(), 0, 0, 0, kRulesPerRow, rows, GL_RGBA, GL_FLOAT, texels.data());
}

void RecordColors::bind() const noexcept {
  glBindTextureUnit(3, ramps_.name());
  glBindTextureUnit(4, rules_.name());
}

void set_color_rule(const Program& program, GLint location, const ColorRule& rule) noexcept {
  const glm::vec4 numbers = packed(rule);
  glProgramUniform4f(program.name(), location, numbers.x, numbers.y, numbers.z, numbers.w);
}

}  // namespace vertexview::gpu::detail
