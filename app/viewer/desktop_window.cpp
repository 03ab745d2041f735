#include "viewer/desktop_window.hpp"

#include <glad/gl.h>
// glad has to come first, because it stands in for the system's GL header.
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "render/driver_threads.hpp"
#include "vertexview/gpu/context.hpp"

namespace vertexview::app {
namespace {

// This size fits on the smallest laptop screens and shows table, inspector and a view of 16:10.
constexpr Viewport kDefaultSize{1280, 800};

tl::unexpected<Error> refuse(const std::string& what, const char* remedy) {
  const char* text = nullptr;
  glfwGetError(&text);
  return fail(ErrorCode::kDevice, what + ": " + (text != nullptr ? text : "no reason given") + "; " + remedy);
}

void set_hints(const WindowOptions& options) {
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_API);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 4);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 5);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_CONTEXT_ROBUSTNESS, GLFW_LOSE_CONTEXT_ON_RESET);
  // Colours are shown as stored; a driver must not encode them a second time.
  glfwWindowHint(GLFW_SRGB_CAPABLE, GLFW_FALSE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, options.size ? GLFW_FALSE : GLFW_TRUE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "vertexview");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "vertexview");
}

}  // namespace

bool has_display() noexcept {
  const auto set = [](const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  return set("DISPLAY") || set("WAYLAND_DISPLAY");
}

Result<DesktopWindow> DesktopWindow::create(const WindowOptions& options) {
  app::spare_driver_threads();
  if (glfwInit() == GLFW_FALSE)
    return refuse("no window system", "'vertexview render FILE -o OUT.png' needs none");
  DesktopWindow window;
  window.library_ = std::shared_ptr<void>(nullptr, [](void*) { glfwTerminate(); });
  auto opened = window.open(options.size.value_or(kDefaultSize), options);
  if (!opened) return tl::unexpected(std::move(opened.error()));
  return window;
}

Result<void> DesktopWindow::open(const Viewport& size, const WindowOptions& options) {
  set_hints(options);
  handle_.reset(glfwCreateWindow(size.width, size.height, "vertexview", nullptr, nullptr));
  if (handle_ == nullptr)
    return refuse("no window with OpenGL 4.5",
                  "install a driver: Mesa's (Debian: libglx-mesa0 libgl1-mesa-dri) draws without a GPU too");
  glfwSetWindowSizeLimits(handle(), 320, 240, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(handle());
  glfwSwapInterval(1);
  auto device = gpu::load_gl(glfwGetProcAddress);
  if (!device) return tl::unexpected(std::move(device.error()));
  device_ = std::move(device->name);
  return {};
}

Result<void> DesktopWindow::renew(const WindowOptions& options) {
  std::array<int, 4> place = windowed_;
  if (!is_fullscreen_) {
    glfwGetWindowPos(handle(), &place[0], &place[1]);
    glfwGetWindowSize(handle(), &place[2], &place[3]);
  }
  handle_.reset();
  title_.clear();
  is_fullscreen_ = false;
  if (auto opened = open({place[2], place[3]}, options); !opened) return opened;
  glfwSetWindowPos(handle(), place[0], place[1]);
  glfwShowWindow(handle());
  return {};
}

void DesktopWindow::Destroy::operator()(GLFWwindow* window) const noexcept {
  glfwDestroyWindow(window);
}

Viewport DesktopWindow::pixels() const {
  Viewport size;
  glfwGetFramebufferSize(handle(), &size.width, &size.height);
  return size;
}

bool DesktopWindow::follow(Session& session) {
  const OpenDataset* const dataset = session.active_dataset();
  std::string wanted = dataset == nullptr ? "vertexview" : dataset->name + " \u2013 vertexview";
  if (wanted != title_) glfwSetWindowTitle(handle(), wanted.c_str());
  title_ = std::move(wanted);
  if (session.requests.clipboard) glfwSetClipboardString(handle(), session.requests.clipboard->c_str());
  session.requests.clipboard.reset();
  if (session.show.fullscreen == is_fullscreen_) return false;
  set_fullscreen(session.show.fullscreen);
  return true;
}

void DesktopWindow::set_fullscreen(bool wanted) {
  is_fullscreen_ = wanted;
  GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* const mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  auto& [x, y, width, height] = windowed_;
  if (wanted && mode != nullptr) {
    glfwGetWindowPos(handle(), &x, &y);
    glfwGetWindowSize(handle(), &width, &height);
    glfwSetWindowMonitor(handle(), monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
  } else if (!wanted && width > 0) {
    glfwSetWindowMonitor(handle(), nullptr, x, y, width, height, GLFW_DONT_CARE);
  }
}

gpu::Image DesktopWindow::capture() const {
  gpu::Image image;
  const Viewport size = pixels();
  image.width = size.width;
  image.height = size.height;
  const auto row = static_cast<std::size_t>(image.width) * 4;
  const auto rows = static_cast<std::size_t>(image.height);
  std::vector<std::uint8_t> upside_down(row * rows);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, image.width, image.height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
  image.rgba.resize(upside_down.size());
  for (std::size_t y = 0; y < rows; ++y)
    std::copy_n(upside_down.begin() + static_cast<std::ptrdiff_t>((rows - 1 - y) * row), row,
                image.rgba.begin() + static_cast<std::ptrdiff_t>(y * row));
  return image;
}

}  // namespace vertexview::app
