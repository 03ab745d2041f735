#include "render/cloud_renderer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "session/place.hpp"

namespace vertexview::app {

Result<CloudRenderer> CloudRenderer::create() {
  auto renderer = gpu::PointRenderer::create();
  if (!renderer) return tl::unexpected(std::move(renderer.error()));
  return CloudRenderer(*std::move(renderer));
}

Result<CloudRenderer::Resident*> CloudRenderer::resident(const Document& document, const Cloud& cloud) {
  auto found = resident_.find(cloud.file.bytes_serial());
  if (found == resident_.end()) {
    auto buffer = gpu::VertexBuffer::create(cloud.file,
                                            {.gpu_budget = document.gpu_budget, .when_read = document.wake});
    if (!buffer) return tl::unexpected(std::move(buffer.error()));
    found = resident_.emplace(cloud.file.bytes_serial(), Resident{*std::move(buffer)}).first;
  }
  return &found->second;
}

Result<void> CloudRenderer::upload(Document& document, std::uint64_t max_bytes) {
  std::erase_if(resident_, [&](const auto& entry) {
    return std::none_of(document.clouds.begin(), document.clouds.end(),
                        [&](const Cloud& cloud) { return cloud.file.bytes_serial() == entry.first; });
  });
  uploaded_ = true;
  took_over_ = false;
  for (const Cloud& cloud : document.clouds) {
    if (!cloud.visible) continue;
    const auto place = resident(document, cloud);
    if (!place) return tl::unexpected(place.error());
    auto& [buffer, failed, told] = **place;
    if (failed || buffer.complete()) continue;
    if (max_bytes > 0) {
      const std::uint64_t before = buffer.resident();
      const auto uploaded = buffer.upload(max_bytes);
      failed = !uploaded;
      if (failed) return uploaded;
      const std::uint64_t moved = (buffer.resident() - before) * sizeof(ColoredVertex);
      took_over_ = took_over_ || moved > 0;
      max_bytes -= std::min(max_bytes, moved);
    }
    if (!told && !buffer.notice().empty()) {
      document.notify(Notice::Kind::kWarning, cloud.name + ": " + buffer.notice());
      told = true;
    }
    uploaded_ = uploaded_ && buffer.complete();
  }
  return {};
}

void CloudRenderer::stop_upload(Document& document) {
  for (const Cloud& cloud : document.clouds) {
    const auto found = resident_.find(cloud.file.bytes_serial());
    if (found == resident_.end() || found->second.failed || found->second.buffer.complete()) continue;
    found->second.failed = true;
    document.notify(Notice::Kind::kInfo,
                    fmt::format("{}: uploading was stopped; {} of {} vertices are shown. Reload (F5) uploads "
                                "all of them.",
                                cloud.name, found->second.buffer.resident(), cloud.file.size()));
  }
}

void CloudRenderer::draw(Document& document, gpu::Frame& target, float pixel_ratio, double budget_ms) {
  std::vector<gpu::DrawnCloud> clouds;
  document.frame.gpu_bytes = 0;
  for (const Cloud& cloud : document.clouds) {
    const auto found = resident_.find(cloud.file.bytes_serial());
    const bool drawn = cloud.visible && found != resident_.end();
    clouds.push_back({drawn ? &found->second.buffer : nullptr, cloud.file.shading()});
    if (found != resident_.end()) document.frame.gpu_bytes += found->second.buffer.gpu_bytes();
  }
  gpu::PointSize size = drawn_point_size(document);
  if (size.mode == gpu::PointSize::Mode::kPixels) size.value *= pixel_ratio;
  document.frame.drawn = renderer_.draw(moved_by(document.camera, -document.origin()), clouds,
                                        {.point_size = size,
                                         .background = background_of(document),
                                         .edl_strength = edl_of(document),
                                         .backend = document.look.backend,
                                         .budget_ms = budget_ms},
                                        target);
  converged_ = document.frame.drawn.converged;
  const gpu::Backend wanted = document.look.backend;
  const bool replaced = wanted != gpu::Backend::kAutomatic && document.frame.drawn.backend != wanted;
  if (replaced && replaced_ != wanted)
    document.notify(Notice::Kind::kWarning,
                    fmt::format("The backend '{}' cannot be used here: '{}' draws in its place.",
                                gpu::backend_name(wanted), gpu::backend_name(document.frame.drawn.backend)));
  replaced_ = replaced ? wanted : gpu::Backend::kAutomatic;
}

void CloudRenderer::distrust_driver(Document& document) {
  if (renderer_.preferred() == gpu::Backend::kCompute && !renderer_.prefer(gpu::Backend::kPoints))
    document.notify(Notice::Kind::kWarning, "The points of OpenGL cannot be used.");
  if (document.look.backend == gpu::Backend::kCompute) document.look.backend = gpu::Backend::kPoints;
  if (!document.edl_cost_ms) document.edl_cost_ms = gpu::DrawCosts::kNever;
  document.notify(
      Notice::Kind::kWarning,
      "The graphics driver was reset. Everything is shown again, without compute shaders; 'backend "
      "compute' draws with them once more.");
}

void CloudRenderer::measure(Document& document) {
  if (!meter_) meter_.emplace(document.viewport);
  const auto costs = meter_->step(renderer_);
  if (costs && !*costs) return;
  meter_.reset();
  // Where nothing could be measured, DrawCosts says so and everything stays as it was.
  const gpu::DrawCosts known = costs ? **costs : gpu::DrawCosts();
  document.edl_cost_ms = known.edl_ms;
  if (!renderer_.prefer(known.fastest(renderer_.preferred())))
    document.notify(Notice::Kind::kWarning, "The backend that was measured as the fastest cannot be used.");
}

void CloudRenderer::draw_marker(const Document& document, gpu::Frame& target, float pixel_ratio) {
  // Pixels between the point's edges and the ring, both sides together: it circles the point, and its
  // neighbours remain visible.
  constexpr float kClearance = 10;
  if (!document.selected_vertex()) return;
  const VertexId focus = *document.selection.focus();
  const Cloud& cloud = *document.find(focus.dataset);
  if (!cloud.visible) return;
  const glm::dvec3 place = place_of(cloud.file, focus.index);
  const glm::vec4 color =
      document.look.theme == Theme::kDark ? glm::vec4(1, 0.8, 0.2, 1) : glm::vec4(0.85, 0.3, 0, 1);
  renderer_.draw_marker(document.camera, place,
                        (shown_point_size(document, place) + kClearance) * pixel_ratio, color, target);
}

}  // namespace vertexview::app
