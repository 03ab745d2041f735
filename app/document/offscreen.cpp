#include "document/offscreen.hpp"

#include <chrono>
#include <thread>
#include <utility>

#include "document/output.hpp"

namespace vertexview::app {
namespace {

void wait_for_scans(Document& document) {
  update(document);
  while (document.scanning()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    update(document);
  }
}

}  // namespace

Result<Offscreen> Offscreen::create() {
  auto context = gpu::HeadlessContext::create();
  if (!context) return tl::unexpected(std::move(context.error()));
  auto scene = Scene::create();
  if (!scene) return tl::unexpected(std::move(scene.error()));
  return Offscreen(*std::move(context), *std::move(scene));
}

Result<gpu::Image> Offscreen::render(Document& document) {
  wait_for_scans(document);
  if (!frame_) {
    auto frame = gpu::Frame::create(document.viewport);
    if (!frame) return tl::unexpected(std::move(frame.error()));
    frame_ = *std::move(frame);
  }
  if (auto sized = frame_->resize(document.viewport); !sized) return tl::unexpected(std::move(sized.error()));
  if (auto uploaded = scene_.upload_all(document); !uploaded)
    return tl::unexpected(std::move(uploaded.error()));

  document.renderer = device().renderer;
  const double begin = seconds_since_start();
  do scene_.draw(document, *frame_);
  while (!document.drawn.converged);
  scene_.draw_marker(document, *frame_);
  gpu::Image image = frame_->read();
  document.frame_ms = (seconds_since_start() - begin) * 1000;
  return image;
}

Result<void> Offscreen::run(Document& document, ActionQueue actions) {
  while (!actions.empty() && !document.quit) {
    wait_for_scans(document);
    if (auto done = actions.advance(document); !done) return done;
    if (document.screenshots.empty() && document.state_files.empty()) continue;
    // A state file tells about a frame as well.
    auto image = render(document);
    if (!image) return tl::unexpected(std::move(image.error()));
    const auto picture = [&]() -> Result<gpu::Image> { return *image; };
    if (auto served = serve_requests(document, picture); !served) return served;
  }
  return {};
}

}  // namespace vertexview::app
