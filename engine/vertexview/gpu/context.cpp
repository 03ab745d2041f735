#include "vertexview/gpu/context.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <glad/gl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

namespace vertexview::gpu {

namespace {

std::string gl_string(GLenum name) {
  const auto* text = glGetString(name);
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

/// Returns whether the CPU draws, by the names that Mesa's software drivers have.
bool is_software(std::string_view renderer) {
  for (const std::string_view name : {"llvmpipe", "softpipe", "swrast", "Software Rasterizer"})
    if (renderer.find(name) != std::string_view::npos) return true;
  return false;
}

void GLAD_API_PTR on_debug_message(GLenum source, GLenum type, GLuint, GLenum severity, GLsizei length,
                                   const GLchar* message, const void* fatal) {
  // A shader that does not compile is reported as an Error with the compiler's log.
  if (source == GL_DEBUG_SOURCE_SHADER_COMPILER) return;
  const bool wrong = type == GL_DEBUG_TYPE_ERROR || type == GL_DEBUG_TYPE_UNDEFINED_BEHAVIOR;
  if (!wrong && severity != GL_DEBUG_SEVERITY_HIGH) return;
  std::fprintf(stderr, "vertexview: OpenGL: %.*s\n", static_cast<int>(length), message);
  if (wrong && fatal != nullptr) std::abort();
}

}  // namespace

DeviceInfo device_info() {
  DeviceInfo info{gl_string(GL_RENDERER), gl_string(GL_VENDOR), gl_string(GL_VERSION), false};
  info.software = is_software(info.name);
  return info;
}

bool context_lost() noexcept {
  return glGetGraphicsResetStatus != nullptr && glGetGraphicsResetStatus() != GL_NO_ERROR;
}

Result<DeviceInfo> load_gl(FunctionLoader loader, bool debug_fatal) {
  // This is asked first, because glad forgets the functions of an earlier context before it looks.
  const int version = loader("glGetString") == nullptr ? 0 : gladLoadGL(loader);
  if (version == 0)
    return fail(ErrorCode::kDevice, "no OpenGL context is current, or it has no functions to load");
  DeviceInfo info = device_info();
  GLint profile = 0;
  // The profile mask exists since 3.2; asking an older context would be an error of its own.
  if (version >= GLAD_MAKE_VERSION(3, 2)) glGetIntegerv(GL_CONTEXT_PROFILE_MASK, &profile);
  if (version < GLAD_MAKE_VERSION(4, 5) || (profile & GL_CONTEXT_CORE_PROFILE_BIT) == 0)
    return fail(ErrorCode::kDevice,
                "OpenGL 4.5 core is needed, but the current context is " + info.version + " on " + info.name);
  // Any non-null pointer stands for "fatal": the callback outlives every local.
  static constexpr char kFatal = 0;
  glEnable(GL_DEBUG_OUTPUT);
  if (debug_fatal) glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
  glDebugMessageCallback(on_debug_message, debug_fatal ? &kFatal : nullptr);
  return info;
}

namespace {

std::string egl_reason(EGLint code) {
  switch (code) {
    case EGL_SUCCESS:
      return "no reason given";
    case EGL_NOT_INITIALIZED:
      return "EGL_NOT_INITIALIZED";
    case EGL_BAD_ACCESS:
      return "EGL_BAD_ACCESS";
    case EGL_BAD_ALLOC:
      return "EGL_BAD_ALLOC";
    case EGL_BAD_ATTRIBUTE:
      return "EGL_BAD_ATTRIBUTE";
    case EGL_BAD_CONFIG:
      return "EGL_BAD_CONFIG";
    case EGL_BAD_CONTEXT:
      return "EGL_BAD_CONTEXT";
    case EGL_BAD_DISPLAY:
      return "EGL_BAD_DISPLAY";
    case EGL_BAD_MATCH:
      return "EGL_BAD_MATCH";
    case EGL_BAD_PARAMETER:
      return "EGL_BAD_PARAMETER";
    default:
      return "EGL error " + std::to_string(code);
  }
}

/// Returns whether `list`, words between spaces or null, has `word`.
bool has_word(const char* list, std::string_view word) {
  std::string_view rest = list == nullptr ? "" : list;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == word) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

/// A display and the EGL name of the way it was found, for error texts.
struct Candidate {
  EGLenum platform = 0;
  void* native = nullptr;
  const char* name = "";
};

/// Returns where a context may come from, best first: real devices, then Mesa without any device, then
/// software devices, then whatever the default display is.
std::vector<Candidate> candidates() {
  const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  std::vector<Candidate> software;
  std::vector<Candidate> found;
  if (has_word(extensions, "EGL_EXT_platform_device") && has_word(extensions, "EGL_EXT_device_enumeration")) {
    const auto query = reinterpret_cast<PFNEGLQUERYDEVICESEXTPROC>(eglGetProcAddress("eglQueryDevicesEXT"));
    const auto describe_device =
        reinterpret_cast<PFNEGLQUERYDEVICESTRINGEXTPROC>(eglGetProcAddress("eglQueryDeviceStringEXT"));
    EGLDeviceEXT devices[32] = {};
    EGLint count = 0;
    if (query != nullptr && describe_device != nullptr && query(32, devices, &count) == EGL_TRUE)
      for (EGLint i = 0; i < count; ++i) {
        const bool slow = has_word(describe_device(devices[i], EGL_EXTENSIONS), "EGL_MESA_device_software");
        (slow ? software : found).push_back({EGL_PLATFORM_DEVICE_EXT, devices[i], "a device"});
      }
  }
  if (has_word(extensions, "EGL_MESA_platform_surfaceless"))
    found.push_back({EGL_PLATFORM_SURFACELESS_MESA, nullptr, "surfaceless"});
  found.insert(found.end(), software.begin(), software.end());
  found.push_back({0, nullptr, "the default display"});
  return found;
}

}  // namespace

struct HeadlessContext::State {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (context != EGL_NO_CONTEXT) {
      if (eglGetCurrentContext() == context)
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
      eglDestroyContext(display, context);
    }
    // The display stays initialised, because EGL hands the same one to everybody in the process without
    // counting.
  }

  /// Makes a context and makes it current. Returns nullopt, or what refused.
  std::optional<std::string> open(const Candidate& candidate, bool debug) {
    display = candidate.platform == 0 ? eglGetDisplay(EGL_DEFAULT_DISPLAY)
                                      : eglGetPlatformDisplay(candidate.platform, candidate.native, nullptr);
    if (display == EGL_NO_DISPLAY) return "no display (" + egl_reason(eglGetError()) + ")";
    if (eglInitialize(display, nullptr, nullptr) != EGL_TRUE)
      return "eglInitialize (" + egl_reason(eglGetError()) + ")";
    if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE)
      return "no desktop OpenGL (" + egl_reason(eglGetError()) + ")";
    const char* extensions = eglQueryString(display, EGL_EXTENSIONS);
    if (!has_word(extensions, "EGL_KHR_surfaceless_context")) return "no surfaceless contexts";
    const EGLint wanted[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT,
                             EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglChooseConfig(display, wanted, &config, 1, &count) != EGL_TRUE || count == 0) {
      if (!has_word(extensions, "EGL_KHR_no_config_context")) return "no configuration for OpenGL";
      config = EGL_NO_CONFIG_KHR;
    }
    const auto make = [&](EGLint resets) {
      const EGLint attributes[] = {EGL_CONTEXT_MAJOR_VERSION,
                                   4,
                                   EGL_CONTEXT_MINOR_VERSION,
                                   5,
                                   EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                   EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                   EGL_CONTEXT_OPENGL_DEBUG,
                                   debug ? EGL_TRUE : EGL_FALSE,
                                   EGL_CONTEXT_OPENGL_RESET_NOTIFICATION_STRATEGY,
                                   resets,
                                   EGL_NONE};
      return eglCreateContext(display, config, EGL_NO_CONTEXT, attributes);
    };
    // A context that tells when it is lost is preferred; not all drivers have such.
    context = make(EGL_LOSE_CONTEXT_ON_RESET);
    if (context == EGL_NO_CONTEXT) context = make(EGL_NO_RESET_NOTIFICATION);
    if (context == EGL_NO_CONTEXT) return "no OpenGL 4.5 core context (" + egl_reason(eglGetError()) + ")";
    if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) != EGL_TRUE)
      return "eglMakeCurrent (" + egl_reason(eglGetError()) + ")";
    return std::nullopt;
  }
};

HeadlessContext::HeadlessContext() = default;
HeadlessContext::HeadlessContext(HeadlessContext&&) noexcept = default;
HeadlessContext& HeadlessContext::operator=(HeadlessContext&&) noexcept = default;
HeadlessContext::~HeadlessContext() = default;

Result<HeadlessContext> HeadlessContext::create(bool debug_fatal) {
  std::string refusals;
  for (const Candidate& candidate : candidates()) {
    HeadlessContext made;
    made.state_ = std::make_unique<State>();
    std::string reason;
    if (auto refused = made.state_->open(candidate, debug_fatal)) {
      reason = *std::move(refused);
    } else if (auto info = load_gl(eglGetProcAddress, debug_fatal)) {
      made.info_ = *std::move(info);
      return made;
    } else {
      reason = info.error().message;
    }
    refusals += (refusals.empty() ? "" : "; ") + std::string(candidate.name) + ": " + reason;
  }
  return fail(ErrorCode::kDevice,
              "no headless OpenGL 4.5 core context through EGL: " + refusals +
                  "; install a driver: Mesa's (Debian: libegl1 libgl1-mesa-dri) draws without a GPU too");
}

}  // namespace vertexview::gpu
