#include "render/live_picture.hpp"

#include <algorithm>
#include <utility>

namespace vertexview::app {
namespace {

// Bytes. Below the first a call costs more than its copies, above the second a single call may outlast a
// frame on a slow bus.
constexpr std::uint64_t kSmallestSlice = std::uint64_t{1} << 20;
constexpr std::uint64_t kLargestSlice = std::uint64_t{256} << 20;

}  // namespace

Result<LivePicture> LivePicture::create() {
  auto clouds = CloudRenderer::create();
  if (!clouds) return tl::unexpected(std::move(clouds.error()));
  return LivePicture(*std::move(clouds));
}

LivePicture::Shown LivePicture::wanted(const Document& document) {
  Shown shown{document.camera,  document.viewport.width, document.viewport.height, drawn_point_size(document),
              edl_of(document), document.look.backend,   background_of(document),  {}};
  for (const Cloud& cloud : document.clouds)
    shown.clouds.push_back(
        cloud.visible ? DrawnCloud{cloud.id, cloud.file.bytes_serial(), cloud.file.shading()} : DrawnCloud{});
  return shown;
}

Result<void> LivePicture::upload(Document& document, double seconds) {
  outgrown_.reset();
  took_over_ = false;
  auto visible = wanted(document).clouds;
  if (!uploading_ && visible == followed_) return {};
  followed_ = std::move(visible);
  const double begin = seconds_since_start();
  if (std::exchange(document.requests.stop_upload, false)) clouds_.stop_upload(document);
  auto uploaded = clouds_.upload(document, slice_);
  uploading_ = !clouds_.uploaded();
  took_over_ = clouds_.took_over();
  document.frame.uploading = uploading_;
  grown_ = true;
  // The disk, the driver and the GPU set the pace, so the slice is fitted to the time it took.
  const double taken = seconds_since_start() - begin;
  if (taken > seconds * 1.5) slice_ = std::max(slice_ / 2, kSmallestSlice);
  if (taken < seconds * 0.5) slice_ = std::min(slice_ * 2, kLargestSlice);
  return uploaded;
}

bool LivePicture::measure(Document& document) {
  const bool matters = document.look.backend == gpu::Backend::kAutomatic || !document.look.edl;
  if (!matters || document.edl_cost_ms || document.clouds.empty() || !complete(document)) return false;
  clouds_.measure(document);
  return true;
}

bool LivePicture::complete(const Document& document) const {
  return !uploading_ && !grown_ && clouds_.complete() && shown_ == wanted(document);
}

double LivePicture::uploaded_fraction(const Document& document) noexcept {
  std::uint64_t total = 0;
  for (const Cloud& cloud : document.clouds)
    if (cloud.visible) total += cloud.file.size() * sizeof(ColoredVertex);
  if (total == 0) return 1;
  return std::min(1.0, static_cast<double>(document.frame.gpu_bytes) / static_cast<double>(total));
}

Result<bool> LivePicture::draw(Document& document, double seconds) {
  const double now = seconds_since_start();
  Shown want = wanted(document);
  const bool moved = want != shown_;
  // While a file comes in, drawing it again and again must not take the time that the upload needs.
  const bool show_more = grown_ && (!uploading_ || now - last_draw_end_ > 3 * last_draw_seconds_);
  const bool unfinished = frame_ && !document.frame.drawn.converged;
  if (!moved && !show_more && !unfinished) return false;
  const auto fits = [&](const Viewport& v) {
    return v.width == document.viewport.width && v.height == document.viewport.height;
  };
  if (!frame_ || !fits(frame_->viewport())) {
    auto frame = gpu::Frame::create(document.viewport);
    if (!frame) return tl::unexpected(std::move(frame.error()));
    // The panels of this frame were drawn with the old frame's texture, which must live until they are shown.
    outgrown_ = std::exchange(frame_, *std::move(frame));
  }
  clouds_.draw(document, *frame_, 1, seconds * 1000);
  shown_ = std::move(want);
  grown_ = false;
  last_draw_end_ = seconds_since_start();
  last_draw_seconds_ = last_draw_end_ - now;
  return true;
}

gpu::Image LivePicture::marked(const Document& document) {
  if (!frame_) return {};
  clouds_.draw_marker(document, *frame_);
  shown_.reset();
  return frame_->read();
}

std::optional<VertexId> LivePicture::pick(glm::dvec2 pixel, int radius) const {
  const auto hidden = [](const DrawnCloud& cloud) { return cloud == DrawnCloud{}; };
  if (!shown_ || std::ranges::all_of(shown_->clouds, hidden)) return std::nullopt;
  const auto picked = frame_->pick({static_cast<int>(pixel.x), static_cast<int>(pixel.y)}, radius);
  if (!picked) return std::nullopt;
  return VertexId{shown_->clouds[picked->cloud].id, picked->vertex};
}

}  // namespace vertexview::app
