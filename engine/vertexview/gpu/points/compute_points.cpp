#include "vertexview/gpu/points/compute_points.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "shaders.hpp"
#include "vertexview/gpu/gl/program.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"
#include "vertexview/gpu/points/point_program.hpp"
#include "vertexview/gpu/points/view_uniforms.hpp"
#include "vertexview/gpu/residency/resident_dataset.hpp"

namespace vertexview::gpu::detail {

namespace {

using Datasets = std::span<ResidentDataset* const>;
using Progress = ComputeCanvas::Progress;

// A frame draws at least this many records, however long they take, so that the picture converges. The passes
// over the whole picture cost as much as these or more, so that fewer records would hardly make a frame
// shorter.
constexpr double kLeastRecords = 1 << 18;

/// Returns whether all records of chunk `index` are in the picture.
bool whole(const ResidentDataset& dataset, std::uint64_t index, const Progress& progress) {
  return progress.points == dataset.chunks->share(index);
}

/// Returns how many chunks of all datasets are not completely drawn.
std::uint64_t count_open(Datasets datasets, const ComputeCanvas& canvas) {
  std::uint64_t open = 0;
  for (std::size_t dataset = 0; dataset < datasets.size(); ++dataset)
    for (std::uint64_t i = 0; i < canvas.progress[dataset].size(); ++i)
      open += whole(*datasets[dataset], i, canvas.progress[dataset][i]) ? 0U : 1U;
  return open;
}

/// Draws up to `most_batches` more batches of each chunk of a dataset that is on the GPU. Returns how many
/// records those have.
std::uint64_t draw_open(ComputePasses& passes, std::uint32_t dataset, const ResidentDataset& buffer,
                        std::uint32_t most_batches, std::vector<Progress>& progress) {
  std::uint64_t drawn = 0;
  for (std::uint64_t i = 0; i < progress.size(); ++i) {
    Progress& open = progress[i];
    if (whole(buffer, i, open)) continue;
    const Chunk chunk = buffer.chunks->acquire(i);
    std::uint32_t left = most_batches;
    while (const std::uint32_t batches = std::min(left, open.ready(chunk.count))) {
      passes.add(
          {chunk, open.from, open.batches, open.first + open.done, batches, make_id(dataset, chunk.first)});
      drawn += open.advance(batches);
      left -= batches;
    }
  }
  passes.flush();
  for (std::uint64_t i = 0; i < progress.size(); ++i)
    if (whole(buffer, i, progress[i])) buffer.chunks->release(i);
  return drawn;
}

std::uint64_t sum(const std::vector<Progress>& progress) {
  std::uint64_t points = 0;
  for (const Progress& chunk : progress) points += chunk.points;
  return points;
}

DrawStats stats_of(Datasets datasets, const ComputeCanvas& canvas) {
  DrawStats stats;
  for (std::size_t dataset = 0; dataset < datasets.size(); ++dataset) {
    if (datasets[dataset] == nullptr) continue;
    const auto& chunks = *datasets[dataset]->chunks;
    const std::uint64_t points = sum(canvas.progress[dataset]);
    stats.points_total += chunks.records();
    stats.points_drawn += points;
    stats.converged = stats.converged && points >= chunks.drawable();
  }
  return stats;
}

}  // namespace

void Progress::begin() noexcept {
  if (from > 0 || batches.count == 0)
    *this = {};
  else
    *this = {.batches = batches, .first = (first + done) % batches.count};
}

std::uint32_t Progress::ready(std::uint64_t records) noexcept {
  const std::uint64_t end = from + std::uint64_t{batches.records};
  if (records > end && points == 0)
    *this = {.batches = ComputePasses::Batches(records)};
  else if (records > end && done == batches.count)
    *this = {
        .from = from + batches.records, .batches = ComputePasses::Batches(records - end), .points = points};
  // A chunk that gave its place to another one comes anew, from its first record on.
  return records < from + std::uint64_t{batches.records} ? 0 : batches.count - done;
}

std::uint64_t Progress::advance(std::uint32_t number) noexcept {
  const std::uint64_t drawn = points;
  for (std::uint32_t batch = 0; batch < number; ++batch) points += batches.records_at(first + done++);
  return points - drawn;
}

Result<std::unique_ptr<ComputePoints>> ComputePoints::create(Finisher& finisher, bool wide_atomics) {
  auto passes = ComputePasses::create(wide_atomics);
  if (!passes) return tl::unexpected(std::move(passes.error()));
  std::unique_ptr<ComputePoints> made(new ComputePoints(finisher, *std::move(passes)));
  auto carry = build_program(
      "the vertices carried over",
      {{GL_VERTEX_SHADER, {shaders::reciprocal, shaders::depth, shaders::transform, shaders::carry_vert}},
       {GL_FRAGMENT_SHADER, {shaders::carry_frag}}});
  if (!carry) return tl::unexpected(std::move(carry.error()));
  auto cover =
      build_program("the point sizes", {{GL_VERTEX_SHADER, {shaders::screen_vert}},
                                        {GL_FRAGMENT_SHADER, {shaders::record_color, shaders::cover_frag}}});
  if (!cover) return tl::unexpected(std::move(cover.error()));
  auto spread = build_point_program({.layer = true, .round = true});
  if (!spread) return tl::unexpected(std::move(spread.error()));
  made->carry_ = *std::move(carry);
  made->cover_ = *std::move(cover);
  made->spread_ = *std::move(spread);
  made->nothing_ = VertexArray::create();
  made->colors_ = RecordColors::create();
  return made;
}

Result<void> ComputePoints::begin(Coverage::Subject subject, Datasets datasets, bool carries,
                                  ComputeCanvas& canvas) {
  if (carries) std::swap(canvas.now, canvas.before);
  if (!canvas.now.framebuffer) {
    auto made = Layer::create(canvas.raster.viewport);
    if (!made) return tl::unexpected(std::move(made.error()));
    canvas.now = *std::move(made);
  }
  canvas.now.clear();
  if (carries) carry_layer(subject.view, canvas);
  const bool same_datasets = canvas.subject && canvas.subject->datasets == subject.datasets;
  if (!same_datasets) {
    canvas.progress.clear();
    for (const auto* dataset : datasets)
      canvas.progress.emplace_back(dataset == nullptr ? 0 : dataset->chunks->chunk_count());
  }
  for (auto& dataset : canvas.progress)
    for (Progress& chunk : dataset) chunk.begin();
  canvas.subject = std::move(subject);
  canvas.shown = false;
  return {};
}

std::uint64_t ComputePoints::draw_batches(Datasets datasets, std::uint32_t batches, double budget_ms,
                                          ComputeCanvas& canvas) {
  const std::uint64_t most = count_open(datasets, canvas) * batches * ComputePasses::kBatchRecords;
  std::uint64_t drawn = 0;
  for (std::uint32_t dataset = 0; dataset < datasets.size(); ++dataset) {
    if (datasets[dataset] == nullptr) continue;
    auto& chunks = *datasets[dataset]->chunks;
    auto& progress = canvas.progress[dataset];
    draw_streamed(chunks, budget_ms, [&] {
      drawn += draw_open(passes_, dataset, *datasets[dataset], batches, progress);
      return drawn < most && sum(progress) < chunks.records();
    });
  }
  return drawn;
}

std::optional<DrawStats> ComputePoints::draw(const DrawJob& job, Picture& target) {
  if (!passes_.fits(target.viewport)) return std::nullopt;
  const DrawnSize size = job.size();
  const bool fills = job.options.fill_holes && job.goes_on();
  const bool apart = finisher_.keeps_colors_apart(fills || job.options.edl_strength > 0 || size.adaptive);
  auto& canvas = target.require_canvas<ComputeCanvas>(target.viewport);
  if (!canvas.raster.require(apart, target)) return std::nullopt;
  const auto stats = draw_raster(job, fills ? &finisher_.gap_filler() : nullptr, target.marked, canvas);
  if (!stats) return std::nullopt;
  // The looks count the layer's vertices, which are single pixels.
  constexpr std::uint32_t kCountedSize = 1;
  finisher_.finish({.view = job.view,
                    .edl_strength = job.options.edl_strength,
                    .fill = fill_rule(size, kCountedSize, fills && !stats->converged, canvas.raster),
                    .apart = apart},
                   canvas.raster, target);
  return stats;
}

std::optional<DrawStats> ComputePoints::draw_raster(const DrawJob& job, GapFiller* filler, bool marked,
                                                    ComputeCanvas& canvas) {
  const auto& [view, datasets, rules, options] = job;
  const DrawnSize size = job.size();
  const double budget_ms = options.budget_ms;
  Raster& raster = canvas.raster;
  const StateGuard guard;

  Coverage::Subject subject = Coverage::subject_of(job);
  const bool same_datasets = canvas.subject && canvas.subject->datasets == subject.datasets;
  const bool begins = !same_datasets || !(canvas.subject->view == view);
  const bool carries = same_datasets && budget_ms > 0;
  if (begins) {
    if (!begin(std::move(subject), datasets, carries, canvas)) return std::nullopt;
  } else if (!(*canvas.subject == subject)) {
    canvas.subject = std::move(subject);
    canvas.shown = false;
  }
  if (!std::equal(rules.begin(), rules.end(), canvas.rules.begin(), canvas.rules.end())) {
    canvas.rules.assign(rules.begin(), rules.end());
    canvas.shown = false;
  }

  std::uint32_t batches = ~std::uint32_t{0};
  const std::uint64_t open = count_open(datasets, canvas);
  if (budget_ms > 0 && open > 0) {
    const double wanted = std::max(canvas.budget.points(), kLeastRecords) / ComputePasses::kBatchRecords;
    // At least two batches, so that the first draw can look at the picture half-way; a million are more than
    // any chunk has.
    batches = static_cast<std::uint32_t>(std::clamp(std::ceil(wanted / static_cast<double>(open)), 2.0, 1e6));
  }
  passes_.begin(view, canvas.now, raster.viewport);
  const auto look = [&](FillLooks::Look& at) {
    if (filler != nullptr)
      filler->count(view, canvas.now.depth, raster.viewport, drawn_share(stats_of(datasets, canvas)), at);
  };
  if (begins) {
    raster.looks.forget();
    if (carries) look(raster.looks.begun);
  }
  const auto draw_some = [&](std::uint32_t some) {
    canvas.budget.start(budget_ms);
    const std::uint64_t records = draw_batches(datasets, some, budget_ms, canvas);
    canvas.budget.stop(records, !stats_of(datasets, canvas).converged);
    return records;
  };
  const std::uint64_t drawn = open > 0 ? draw_and_look(raster.looks, begins, batches, draw_some, look) : 0;
  const DrawStats stats = stats_of(datasets, canvas);

  // Where colours are not kept apart, a marker lies on the raster's own.
  if (drawn > 0 || !canvas.shown || marked || raster.empty) {
    colors_.set(rules);
    if (size.world > 0)
      show_distant_points(canvas, view, size, options.background);
    else
      show_equal_points(canvas, size.pixels, options.background);
    raster.finished.reset();
  }
  canvas.shown = true;
  return stats;
}

void ComputePoints::carry_layer(const ViewTransform& view, const ComputeCanvas& canvas) const {
  const Viewport viewport = canvas.raster.viewport;
  set_view(carry_, view);
  glProgramUniform1ui(carry_.name(), 8, static_cast<GLuint>(viewport.width));
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, canvas.now.framebuffer.name());
  glViewport(0, 0, viewport.width, viewport.height);
  set_point_state();
  canvas.before.bind_textures();
  glUseProgram(carry_.name());
  glBindVertexArray(nothing_.name());
  glDrawArrays(GL_POINTS, 0, viewport.width * viewport.height);
}

void ComputePoints::show_equal_points(const ComputeCanvas& canvas, std::uint32_t point_size,
                                      const glm::vec3& background) const {
  const Raster& raster = canvas.raster;
  glProgramUniform1i(cover_.name(), 0, static_cast<GLint>(point_size));
  glProgramUniform1i(cover_.name(), 1, static_cast<GLint>(kRoundFrom));
  glProgramUniform3f(cover_.name(), 2, background.r, background.g, background.b);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, raster.framebuffer.name());
  glViewport(0, 0, raster.viewport.width, raster.viewport.height);
  glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_ALWAYS);
  canvas.now.bind_textures();
  colors_.bind();
  glUseProgram(cover_.name());
  glBindVertexArray(nothing_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

void ComputePoints::show_distant_points(const ComputeCanvas& canvas, const ViewTransform& view,
                                        const DrawnSize& size, const glm::vec3& background) const {
  const Raster& raster = canvas.raster;
  set_view(spread_, view);
  set_point_size(spread_, size);
  glProgramUniform1ui(spread_.name(), 11, static_cast<GLuint>(raster.viewport.width));
  clear_raster(raster.framebuffer, background);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, raster.framebuffer.name());
  glViewport(0, 0, raster.viewport.width, raster.viewport.height);
  set_point_state();
  canvas.now.bind_textures();
  colors_.bind();
  glUseProgram(spread_.name());
  glBindVertexArray(nothing_.name());
  glDrawArrays(GL_POINTS, 0, raster.viewport.width * raster.viewport.height);
}

}  // namespace vertexview::gpu::detail
