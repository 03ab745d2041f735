#include "render/frame_loop.hpp"

#include <fmt/format.h>

#include <utility>

#include "render/png.hpp"
#include "session/filter.hpp"
#include "session/query.hpp"
#include "session/requests.hpp"
#include "session/update.hpp"
#include "vertexview/gpu/context.hpp"

namespace vertexview::app {
namespace {

// ImGui settles over several frames, because hover states and sizes lag by one.
constexpr int kFramesAfterChange = 3;
// In seconds. A progress bar that moves ten times a second looks alive, and costs a window next to nothing.
constexpr double kProgressPeriod = 0.1;
// These many driver resets, each within kResetPeriod seconds of the last, are followed by a new start; one
// more ends the loop, because the driver is of no use then. A picture that nobody watches is tried twice.
constexpr int kMostResets = 3;
constexpr int kMostResetsUnwatched = 1;
constexpr double kResetPeriod = 60;

}  // namespace

Result<FrameLoop> FrameLoop::create(Host& host) {
  auto picture = LivePicture::create();
  if (!picture) return tl::unexpected(std::move(picture.error()));
  return FrameLoop(host, *std::move(picture));
}

void FrameLoop::touch() noexcept {
  frames_wanted_ = host_->watched() ? kFramesAfterChange : 1;
}

// Where a person watches, an error becomes a notice, once and not in each frame; otherwise it ends the loop.
Result<void> FrameLoop::tell(Session& session, Notice::Kind kind, const Error& error) {
  if (!host_->watched()) return tl::unexpected(error);
  std::string text = describe(error);
  if (text != last_error_) session.notify(kind, text);
  last_error_ = std::move(text);
  return {};
}

bool FrameLoop::is_wanted(const Session& session) const noexcept {
  return host_->watched() || asked_ || session.requests.pending();
}

// A scan that ends may fit the view anew, so an unwatched picture waits for it. A person who asks for a
// picture means the view of that moment.
bool FrameLoop::is_complete(const Session& session) const {
  return picture_->complete(session) && (host_->watched() || !session.scanning());
}

Result<void> FrameLoop::advance_script(Session& session) {
  // While a person watches, an action waits for the finished picture of those before it.
  if (script_.empty() || (host_->watched() && !quiet_)) return {};
  auto done = script_.advance(session);
  touch();
  if (done || !host_->watched()) return done;
  session.tell(done.error());
  return {};
}

Result<void> FrameLoop::refresh(Session& session) {
  drew_ = false;
  if (!is_wanted(session)) return {};
  const Host::Pace pace = host_->pace();
  if (auto uploaded = picture_->upload(session, pace.upload); !uploaded)
    if (auto told = tell(session, Notice::Kind::kWarning, uploaded.error()); !told) return told;
  // Only a person is shown unfinished pictures. A picture that is drawn in one go does not depend on the
  // order in which the disk delivered the records.
  if (!host_->watched() && (picture_->uploading() || session.scanning())) return {};
  auto drawn = picture_->draw(session, pace.draw);
  if (!drawn) return tell(session, Notice::Kind::kError, drawn.error());
  drew_ = *drawn;
  return {};
}

void FrameLoop::select_visible(Session& session) {
  for (const auto& [id, region] : std::exchange(session.requests.visible, {})) {
    const OpenDataset* const dataset = session.find(id);
    if (dataset == nullptr) continue;
    IndexSet vertices = picture_->visible(id, region);
    keep_filtered(*dataset, vertices);
    select_vertices(session, *dataset, std::move(vertices));
  }
}

Result<void> FrameLoop::serve(Session& session) {
  if (!session.requests.pending() || !quiet_ || !is_complete(session)) return {};
  if (!session.requests.visible.empty()) {
    // The ids of a lost context are worthless, too.
    if (!gpu::context_lost()) select_visible(session);
    touch();
    return {};
  }
  gpu::Image image;
  if (!session.requests.screenshots.empty()) image = host_->capture(session, *picture_);
  // The pixels of a lost context are worthless: the next turn renews the context and draws again.
  if (gpu::context_lost()) {
    touch();
    return {};
  }
  host_->report(session);
  const auto write = [&](const std::string& path) { return write_png(path, image); };
  auto served = serve_requests(session, write);
  touch();
  if (served || !host_->watched()) return served;
  session.tell(served.error());
  return {};
}

Result<void> FrameLoop::renew(Session& session) {
  const double now = seconds_since_start();
  resets_ = now - last_reset_ < kResetPeriod ? resets_ + 1 : 1;
  last_reset_ = now;
  if (resets_ > (host_->watched() ? kMostResets : kMostResetsUnwatched))
    return fail(ErrorCode::kDevice,
                fmt::format("the graphics driver was reset {} times, each soon after the last", resets_));
  picture_.reset();  // destroyed before the context it lives in
  if (auto renewed = host_->renew(session); !renewed) return renewed;
  auto picture = LivePicture::create();
  if (!picture) return tl::unexpected(std::move(picture.error()));
  picture_ = *std::move(picture);
  picture_->distrust_driver(session);
  touch();
  return {};
}

Result<void> FrameLoop::turn(Session& session) {
  if (gpu::context_lost())
    if (auto renewed = renew(session); !renewed) return renewed;
  if (frames_wanted_ > 0) --frames_wanted_;
  const bool came = host_->begin(session, script_);
  if (came) touch();
  // Input that came before an action from elsewhere is answered before that action runs.
  quiet_ = quiet_ && !came && host_->settled();
  if (update(session)) touch();
  if (auto advanced = advance_script(session); !advanced) return advanced;
  if (host_->act(session, *picture_)) touch();
  if (auto refreshed = refresh(session); !refreshed) return refreshed;
  if (host_->show(session, *picture_, drew_)) touch();
  quiet_ = (frames_wanted_ == 0 || !host_->watched()) && host_->settled() && !host_->reads() &&
           is_complete(session);
  if (auto served = serve(session); !served) return served;
  if (host_->present(session)) touch();
  return {};
}

std::optional<double> FrameLoop::pause(const Session& session) const {
  const bool unfinished = is_wanted(session) && !session.frame.drawn.converged && !session.datasets.empty();
  const bool can_advance = !script_.empty() && settled(session);
  const bool more_to_take = picture_->uploading() && !picture_->reading(session);
  if (frames_wanted_ > 0 || !host_->settled() || unfinished || can_advance || more_to_take) return 0;
  if (!host_->watched()) return std::nullopt;
  if (session.requests.pending() && !host_->reads()) return 0;
  if (session.scanning() || picture_->uploading()) return kProgressPeriod;
  return std::nullopt;
}

void FrameLoop::wait(Session& session) {
  // The costs of drawing are measured between frames, while nobody wants a frame.
  while (host_->watched() && quiet_ && host_->settled() && picture_->measure(session)) {
    host_->wait(0);
  }
  const auto seconds = pause(session);
  // Saving waits for the disk, so it is done once nothing else is to be done.
  if (!seconds) session.recent.save();
  host_->wait(seconds);
}

Result<void> FrameLoop::run(Session& session, ActionQueue script) {
  script_ = std::move(script);
  touch();
  for (;;) {
    if (!host_->watched() && script_.empty() && !session.requests.pending()) return {};
    const auto closed = host_->closed();
    if (!closed) return tl::unexpected(closed.error());
    if (*closed || session.requests.quit) return {};
    if (auto turned = turn(session); !turned) return turned;
    if (session.requests.quit) return {};
    wait(session);
  }
}

Result<gpu::Image> FrameLoop::picture(Session& session) {
  asked_ = true;
  quiet_ = false;
  touch();
  Result<gpu::Image> image;
  for (;;) {
    const auto closed = host_->closed();
    if (!closed) image = tl::unexpected(closed.error());
    if (!closed) break;
    if (auto turned = turn(session); !turned) {
      image = tl::unexpected(std::move(turned.error()));
      break;
    }
    if (is_complete(session)) {
      image = host_->capture(session, *picture_);
      if (!gpu::context_lost()) break;
      continue;
    }
    wait(session);
  }
  asked_ = false;
  return image;
}

}  // namespace vertexview::app
