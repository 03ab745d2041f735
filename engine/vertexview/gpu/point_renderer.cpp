#include "vertexview/gpu/point_renderer.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <vector>

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

// How much of a cloud that streams one draw takes in, and how long it waits for the disk when it has nothing
// else to do: a frame stays well within 16 ms.
constexpr std::uint64_t kBytesPerDraw = std::uint64_t{64} << 20;
constexpr std::chrono::milliseconds kPatience{4};

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

using Buffers = std::vector<VertexBuffer::State*>;

Buffers buffers_of(std::span<const VertexBuffer* const> clouds) {
  Buffers buffers;
  for (const auto* cloud : clouds.first(std::min<std::size_t>(clouds.size(), detail::kMostClouds - 1)))
    buffers.push_back(cloud == nullptr ? nullptr : &cloud->state());
  return buffers;
}

detail::Coverage::Subject subject_of(const detail::ViewTransform& view, const DrawOptions& options,
                                     const Buffers& buffers) {
  detail::Coverage::Subject subject{view, options.point_size, options.background, {}};
  for (const auto* buffer : buffers) subject.clouds.push_back(buffer == nullptr ? 0 : buffer->serial);
  return subject;
}

/// Whether the picture goes on from draw to draw because its clouds do not fit on the GPU.
bool streams(const Buffers& buffers) {
  return std::any_of(buffers.begin(), buffers.end(), [](const auto* buffer) {
    return buffer != nullptr && buffer->chunks->residency() == Residency::kStreamed;
  });
}

void begin(detail::Coverage& coverage, detail::Coverage::Subject subject, const Buffers& buffers) {
  coverage.subject = std::move(subject);
  coverage.drawn.clear();
  for (const auto* buffer : buffers)
    coverage.drawn.emplace_back(buffer == nullptr ? 0 : buffer->chunks->chunk_count(), 0);
}

/// Draws what is there of `cloud` and not in the picture yet.
void draw_missing(const Program& program, std::uint32_t cloud, const VertexBuffer::State& buffer,
                  std::vector<std::uint64_t>& drawn) {
  auto& chunks = *buffer.chunks;
  for (std::uint64_t index = 0; index < drawn.size(); ++index) {
    if (drawn[index] == chunks.share(index)) continue;
    const auto chunk = chunks.acquire(index);
    if (chunk.count <= drawn[index]) continue;
    const std::uint64_t id = detail::make_id(cloud, chunk.first);
    glProgramUniform2ui(program.name(), 9, static_cast<GLuint>(id), static_cast<GLuint>(id >> 32));
    buffer.bind(chunk);
    glDrawArrays(GL_POINTS, static_cast<GLint>(drawn[index]),
                 static_cast<GLsizei>(chunk.count - drawn[index]));
    drawn[index] = chunk.count;
    chunks.release(index);
  }
}

std::uint64_t sum(const std::vector<std::uint64_t>& drawn) {
  return std::accumulate(drawn.begin(), drawn.end(), std::uint64_t{0});
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
  const auto view = detail::view_transform(camera, viewport);
  detail::set_view(program, view);
  glProgramUniform1f(program.name(), 8, options.point_size);

  const detail::StateGuard guard;
  const Buffers buffers = buffers_of(clouds);
  auto subject = subject_of(view, options, buffers);
  auto& coverage = target.state_->coverage;
  if (!streams(buffers) || !(coverage.subject == subject)) {
    clear(target.framebuffer(), options.background);
    begin(coverage, std::move(subject), buffers);
  }
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.framebuffer());
  glViewport(0, 0, viewport.width, viewport.height);
  glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_GREATER);
  glEnable(GL_PROGRAM_POINT_SIZE);
  glUseProgram(program.name());

  DrawStats stats;
  for (std::uint32_t cloud = 0; cloud < buffers.size(); ++cloud) {
    if (buffers[cloud] == nullptr) continue;
    auto& drawn = coverage.drawn[cloud];
    auto& chunks = *buffers[cloud]->chunks;
    draw_missing(program, cloud, *buffers[cloud], drawn);
    if (chunks.residency() == Residency::kStreamed && sum(drawn) < chunks.records()) {
      // What is drawn made room for the next.
      chunks.wait(kPatience);
      if (chunks.upload(kBytesPerDraw)) draw_missing(program, cloud, *buffers[cloud], drawn);
      stats.converged = stats.converged && sum(drawn) == chunks.records();
    }
    stats.points_total += chunks.records();
    stats.points_drawn += sum(drawn);
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
