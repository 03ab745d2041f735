#include "vertexview/gpu/points/compute_renderer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "shaders.hpp"
#include "vertexview/gpu/finish/frame_state.hpp"
#include "vertexview/gpu/gl/program.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"
#include "vertexview/gpu/points/point_program.hpp"
#include "vertexview/gpu/points/view_uniforms.hpp"
#include "vertexview/gpu/residency/buffer_state.hpp"

namespace vertexview::gpu::detail {

namespace {

using Clouds = std::span<VertexBuffer::State* const>;
using Progress = ComputeCanvas::Progress;

// Whatever else a frame takes, as many records bring it on: the passes over the picture cost as much, or
// more.
constexpr double kLeastRecords = 1 << 18;

bool whole(const VertexBuffer::State& cloud, std::uint64_t index, const Progress& progress) {
  return progress.points == cloud.chunks->share(index);
}

/// The chunks that are not whole yet, of all clouds.
std::uint64_t count_open(Clouds clouds, const ComputeCanvas& canvas) {
  std::uint64_t open = 0;
  for (std::size_t cloud = 0; cloud < clouds.size(); ++cloud)
    for (std::uint64_t i = 0; i < canvas.progress[cloud].size(); ++i)
      open += whole(*clouds[cloud], i, canvas.progress[cloud][i]) ? 0U : 1U;
  return open;
}

/// Some turns more are drawn; how many records those are.
std::uint64_t advance(Progress& chunk, std::uint32_t turns) {
  const std::uint64_t before = chunk.points;
  for (std::uint32_t turn = 0; turn < turns; ++turn)
    chunk.points += chunk.turns.records_at(chunk.first + chunk.done++);
  return chunk.points - before;
}

/// Draws up to `most_turns` more of each chunk that is there; how many records.
std::uint64_t draw_open(ComputeRasterizer& rasterizer, std::uint32_t cloud, const VertexBuffer::State& buffer,
                        std::uint32_t most_turns, std::vector<Progress>& progress) {
  std::uint64_t drawn = 0;
  for (std::uint64_t i = 0; i < progress.size(); ++i) {
    Progress& open = progress[i];
    if (whole(buffer, i, open)) continue;
    const Chunk chunk = buffer.chunks->acquire(i);
    // A chunk that is still being filled is drawn again when there is more of it.
    if (chunk.count != open.turns.records) open = {.turns = ComputeRasterizer::Turns(chunk.count)};
    const std::uint32_t turns = std::min(most_turns, open.turns.count - open.done);
    rasterizer.draw(chunk, open.turns, open.first + open.done, turns, make_id(cloud, chunk.first));
    drawn += advance(open, turns);
  }
  rasterizer.flush();
  for (std::uint64_t i = 0; i < progress.size(); ++i)
    if (whole(buffer, i, progress[i])) buffer.chunks->release(i);
  return drawn;
}

std::uint64_t sum(const std::vector<Progress>& progress) {
  std::uint64_t points = 0;
  for (const Progress& chunk : progress) points += chunk.points;
  return points;
}

DrawStats stats_of(Clouds clouds, const ComputeCanvas& canvas) {
  DrawStats stats;
  for (std::size_t cloud = 0; cloud < clouds.size(); ++cloud) {
    if (clouds[cloud] == nullptr) continue;
    const auto& chunks = *clouds[cloud]->chunks;
    const std::uint64_t points = sum(canvas.progress[cloud]);
    stats.points_total += chunks.records();
    stats.points_drawn += points;
    stats.converged = stats.converged && points >= chunks.drawable();
  }
  return stats;
}

}  // namespace

Result<ComputeRenderer> ComputeRenderer::create(bool wide_atomics) {
  auto rasterizer = ComputeRasterizer::create(wide_atomics);
  if (!rasterizer) return tl::unexpected(std::move(rasterizer.error()));
  ComputeRenderer made(*std::move(rasterizer));
  auto carry = build_program("the vertices carried over",
                             {{GL_VERTEX_SHADER, {shaders::transform, shaders::carry_vert}},
                              {GL_FRAGMENT_SHADER, {shaders::carry_frag}}});
  if (!carry) return tl::unexpected(std::move(carry.error()));
  auto cover =
      build_program("the point sizes", {{GL_VERTEX_SHADER, {shaders::screen_vert}},
                                        {GL_FRAGMENT_SHADER, {shaders::record_color, shaders::cover_frag}}});
  if (!cover) return tl::unexpected(std::move(cover.error()));
  auto spread = build_point_program({.layer = true, .round = true});
  if (!spread) return tl::unexpected(std::move(spread.error()));
  made.carry_ = *std::move(carry);
  made.cover_ = *std::move(cover);
  made.spread_ = *std::move(spread);
  made.nothing_ = VertexArray::create();
  made.colors_ = RecordColors::create();
  return made;
}

Result<void> ComputeRenderer::begin(Coverage::Subject subject, Clouds clouds, bool carried,
                                    Frame::State& target) {
  ComputeCanvas& canvas = *target.compute;
  if (carried) std::swap(canvas.now, canvas.before);
  if (!canvas.now.framebuffer) {
    auto made = Layer::create(target.viewport);
    if (!made) return tl::unexpected(std::move(made.error()));
    canvas.now = *std::move(made);
  }
  canvas.now.clear();
  if (carried) carry(subject.view, canvas, target.viewport);
  const bool same_clouds = canvas.subject && canvas.subject->clouds == subject.clouds;
  if (!same_clouds) {
    canvas.progress.clear();
    for (const auto* cloud : clouds)
      canvas.progress.emplace_back(cloud == nullptr ? 0 : cloud->chunks->chunk_count());
  }
  for (auto& cloud : canvas.progress)
    for (Progress& chunk : cloud) {
      chunk.first = chunk.turns.count == 0 ? 0 : (chunk.first + chunk.done) % chunk.turns.count;
      chunk.done = 0;
      chunk.points = 0;
    }
  canvas.subject = std::move(subject);
  canvas.shown = false;
  return {};
}

std::uint64_t ComputeRenderer::draw_turns(Clouds clouds, std::uint32_t turns, ComputeCanvas& canvas) {
  std::uint64_t drawn = 0;
  for (std::uint32_t cloud = 0; cloud < clouds.size(); ++cloud) {
    if (clouds[cloud] == nullptr) continue;
    auto& chunks = *clouds[cloud]->chunks;
    auto& progress = canvas.progress[cloud];
    drawn += draw_open(rasterizer_, cloud, *clouds[cloud], turns, progress);
    if (chunks.residency() != Residency::kStreamed || sum(progress) == chunks.records()) continue;
    // What is drawn made room for the next.
    if (chunks.stream_in()) drawn += draw_open(rasterizer_, cloud, *clouds[cloud], turns, progress);
  }
  return drawn;
}

Result<DrawStats> ComputeRenderer::draw(const ViewTransform& view, Clouds clouds,
                                        std::span<const ColorRule> rules, const DrawnSize& size,
                                        const glm::vec3& background, double budget_ms, GapFiller* filler,
                                        Frame::State& target) {
  if (!target.compute) target.compute = std::make_unique<ComputeCanvas>();
  ComputeCanvas& canvas = *target.compute;
  const StateGuard guard;

  Coverage::Subject subject{view, size, background, {}, {}};
  for (const auto* cloud : clouds) subject.clouds.push_back(cloud == nullptr ? 0 : cloud->serial);
  const bool same_clouds = canvas.subject && canvas.subject->clouds == subject.clouds;
  const bool begins = !same_clouds || !(canvas.subject->view == view);
  const bool carries = same_clouds && budget_ms > 0;
  if (begins) {
    auto begun = begin(std::move(subject), clouds, carries, target);
    if (!begun) return tl::unexpected(std::move(begun.error()));
  } else if (!(*canvas.subject == subject)) {
    canvas.subject = std::move(subject);
    canvas.shown = false;
  }
  if (!std::equal(rules.begin(), rules.end(), canvas.rules.begin(), canvas.rules.end())) {
    canvas.rules.assign(rules.begin(), rules.end());
    canvas.shown = false;
  }

  std::uint32_t turns = ~std::uint32_t{0};
  const std::uint64_t open = count_open(clouds, canvas);
  if (budget_ms > 0 && open > 0) {
    const double wanted = std::max(canvas.budget.points(), kLeastRecords) / ComputeRasterizer::kTurnRecords;
    turns = static_cast<std::uint32_t>(std::clamp(std::ceil(wanted / static_cast<double>(open)), 2.0, 1e6));
  }
  rasterizer_.begin(view, canvas.now, target.viewport);
  const auto look = [&](FillLooks::Look& at) {
    if (filler != nullptr)
      filler->count(view, canvas.now.depth, target.viewport, drawn_share(stats_of(clouds, canvas)), at);
  };
  if (begins) {
    target.looks.forget();
    if (carries) look(target.looks.begun);
  }
  const auto draw_some = [&](std::uint32_t some) {
    canvas.budget.start(budget_ms);
    const std::uint64_t records = draw_turns(clouds, some, canvas);
    canvas.budget.stop(records, !stats_of(clouds, canvas).converged);
    return records;
  };
  const std::uint64_t drawn = open > 0 ? draw_looking(target.looks, begins, turns, draw_some, look) : 0;
  const DrawStats stats = stats_of(clouds, canvas);

  if (drawn > 0 || !canvas.shown || target.marked || target.where != Frame::State::Ids::kTexture) {
    colors_.set(rules);
    size.world > 0 ? spread(target, view, size, background) : cover(target, size.pixels, background);
    target.finished.reset();
  }
  canvas.shown = true;
  return stats;
}

/// Draws what `before` shows into `now`.
void ComputeRenderer::carry(const ViewTransform& view, const ComputeCanvas& canvas,
                            const Viewport& viewport) const {
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

void ComputeRenderer::cover(const Frame::State& target, std::uint32_t point_size,
                            const glm::vec3& background) const {
  glProgramUniform1i(cover_.name(), 0, static_cast<GLint>(point_size));
  glProgramUniform1i(cover_.name(), 1, static_cast<GLint>(kRoundFrom));
  glProgramUniform3f(cover_.name(), 2, background.r, background.g, background.b);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.raster.name());
  glViewport(0, 0, target.viewport.width, target.viewport.height);
  glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_ALWAYS);
  target.compute->now.bind_textures();
  colors_.bind();
  glUseProgram(cover_.name());
  glBindVertexArray(nothing_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

void ComputeRenderer::spread(const Frame::State& target, const ViewTransform& view, const DrawnSize& size,
                             const glm::vec3& background) const {
  set_view(spread_, view);
  set_point_size(spread_, size);
  glProgramUniform1ui(spread_.name(), 11, static_cast<GLuint>(target.viewport.width));
  clear_raster(target.raster, background);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.raster.name());
  glViewport(0, 0, target.viewport.width, target.viewport.height);
  set_point_state();
  target.compute->now.bind_textures();
  colors_.bind();
  glUseProgram(spread_.name());
  glBindVertexArray(nothing_.name());
  glDrawArrays(GL_POINTS, 0, target.viewport.width * target.viewport.height);
}

}  // namespace vertexview::gpu::detail
