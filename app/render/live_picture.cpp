#include "render/live_picture.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "session/filter.hpp"
#include "session/region_selection.hpp"

namespace vertexview::app {
namespace {

// In bytes. Below the first, the call costs more than its copies; above the second, a single call may outlast
// a frame on a slow bus.
constexpr std::uint64_t kSmallestSlice = std::uint64_t{1} << 20;
constexpr std::uint64_t kLargestSlice = std::uint64_t{256} << 20;

}  // namespace

Result<LivePicture> LivePicture::create() {
  auto datasets = DatasetRenderer::create();
  if (!datasets) return tl::unexpected(std::move(datasets.error()));
  return LivePicture(*std::move(datasets));
}

LivePicture::DrawnDataset LivePicture::drawn(const Session& session, const OpenDataset& dataset) {
  const Dataset& data = drawn_data(session, dataset);
  return {.id = dataset.id,
          .serial = data.bytes_serial(),
          .shading = data.shading(),
          .only = drawn_vertices(session, dataset),
          .faded_by = unfaded_vertices(session, dataset) != nullptr ? dataset.filter : nullptr};
}

LivePicture::Shown LivePicture::wanted(const Session& session) {
  Shown shown{session.camera,   session.viewport.width, session.viewport.height, drawn_point_size(session),
              session.look.edl, session.look.backend,   background_of(session),  {}};
  for (const OpenDataset& dataset : session.datasets)
    shown.datasets.push_back(dataset.visible ? drawn(session, dataset) : DrawnDataset{});
  const auto marked = DatasetRenderer::marked(session);
  if (std::ranges::any_of(marked, [](const MarkedVertices& marks) { return marks.selected != nullptr; }))
    shown.selected = {session.selection.revision(), session.look.theme};
  return shown;
}

Result<void> LivePicture::upload(Session& session, double seconds) {
  outgrown_.reset();
  auto visible = wanted(session).datasets;
  if (!uploading_ && visible == followed_) return {};
  followed_ = std::move(visible);
  const double begin = seconds_since_start();
  if (std::exchange(session.requests.stop_upload, false)) datasets_.stop_upload(session);
  auto uploaded = datasets_.upload(session, slice_);
  uploading_ = !datasets_.uploaded();
  session.frame.uploading = uploading_;
  grown_ = true;
  // The disk, the driver and the GPU set the pace, so the slice is fitted to the time that the last one took.
  const double taken = seconds_since_start() - begin;
  if (taken > seconds * 1.5) slice_ = std::max(slice_ / 2, kSmallestSlice);
  if (taken < seconds * 0.5) slice_ = std::min(slice_ * 2, kLargestSlice);
  return uploaded;
}

bool LivePicture::measure(Session& session) {
  if (datasets_.measured() || session.look.backend != gpu::Backend::kAutomatic || session.datasets.empty() ||
      !complete(session))
    return false;
  datasets_.measure(session);
  return true;
}

bool LivePicture::complete(const Session& session) const {
  return !uploading_ && !grown_ && datasets_.complete() && shown_ == wanted(session);
}

double LivePicture::uploaded_fraction(const Session& session) noexcept {
  std::uint64_t total = 0;
  for (const OpenDataset& dataset : session.datasets)
    if (dataset.visible) total += drawn_data(session, dataset).size() * sizeof(ColoredVertex);
  if (total == 0) return 1;
  return std::min(1.0, static_cast<double>(session.frame.gpu_bytes) / static_cast<double>(total));
}

Result<bool> LivePicture::draw(Session& session, double seconds) {
  const double now = seconds_since_start();
  Shown want = wanted(session);
  const bool moved = want != shown_;
  // While a file is being uploaded, redrawing may take a quarter of the time, so that the rest is left for
  // the upload.
  const bool show_more = grown_ && (!uploading_ || now - last_draw_end_ > 3 * last_draw_seconds_);
  const bool unfinished = frame_ && !session.frame.drawn.converged;
  if (!moved && !show_more && !unfinished) return false;
  const auto fits = [&](const Viewport& v) {
    return v.width == session.viewport.width && v.height == session.viewport.height;
  };
  if (!frame_ || !fits(frame_->viewport())) {
    auto frame = gpu::Frame::create(session.viewport);
    if (!frame) return tl::unexpected(std::move(frame.error()));
    // The panels of this frame were drawn with the old frame's texture, which must live until they are shown.
    outgrown_ = std::exchange(frame_, *std::move(frame));
  }
  datasets_.draw(session, *frame_, 1, seconds * 1000);
  datasets_.draw_marks(session, *frame_);
  shown_ = std::move(want);
  grown_ = false;
  last_draw_end_ = seconds_since_start();
  last_draw_seconds_ = last_draw_end_ - now;
  return true;
}

gpu::Image LivePicture::marked(const Session& session) {
  if (!frame_) return {};
  datasets_.draw_marker(session, *frame_);
  shown_.reset();
  return frame_->read();
}

std::optional<VertexId> LivePicture::pick(glm::dvec2 pixel, int radius) const {
  const auto hidden = [](const DrawnDataset& dataset) { return dataset == DrawnDataset{}; };
  if (!shown_ || std::ranges::all_of(shown_->datasets, hidden)) return std::nullopt;
  const auto picked = frame_->pick({static_cast<int>(pixel.x), static_cast<int>(pixel.y)}, radius);
  if (!picked) return std::nullopt;
  const auto& [id, serial, shading, only, faded_by] = shown_->datasets[picked->dataset];
  if (only == nullptr) return VertexId{id, picked->vertex};
  // Where the filter has changed since, the picture still shows what the one before it let through.
  const auto vertex = only->member(picked->vertex);
  return vertex ? std::optional(VertexId{id, *vertex}) : std::nullopt;
}

IndexSet LivePicture::visible(DatasetId dataset, const PixelRegion& region) const {
  if (!shown_) return {};
  const auto drawn = std::ranges::find(shown_->datasets, dataset, &DrawnDataset::id);
  if (drawn == shown_->datasets.end()) return {};
  const auto number = static_cast<std::uint64_t>(drawn - shown_->datasets.begin());
  const auto ids = frame_->read_ids();
  const auto width = static_cast<std::size_t>(shown_->width);
  std::vector<std::uint64_t> vertices;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto vertex = gpu::shown_vertex(ids[i]);
    if (!vertex || vertex->dataset != number) continue;
    const std::size_t column = i % width;
    const std::size_t row = i / width;
    if (contains(region, {static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5}))
      vertices.push_back(vertex->vertex);
  }
  std::ranges::sort(vertices);
  vertices.erase(std::ranges::unique(vertices).begin(), vertices.end());
  IndexSetBuilder set;
  for (const std::uint64_t vertex : vertices) {
    const std::uint64_t index = drawn->only ? drawn->only->member(vertex).value_or(vertex) : vertex;
    set.append({index, index + 1});
  }
  return set.take();
}

}  // namespace vertexview::app
