#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actions/action_queue.hpp"
#include "session/session.hpp"

namespace vertexview::app {

struct WindowOptions {
  std::optional<Viewport> size;  ///< of the window's content; nullopt: a default that suits the screen
  float scale = 0;               ///< of letters and panels; 0: the screen's own
};

/// Gives the texts of actions that have come since it was last asked, as from a pipe.
using MoreActions = std::function<std::vector<std::string>()>;

/// The viewer's window: shows a session and lets a person change it. It redraws only when there is something
/// new to show, so that an idle window uses no processor time. One at a time, on the main thread. Move-only.
class Window {
 public:
  /// kDevice without a display or without OpenGL 4.5, with the system's reason.
  [[nodiscard]] static Result<Window> create(const WindowOptions& options);
  Window(Window&&) noexcept;
  Window& operator=(Window&&) noexcept;
  ~Window();

  /// Makes run() look at its session again. May be called on any thread.
  static void wake() noexcept;

  /// Shows `session` until it is closed, having run `actions` in order first; each waits for what those
  /// before it have started. `more`, if set, is asked for further ones in each frame; who has some calls
  /// wake(). A driver that is reset meanwhile costs a notice: another window takes the place of this one.
  /// kDevice where that cannot be had, or is lost again and again.
  [[nodiscard]] Result<void> run(Session& session, ActionQueue actions, MoreActions more = {});

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Whether this session has a display that a window could open on: quick, and without an attempt to open one.
[[nodiscard]] bool has_display() noexcept;

}  // namespace vertexview::app
