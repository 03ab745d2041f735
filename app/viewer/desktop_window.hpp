#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>

#include "session/session.hpp"
#include "vertexview/gpu/frame.hpp"
#include "viewer/window.hpp"

struct GLFWwindow;

namespace vertexview::app {

/// The window as the desktop has it: its OpenGL context, title, size, full screen, and pixels. It knows
/// nothing of what is drawn in it. One at a time, on the main thread.
class DesktopWindow {
 public:
  /// Opens a hidden window with an OpenGL 4.5 context, which becomes the current one. kDevice as
  /// Window::create().
  [[nodiscard]] static Result<DesktopWindow> create(const WindowOptions& options);

  DesktopWindow(DesktopWindow&&) noexcept = default;

  /// Another window in its place, because no window can be given a second context: that becomes the current
  /// one, and all that lived in the first must be gone. Errors as of create().
  [[nodiscard]] Result<void> renew(const WindowOptions& options);

  [[nodiscard]] GLFWwindow* handle() const noexcept { return handle_.get(); }
  /// What OpenGL draws with.
  [[nodiscard]] const std::string& device() const noexcept { return device_; }
  /// In pixels, which may be more than the units of handle().
  [[nodiscard]] Viewport pixels() const;

  /// Gives the desktop what a session asks of it: title, clipboard, full screen. True: the size changes.
  [[nodiscard]] bool follow(Session& session);
  /// The pixels drawn and not shown yet, first row on top.
  [[nodiscard]] gpu::Image capture() const;

 private:
  DesktopWindow() = default;
  [[nodiscard]] Result<void> open(const Viewport& size, const WindowOptions& options);
  void set_fullscreen(bool wanted);

  struct Destroy {
    void operator()(GLFWwindow* window) const noexcept;
  };
  std::shared_ptr<void> library_;  ///< GLFW, which ends with it
  std::unique_ptr<GLFWwindow, Destroy> handle_;
  std::string device_;
  std::string title_;
  bool is_fullscreen_ = false;
  std::array<int, 4> windowed_{};  ///< where it was before it filled the screen
};

}  // namespace vertexview::app
