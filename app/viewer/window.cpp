#include "viewer/window.hpp"

#include <glad/gl.h>
// glad comes first: it stands in for the system's GL header.
#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "document/requests.hpp"
#include "document/scan_job.hpp"
#include "document/update.hpp"
#include "panels/ui.hpp"
#include "panels/workspace.hpp"
#include "vertexview/gpu/context.hpp"
#include "viewer/imgui_host.hpp"
#include "viewer/input.hpp"
#include "viewer/line_reader.hpp"
#include "viewer/navigation.hpp"
#include "viewer/picture.hpp"
#include "viewer/shortcuts.hpp"
#include "viewer/theme.hpp"

namespace vertexview::app {
namespace {

constexpr Viewport kDefaultSize{1280, 800};
constexpr double kUploadSeconds = 0.008;
// A moving picture stays fluid; one that stands still is finished sooner.
constexpr double kMovingSeconds = 0.016;
constexpr double kStandingSeconds = 0.05;
constexpr double kUploadPause = 0.004;
constexpr double kPickRadius = 5;        // design units around the cursor
constexpr double kProgressPeriod = 0.1;  // seconds between redraws while only a progress bar moves
// ImGui settles over several frames: hover states and sizes lag by one.
constexpr int kFramesAfterEvent = 3;

std::string glfw_reason() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text != nullptr ? text : "no reason given";
}

void set_hints(const WindowOptions& options) {
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_API);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 4);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 5);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  // Colours are shown as stored; a driver must not encode them a second time.
  glfwWindowHint(GLFW_SRGB_CAPABLE, GLFW_FALSE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, options.size ? GLFW_FALSE : GLFW_TRUE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "vertexview");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "vertexview");
}

bool repeats(const Action& action) {
  constexpr std::array<std::string_view, 4> kRepeating{"Up", "Down", "+", "-"};
  return std::ranges::find(kRepeating, action.shortcut) != kRepeating.end();
}

}  // namespace

bool has_display() noexcept {
  const auto set = [](const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  return set("DISPLAY") || set("WAYLAND_DISPLAY");
}

struct Window::State {
  ~State();

  void run(Document& document);
  void wait(Document& document);
  void measure(Document& document);
  void frame(Document& document);
  void dispatch(const std::vector<Event>& events, Ui& ui);
  bool run_shortcut(const Event& event, Ui& ui);
  void open_dropped(const std::vector<std::string>& paths, Ui& ui) const;
  void advance_script(Document& document);
  void perform_all(Document& document, std::vector<std::string>& commands);
  void fit_viewport(Document& document);
  void pick_hovered(Document& document);
  void serve(Document& document);
  void follow(Document& document);
  [[nodiscard]] NavigationContext navigation_context(Ui& ui);
  [[nodiscard]] std::optional<Selected> pick(glm::dvec2 pixel) const;
  [[nodiscard]] gpu::Image capture() const;
  [[nodiscard]] Task task(const Document& document) const;
  void touch() noexcept { frames_wanted = kFramesAfterEvent; }

  GLFWwindow* handle = nullptr;
  std::optional<gpu::DeviceInfo> device;
  std::optional<ImguiHost> host;
  std::optional<Picture> picture;
  Input input;
  Navigation navigation;
  Workspace workspace;
  ActionQueue script;
  std::optional<LineReader> lines;
  int frames_wanted = kFramesAfterEvent;
  double next_change = 0;
  double last_frame = 0;
  bool quiet = false;  ///< the last frame changed nothing more
  bool drew = false;
  std::string title;
  std::string hover_key;
  bool is_fullscreen = false;
  std::array<int, 4> windowed{};
};

Window::State::~State() {
  lines.reset();
  picture.reset();
  host.reset();
  if (handle != nullptr) glfwDestroyWindow(handle);
  glfwTerminate();
}

std::optional<Selected> Window::State::pick(glm::dvec2 pixel) const {
  const double radius =
      std::max(1.0, std::round(kPickRadius * double{host->scale()} * double{host->density()}));
  return picture->pick(pixel, static_cast<int>(radius));
}

NavigationContext Window::State::navigation_context(Ui& ui) {
  const ImGuiIO& io = ImGui::GetIO();
  const Area& view = workspace.view();
  return {.document = ui.document,
          .view_origin = {view.min.x, view.min.y},
          .density = host->density(),
          .scale = host->scale(),
          .mouse_free = !io.WantCaptureMouse && view.contains(io.MousePos),
          .keys_free = !io.WantTextInput && !workspace.typing(),
          .pick = [this](glm::dvec2 pixel) { return pick(pixel); },
          .run = [&ui](std::string command) { ui.run(std::move(command)); }};
}

bool Window::State::run_shortcut(const Event& event, Ui& ui) {
  if (event.kind != Event::Kind::kKey || !event.pressed) return false;
  // A flying hand that adds Ctrl to go slower does not mean Ctrl+W.
  if (navigation.flying() && Navigation::is_fly_key(event.code)) return false;
  const bool typing = ImGui::GetIO().WantTextInput || workspace.typing();
  const bool command_key = (event.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_ALT)) != 0 ||
                           (event.code >= GLFW_KEY_F1 && event.code <= GLFW_KEY_F25);
  const bool edits_line = event.code == GLFW_KEY_A || event.code == GLFW_KEY_C || event.code == GLFW_KEY_V ||
                          event.code == GLFW_KEY_X || event.code == GLFW_KEY_Y || event.code == GLFW_KEY_Z;
  if (typing && (!command_key || edits_line)) return false;
  for (const Action& action : actions()) {
    if (action.shortcut.empty() || !matches(action.shortcut, event.code, event.modifiers)) continue;
    if (event.repeat && !repeats(action)) return true;
    if (action.enabled == nullptr || action.enabled(ui.document)) ui.invoke(action);
    return true;
  }
  return false;
}

void Window::State::open_dropped(const std::vector<std::string>& paths, Ui& ui) const {
  for (const std::string& path : paths) ui.run("open " + path);
}

void Window::State::dispatch(const std::vector<Event>& taken, Ui& ui) {
  const NavigationContext context = navigation_context(ui);
  for (const Event& event : taken) {
    if (event.kind == Event::Kind::kDrop) open_dropped(event.paths, ui);
    if (!run_shortcut(event, ui)) navigation.handle(event, context);
  }
}

void Window::State::perform_all(Document& document, std::vector<std::string>& commands) {
  for (const std::string& command : std::exchange(commands, {})) {
    if (const auto done = perform(document, command); !done)
      document.notify(Notice::Kind::kError, describe(done.error()));
    touch();
  }
}

void Window::State::advance_script(Document& document) {
  if (lines) {
    for (const std::string& line : lines->take()) {
      if (auto command = parse_command(line))
        script.push(*std::move(command));
      else
        document.notify(Notice::Kind::kError, describe(command.error()));
    }
  }
  // An action sees the finished picture of those before it.
  if (script.empty() || !quiet) return;
  if (const auto done = script.advance(document); !done)
    document.notify(Notice::Kind::kError, describe(done.error()));
  touch();
}

void Window::State::fit_viewport(Document& document) {
  const Area& view = workspace.view();
  const auto pixels = [&](float length) {
    return std::max(1, static_cast<int>(std::lround(length * host->density())));
  };
  const Viewport viewport{pixels(view.width()), pixels(view.height())};
  if (viewport.width == document.viewport.width && viewport.height == document.viewport.height) return;
  document.viewport = viewport;
  if (!document.camera_moved_by_user) fit_view(document);
  touch();
}

void Window::State::pick_hovered(Document& document) {
  const auto hover = navigation.hover();
  const auto before = document.hovered;
  if (!hover)
    document.hovered.reset();
  else
    document.hovered = pick(*hover);
  if (document.hovered != before) touch();
}

gpu::Image Window::State::capture() const {
  gpu::Image image;
  glfwGetFramebufferSize(handle, &image.width, &image.height);
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

void Window::State::serve(Document& document) {
  if (!document.requests.files()) return;
  if (!quiet || !picture->complete(document)) return;
  document.frame.areas = workspace.areas(host->density());
  document.frame.layout_panel = workspace.layout_report();
  if (const auto served = serve_requests(document, [&]() -> Result<gpu::Image> { return capture(); });
      !served)
    document.notify(Notice::Kind::kError, describe(served.error()));
  touch();
}

Task Window::State::task(const Document& document) const {
  if (picture->uploading()) return {"Uploading", Picture::uploaded_fraction(document)};
  double done = 0;
  double total = 0;
  for (const Cloud& cloud : document.clouds) {
    if (!cloud.scan) continue;
    done += static_cast<double>(cloud.scan->progress().done());
    total += static_cast<double>(cloud.scan->progress().total());
  }
  if (!document.scanning()) return {};
  return {"Scanning", total > 0 ? done / total : 0};
}

// What the document asks of the window system.
void Window::State::follow(Document& document) {
  const Cloud* const cloud = document.active_cloud();
  std::string wanted = cloud == nullptr ? "vertexview" : cloud->name + " \u2013 vertexview";
  if (wanted != title) glfwSetWindowTitle(handle, wanted.c_str());
  title = std::move(wanted);
  if (document.requests.clipboard) glfwSetClipboardString(handle, document.requests.clipboard->c_str());
  document.requests.clipboard.reset();
  if (document.show.fullscreen == is_fullscreen) return;
  is_fullscreen = document.show.fullscreen;
  GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* const mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (is_fullscreen && mode != nullptr) {
    glfwGetWindowPos(handle, &windowed[0], &windowed[1]);
    glfwGetWindowSize(handle, &windowed[2], &windowed[3]);
    glfwSetWindowMonitor(handle, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
  } else if (!is_fullscreen && windowed[2] > 0) {
    glfwSetWindowMonitor(handle, nullptr, windowed[0], windowed[1], windowed[2], windowed[3], GLFW_DONT_CARE);
  }
  touch();
}

void Window::State::frame(Document& document) {
  const double begin = glfwGetTime();
  frames_wanted = std::max(0, frames_wanted - 1);
  const auto taken = workspace.taking_focus() ? std::vector<Event>{} : input.events.next_frame();
  if (!taken.empty() || std::exchange(input.exposed, false)) touch();

  host->set_look(document.look.theme);
  host->feed(taken);
  host->new_frame();
  if (update(document)) touch();
  advance_script(document);
  Ui ui{.document = document,
        .palette = palette_of(document.look.theme),
        .fonts = host->fonts(),
        .scale = host->scale(),
        .density = host->density(),
        .now = seconds_since_start(),
        .task = task(document),
        .commands = {}};
  dispatch(taken, ui);
  if (navigation.tick(begin - last_frame, navigation_context(ui))) touch();
  last_frame = begin;
  // Before the panels, so that they show what was just done.
  perform_all(document, ui.commands);
  workspace.draw(ui, picture->texture());
  perform_all(document, ui.commands);
  next_change = ui.next_change;
  fit_viewport(document);

  picture->upload(document, kUploadSeconds);
  const bool moving = !taken.empty() || navigation.dragging() || navigation.flying();
  drew = picture->draw(document, moving ? kMovingSeconds : kStandingSeconds);
  if (drew || !taken.empty()) pick_hovered(document);

  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(handle, &width, &height);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, width, height);
  const glm::vec3 canvas = background_of(document.look.theme);
  glClearColor(canvas.r, canvas.g, canvas.b, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  host->render();
  glFinish();
  if (drew) document.frame.milliseconds = (glfwGetTime() - begin) * 1000;
  quiet = frames_wanted == 0 && input.events.empty() && picture->complete(document);
  serve(document);
  follow(document);
  glfwSwapBuffers(handle);
}

/// Between frames, while nobody wants one.
void Window::State::measure(Document& document) {
  while (quiet && input.events.empty() && !input.exposed && picture->measure(document)) {
    if (document.draw_costs) return touch();
    glfwPollEvents();
  }
}

void Window::State::wait(Document& document) {
  measure(document);
  const bool work = frames_wanted > 0 || input.exposed || !input.events.empty() || navigation.flying() ||
                    (!document.frame.drawn.converged && !document.clouds.empty()) ||
                    (!script.empty() && settled(document)) || document.requests.files();
  if (work) return glfwPollEvents();
  double timeout = 0;
  // The workers read; what they have is taken over soon.
  if (picture->uploading()) return drew ? glfwPollEvents() : glfwWaitEventsTimeout(kUploadPause);
  if (document.scanning()) timeout = kProgressPeriod;
  if (next_change > 0) {
    const double until = std::max(0.001, next_change - seconds_since_start());
    timeout = timeout > 0 ? std::min(timeout, until) : until;
  }
  if (timeout > 0)
    glfwWaitEventsTimeout(timeout);
  else
    glfwWaitEvents();
}

void Window::State::run(Document& document) {
  glfwShowWindow(handle);
  while (!document.requests.quit && glfwWindowShouldClose(handle) == 0) {
    frame(document);
    if (document.requests.quit) break;
    wait(document);
  }
  glfwHideWindow(handle);
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

Result<Window> Window::create(const WindowOptions& options) {
  auto state = std::make_unique<State>();
  const auto refuse = [](std::string what) {
    return fail(ErrorCode::kDevice, std::move(what) + ": " + glfw_reason());
  };
  if (glfwInit() == GLFW_FALSE) return refuse("no window system");
  set_hints(options);
  const Viewport size = options.size.value_or(kDefaultSize);
  state->handle = glfwCreateWindow(size.width, size.height, "vertexview", nullptr, nullptr);
  if (state->handle == nullptr) return refuse("no window with OpenGL 4.5");
  glfwSetWindowSizeLimits(state->handle, 320, 240, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(state->handle);
  glfwSwapInterval(1);
  auto device = gpu::load_gl(glfwGetProcAddress);
  if (!device) return tl::unexpected(std::move(device.error()));
  state->device = *std::move(device);
  state->host.emplace(state->handle, options.scale);
  auto picture = Picture::create();
  if (!picture) return tl::unexpected(std::move(picture.error()));
  state->picture.emplace(*std::move(picture));
  listen(state->handle, state->input);
  return Window(std::move(state));
}

void Window::wake() noexcept {
  glfwPostEmptyEvent();
}

Result<void> Window::run(Document& document, ActionQueue actions, bool actions_from_stdin) {
  document.frame.device = state_->device->renderer;
  state_->script = std::move(actions);
  state_->host->set_look(document.look.theme);
  if (!state_->host->missing_fonts().empty())
    document.notify(Notice::Kind::kWarning,
                    fmt::format("not found, another typeface stands in: {}", state_->host->missing_fonts()));
  if (actions_from_stdin) state_->lines.emplace(STDIN_FILENO, &Window::wake);
  state_->run(document);
  return {};
}

}  // namespace vertexview::app
