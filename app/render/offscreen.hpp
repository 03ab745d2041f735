#pragma once
#include <memory>

#include "render/frame_loop.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/task/wakeup.hpp"

namespace vertexview::app {

/// Shows a session without a window or a display, through EGL. Its context is current on the thread that
/// made it, and it may only be used there. Move-only.
class Offscreen {
 public:
  /// kDevice when there is no OpenGL. `progress`, when given, cancels all that is done later, with
  /// kCancelled; it must outlive this. Who cancels also calls `wakeup`, as Session::wake of the sessions
  /// that are rendered does: a session without one gets it.
  [[nodiscard]] static Result<Offscreen> create(const Progress* progress = nullptr,
                                                std::shared_ptr<Wakeup> wakeup = std::make_shared<Wakeup>());
  Offscreen(Offscreen&&) noexcept;
  Offscreen& operator=(Offscreen&&) noexcept;
  ~Offscreen();

  /// The complete picture, session.viewport pixels large: waits for scans, uploads everything, and draws
  /// points and marker until nothing is missing. The same bytes for the same session on the same driver. A
  /// driver that is reset meanwhile is given a second try, without compute shaders; then kDevice.
  [[nodiscard]] Result<gpu::Image> render(Session& session);

  /// Runs all actions in order, and writes the pictures and state files they ask for. Stops at the first that
  /// fails.
  [[nodiscard]] Result<void> run(Session& session, ActionQueue actions);

  /// What draws.
  [[nodiscard]] const gpu::DeviceInfo& device() const noexcept;

 private:
  class Memory;
  Offscreen(std::unique_ptr<Memory> host, FrameLoop loop);

  std::unique_ptr<Memory> host_;  // first: what the loop has lives in its context
  FrameLoop loop_;
};

}  // namespace vertexview::app
