#include "render/dataset_renderer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <glm/common.hpp>
#include <glm/vec4.hpp>
#include <iterator>
#include <utility>
#include <vector>

#include "session/filter.hpp"
#include "session/place.hpp"

namespace vertexview::app {
namespace {

/// Returns the colour of what is selected in the picture; that of the panels is ThemeColors::selection.
glm::vec3 selection_color(Theme theme) noexcept {
  return theme == Theme::kDark ? glm::vec3(1, 0.8, 0.2) : glm::vec3(0.85, 0.3, 0);
}

/// Returns a colour that covers that share of what is drawn.
std::array<std::uint8_t, 4> covering(glm::vec3 color, float share) noexcept {
  const glm::vec4 rounded = glm::round(glm::vec4(color, share) * 255.0F);
  return {static_cast<std::uint8_t>(rounded.r), static_cast<std::uint8_t>(rounded.g),
          static_cast<std::uint8_t>(rounded.b), static_cast<std::uint8_t>(rounded.a)};
}

}  // namespace

Result<DatasetRenderer> DatasetRenderer::create() {
  auto renderer = gpu::PointRenderer::create();
  if (!renderer) return tl::unexpected(std::move(renderer.error()));
  return DatasetRenderer(*std::move(renderer));
}

Result<DatasetRenderer::Resident*> DatasetRenderer::resident(const Session& session,
                                                             const OpenDataset& dataset) {
  const Dataset& data = drawn_data(session, dataset);
  auto found = resident_.find(data.bytes_serial());
  if (found == resident_.end()) {
    auto buffer =
        gpu::VertexBuffer::create(data, {.gpu_budget = session.gpu_budget, .when_read = session.wake});
    if (!buffer) return tl::unexpected(std::move(buffer.error()));
    found = resident_.emplace(data.bytes_serial(), Resident{*std::move(buffer)}).first;
  }
  return &found->second;
}

Result<void> DatasetRenderer::upload(Session& session, std::uint64_t max_bytes) {
  std::erase_if(resident_, [&](const auto& entry) {
    return std::none_of(session.datasets.begin(), session.datasets.end(), [&](const OpenDataset& dataset) {
      return drawn_data(session, dataset).bytes_serial() == entry.first;
    });
  });
  uploaded_ = true;
  // What keeps one dataset from the GPU does not keep the others.
  Result<void> done;
  const auto note = [&](Error& error) {
    if (done) done = tl::unexpected(std::move(error));
  };
  for (const OpenDataset& dataset : session.datasets) {
    if (!dataset.visible) continue;
    auto place = resident(session, dataset);
    if (!place) {
      note(place.error());
      continue;
    }
    auto& [buffer, failed, told] = **place;
    if (failed || buffer.complete()) continue;
    if (max_bytes > 0) {
      const std::uint64_t before = buffer.resident();
      auto uploaded = buffer.upload(max_bytes);
      failed = !uploaded;
      if (failed) {
        note(uploaded.error());
        continue;
      }
      const std::uint64_t moved = (buffer.resident() - before) * sizeof(ColoredVertex);
      max_bytes -= std::min(max_bytes, moved);
    }
    if (!told && !buffer.notice().empty()) {
      session.notify(Notice::Kind::kWarning, dataset.name + ": " + buffer.notice());
      told = true;
    }
    uploaded_ = uploaded_ && buffer.complete();
  }
  return done;
}

bool DatasetRenderer::reading(const Session& session) const {
  return std::ranges::all_of(session.datasets, [&](const OpenDataset& dataset) {
    const auto found =
        dataset.visible ? resident_.find(drawn_data(session, dataset).bytes_serial()) : resident_.end();
    if (found == resident_.end() || found->second.failed) return true;
    return found->second.buffer.complete() || found->second.buffer.reading();
  });
}

void DatasetRenderer::stop_upload(Session& session) {
  for (const OpenDataset& dataset : session.datasets) {
    const auto found = resident_.find(drawn_data(session, dataset).bytes_serial());
    if (found == resident_.end() || found->second.failed || found->second.buffer.complete()) continue;
    found->second.failed = true;
    session.notify(
        Notice::Kind::kInfo,
        fmt::format("{}: uploading was stopped; {} of {} vertices are shown. Reload (F5) uploads "
                    "all of them.",
                    dataset.name, found->second.buffer.resident(), drawn_data(session, dataset).size()));
  }
}

void DatasetRenderer::draw(Session& session, gpu::Frame& target, float pixel_ratio, double budget_ms) {
  std::vector<gpu::DrawnDataset> datasets;
  session.frame.gpu_bytes = 0;
  for (const OpenDataset& dataset : session.datasets) {
    const auto found = resident_.find(drawn_data(session, dataset).bytes_serial());
    const bool drawn = dataset.visible && found != resident_.end();
    datasets.push_back({drawn ? &found->second.buffer : nullptr, drawn_data(session, dataset).shading()});
    if (found != resident_.end()) session.frame.gpu_bytes += found->second.buffer.gpu_bytes();
  }
  gpu::PointSize size = drawn_point_size(session);
  if (size.mode == gpu::PointSize::Mode::kPixels) size.value *= pixel_ratio;
  session.frame.drawn = renderer_.draw(moved_by(session.camera, -session.origin()), datasets,
                                       {.point_size = size,
                                        .background = background_of(session),
                                        .edl_strength = session.look.edl,
                                        .backend = session.look.backend,
                                        .budget_ms = budget_ms},
                                       target);
  converged_ = session.frame.drawn.converged;
  const gpu::Backend wanted = session.look.backend;
  const bool replaced = wanted != gpu::Backend::kAutomatic && session.frame.drawn.backend != wanted;
  if (replaced && replaced_ != wanted)
    session.notify(Notice::Kind::kWarning,
                   fmt::format("The backend '{}' cannot be used here: '{}' draws in its place.",
                               gpu::backend_name(wanted), gpu::backend_name(session.frame.drawn.backend)));
  replaced_ = replaced ? wanted : gpu::Backend::kAutomatic;
}

void DatasetRenderer::distrust_driver(Session& session) {
  if (renderer_.preferred() == gpu::Backend::kCompute && !renderer_.prefer(gpu::Backend::kPoints))
    session.notify(Notice::Kind::kWarning, "The points of OpenGL cannot be used.");
  if (session.look.backend == gpu::Backend::kCompute) session.look.backend = gpu::Backend::kPoints;
  measured_ = true;
  session.notify(
      Notice::Kind::kWarning,
      "The graphics driver was reset. Everything is shown again, without compute shaders; 'backend "
      "compute' draws with them once more.");
}

void DatasetRenderer::measure(Session& session) {
  if (!meter_) meter_.emplace();
  const auto costs = meter_->step(renderer_);
  if (costs && !*costs) return;
  meter_.reset();
  // Where nothing could be measured, the default DrawCosts say so and the backend stays as it was.
  const gpu::DrawCosts known = costs ? **costs : gpu::DrawCosts();
  measured_ = true;
  if (!renderer_.prefer(known.fastest(renderer_.preferred())))
    session.notify(Notice::Kind::kWarning, "The backend that was measured as the fastest cannot be used.");
}

std::vector<MarkedVertices> DatasetRenderer::marked(const Session& session) {
  std::vector<MarkedVertices> marked;
  marked.reserve(session.datasets.size());
  for (const OpenDataset& dataset : session.datasets) {
    MarkedVertices& marks = marked.emplace_back();
    if (!dataset.visible) continue;
    const IndexSet& selected = session.selection.of(dataset.id).vertices;
    if (selected.count() > 1) marks.selected = &selected;
    marks.unfaded = unfaded_vertices(session, dataset);
    marks.drawn = drawn_vertices(session, dataset).get();
  }
  return marked;
}

void DatasetRenderer::draw_marks(const Session& session, gpu::Frame& target) {
  const auto marks = marked(session);
  if (std::ranges::none_of(marks, &MarkedVertices::any)) return;
  constexpr float kSelected = 0.9F;  // the colours beneath still show a little of their relief
  constexpr float kFaded = 0.85F;    // enough of them is left to see what the others lie in
  const MarkColors colors{.selected = covering(selection_color(session.look.theme), kSelected),
                          .faded = covering(background_of(session), kFaded)};
  renderer_.draw_overlay(marked_pixels(target.read_ids(), target.viewport(), marks, colors), target);
}

void DatasetRenderer::draw_marker(const Session& session, gpu::Frame& target, float pixel_ratio) {
  // In pixels, on both sides together: this much between the point's edge and the ring leaves the point's
  // neighbours visible.
  constexpr float kClearance = 10;
  if (!session.selected_vertex()) return;
  const VertexId focus = *session.selection.focus();
  const OpenDataset& dataset = *session.find(focus.dataset);
  if (!dataset.visible) return;
  const glm::dvec3 place = place_of(dataset.data, focus.index);
  const glm::vec4 color(selection_color(session.look.theme), 1);
  renderer_.draw_marker(session.camera, place, (shown_point_size(session, place) + kClearance) * pixel_ratio,
                        color, target);
}

}  // namespace vertexview::app
