#pragma once
#include <optional>

#include "document/action_queue.hpp"
#include "document/scene.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/memory/progress.hpp"

namespace vertexview::app {

/// Shows a document without a window or a display, through EGL. Its context is current on the thread that
/// made it, and it may only be used there. Move-only.
class Offscreen {
 public:
  /// kDevice when there is no OpenGL. `progress`, when given, cancels all that is done later, with
  /// kCancelled; it must outlive this.
  [[nodiscard]] static Result<Offscreen> create(const Progress* progress = nullptr);

  /// The complete picture, document.viewport pixels large: waits for scans, uploads everything, and draws
  /// points and marker until nothing is missing. The same bytes for the same document on the same driver.
  [[nodiscard]] Result<gpu::Image> render(Document& document);

  /// Runs all actions in order, and writes the pictures and state files they ask for. Stops at the first that
  /// fails.
  [[nodiscard]] Result<void> run(Document& document, ActionQueue actions);

  [[nodiscard]] const gpu::DeviceInfo& device() const noexcept { return context_.info(); }

 private:
  Offscreen(gpu::HeadlessContext context, Scene scene, const Progress* progress)
      : context_(std::move(context)), scene_(std::move(scene)), progress_(progress) {}
  [[nodiscard]] Result<void> check_cancelled() const;
  [[nodiscard]] Result<void> wait_for_scans(Document& document) const;
  [[nodiscard]] Result<void> upload_all(Document& document);

  gpu::HeadlessContext context_;  // first: what follows lives in it
  Scene scene_;
  const Progress* progress_;
  std::optional<gpu::Frame> frame_;
};

}  // namespace vertexview::app
