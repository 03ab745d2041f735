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
  std::optional<Viewport> size;  ///< size of the window's content; nullopt: a default that suits the screen
  float scale = 0;               ///< factor for letters and panels; 0: the screen's own
};

/// Returns the texts of the actions that came since the last call, for example through a pipe, and an Error
/// in place of what is none.
using MoreActions = std::function<std::vector<Result<std::string>>()>;

/// The viewer's window: shows a session and lets a person change it. It redraws only when there is something
/// new to show, so that an idle window uses no processor time. A program has one at a time, on the main
/// thread. Move-only.
class Window {
 public:
  /// Opens a hidden window. Fails with kDevice, and the system's reason, without a display or without OpenGL
  /// 4.5.
  [[nodiscard]] static Result<Window> create(const WindowOptions& options);
  Window(Window&&) noexcept;
  Window& operator=(Window&&) noexcept;
  ~Window();

  /// Makes run() look at its session again. May be called on any thread.
  static void wake() noexcept;

  /// Shows `session` until the window is closed. Runs `actions` in order first; each waits until the work
  /// started by those before it is finished. `more`, if set, is asked for further actions in each frame in
  /// which none is left, so that they wait where they come from; whoever has some calls wake(). When the
  /// driver is reset meanwhile, another window takes the place of this one and a notice says so. Fails with
  /// kDevice when no other window can be had, or when the driver is reset again and again.
  [[nodiscard]] Result<void> run(Session& session, ActionQueue actions, MoreActions more = {});

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Returns whether the environment names a display that a window could open on. It is quick, because it does
/// not try to open one.
[[nodiscard]] bool has_display() noexcept;

}  // namespace vertexview::app
