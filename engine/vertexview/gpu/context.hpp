#pragma once
#include <memory>
#include <string>

#include "vertexview/memory/error.hpp"

namespace vertexview::gpu {

/// What draws, as OpenGL names it.
struct DeviceInfo {
  std::string name;  ///< GL_RENDERER
  std::string vendor;
  std::string version;
  bool software = false;  ///< llvmpipe, softpipe or swrast: the CPU draws
};

/// Looks up an OpenGL function by name, as glfwGetProcAddress and eglGetProcAddress do.
using FunctionLoader = void (*(*)(const char* name))();

/// Loads the functions of the context that is current on this thread. Fails with kDevice, naming what was
/// found, unless that context is OpenGL 4.5 core or newer. To be called once for a context, before anything
/// else that draws in it. KHR_debug messages of high severity and errors go to stderr; with `debug_fatal` any
/// error message aborts, which is what tests want.
[[nodiscard]] Result<DeviceInfo> load_gl(FunctionLoader loader, bool debug_fatal = false);

/// Returns what the context that is current on this thread draws with; load_gl() must have succeeded in it.
[[nodiscard]] DeviceInfo device_info();

/// Returns whether the context that is current on this thread is lost: the driver was reset, and nothing that
/// is drawn or read in it means anything any more. Its objects may still be destroyed, and a new context can
/// be made. False where the context does not tell.
[[nodiscard]] bool context_lost() noexcept;

/// An OpenGL 4.5 core context without a window, through EGL: of a device where the driver offers one, else
/// without a surface. It is current on the creating thread while it lives. Move-only.
class HeadlessContext {
 public:
  /// Fails with kDevice and EGL's reasons when no such context can be made.
  [[nodiscard]] static Result<HeadlessContext> create(bool debug_fatal = false);
  HeadlessContext(HeadlessContext&&) noexcept;
  HeadlessContext& operator=(HeadlessContext&&) noexcept;
  ~HeadlessContext();

  [[nodiscard]] const DeviceInfo& info() const& noexcept { return info_; }
  [[nodiscard]] DeviceInfo info() const&& { return info_; }

 private:
  HeadlessContext();
  struct State;
  std::unique_ptr<State> state_;
  DeviceInfo info_;
};

}  // namespace vertexview::gpu
