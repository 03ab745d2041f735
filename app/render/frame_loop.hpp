#pragma once
#include <optional>
#include <string>

#include "actions/action_queue.hpp"
#include "render/live_picture.hpp"
#include "session/session.hpp"
#include "vertexview/gpu/frame.hpp"

namespace vertexview::app {

/// The place where frames are shown: a window, or memory only. FrameLoop does everything that does not depend
/// on the place. All functions are called on the thread of the loop.
class Host {
 public:
  Host() = default;
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  virtual ~Host() = default;

  /// How long the two parts of a frame may take, in seconds.
  struct Pace {
    double upload = 0;
    double draw = 0;
  };

  /// Returns whether a person watches. If so, every frame is shown, even one whose picture is unfinished,
  /// errors become notices, and the cost of drawing is measured. Otherwise a picture is drawn when one is
  /// asked for, after everything is uploaded and scanned, and the first error ends the loop.
  [[nodiscard]] virtual bool watched() const noexcept = 0;
  /// Returns whether the loop is to end because the person has closed the window. Fails with kCancelled when
  /// the work was cancelled.
  [[nodiscard]] virtual Result<bool> closed() const = 0;

  // The parts of a frame, in the order in which the loop calls them. Where they return a bool, true means
  // that another frame has to follow.

  /// Begins a frame with the input that has come; adds actions from elsewhere to `script`.
  virtual bool begin(Session& session, ActionQueue& script) = 0;
  /// Lets the person change the session.
  virtual bool act(Session& session, const LivePicture& picture) = 0;
  [[nodiscard]] virtual Pace pace() const = 0;
  /// Shows the picture, which has just been drawn if `drew`, and waits until the GPU has finished.
  virtual bool show(Session& session, const LivePicture& picture, bool drew) = 0;
  /// Writes to session.frame what state files report about the host.
  virtual void report(Session& session) = 0;
  /// Returns the pixels that were shown.
  [[nodiscard]] virtual gpu::Image capture(const Session& session, LivePicture& picture) = 0;
  /// Ends a frame.
  virtual bool present(Session& session) = 0;

  /// Returns whether no input waits for the next frame.
  [[nodiscard]] virtual bool settled() const = 0;
  /// Returns whether a part of the host waits for the disk and will show more; it calls Session::wake then.
  [[nodiscard]] virtual bool reads() const = 0;
  /// Waits for input, for Session::wake, or until `seconds` are over; 0 only takes the input that has come.
  virtual void wait(std::optional<double> seconds) = 0;
  /// Replaces the current context, which was lost, by a new one.
  [[nodiscard]] virtual Result<void> renew(Session& session) = 0;
};

/// Makes the frames of a session, alike for a window and for pictures without one: takes over what workers
/// have found, runs scripted actions, uploads, draws, and writes the requested files once the picture is
/// complete. It waits for events and never polls.
class FrameLoop {
 public:
  /// `host` must outlive the loop, and its context must be current.
  [[nodiscard]] static Result<FrameLoop> create(Host& host);

  /// Runs `script` and, where a person watches, goes on until the host is closed or the action `quit` runs.
  /// Each action sees the finished work of those before it. When the driver is reset meanwhile, drawing
  /// starts anew with a notice; fails with kDevice when the driver is reset again and again.
  [[nodiscard]] Result<void> run(Session& session, ActionQueue script);

  /// Returns the complete picture of the session, session.viewport pixels large.
  [[nodiscard]] Result<gpu::Image> picture(Session& session);

 private:
  FrameLoop(Host& host, LivePicture picture) : host_(&host), picture_(std::move(picture)) {}

  [[nodiscard]] Result<void> turn(Session& session);
  [[nodiscard]] Result<void> advance_script(Session& session);
  [[nodiscard]] Result<void> refresh(Session& session);
  /// Selects the vertices that the complete picture shows in the regions that were asked for.
  void select_visible(Session& session);
  [[nodiscard]] Result<void> serve(Session& session);
  [[nodiscard]] Result<void> renew(Session& session);
  [[nodiscard]] Result<void> tell(Session& session, Notice::Kind kind, const Error& error);
  [[nodiscard]] bool is_wanted(const Session& session) const noexcept;
  [[nodiscard]] bool is_complete(const Session& session) const;
  void wait(Session& session);
  [[nodiscard]] std::optional<double> pause(const Session& session) const;
  void touch() noexcept;

  Host* host_;
  std::optional<LivePicture> picture_;  ///< nullopt only while the context is renewed
  ActionQueue script_;
  int frames_wanted_ = 0;
  bool asked_ = false;  ///< picture() waits for a complete picture
  bool drew_ = false;
  bool quiet_ = false;  ///< the last frame showed everything, and nothing is about to change
  std::string last_error_;
  int resets_ = 0;  ///< of the driver, each within a minute of the last
  double last_reset_ = 0;
};

}  // namespace vertexview::app
