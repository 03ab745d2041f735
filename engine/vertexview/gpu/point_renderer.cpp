#include "vertexview/gpu/point_renderer.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/finish/eye_dome.hpp"
#include "vertexview/gpu/finish/frame_state.hpp"
#include "vertexview/gpu/finish/gap_filler.hpp"
#include "vertexview/gpu/finish/marker.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"
#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/gpu/points/compute_renderer.hpp"
#include "vertexview/gpu/points/cpu_renderer.hpp"
#include "vertexview/gpu/points/gl_points.hpp"
#include "vertexview/gpu/points/point_shape.hpp"
#include "vertexview/gpu/residency/buffer_state.hpp"

namespace vertexview::gpu {

namespace {

using Clouds = std::span<VertexBuffer::State* const>;
using Rules = std::span<const detail::ColorRule>;

/// Whether the picture may come about over several draws.
bool goes_on(const DrawOptions& options, Clouds clouds) {
  return options.budget_ms > 0 || detail::Coverage::streams(clouds);
}

/// Whether the colours that are drawn are not yet those of the picture.
bool finishes(const DrawOptions& options, Clouds clouds) {
  return options.edl_strength > 0 || options.point_size.mode == PointSize::Mode::kAdaptive ||
         (options.fill_holes && goes_on(options, clouds));
}

}  // namespace

struct PointRenderer::State {
  Renderer automatic = Renderer::kPoints;
  // Each is built when it is first used: what is not used costs no start-up time.
  std::optional<detail::GlPoints> points;
  std::optional<detail::ComputeRenderer> compute;
  std::unique_ptr<detail::CpuRenderer> cpu;
  std::optional<detail::EyeDome> eye_dome;
  detail::GapFiller gap_filler;
  std::optional<detail::Marker> marker;

  [[nodiscard]] Result<void> prepare(Renderer renderer);
  /// Whether colours can be drawn apart from what is lit or marked, where `wanted`.
  [[nodiscard]] bool keeps_colors_apart(bool wanted);
  /// What keeps the looks at a picture that is to be filled; null where that is not wanted.
  [[nodiscard]] detail::GapFiller* filler_for(const DrawOptions& options, Clouds clouds) {
    return options.fill_holes && goes_on(options, clouds) ? &gap_filler : nullptr;
  }
  /// What stands between the raster and the picture: holes and gaps filled, edges lit. `counted_size`: of the
  /// points that the looks saw, pixels across.
  void finish(const detail::ViewTransform& view, const DrawOptions& options, const DrawStats& stats,
              std::uint32_t counted_size, bool apart, Frame::State& target);
  [[nodiscard]] DrawStats draw_points(const detail::ViewTransform& view, Clouds clouds, Rules rules,
                                      const DrawOptions& options, Frame::State& target);
  /// nullopt when the picture is beyond what the driver's compute shaders or its memory allow.
  [[nodiscard]] std::optional<DrawStats> draw_compute(const detail::ViewTransform& view, Clouds clouds,
                                                      Rules rules, const DrawOptions& options,
                                                      Frame::State& target);
  [[nodiscard]] DrawStats draw_cpu(const detail::ViewTransform& view, Clouds clouds, Rules rules,
                                   const DrawOptions& options, Frame::State& target);
};

PointRenderer::PointRenderer() = default;
PointRenderer::PointRenderer(PointRenderer&&) noexcept = default;
PointRenderer& PointRenderer::operator=(PointRenderer&&) noexcept = default;
PointRenderer::~PointRenderer() = default;

Result<void> PointRenderer::State::prepare(Renderer renderer) {
  switch (renderer) {
    case Renderer::kAutomatic:
      return prepare(automatic);
    case Renderer::kPoints:
      if (!points) {
        auto made = detail::GlPoints::create();
        if (!made) return tl::unexpected(std::move(made.error()));
        points = *std::move(made);
      }
      return {};
    case Renderer::kCompute:
      if (!compute) {
        auto made = detail::ComputeRenderer::create();
        if (!made) return tl::unexpected(std::move(made.error()));
        compute = *std::move(made);
      }
      return {};
    case Renderer::kCpu:
      if (!cpu) cpu = std::make_unique<detail::CpuRenderer>();
      return {};
  }
  return {};
}

Result<PointRenderer> PointRenderer::create() {
  PointRenderer made;
  made.state_ = std::make_unique<State>();
  made.state_->automatic = device_info().software ? Renderer::kCpu : Renderer::kCompute;
  if (!made.state_->prepare(Renderer::kAutomatic)) made.state_->automatic = Renderer::kPoints;
  if (auto ready = made.state_->prepare(Renderer::kAutomatic); !ready)
    return tl::unexpected(std::move(ready.error()));
  return made;
}

Result<void> PointRenderer::prepare(Renderer renderer) {
  return state_->prepare(renderer);
}

Renderer PointRenderer::preferred() const noexcept {
  return state_->automatic;
}

Result<void> PointRenderer::prefer(Renderer renderer) {
  auto ready = state_->prepare(renderer);
  if (ready && renderer != Renderer::kAutomatic) state_->automatic = renderer;
  return ready;
}

DrawStats PointRenderer::draw(const Camera& camera, std::span<const DrawnCloud> clouds,
                              const DrawOptions& options, Frame& target) {
  std::vector<VertexBuffer::State*> states;
  std::vector<detail::ColorRule> rules;
  for (const DrawnCloud& cloud :
       clouds.first(std::min<std::size_t>(clouds.size(), detail::kMostClouds - 1))) {
    states.push_back(cloud.buffer == nullptr ? nullptr : &cloud.buffer->state());
    rules.emplace_back(cloud.shading);
  }
  Renderer renderer = options.renderer == Renderer::kAutomatic ? state_->automatic : options.renderer;
  if (!state_->prepare(renderer)) renderer = Renderer::kPoints;
  if (!state_->prepare(renderer)) renderer = state_->automatic;
  const auto view = detail::view_transform(camera, target.viewport());
  if (renderer == Renderer::kCompute) {
    auto stats = state_->draw_compute(view, states, rules, options, *target.state_);
    if (stats) return *stats;
    renderer = Renderer::kPoints;
    if (!state_->prepare(renderer)) return {};
  }
  DrawStats stats = renderer == Renderer::kCpu
                        ? state_->draw_cpu(view, states, rules, options, *target.state_)
                        : state_->draw_points(view, states, rules, options, *target.state_);
  stats.renderer = renderer;
  return stats;
}

bool PointRenderer::State::keeps_colors_apart(bool wanted) {
  if (wanted && !eye_dome) {
    auto made = detail::EyeDome::create();
    if (made) eye_dome = *std::move(made);
  }
  return wanted && eye_dome;
}

void PointRenderer::State::finish(const detail::ViewTransform& view, const DrawOptions& options,
                                  const DrawStats& stats, std::uint32_t counted_size, bool apart,
                                  Frame::State& target) {
  const auto size = detail::drawn_size(options.point_size);
  const bool unfinished = options.fill_holes && !stats.converged && target.looks.now.counted;
  Frame::State::Finish wanted{.edl_strength = options.edl_strength, .fill = {}};
  if (size.adaptive || unfinished) wanted.fill = {size.adaptive, unfinished, size.pixels, counted_size};
  const bool as_it_was =
      target.finished == wanted && !target.marked && target.where == Frame::State::Ids::kTexture;
  if (!apart) {
    target.shows_filled = false;
  } else if (!as_it_was) {
    target.shows_filled = wanted.fill && gap_filler.fill(view, *wanted.fill, target);
    eye_dome->draw(target, options.edl_strength, view.orthographic);
    target.finished = wanted;
  }
  target.where = Frame::State::Ids::kTexture;
  target.marked = false;
}

DrawStats PointRenderer::State::draw_points(const detail::ViewTransform& view, Clouds clouds, Rules rules,
                                            const DrawOptions& options, Frame::State& target) {
  // A picture that comes about over several draws must not go on from what was drawn over it.
  const bool apart = keeps_colors_apart(finishes(options, clouds) || goes_on(options, clouds));
  if (!target.require_raster(apart)) return {};
  const auto size = detail::drawn_size(options.point_size);
  const DrawStats stats = points->draw(view, clouds, rules, size, options.background, options.budget_ms,
                                       filler_for(options, clouds), target);
  finish(view, options, stats, size.pixels, apart, target);
  return stats;
}

std::optional<DrawStats> PointRenderer::State::draw_compute(const detail::ViewTransform& view, Clouds clouds,
                                                            Rules rules, const DrawOptions& options,
                                                            Frame::State& target) {
  const bool apart = keeps_colors_apart(finishes(options, clouds));
  if (!compute->fits(target.viewport) || !target.require_raster(apart)) return std::nullopt;
  auto stats = compute->draw(view, clouds, rules, detail::drawn_size(options.point_size), options.background,
                             options.budget_ms, filler_for(options, clouds), target);
  if (!stats) return std::nullopt;
  finish(view, options, *stats, 1, apart, target);
  stats->renderer = Renderer::kCompute;
  return *stats;
}

DrawStats PointRenderer::State::draw_cpu(const detail::ViewTransform& view, Clouds clouds, Rules rules,
                                         const DrawOptions& options, Frame::State& target) {
  std::vector<detail::Scene::Part> parts;
  for (std::uint32_t cloud = 0; cloud < clouds.size(); ++cloud) {
    if (clouds[cloud] == nullptr) continue;
    VertexBuffer::State& buffer = *clouds[cloud];
    if (!buffer.feed) buffer.feed = detail::BlockFeed::create(buffer.file, detail::Scene::kBlockRecords);
    parts.push_back({.file = &buffer.file,
                     .records = buffer.file.converter() == nullptr ? buffer.file.bytes().data() : nullptr,
                     .serial = buffer.serial,
                     .cloud = cloud,
                     .count = buffer.file.size(),
                     .feed = buffer.feed->get()});
  }
  if (!target.canvas) target.canvas = std::make_unique<detail::CpuCanvas>(target.viewport);
  const detail::CanvasLook look{detail::drawn_size(options.point_size),
                                std::max(options.edl_strength, 0.0F),
                                options.background,
                                options.fill_holes,
                                {rules.begin(), rules.end()}};
  const auto drawn =
      cpu->draw(view, detail::Scene(parts), look, {.milliseconds = options.budget_ms}, *target.canvas);
  if (drawn.image_changed || target.marked || target.where != Frame::State::Ids::kCanvas) {
    const detail::StateGuard guard;
    glTextureSubImage2D(target.color.name(), 0, 0, 0, target.viewport.width, target.viewport.height, GL_RGBA,
                        GL_UNSIGNED_BYTE, target.canvas->image.get());
  }
  target.where = Frame::State::Ids::kCanvas;
  target.marked = false;
  return drawn.stats;
}

void PointRenderer::draw_marker(const Camera& camera, glm::dvec3 position, float diameter, glm::vec4 color,
                                Frame& target) {
  const Viewport viewport = target.viewport();
  const auto seen = camera.project(viewport, position);
  if (!seen) return;
  if (!state_->marker) {
    auto made = detail::Marker::create();
    if (!made) return;
    state_->marker = *std::move(made);
  }
  state_->marker->draw(seen->pixel, diameter, color, viewport, target.framebuffer());
  target.state_->marked = true;
}

}  // namespace vertexview::gpu
