#pragma once
#include <memory>
#include <string>

#include "vertexview/memory/error.hpp"

namespace vertexview::gpu {

/// What draws: as OpenGL names itself.
struct DeviceInfo {
  std::string name;  ///< GL_RENDERER
  std::string vendor;
  std::string version;
  bool software = false;  ///< llvmpipe, softpipe or swrast: the CPU draws
};

/// Looks up an OpenGL function by name, as glfwGetProcAddress and eglGetProcAddress do.
using FunctionLoader = void (*(*)(const char* name))();

/// Loads the functions of the context that is current on this thread, and must be 4.5 core or newer (kDevice
/// otherwise, naming what was found). Call once per context before anything else of this room. KHR_debug
/// messages of high severity and errors go to stderr; with `debug_fatal` any error message aborts, which is
/// what the tests want.
[[nodiscard]] Result<DeviceInfo> load_gl(FunctionLoader loader, bool debug_fatal = false);

/// What the context that is current on this thread draws with; load_gl() must have succeeded in it.
[[nodiscard]] DeviceInfo device_info();

/// Whether the context that is current on this thread is lost: the driver was reset, and nothing that is
/// drawn or read in it means anything any more. What lives in it may still be destroyed; a new one can be
/// made. False where the context does not tell.
[[nodiscard]] bool context_lost() noexcept;

/// An OpenGL 4.5 core context without a window, through EGL: a device where the driver offers one, else
/// surfaceless. Current on the creating thread while it lives. Move-only.
class HeadlessContext {
 public:
  /// kDevice with EGL's reason when no such context can be made.
  [[nodiscard]] static Result<HeadlessContext> create(bool debug_fatal = false);
  HeadlessContext(HeadlessContext&&) noexcept;
  HeadlessContext& operator=(HeadlessContext&&) noexcept;
  ~HeadlessContext();

  [[nodiscard]] const DeviceInfo& info() const noexcept { return info_; }

 private:
  HeadlessContext();
  struct State;
  std::unique_ptr<State> state_;
  DeviceInfo info_;
};

}  // namespace vertexview::gpu
