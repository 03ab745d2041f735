#include "render/picture.hpp"

#include <algorithm>
#include <utility>

namespace vertexview::app {
namespace {

constexpr std::uint64_t kSmallestSlice = std::uint64_t{1} << 20;
constexpr std::uint64_t kLargestSlice = std::uint64_t{256} << 20;

}  // namespace

Result<Picture> Picture::create() {
  auto scene = Scene::create();
  if (!scene) return tl::unexpected(std::move(scene.error()));
  return Picture(*std::move(scene));
}

Picture::Shown Picture::wanted(const Document& document) {
  Shown shown{document.camera,  document.viewport.width, document.viewport.height, drawn_point_size(document),
              edl_of(document), document.look.backend,   background_of(document),  {}};
  for (const Cloud& cloud : document.clouds)
    shown.clouds.push_back(
        cloud.visible ? DrawnCloud{cloud.id, cloud.file.bytes_serial(), cloud.file.shading()} : DrawnCloud{});
  return shown;
}

void Picture::upload(Document& document, double seconds) {
  outgrown_.reset();
  auto ids = wanted(document).clouds;
  if (!uploading_ && ids == followed_) return;
  followed_ = std::move(ids);
  const double begin = seconds_since_start();
  if (std::exchange(document.requests.stop_upload, false)) scene_.stop_upload(document);
  if (const auto uploaded = scene_.upload(document, slice_); !uploaded) {
    std::string text = describe(uploaded.error());
    if (text != last_error_) document.notify(Notice::Kind::kWarning, text);
    last_error_ = std::move(text);
  }
  uploading_ = !scene_.uploaded();
  document.frame.uploading = uploading_;
  grown_ = true;
  // The disk, the driver and the GPU set the pace, so the slice is fitted to the time it took.
  const double taken = seconds_since_start() - begin;
  if (taken > seconds * 1.5) slice_ = std::max(slice_ / 2, kSmallestSlice);
  if (taken < seconds * 0.5) slice_ = std::min(slice_ * 2, kLargestSlice);
}

bool Picture::measure(Document& document) {
  const bool matters = document.look.backend == gpu::Backend::kAutomatic || !document.look.edl;
  if (!matters || document.edl_cost_ms || document.clouds.empty() || !complete(document)) return false;
  scene_.measure(document);
  return true;
}

bool Picture::complete(const Document& document) const {
  return frame_ && !uploading_ && !grown_ && scene_.complete() && shown_ == wanted(document);
}

double Picture::uploaded_fraction(const Document& document) noexcept {
  std::uint64_t total = 0;
  for (const Cloud& cloud : document.clouds)
    if (cloud.visible) total += cloud.file.size() * sizeof(ColoredVertex);
  if (total == 0) return 1;
  return std::min(1.0, static_cast<double>(document.frame.gpu_bytes) / static_cast<double>(total));
}

bool Picture::draw(Document& document, double seconds) {
  if (document.viewport.width < 1 || document.viewport.height < 1) return false;
  const double now = seconds_since_start();
  Shown want = wanted(document);
  const bool moved = !frame_ || want != shown_;
  // While a file comes in, drawing it again and again must not take the time that the upload needs.
  const bool show_more = grown_ && (!uploading_ || now - last_draw_end_ > 3 * last_draw_seconds_);
  const bool unfinished = frame_ && !document.frame.drawn.converged;
  if (!moved && !show_more && !unfinished) return false;
  const auto fits = [&](const Viewport& v) {
    return v.width == document.viewport.width && v.height == document.viewport.height;
  };
  if (!frame_ || !fits(frame_->viewport())) {
    auto frame = gpu::Frame::create(document.viewport);
    if (!frame) return false;
    // The panels of this frame have been told of its texture.
    outgrown_ = std::exchange(frame_, *std::move(frame));
  }
  scene_.draw(document, *frame_, 1, seconds * 1000);
  shown_ = std::move(want);
  grown_ = false;
  last_draw_end_ = seconds_since_start();
  last_draw_seconds_ = last_draw_end_ - now;
  return true;
}

std::optional<VertexId> Picture::pick(glm::dvec2 pixel, int radius) const {
  const auto hidden = [](const DrawnCloud& cloud) { return cloud == DrawnCloud{}; };
  if (!frame_ || std::ranges::all_of(shown_.clouds, hidden)) return std::nullopt;
  const auto picked = frame_->pick({static_cast<int>(pixel.x), static_cast<int>(pixel.y)}, radius);
  if (!picked) return std::nullopt;
  return VertexId{shown_.clouds[picked->cloud].id, picked->vertex};
}

}  // namespace vertexview::app
