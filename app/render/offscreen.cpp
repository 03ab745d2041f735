#include "render/offscreen.hpp"

#include <optional>
#include <utility>

#include "session/scan_job.hpp"

namespace vertexview::app {

/// The host of pictures that nobody watches.
class Offscreen::Memory final : public Host {
 public:
  Memory(const Progress* progress, std::shared_ptr<Wakeup> wakeup)
      : progress_(progress), wakeup_(std::move(wakeup)) {}

  [[nodiscard]] Result<void> open() {
    context_.reset();  // one at a time is current
    auto context = gpu::HeadlessContext::create();
    if (!context) return tl::unexpected(std::move(context.error()));
    context_ = *std::move(context);
    return {};
  }

  [[nodiscard]] const gpu::DeviceInfo& device() const noexcept { return context_->info(); }

  /// Makes the workers of a document wake this host.
  void attach(Document& document) {
    document.frame.device = device().name;
    if (document.wake) return;
    document.wake = [wakeup = wakeup_] { wakeup->wake(); };
    // These began before anybody could be woken.
    for (const Cloud& cloud : document.clouds)
      if (cloud.scan) cloud.scan->wait();
  }

  [[nodiscard]] bool watched() const noexcept override { return false; }
  [[nodiscard]] Result<bool> closed() const override {
    if (progress_ == nullptr || !progress_->cancelled()) return false;
    return fail(ErrorCode::kCancelled, "cancelled");
  }

  bool begin(Document& /*document*/, ActionQueue& /*script*/) override { return false; }
  bool act(Document& /*document*/, const LivePicture& /*picture*/) override { return false; }
  // A part of a drawing takes a second at most, so that it can be cancelled; most pictures take one part.
  [[nodiscard]] Pace pace() const override { return {.upload = 1, .draw = 1}; }

  bool show(Document& document, const LivePicture& /*picture*/, bool drew) override {
    const double now = seconds_since_start();
    if (!drew) {
      began_ = now;
      return false;
    }
    document.frame.milliseconds = (now - began_) * 1000;
    if (document.frame.drawn.converged) began_ = now;
    return false;
  }

  void report(Document& document) override { document.frame.device = device().name; }
  [[nodiscard]] gpu::Image capture(const Document& document, LivePicture& picture) override {
    return picture.marked(document);
  }
  bool present(Document& /*document*/) override { return false; }
  [[nodiscard]] bool settled() const override { return true; }
  [[nodiscard]] bool reads() const override { return false; }
  void wait(std::optional<double> seconds) override {
    if (!seconds) wakeup_->wait();
  }

  [[nodiscard]] Result<void> renew(Document& document) override {
    if (auto opened = open(); !opened) return opened;
    document.frame.device = device().name;
    return {};
  }

 private:
  const Progress* progress_;
  std::shared_ptr<Wakeup> wakeup_;
  std::optional<gpu::HeadlessContext> context_;
  double began_ = seconds_since_start();  ///< before the picture's first part was drawn
};

Offscreen::Offscreen(std::unique_ptr<Memory> host, FrameLoop loop)
    : host_(std::move(host)), loop_(std::move(loop)) {}
Offscreen::Offscreen(Offscreen&&) noexcept = default;
Offscreen::~Offscreen() = default;

// What the loop has goes before the context it lives in.
Offscreen& Offscreen::operator=(Offscreen&& other) noexcept {
  loop_ = std::move(other.loop_);
  host_ = std::move(other.host_);
  return *this;
}

Result<Offscreen> Offscreen::create(const Progress* progress, std::shared_ptr<Wakeup> wakeup) {
  auto host = std::make_unique<Memory>(progress, std::move(wakeup));
  if (auto opened = host->open(); !opened) return tl::unexpected(std::move(opened.error()));
  auto loop = FrameLoop::create(*host);
  if (!loop) return tl::unexpected(std::move(loop.error()));
  return Offscreen(std::move(host), *std::move(loop));
}

Result<gpu::Image> Offscreen::render(Document& document) {
  host_->attach(document);
  return loop_.picture(document);
}

Result<void> Offscreen::run(Document& document, ActionQueue actions) {
  host_->attach(document);
  return loop_.run(document, std::move(actions));
}

const gpu::DeviceInfo& Offscreen::device() const noexcept {
  return host_->device();
}

}  // namespace vertexview::app
