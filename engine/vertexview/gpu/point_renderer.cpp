#include "vertexview/gpu/point_renderer.hpp"

#include <algorithm>
#include <array>

#include "shaders.hpp"
#include "vertexview/gpu/detail/buffer_state.hpp"
#include "vertexview/gpu/detail/frame_state.hpp"
#include "vertexview/gpu/detail/marker.hpp"
#include "vertexview/gpu/detail/program.hpp"
#include "vertexview/gpu/detail/state_guard.hpp"
#include "vertexview/gpu/detail/vertex_id.hpp"
#include "vertexview/gpu/detail/view_transform.hpp"
#include "vertexview/gpu/detail/view_uniforms.hpp"

namespace vertexview::gpu {

using detail::Program;

namespace {

// From this diameter on a square shows as one.
constexpr float kRoundFrom = 3;

Result<Program> build_points(std::string_view defines) {
  return detail::build_program("the points", {{GL_VERTEX_SHADER, {shaders::transform, shaders::points_vert}},
                                              {GL_FRAGMENT_SHADER, {defines, shaders::points_frag}}});
}

void clear(GLuint framebuffer, const glm::vec3& background) {
  const std::array<GLfloat, 4> color = {background.r, background.g, background.b, 1};
  constexpr std::array<GLuint, 4> kNothing = {0, 0, 0, 0};
  constexpr GLfloat kFarthest = 0;
  glClearNamedFramebufferfv(framebuffer, GL_COLOR, 0, color.data());
  glClearNamedFramebufferuiv(framebuffer, GL_COLOR, 1, kNothing.data());
  glClearNamedFramebufferfv(framebuffer, GL_DEPTH, 0, &kFarthest);
}

}  // namespace

struct PointRenderer::State {
  Program square;
  Program round;
  detail::Marker marker;
};

PointRenderer::PointRenderer() = default;
PointRenderer::PointRenderer(PointRenderer&&) noexcept = default;
PointRenderer& PointRenderer::operator=(PointRenderer&&) noexcept = default;
PointRenderer::~PointRenderer() = default;

Result<PointRenderer> PointRenderer::create() {
  auto square = build_points("");
  if (!square) return tl::unexpected(std::move(square.error()));
  auto round = build_points("#define ROUND\n");
  if (!round) return tl::unexpected(std::move(round.error()));
  auto marker = detail::Marker::create();
  if (!marker) return tl::unexpected(std::move(marker.error()));
  PointRenderer made;
  made.state_ = std::make_unique<State>(State{*std::move(square), *std::move(round), *std::move(marker)});
  return made;
}

DrawStats PointRenderer::draw(const Camera& camera, std::span<const VertexBuffer* const> clouds,
                              const DrawOptions& options, Frame& target) {
  const Viewport viewport = target.viewport();
  const Program& program = options.point_size < kRoundFrom ? state_->square : state_->round;
  detail::set_view(program, detail::view_transform(camera, viewport));
  glProgramUniform1f(program.name(), 8, options.point_size);

  const detail::StateGuard guard;
  clear(target.framebuffer(), options.background);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.framebuffer());
  glViewport(0, 0, viewport.width, viewport.height);
  glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_GREATER);
  glEnable(GL_PROGRAM_POINT_SIZE);
  glUseProgram(program.name());

  DrawStats stats;
  const std::size_t drawn = std::min<std::size_t>(clouds.size(), detail::kMostClouds - 1);
  for (std::uint32_t cloud = 0; cloud < drawn; ++cloud) {
    if (clouds[cloud] == nullptr) continue;
    const VertexBuffer::State& buffer = *clouds[cloud]->state_;
    stats.points_total += buffer.file.size();
    std::uint64_t first = 0;
    for (const auto& chunk : buffer.chunks) {
      const std::uint64_t count = std::min(chunk.records, buffer.resident - first);
      const std::uint64_t id = detail::make_id(cloud, first);
      glProgramUniform2ui(program.name(), 9, static_cast<GLuint>(id), static_cast<GLuint>(id >> 32));
      glBindVertexArray(chunk.array.name());
      glDrawArrays(GL_POINTS, 0, static_cast<GLsizei>(count));
      first += count;
    }
    stats.points_drawn += first;
  }
  return stats;
}

void PointRenderer::draw_marker(const Camera& camera, glm::dvec3 position, float diameter, glm::vec4 color,
                                Frame& target) {
  const Viewport viewport = target.viewport();
  const auto seen = camera.project(viewport, position);
  if (seen) state_->marker.draw(seen->pixel, diameter, color, viewport, target.framebuffer());
}

}  // namespace vertexview::gpu
