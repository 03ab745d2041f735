#include "vertexview/gpu/points/gl_points.hpp"

#include <algorithm>
#include <vector>

#include "vertexview/gpu/gl/state_guard.hpp"
#include "vertexview/gpu/order/record_row.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"
#include "vertexview/gpu/points/point_program.hpp"
#include "vertexview/gpu/points/view_uniforms.hpp"
#include "vertexview/gpu/residency/resident_dataset.hpp"

namespace vertexview::gpu::detail {

namespace {

using Datasets = std::span<ResidentDataset* const>;
using Progress = Coverage::Progress;

// Every piece of a preview is a draw of its own, which takes the driver as long as some hundred points. A
// frame with this many stays within its budget; with fewer, a preview takes more frames.
constexpr std::uint64_t kMostPieces = std::uint64_t{1} << 15;
// A frame draws at least this many records, however long they take, so that the picture converges.
constexpr double kLeastRecords = 1 << 14;
// The factor of a preview's depths: a change of more than their last bit, so that records replace their
// preview, and of less than anyone can see.
constexpr float kBehind = 1 - 0x1p-20F;

/// Begins a picture of `subject`. With the same datasets as before, previews go on where the last one
/// stopped.
void begin(Coverage& coverage, Coverage::Subject subject, Datasets datasets) {
  if (coverage.subject.datasets != subject.datasets) {
    coverage.progress.clear();
    for (const auto* dataset : datasets) {
      auto& chunks = coverage.progress.emplace_back();
      for (std::uint64_t i = 0; dataset != nullptr && i < dataset->chunks->chunk_count(); ++i)
        chunks.push_back(
            {BlockCursor((dataset->chunks->share(i) - 1) / RecordRow::kBlockRecords + 1, nullptr)});
    }
  } else {
    for (auto& dataset : coverage.progress)
      for (Progress& chunk : dataset) {
        chunk.preview.begin();
        chunk.previewed = chunk.drawn = 0;
      }
  }
  coverage.subject = std::move(subject);
}

/// Returns how many records of these chunks are drawn for good.
std::uint64_t drawn_of(const std::vector<Progress>& chunks) {
  std::uint64_t records = 0;
  for (const Progress& chunk : chunks) records += chunk.drawn;
  return records;
}

/// Returns how many pieces of the chunk's preview are still to be drawn.
std::uint64_t pieces_left(const Progress& chunk) {
  return chunk.drawn > 0 ? 0 : chunk.preview.pieces() - chunk.preview.visited();
}

std::uint64_t pieces_left(const Coverage& coverage) {
  std::uint64_t pieces = 0;
  for (const auto& dataset : coverage.progress)
    for (const Progress& chunk : dataset) pieces += pieces_left(chunk);
  return pieces;
}

/// Makes `chunk` what the program draws; `behind` is the factor of its depths.
void set_source(const Program& program, std::uint32_t dataset, const ResidentDataset& buffer,
                const ColorRule& rule, const Chunk& chunk, float behind) {
  const std::uint64_t id = make_id(dataset, chunk.first);
  glProgramUniform2ui(program.name(), 9, static_cast<GLuint>(id), static_cast<GLuint>(id >> 32));
  glProgramUniform1f(program.name(), 12, behind);
  set_color_rule(program, 13, rule);
  buffer.bind(chunk);
}

/// Draws up to `most` more pieces of a chunk. Returns how many records those have.
std::uint64_t draw_pieces(const Program& program, std::uint32_t dataset, const ResidentDataset& buffer,
                          const ColorRule& rule, const Chunk& chunk, std::uint64_t most, Progress& progress) {
  const std::uint64_t piece_records = RecordRow::piece_records(buffer.chunks->records());
  std::vector<GLint> firsts;
  std::vector<GLsizei> counts;
  std::uint64_t records = 0;
  for (std::uint64_t i = 0; i < std::min(most, pieces_left(progress)); ++i) {
    const auto visit = progress.preview.at(progress.preview.visited() + i);
    const std::uint64_t first = visit.block * RecordRow::kBlockRecords;
    const auto piece = visit.piece_of(std::min(RecordRow::kBlockRecords, chunk.count - first), piece_records);
    firsts.push_back(static_cast<GLint>(first + piece.first));
    counts.push_back(static_cast<GLsizei>(piece.count));
    records += piece.count;
  }
  set_source(program, dataset, buffer, rule, chunk, kBehind);
  glMultiDrawArrays(GL_POINTS, firsts.data(), counts.data(), static_cast<GLsizei>(firsts.size()));
  progress.preview.advance(firsts.size());
  progress.previewed += records;
  return records;
}

/// Draws the same number of pieces, `most` in all, from every completely uploaded chunk that has pieces left.
/// Returns how many records those have.
std::uint64_t draw_preview(const Program& program, Datasets datasets, std::uint64_t most,
                           Coverage& coverage) {
  std::uint64_t open = 0;
  for (const auto& dataset : coverage.progress)
    for (const Progress& chunk : dataset) open += pieces_left(chunk) > 0 ? 1U : 0U;
  if (open == 0) return 0;
  const std::uint64_t share = (most - 1) / open + 1;
  std::uint64_t records = 0;
  for (std::uint32_t dataset = 0; dataset < datasets.size(); ++dataset)
    for (std::uint64_t i = 0; i < coverage.progress[dataset].size(); ++i) {
      Progress& progress = coverage.progress[dataset][i];
      if (pieces_left(progress) == 0) continue;
      const Chunk chunk = datasets[dataset]->chunks->acquire(i);
      if (chunk.count == datasets[dataset]->chunks->share(i))
        records += draw_pieces(program, dataset, *datasets[dataset], coverage.subject.rules[dataset], chunk,
                               share, progress);
    }
  return records;
}

/// Draws records of `dataset` that are on the GPU and not in the picture yet, at most `most`. Returns how
/// many.
std::uint64_t draw_missing(const Program& program, std::uint32_t dataset, const ResidentDataset& buffer,
                           const ColorRule& rule, std::uint64_t most, std::vector<Progress>& progress) {
  auto& chunks = *buffer.chunks;
  std::uint64_t taken = 0;
  for (std::uint64_t index = 0; index < progress.size() && taken < most; ++index) {
    std::uint64_t& drawn = progress[index].drawn;
    if (drawn == chunks.share(index)) {
      chunks.release(index);  // another picture may have asked for it again
      continue;
    }
    const auto chunk = chunks.acquire(index);
    if (chunk.count <= drawn) continue;
    const std::uint64_t count = std::min(chunk.count - drawn, most - taken);
    set_source(program, dataset, buffer, rule, chunk, 1);
    glDrawArrays(GL_POINTS, static_cast<GLint>(drawn), static_cast<GLsizei>(count));
    drawn += count;
    taken += count;
    if (drawn == chunk.count) chunks.release(index);
  }
  return taken;
}

std::uint64_t draw_missing(const Program& program, Datasets datasets, std::uint64_t most, double budget_ms,
                           Coverage& coverage) {
  std::uint64_t taken = 0;
  for (std::uint32_t dataset = 0; dataset < datasets.size(); ++dataset) {
    if (datasets[dataset] == nullptr) continue;
    auto& progress = coverage.progress[dataset];
    auto& chunks = *datasets[dataset]->chunks;
    draw_streamed(chunks, budget_ms, [&] {
      taken += draw_missing(program, dataset, *datasets[dataset], coverage.subject.rules[dataset],
                            most - taken, progress);
      return taken < most && drawn_of(progress) < chunks.records();
    });
  }
  return taken;
}

DrawStats stats_of(Datasets datasets, const Coverage& coverage) {
  DrawStats stats;
  for (std::size_t dataset = 0; dataset < datasets.size(); ++dataset) {
    if (datasets[dataset] == nullptr) continue;
    const auto& chunks = *datasets[dataset]->chunks;
    stats.converged = stats.converged && drawn_of(coverage.progress[dataset]) >= chunks.drawable();
    stats.points_total += chunks.records();
    for (const Progress& chunk : coverage.progress[dataset]) stats.points_drawn += chunk.shown();
  }
  return stats;
}

}  // namespace

Result<std::unique_ptr<GlPoints>> GlPoints::create(Finisher& finisher) {
  auto square = build_point_program({});
  if (!square) return tl::unexpected(std::move(square.error()));
  auto round = build_point_program({.round = true});
  if (!round) return tl::unexpected(std::move(round.error()));
  std::unique_ptr<GlPoints> made(new GlPoints(finisher));
  made->square_ = *std::move(square);
  made->round_ = *std::move(round);
  made->colors_ = RecordColors::create();
  return made;
}

std::optional<DrawStats> GlPoints::draw(const DrawJob& job, Picture& target) {
  const DrawnSize size = job.size();
  const bool goes_on = job.goes_on();
  // Where more draws are to come, lighting and markers must stay out of the colours that those add to.
  const bool apart = finisher_.keeps_colors_apart(goes_on || job.options.edl_strength > 0 || size.adaptive);
  auto& canvas = target.require_canvas<PointsCanvas>(target.viewport);
  if (!canvas.raster.require(apart, target)) return std::nullopt;
  const bool fills = job.options.fill_holes && goes_on;
  const DrawStats stats = draw_raster(job, fills ? &finisher_.gap_filler() : nullptr, canvas);
  finisher_.finish({.view = job.view,
                    .edl_strength = job.options.edl_strength,
                    .fill = fill_rule(size, size.pixels, fills && !stats.converged, canvas.raster),
                    .apart = apart},
                   canvas.raster, target);
  return stats;
}

DrawStats GlPoints::draw_raster(const DrawJob& job, GapFiller* filler, PointsCanvas& canvas) const {
  const auto& [view, datasets, rules, options] = job;
  const DrawnSize size = job.size();
  const double budget_ms = options.budget_ms;
  Raster& raster = canvas.raster;
  const Program& program = has_round_points(size) ? round_ : square_;
  set_view(program, view);
  set_point_size(program, size);

  const StateGuard guard;
  auto& coverage = canvas.coverage;
  Coverage::Subject subject = Coverage::subject_of(job);
  subject.rules.assign(rules.begin(), rules.end());
  const bool begins = !job.goes_on() || raster.empty || !(coverage.subject == subject);
  if (begins) {
    clear_raster(raster.framebuffer, options.background);
    begin(coverage, std::move(subject), datasets);
    raster.looks.forget();
    raster.finished.reset();
  }
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, raster.framebuffer.name());
  glViewport(0, 0, raster.viewport.width, raster.viewport.height);
  set_point_state();
  colors_.bind();

  const std::uint64_t most = budget_ms > 0
                                 ? static_cast<std::uint64_t>(std::max(canvas.budget.points(), kLeastRecords))
                                 : ~std::uint64_t{0};
  std::uint64_t taken = 0;
  const DrawStats stats = stats_of(datasets, coverage);
  if (begins) coverage.previews = stats.points_total > most;
  if (const std::uint64_t left = pieces_left(coverage); coverage.previews && left > 0) {
    const std::uint64_t wanted = most / RecordRow::piece_records(stats.points_total) + 1;
    const bool full = wanted <= std::min(left, kMostPieces);
    const auto draw_some = [&](std::uint64_t pieces) {
      glUseProgram(program.name());
      canvas.budget.start(budget_ms);
      const std::uint64_t records = draw_preview(program, datasets, pieces, coverage);
      canvas.budget.stop(records, full);
      return records;
    };
    const auto look = [&](FillLooks::Look& at) {
      if (filler != nullptr)
        filler->count(view, raster.depth, raster.viewport, drawn_share(stats_of(datasets, coverage)), at);
    };
    taken = draw_and_look(raster.looks, begins, std::min({wanted, left, kMostPieces}), draw_some, look);
  }
  if (taken < most) {
    glUseProgram(program.name());
    canvas.budget.start(budget_ms);
    const std::uint64_t rest = draw_missing(program, datasets, most - taken, budget_ms, coverage);
    taken += rest;
    canvas.budget.stop(rest, taken >= most);
  }
  if (taken > 0) raster.finished.reset();
  return stats_of(datasets, coverage);
}

}  // namespace vertexview::gpu::detail
