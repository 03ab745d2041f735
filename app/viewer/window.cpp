#include "viewer/window.hpp"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <utility>

#include "render/frame_loop.hpp"
#include "viewer/desktop_window.hpp"
#include "viewer/window_host.hpp"

namespace vertexview::app {

struct Window::State {
  State(DesktopWindow desktop, const WindowOptions& options) : host(std::move(desktop), options) {}

  WindowHost host;  // declared first, because the loop's OpenGL objects live in its context
  std::optional<FrameLoop> loop;
};

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

Result<Window> Window::create(const WindowOptions& options) {
  auto desktop = DesktopWindow::create(options);
  if (!desktop) return tl::unexpected(std::move(desktop.error()));
  auto state = std::make_unique<State>(*std::move(desktop), options);
  auto loop = FrameLoop::create(state->host);
  if (!loop) return tl::unexpected(std::move(loop.error()));
  state->loop = *std::move(loop);
  return Window(std::move(state));
}

void Window::wake() noexcept {
  glfwPostEmptyEvent();
}

Result<void> Window::run(Session& session, ActionQueue actions, MoreActions more) {
  WindowHost& host = state_->host;
  session.frame.device = host.desktop().device();
  host.imgui().set_look(session.look.theme);
  if (const std::string& missing = host.imgui().missing_fonts(); !missing.empty())
    session.notify(Notice::Kind::kWarning, fmt::format("not found, another typeface stands in: {}", missing));
  host.take_actions_from(std::move(more));
  glfwShowWindow(host.desktop().handle());
  auto ended = state_->loop->run(session, std::move(actions));
  if (ended) glfwHideWindow(host.desktop().handle());
  return ended;
}

}  // namespace vertexview::app
