#pragma once
#include <memory>

#include "render/frame_loop.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/task/wakeup.hpp"

namespace vertexview::app {

/// Draws a session without a window or a display, through EGL. Its context is current on the thread that made
/// it, and it may only be used on that thread. Move-only.
class Offscreen {
 public:
  /// Fails with kDevice when there is no OpenGL. `progress`, when given, cancels all later work, which then
  /// fails with kCancelled; it must outlive this object. Whoever cancels also calls `wakeup`, as
  /// Session::wake of the rendered sessions does; a session without a `wake` is given one that does.
  [[nodiscard]] static Result<Offscreen> create(const Progress* progress = nullptr,
                                                std::shared_ptr<Wakeup> wakeup = std::make_shared<Wakeup>());
  Offscreen(Offscreen&&) noexcept;
  Offscreen& operator=(Offscreen&&) noexcept;
  ~Offscreen();

  /// Returns the complete picture, session.viewport pixels large: waits for scans, uploads everything, and
  /// draws points and marker until nothing is missing. The same session gives the same bytes on the same
  /// driver. After a driver reset it tries once more, without compute shaders; a second reset fails with
  /// kDevice.
  [[nodiscard]] Result<gpu::Image> render(Session& session);

  /// Runs all actions in order, and writes the pictures and state files that they ask for. Stops at the first
  /// action that fails.
  [[nodiscard]] Result<void> run(Session& session, ActionQueue actions);

  /// Returns the device that draws.
  [[nodiscard]] const gpu::DeviceInfo& device() const noexcept;

 private:
  class Memory;
  Offscreen(std::unique_ptr<Memory> host, FrameLoop loop);

  std::unique_ptr<Memory> host_;  // declared first, because the loop's OpenGL objects live in its context
  FrameLoop loop_;
};

}  // namespace vertexview::app
