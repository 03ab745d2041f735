#include "render/offscreen.hpp"

#include <optional>
#include <utility>

#include "render/driver_threads.hpp"
#include "session/scan_job.hpp"

namespace vertexview::app {

/// The host of pictures that nobody watches.
class Offscreen::Memory final : public Host {
 public:
  Memory(const Progress* progress, std::shared_ptr<Wakeup> wakeup)
      : progress_(progress), wakeup_(std::move(wakeup)) {}

  [[nodiscard]] Result<void> open() {
    context_.reset();  // the old context goes first: one at a time is current
    spare_driver_threads();
    auto context = gpu::HeadlessContext::create();
    if (!context) return tl::unexpected(std::move(context.error()));
    context_ = *std::move(context);
    return {};
  }

  [[nodiscard]] const gpu::DeviceInfo& device() const noexcept { return context_->info(); }

  /// Makes the workers of a session wake this host.
  void attach(Session& session) {
    session.frame.device = device().name;
    if (session.wake) return;
    session.wake = [wakeup = wakeup_] { wakeup->wake(); };
    // Scans that began before there was a wake-up do not wake this host when they end.
    for (const OpenDataset& dataset : session.datasets)
      if (dataset.scan) dataset.scan->wait();
  }

  [[nodiscard]] bool watched() const noexcept override { return false; }
  [[nodiscard]] Result<bool> closed() const override {
    if (progress_ == nullptr || !progress_->cancelled()) return false;
    return fail(ErrorCode::kCancelled, "cancelled");
  }

  bool begin(Session& /*session*/, ActionQueue& /*script*/) override { return false; }
  bool act(Session& /*session*/, const LivePicture& /*picture*/) override { return false; }
  // In seconds. A part of a drawing takes a second at most, so that it can be cancelled; most pictures take
  // one part.
  [[nodiscard]] Pace pace() const override { return {.upload = 1, .draw = 1}; }

  bool show(Session& session, const LivePicture& /*picture*/, bool drew) override {
    const double now = seconds_since_start();
    if (!drew) {
      began_ = now;
      return false;
    }
    session.frame.milliseconds = (now - began_) * 1000;
    if (session.frame.drawn.converged) began_ = now;
    return false;
  }

  void report(Session& session) override { session.frame.device = device().name; }
  [[nodiscard]] gpu::Image capture(const Session& session, LivePicture& picture) override {
    return picture.marked(session);
  }
  bool present(Session& /*session*/) override { return false; }
  [[nodiscard]] bool settled() const override { return true; }
  [[nodiscard]] bool reads() const override { return false; }
  void wait(std::optional<double> seconds) override {
    if (!seconds) wakeup_->wait();
  }

  [[nodiscard]] Result<void> renew(Session& session) override {
    if (auto opened = open(); !opened) return opened;
    session.frame.device = device().name;
    return {};
  }

 private:
  const Progress* progress_;
  std::shared_ptr<Wakeup> wakeup_;
  std::optional<gpu::HeadlessContext> context_;
  double began_ = seconds_since_start();  ///< when the drawing of the picture began
};

Offscreen::Offscreen(std::unique_ptr<Memory> host, FrameLoop loop)
    : host_(std::move(host)), loop_(std::move(loop)) {}
Offscreen::Offscreen(Offscreen&&) noexcept = default;
Offscreen::~Offscreen() = default;

// The loop's OpenGL objects are destroyed before the context they live in.
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

Result<gpu::Image> Offscreen::render(Session& session) {
  host_->attach(session);
  return loop_.picture(session);
}

Result<void> Offscreen::run(Session& session, ActionQueue actions) {
  host_->attach(session);
  return loop_.run(session, std::move(actions));
}

const gpu::DeviceInfo& Offscreen::device() const noexcept {
  return host_->device();
}

}  // namespace vertexview::app
