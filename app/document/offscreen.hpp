#pragma once
#include <optional>

#include "document/action_queue.hpp"
#include "document/scene.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/frame.hpp"

namespace vertexview::app {

/// Shows a document without a window or a display, through EGL. Its context is current on the thread that
/// made it, and it may only be used there. Move-only.
class Offscreen {
 public:
  /// kDevice when there is no OpenGL.
  [[nodiscard]] static Result<Offscreen> create();

  /// The complete picture, document.viewport pixels large: waits for scans, uploads everything, and draws
  /// points and marker until nothing is missing. The same bytes for the same document on the same driver.
  [[nodiscard]] Result<gpu::Image> render(Document& document);

  /// Runs all actions in order, and writes the pictures and state files they ask for. Stops at the first that
  /// fails.
  [[nodiscard]] Result<void> run(Document& document, ActionQueue actions);

  [[nodiscard]] const gpu::DeviceInfo& device() const noexcept { return context_.info(); }

 private:
  Offscreen(gpu::HeadlessContext context, Scene scene)
      : context_(std::move(context)), scene_(std::move(scene)) {}

  gpu::HeadlessContext context_;  // first: what follows lives in it
  Scene scene_;
  std::optional<gpu::Frame> frame_;
};

}  // namespace vertexview::app
