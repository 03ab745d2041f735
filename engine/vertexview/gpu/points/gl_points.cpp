#include "vertexview/gpu/points/gl_points.hpp"

#include <algorithm>
#include <vector>

#include "vertexview/gpu/finish/frame_state.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"
#include "vertexview/gpu/order/scene.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"
#include "vertexview/gpu/points/point_program.hpp"
#include "vertexview/gpu/points/view_uniforms.hpp"
#include "vertexview/gpu/residency/buffer_state.hpp"

namespace vertexview::gpu::detail {

namespace {

using Clouds = std::span<VertexBuffer::State* const>;
using Progress = Coverage::Progress;

// Every piece of a preview is a draw of its own, which takes the driver as long as some hundred points; so
// many do not hold a frame up.
constexpr std::uint64_t kMostPieces = std::uint64_t{1} << 15;
// Whatever else a frame takes, as many records bring it on.
constexpr double kLeastRecords = 1 << 14;
// What the depths of a preview are scaled by: more than the last bit, less than anyone can see.
constexpr float kBehind = 1 - 0x1p-20F;

void begin(Coverage& coverage, Coverage::Subject subject, Clouds clouds) {
  if (coverage.subject.clouds != subject.clouds) {
    coverage.progress.clear();
    for (const auto* cloud : clouds) {
      auto& chunks = coverage.progress.emplace_back();
      for (std::uint64_t i = 0; cloud != nullptr && i < cloud->chunks->chunk_count(); ++i)
        chunks.push_back({BlockVisit((cloud->chunks->share(i) - 1) / Scene::kBlockRecords + 1, nullptr)});
    }
  } else {
    for (auto& cloud : coverage.progress)
      for (Progress& chunk : cloud) {
        chunk.preview.begin();
        chunk.previewed = chunk.drawn = 0;
      }
  }
  coverage.subject = std::move(subject);
}

std::uint64_t drawn_of(const std::vector<Progress>& chunks) {
  std::uint64_t records = 0;
  for (const Progress& chunk : chunks) records += chunk.drawn;
  return records;
}

/// The turns of a preview that are still to come.
std::uint64_t pieces_left(const Progress& chunk) {
  return chunk.drawn > 0 ? 0 : chunk.preview.pieces() - chunk.preview.visited();
}

std::uint64_t pieces_left(const Coverage& coverage) {
  std::uint64_t pieces = 0;
  for (const auto& cloud : coverage.progress)
    for (const Progress& chunk : cloud) pieces += pieces_left(chunk);
  return pieces;
}

void set_source(const Program& program, std::uint32_t cloud, const VertexBuffer::State& buffer,
                const ColorRule& rule, const Chunk& chunk, float behind) {
  const std::uint64_t id = make_id(cloud, chunk.first);
  glProgramUniform2ui(program.name(), 9, static_cast<GLuint>(id), static_cast<GLuint>(id >> 32));
  glProgramUniform1f(program.name(), 12, behind);
  set_color_rule(program, 13, rule);
  buffer.bind(chunk);
}

/// Draws up to `most` pieces more of a chunk; how many records.
std::uint64_t draw_pieces(const Program& program, std::uint32_t cloud, const VertexBuffer::State& buffer,
                          const ColorRule& rule, const Chunk& chunk, std::uint64_t most, Progress& progress) {
  const std::uint64_t piece_records = Scene::piece_records(buffer.chunks->records());
  std::vector<GLint> firsts;
  std::vector<GLsizei> counts;
  std::uint64_t records = 0;
  for (std::uint64_t i = 0; i < std::min(most, pieces_left(progress)); ++i) {
    const auto turn = progress.preview.at(progress.preview.visited() + i);
    const std::uint64_t first = turn.block * Scene::kBlockRecords;
    const auto piece = turn.piece_of(std::min(Scene::kBlockRecords, chunk.count - first), piece_records);
    firsts.push_back(static_cast<GLint>(first + piece.first));
    counts.push_back(static_cast<GLsizei>(piece.count));
    records += piece.count;
  }
  set_source(program, cloud, buffer, rule, chunk, kBehind);
  glMultiDrawArrays(GL_POINTS, firsts.data(), counts.data(), static_cast<GLsizei>(firsts.size()));
  progress.preview.advance(firsts.size());
  progress.previewed += records;
  return records;
}

/// The same of every chunk that is whole, as many of each.
std::uint64_t draw_preview(const Program& program, Clouds clouds, std::uint64_t most, Coverage& coverage) {
  std::uint64_t open = 0;
  for (const auto& cloud : coverage.progress)
    for (const Progress& chunk : cloud) open += pieces_left(chunk) > 0 ? 1U : 0U;
  if (open == 0) return 0;
  const std::uint64_t share = (most - 1) / open + 1;
  std::uint64_t records = 0;
  for (std::uint32_t cloud = 0; cloud < clouds.size(); ++cloud)
    for (std::uint64_t i = 0; i < coverage.progress[cloud].size(); ++i) {
      Progress& progress = coverage.progress[cloud][i];
      if (pieces_left(progress) == 0) continue;
      const Chunk chunk = clouds[cloud]->chunks->acquire(i);
      if (chunk.count == clouds[cloud]->chunks->share(i))
        records += draw_pieces(program, cloud, *clouds[cloud], coverage.subject.rules[cloud], chunk, share,
                               progress);
    }
  return records;
}

/// Draws what is there of `cloud` and not in the picture yet; `most` records or fewer. How many.
std::uint64_t draw_missing(const Program& program, std::uint32_t cloud, const VertexBuffer::State& buffer,
                           const ColorRule& rule, std::uint64_t most, std::vector<Progress>& progress) {
  auto& chunks = *buffer.chunks;
  std::uint64_t taken = 0;
  for (std::uint64_t index = 0; index < progress.size() && taken < most; ++index) {
    std::uint64_t& drawn = progress[index].drawn;
    if (drawn == chunks.share(index)) continue;
    const auto chunk = chunks.acquire(index);
    if (chunk.count <= drawn) continue;
    const std::uint64_t count = std::min(chunk.count - drawn, most - taken);
    set_source(program, cloud, buffer, rule, chunk, 1);
    glDrawArrays(GL_POINTS, static_cast<GLint>(drawn), static_cast<GLsizei>(count));
    drawn += count;
    taken += count;
    if (drawn == chunk.count) chunks.release(index);
  }
  return taken;
}

std::uint64_t draw_missing(const Program& program, Clouds clouds, std::uint64_t most, Coverage& coverage) {
  std::uint64_t taken = 0;
  for (std::uint32_t cloud = 0; cloud < clouds.size(); ++cloud) {
    if (clouds[cloud] == nullptr) continue;
    auto& progress = coverage.progress[cloud];
    auto& chunks = *clouds[cloud]->chunks;
    taken +=
        draw_missing(program, cloud, *clouds[cloud], coverage.subject.rules[cloud], most - taken, progress);
    if (chunks.residency() != Residency::kStreamed || drawn_of(progress) == chunks.records() || taken >= most)
      continue;
    // What is drawn made room for the next.
    if (chunks.stream_in())
      taken +=
          draw_missing(program, cloud, *clouds[cloud], coverage.subject.rules[cloud], most - taken, progress);
  }
  return taken;
}

DrawStats stats_of(Clouds clouds, const Coverage& coverage) {
  DrawStats stats;
  for (std::size_t cloud = 0; cloud < clouds.size(); ++cloud) {
    if (clouds[cloud] == nullptr) continue;
    const auto& chunks = *clouds[cloud]->chunks;
    stats.converged = stats.converged && drawn_of(coverage.progress[cloud]) >= chunks.drawable();
    stats.points_total += chunks.records();
    for (const Progress& chunk : coverage.progress[cloud]) stats.points_drawn += chunk.shown();
  }
  return stats;
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
  made.colors_ = RecordColors::create();
  return made;
}

DrawStats GlPoints::draw(const ViewTransform& view, Clouds clouds, std::span<const ColorRule> rules,
                         const DrawnSize& size, const glm::vec3& background, double budget_ms,
                         GapFiller* filler, Frame::State& target) {
  const Program& program = has_round_points(size) ? round_ : square_;
  set_view(program, view);
  set_point_size(program, size);

  const StateGuard guard;
  auto& coverage = target.coverage;
  Coverage::Subject subject{view, size, background, {}, {rules.begin(), rules.end()}};
  for (const auto* cloud : clouds) subject.clouds.push_back(cloud == nullptr ? 0 : cloud->serial);
  const bool goes_on =
      (budget_ms > 0 || Coverage::streams(clouds)) && target.where == Frame::State::Ids::kTexture;
  const bool begins = !goes_on || !(coverage.subject == subject);
  if (begins) {
    clear_raster(target.raster, background);
    begin(coverage, std::move(subject), clouds);
    target.looks.forget();
    target.finished.reset();
  }
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.raster.name());
  glViewport(0, 0, target.viewport.width, target.viewport.height);
  set_point_state();
  colors_.bind();

  const std::uint64_t most =
      budget_ms > 0 ? static_cast<std::uint64_t>(std::max(target.points_budget.points(), kLeastRecords))
                    : ~std::uint64_t{0};
  std::uint64_t taken = 0;
  const DrawStats stats = stats_of(clouds, coverage);
  if (begins) coverage.previews = stats.points_total > most;
  if (const std::uint64_t left = pieces_left(coverage); coverage.previews && left > 0) {
    const std::uint64_t wanted = most / Scene::piece_records(stats.points_total) + 1;
    const bool full = wanted <= std::min(left, kMostPieces);
    const auto draw = [&](std::uint64_t pieces) {
      glUseProgram(program.name());
      target.points_budget.start(budget_ms);
      const std::uint64_t records = draw_preview(program, clouds, pieces, coverage);
      target.points_budget.stop(records, full);
      return records;
    };
    const auto look = [&](FillLooks::Look& at) {
      if (filler != nullptr)
        filler->count(view, target.depth, target.viewport, drawn_share(stats_of(clouds, coverage)), at);
    };
    taken = draw_looking(target.looks, begins, std::min({wanted, left, kMostPieces}), draw, look);
  }
  if (taken < most) {
    glUseProgram(program.name());
    target.points_budget.start(budget_ms);
    const std::uint64_t rest = draw_missing(program, clouds, most - taken, coverage);
    taken += rest;
    target.points_budget.stop(rest, taken >= most);
  }
  if (taken > 0) target.finished.reset();
  return stats_of(clouds, coverage);
}

}  // namespace vertexview::gpu::detail
