#include "render/offscreen.hpp"

#include <chrono>
#include <thread>
#include <utility>

#include "render/png.hpp"
#include "session/requests.hpp"
#include "session/update.hpp"

namespace vertexview::app {
namespace {

using namespace std::chrono_literals;

// A drawing is asked for in parts of this, so that it can be cancelled; most pictures take one.
constexpr double kPartMs = 1000;
constexpr std::uint64_t kUploadAtOnce = std::uint64_t{256} << 20;

}  // namespace

Result<Offscreen> Offscreen::create(const Progress* progress) {
  Offscreen made(progress);
  if (auto opened = made.open(); !opened) return tl::unexpected(std::move(opened.error()));
  return made;
}

Result<void> Offscreen::open() {
  // In this order: what is destroyed lives in the context that is current.
  frame_.reset();
  scene_.reset();
  context_.reset();
  auto context = gpu::HeadlessContext::create();
  if (!context) return tl::unexpected(std::move(context.error()));
  context_ = *std::move(context);
  auto scene = Scene::create();
  if (!scene) return tl::unexpected(std::move(scene.error()));
  scene_ = *std::move(scene);
  return {};
}

Result<void> Offscreen::check_cancelled() const {
  if (progress_ == nullptr || !progress_->cancelled()) return {};
  return fail(ErrorCode::kCancelled, "cancelled");
}

Result<void> Offscreen::wait_for_scans(Document& document) const {
  update(document);
  while (document.scanning()) {
    if (auto checked = check_cancelled(); !checked) return checked;
    std::this_thread::sleep_for(1ms);
    update(document);
  }
  return check_cancelled();
}

Result<void> Offscreen::upload_all(Document& document) {
  for (;;) {
    if (auto uploaded = scene_->upload(document, kUploadAtOnce); !uploaded || scene_->uploaded())
      return uploaded;
    if (auto checked = check_cancelled(); !checked) return checked;
    std::this_thread::sleep_for(200us);  // the workers read
  }
}

Result<gpu::Image> Offscreen::render(Document& document) {
  auto image = draw(document);
  if (!gpu::context_lost()) return image;
  if (auto opened = open(); !opened) return tl::unexpected(std::move(opened.error()));
  scene_->distrust_driver(document);
  image = draw(document);
  if (gpu::context_lost())
    return fail(ErrorCode::kDevice, "the graphics driver was reset while it drew, twice in succession");
  return image;
}

Result<gpu::Image> Offscreen::draw(Document& document) {
  if (auto waited = wait_for_scans(document); !waited) return tl::unexpected(std::move(waited.error()));
  if (!frame_) {
    auto frame = gpu::Frame::create(document.viewport);
    if (!frame) return tl::unexpected(std::move(frame.error()));
    frame_ = *std::move(frame);
  }
  if (auto sized = frame_->resize(document.viewport); !sized) return tl::unexpected(std::move(sized.error()));
  if (auto uploaded = upload_all(document); !uploaded) return tl::unexpected(std::move(uploaded.error()));

  document.frame.device = device().name;
  const double begin = seconds_since_start();
  do {
    if (auto checked = check_cancelled(); !checked) return tl::unexpected(std::move(checked.error()));
    scene_->draw(document, *frame_, 1, kPartMs);
  } while (!document.frame.drawn.converged);
  scene_->draw_marker(document, *frame_);
  gpu::Image image = frame_->read();
  document.frame.milliseconds = (seconds_since_start() - begin) * 1000;
  return image;
}

Result<void> Offscreen::run(Document& document, ActionQueue actions) {
  while (!actions.empty() && !document.requests.quit) {
    if (auto waited = wait_for_scans(document); !waited) return waited;
    if (auto done = actions.advance(document); !done) return done;
    if (!document.requests.files()) continue;
    // A state file tells about a frame as well.
    auto image = render(document);
    if (!image) return tl::unexpected(std::move(image.error()));
    const auto write = [&](const std::string& path) { return write_png(path, *image); };
    if (auto served = serve_requests(document, write); !served) return served;
  }
  return {};
}

}  // namespace vertexview::app
