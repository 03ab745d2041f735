#pragma once
#include <optional>
#include <string>

#include "actions/action_queue.hpp"
#include "render/live_picture.hpp"
#include "session/document.hpp"
#include "vertexview/gpu/frame.hpp"

namespace vertexview::app {

/// Where frames are shown: a window, or only memory. A FrameLoop does all that does not depend on it. Called
/// on the thread of the loop.
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

  /// Whether a person watches. Then every frame is shown, also one whose picture is unfinished, an error
  /// becomes a notice, and it is measured what drawing takes. Else a picture is drawn when one is asked for,
  /// after all is uploaded and scanned, and the first error ends the loop.
  [[nodiscard]] virtual bool watched() const noexcept = 0;
  /// Whether the loop is to end: kCancelled, or the person has closed the window.
  [[nodiscard]] virtual Result<bool> closed() const = 0;

  // The parts of a frame, in the order in which the loop calls them. True: another frame has to follow.

  /// Begins a frame with the input that has come; actions from elsewhere are added to `script`.
  virtual bool begin(Document& document, ActionQueue& script) = 0;
  /// Lets the person change the document.
  virtual bool act(Document& document, const LivePicture& picture) = 0;
  [[nodiscard]] virtual Pace pace() const = 0;
  /// Shows the picture, which has just been drawn if `drew`, and waits until the GPU is done.
  virtual bool show(Document& document, const LivePicture& picture, bool drew) = 0;
  /// Writes to document.frame what state files tell about the host.
  virtual void report(Document& document) = 0;
  /// The pixels that were shown.
  [[nodiscard]] virtual gpu::Image capture(const Document& document, LivePicture& picture) = 0;
  /// Ends a frame.
  virtual bool present(Document& document) = 0;

  /// Whether no input waits to be answered by the next frame.
  [[nodiscard]] virtual bool settled() const = 0;
  /// Whether a part of the host waits for the disk and will show more; Document::wake tells when.
  [[nodiscard]] virtual bool reads() const = 0;
  /// Waits for input, for Document::wake, or until `seconds` are over; 0 only takes the input that is there.
  virtual void wait(std::optional<double> seconds) = 0;
  /// Makes another context in the place of the current one, which was lost.
  [[nodiscard]] virtual Result<void> renew(Document& document) = 0;
};

/// The frames of a document, the same for a window and for pictures without one: takes over what workers have
/// found, runs scripted actions, uploads, draws, and writes the files that were asked for once the picture is
/// complete. It waits for events and never in intervals.
class FrameLoop {
 public:
  /// `host` must outlive the loop, and its context must be current.
  [[nodiscard]] static Result<FrameLoop> create(Host& host);

  /// Runs `script` and, where a person watches, goes on until the host is closed or the action `quit` runs.
  /// Each action sees the finished work of those before it. A driver that is reset meanwhile costs a notice;
  /// kDevice where it is reset again and again.
  [[nodiscard]] Result<void> run(Document& document, ActionQueue script);

  /// The complete picture of the document, document.viewport pixels large.
  [[nodiscard]] Result<gpu::Image> picture(Document& document);

 private:
  FrameLoop(Host& host, LivePicture picture) : host_(&host), picture_(std::move(picture)) {}

  [[nodiscard]] Result<void> turn(Document& document);
  [[nodiscard]] Result<void> advance_script(Document& document);
  [[nodiscard]] Result<void> refresh(Document& document);
  [[nodiscard]] Result<void> serve(Document& document);
  [[nodiscard]] Result<void> renew(Document& document);
  [[nodiscard]] Result<void> tell(Document& document, Notice::Kind kind, const Error& error);
  [[nodiscard]] bool is_wanted(const Document& document) const noexcept;
  [[nodiscard]] bool is_complete(const Document& document) const;
  void wait(Document& document);
  [[nodiscard]] std::optional<double> pause(const Document& document) const;
  void touch() noexcept;

  Host* host_;
  std::optional<LivePicture> picture_;  ///< nullopt only while the context is renewed
  ActionQueue script_;
  int frames_wanted_ = 0;
  bool asked_ = false;  ///< picture() wants one
  bool drew_ = false;
  bool quiet_ = false;  ///< the last frame showed everything, and nothing is about to change
  std::string last_error_;
  int resets_ = 0;  ///< of the driver, shortly after one another
  double last_reset_ = 0;
};

}  // namespace vertexview::app
