#include "vertexview/gpu/detail/gl_points.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <vector>

#include "vertexview/gpu/detail/buffer_state.hpp"
#include "vertexview/gpu/detail/frame_state.hpp"
#include "vertexview/gpu/detail/point_program.hpp"
#include "vertexview/gpu/detail/state_guard.hpp"
#include "vertexview/gpu/detail/vertex_id.hpp"
#include "vertexview/gpu/detail/view_uniforms.hpp"

namespace vertexview::gpu::detail {

namespace {

// How much of a cloud that streams one draw takes in, and how long it waits for the disk when it has nothing
// else to do: a frame stays well within 16 ms.
constexpr std::uint64_t kBytesPerDraw = std::uint64_t{64} << 20;
constexpr std::chrono::milliseconds kPatience{4};

void begin(Coverage& coverage, Coverage::Subject subject, std::span<VertexBuffer::State* const> clouds) {
  coverage.subject = std::move(subject);
  coverage.drawn.clear();
  for (const auto* cloud : clouds)
    coverage.drawn.emplace_back(cloud == nullptr ? 0 : cloud->chunks->chunk_count(), 0);
}

/// Draws what is there of `cloud` and not in the picture yet, in the order of the file, so that of equal
/// depths the first wins; `most` records or fewer. How many.
std::uint64_t draw_missing(const Program& program, std::uint32_t cloud, const VertexBuffer::State& buffer,
                           std::uint64_t most, std::vector<std::uint64_t>& drawn) {
  auto& chunks = *buffer.chunks;
  std::uint64_t taken = 0;
  for (std::uint64_t index = 0; index < drawn.size() && taken < most; ++index) {
    if (drawn[index] == chunks.share(index)) continue;
    const auto chunk = chunks.acquire(index);
    if (chunk.count <= drawn[index]) continue;
    const std::uint64_t count = std::min(chunk.count - drawn[index], most - taken);
    const std::uint64_t id = make_id(cloud, chunk.first);
    glProgramUniform2ui(program.name(), 9, static_cast<GLuint>(id), static_cast<GLuint>(id >> 32));
    buffer.bind(chunk);
    glDrawArrays(GL_POINTS, static_cast<GLint>(drawn[index]), static_cast<GLsizei>(count));
    drawn[index] += count;
    taken += count;
    if (drawn[index] == chunk.count) chunks.release(index);
  }
  return taken;
}

std::uint64_t sum(const std::vector<std::uint64_t>& drawn) {
  return std::accumulate(drawn.begin(), drawn.end(), std::uint64_t{0});
}

}  // namespace

Result<GlPoints> GlPoints::create() {
  auto square = build_point_program({});
  if (!square) return tl::unexpected(std::move(square.error()));
  auto round = build_point_program({.round = true});
  if (!round) return tl::unexpected(std::move(round.error()));
  GlPoints made;
  made.square_ = *std::move(square);
  made.round_ = *std::move(round);
  return made;
}

DrawStats GlPoints::draw(const ViewTransform& view, std::span<VertexBuffer::State* const> clouds,
                         const DrawnSize& size, const glm::vec3& background, double budget_ms,
                         Frame::State& target) const {
  const Program& program = has_round_points(size) ? round_ : square_;
  set_view(program, view);
  set_point_size(program, size);

  const StateGuard guard;
  auto& coverage = target.coverage;
  Coverage::Subject subject{view, size, background, {}};
  for (const auto* cloud : clouds) subject.clouds.push_back(cloud == nullptr ? 0 : cloud->serial);
  const bool goes_on =
      (budget_ms > 0 || Coverage::streams(clouds)) && target.where == Frame::State::Ids::kTexture;
  if (!goes_on || !(coverage.subject == subject)) {
    clear_raster(target.raster, background);
    begin(coverage, std::move(subject), clouds);
  }
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.raster.name());
  glViewport(0, 0, target.viewport.width, target.viewport.height);
  set_point_state();
  glUseProgram(program.name());

  target.points_budget.start(budget_ms);
  const std::uint64_t most =
      budget_ms > 0 ? static_cast<std::uint64_t>(target.points_budget.points()) + 1 : ~std::uint64_t{0};
  std::uint64_t taken = 0;
  DrawStats stats;
  for (std::uint32_t cloud = 0; cloud < clouds.size(); ++cloud) {
    if (clouds[cloud] == nullptr) continue;
    auto& drawn = coverage.drawn[cloud];
    auto& chunks = *clouds[cloud]->chunks;
    taken += draw_missing(program, cloud, *clouds[cloud], most - taken, drawn);
    if (chunks.residency() == Residency::kStreamed && sum(drawn) < chunks.records() && taken < most) {
      // What is drawn made room for the next.
      chunks.wait(kPatience);
      if (chunks.upload(kBytesPerDraw))
        taken += draw_missing(program, cloud, *clouds[cloud], most - taken, drawn);
    }
    const std::uint64_t there = chunks.residency() == Residency::kStreamed
                                    ? chunks.records()
                                    : std::min(chunks.resident(), chunks.records());
    stats.converged = stats.converged && sum(drawn) >= there;
    stats.points_total += chunks.records();
    stats.points_drawn += sum(drawn);
  }
  target.points_budget.stop(taken, taken >= most);
  return stats;
}

}  // namespace vertexview::gpu::detail
