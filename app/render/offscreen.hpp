#pragma once
#include <optional>

#include "actions/action_queue.hpp"
#include "render/scene.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview::app {

/// Shows a document without a window or a display, through EGL. Its context is current on the thread that
/// made it, and it may only be used there. Move-only.
class Offscreen {
 public:
  /// kDevice when there is no OpenGL. `progress`, when given, cancels all that is done later, with
  /// kCancelled; it must outlive this.
  [[nodiscard]] static Result<Offscreen> create(const Progress* progress = nullptr);

  /// The complete picture, document.viewport pixels large: waits for scans, uploads everything, and draws
  /// points and marker until nothing is missing. The same bytes for the same document on the same driver. A
  /// driver that is reset meanwhile is given a second try, without compute shaders; then kDevice.
  [[nodiscard]] Result<gpu::Image> render(Document& document);

  /// Runs all actions in order, and writes the pictures and state files they ask for. Stops at the first that
  /// fails.
  [[nodiscard]] Result<void> run(Document& document, ActionQueue actions);

  [[nodiscard]] const gpu::DeviceInfo& device() const noexcept { return context_->info(); }

 private:
  explicit Offscreen(const Progress* progress) : progress_(progress) {}
  [[nodiscard]] Result<void> open();
  [[nodiscard]] Result<gpu::Image> draw(Document& document);
  [[nodiscard]] Result<void> check_cancelled() const;
  [[nodiscard]] Result<void> wait_for_scans(Document& document) const;
  [[nodiscard]] Result<void> upload_all(Document& document);

  std::optional<gpu::HeadlessContext> context_;  // first: what follows lives in it
  std::optional<Scene> scene_;
  const Progress* progress_;
  std::optional<gpu::Frame> frame_;
};

}  // namespace vertexview::app
