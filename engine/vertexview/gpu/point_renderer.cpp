#include "vertexview/gpu/point_renderer.hpp"

#include <algorithm>
#include <array>
#include <glm/common.hpp>
#include <utility>
#include <vector>

#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/finish/finisher.hpp"
#include "vertexview/gpu/finish/marker.hpp"
#include "vertexview/gpu/finish/overlay.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"
#include "vertexview/gpu/points/compute_points.hpp"
#include "vertexview/gpu/points/cpu_points.hpp"
#include "vertexview/gpu/points/gl_points.hpp"

namespace vertexview::gpu {

namespace {

using detail::Rasterizer;

template <class Kind>
Result<std::unique_ptr<Rasterizer>> as_rasterizer(Result<std::unique_ptr<Kind>> made) {
  if (!made) return tl::unexpected(std::move(made.error()));
  return *std::move(made);
}

Result<std::unique_ptr<Rasterizer>> build_rasterizer(Backend backend, detail::Finisher& finisher) {
  if (backend == Backend::kCpu) return std::make_unique<detail::CpuPoints>();
  if (backend == Backend::kCompute) return as_rasterizer(detail::ComputePoints::create(finisher));
  return as_rasterizer(detail::GlPoints::create(finisher));
}

/// Returns `color` in steps of an 8-bit picture. Drivers differ in how they round what lies half-way between.
glm::vec3 in_steps(const glm::vec3& color) noexcept {
  return glm::round(glm::clamp(color, 0.0F, 1.0F) * 255.0F) / 255.0F;
}

}  // namespace

struct PointRenderer::State {
  Backend automatic = Backend::kPoints;
  detail::Finisher finisher;
  // By Backend. Each is built when it is first used, so that what is not used costs no time at the start.
  std::array<std::unique_ptr<Rasterizer>, 4> rasterizers;
  std::optional<detail::Marker> marker;
  std::optional<detail::Overlay> overlay;

  [[nodiscard]] Result<void> prepare(Backend backend) {
    if (backend == Backend::kAutomatic) backend = automatic;
    auto& rasterizer = rasterizers[static_cast<std::size_t>(backend)];
    if (rasterizer != nullptr) return {};
    auto made = build_rasterizer(backend, finisher);
    if (!made) return tl::unexpected(std::move(made.error()));
    rasterizer = *std::move(made);
    return {};
  }

  /// Draws with `backend`. Returns nullopt when this context or this picture cannot have it.
  [[nodiscard]] std::optional<DrawStats> draw_with(Backend backend, const detail::DrawJob& job,
                                                   detail::Picture& target) {
    if (!prepare(backend)) return std::nullopt;
    auto stats = rasterizers[static_cast<std::size_t>(backend)]->draw(job, target);
    if (stats) stats->backend = backend;
    return stats;
  }
};

PointRenderer::PointRenderer() = default;
PointRenderer::PointRenderer(PointRenderer&&) noexcept = default;
PointRenderer& PointRenderer::operator=(PointRenderer&&) noexcept = default;
PointRenderer::~PointRenderer() = default;

Result<PointRenderer> PointRenderer::create() {
  PointRenderer made;
  made.state_ = std::make_unique<State>();
  made.state_->automatic = device_info().software ? Backend::kCpu : Backend::kCompute;
  if (!made.state_->prepare(Backend::kAutomatic)) made.state_->automatic = Backend::kPoints;
  if (auto ready = made.state_->prepare(Backend::kAutomatic); !ready)
    return tl::unexpected(std::move(ready.error()));
  return made;
}

Result<void> PointRenderer::prepare(Backend backend) {
  return state_->prepare(backend);
}

Backend PointRenderer::preferred() const noexcept {
  return state_->automatic;
}

Result<void> PointRenderer::prefer(Backend backend) {
  auto ready = state_->prepare(backend);
  if (ready && backend != Backend::kAutomatic) state_->automatic = backend;
  return ready;
}

DrawStats PointRenderer::draw(const Camera& camera, std::span<const DrawnDataset> datasets,
                              const DrawOptions& options, Frame& target) {
  std::vector<detail::ResidentDataset*> files;
  std::vector<detail::ColorRule> rules;
  for (const DrawnDataset& dataset :
       datasets.first(std::min<std::size_t>(datasets.size(), detail::kMostDatasets - 1))) {
    files.push_back(dataset.buffer == nullptr ? nullptr : dataset.buffer->resident_.get());
    rules.emplace_back(dataset.shading);
  }
  DrawOptions exact = options;
  exact.background = in_steps(options.background);
  const detail::DrawJob job{detail::view_transform(camera, target.viewport()), files, rules, exact};
  const Backend wanted = options.backend == Backend::kAutomatic ? state_->automatic : options.backend;
  for (const Backend backend : {wanted, Backend::kPoints, state_->automatic})
    if (const auto stats = state_->draw_with(backend, job, *target.picture_)) return *stats;
  return {};
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
  state_->marker->draw_ring(seen->pixel, diameter, color, viewport, target.framebuffer());
  target.picture_->marked = true;
}

void PointRenderer::draw_overlay(const Image& image, Frame& target) {
  const Viewport viewport = target.viewport();
  if (image.width != viewport.width || image.height != viewport.height) return;
  if (!state_->overlay) {
    auto made = detail::Overlay::create();
    if (!made) return;
    state_->overlay = *std::move(made);
  }
  state_->overlay->draw(image.rgba, *target.picture_);
  target.picture_->marked = true;
}

}  // namespace vertexview::gpu
