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

/// The window as the desktop sees it: its OpenGL context, title, size, full screen and pixels. It knows
/// nothing of what is drawn in it. A program has one at a time, on the main thread.
class DesktopWindow {
 public:
  /// Opens a hidden window with an OpenGL 4.5 context and makes that context current. Fails with kDevice as
  /// Window::create() does.
  [[nodiscard]] static Result<DesktopWindow> create(const WindowOptions& options);

  DesktopWindow(DesktopWindow&&) noexcept = default;

  /// Replaces the window by a new one whose context becomes current, because no window can be given a second
  /// context. Everything that lived in the first context must have been destroyed before. Fails as create()
  /// does.
  [[nodiscard]] Result<void> renew(const WindowOptions& options);

  [[nodiscard]] GLFWwindow* handle() const noexcept { return handle_.get(); }
  /// Returns the name that OpenGL gives the device it draws with.
  [[nodiscard]] const std::string& device() const noexcept { return device_; }
  /// Returns the size of the content in pixels, which may be more than the window units that handle() counts
  /// in.
  [[nodiscard]] Viewport pixels() const;

  /// Passes on to the desktop what a session asks of it: title, clipboard, full screen. Returns true when
  /// this changes the size of the window.
  [[nodiscard]] bool follow(Session& session);
  /// Returns the pixels that are drawn and not shown yet, the top row first.
  [[nodiscard]] gpu::Image capture() const;

 private:
  DesktopWindow() = default;
  [[nodiscard]] Result<void> open(const Viewport& size, const WindowOptions& options);
  void set_fullscreen(bool wanted);

  struct Destroy {
    void operator()(GLFWwindow* window) const noexcept;
  };
  std::shared_ptr<void> library_;  ///< ends GLFW when it is destroyed, after the window
  std::unique_ptr<GLFWwindow, Destroy> handle_;
  std::string device_;
  std::string title_;
  bool is_fullscreen_ = false;
  std::array<int, 4> windowed_{};  ///< x, y, width, height before the window filled the screen
};

}  // namespace vertexview::app
