#include "viewer/window.hpp"

#include <glad/gl.h>
// glad comes first: it stands in for the system's GL header.
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/imgui_host.hpp"
#include "gui/theme.hpp"
#include "gui/ui.hpp"
#include "panels/workspace.hpp"
#include "render/picture.hpp"
#include "render/png.hpp"
#include "session/requests.hpp"
#include "session/scan_job.hpp"
#include "session/update.hpp"
#include "vertexview/gpu/context.hpp"
#include "viewer/desktop_window.hpp"
#include "viewer/frame_times.hpp"
#include "viewer/input.hpp"
#include "viewer/navigation.hpp"
#include "viewer/shortcuts.hpp"

namespace vertexview::app {
namespace {

constexpr double kUploadSeconds = 0.008;
// A moving picture stays fluid; one that stands still is finished sooner.
constexpr double kMovingSeconds = 0.016;
constexpr double kStandingSeconds = 0.05;
constexpr double kUploadPause = 0.004;
// A driver that is reset more often is of no use.
constexpr int kMostResets = 3;
constexpr double kResetPeriod = 60;
constexpr double kPickRadius = 5;        // design units around the cursor
constexpr double kProgressPeriod = 0.1;  // seconds between redraws while only a progress bar moves
// ImGui settles over several frames: hover states and sizes lag by one.
constexpr int kFramesAfterEvent = 3;

bool repeats(const Action& action) {
  constexpr std::array<std::string_view, 4> kRepeating{"Up", "Down", "+", "-"};
  return std::ranges::find(kRepeating, action.shortcut) != kRepeating.end();
}

}  // namespace

struct Window::State {
  State(DesktopWindow window, const WindowOptions& asked) : options(asked), desktop(std::move(window)) {}

  [[nodiscard]] Result<void> open();
  [[nodiscard]] Result<void> reopen(Document& document);
  [[nodiscard]] Result<void> run(Document& document);
  void wait(Document& document);
  void sleep(const Document& document) const;
  void measure(Document& document);
  void frame(Document& document);
  void dispatch(const std::vector<Event>& events, Ui& ui);
  bool run_shortcut(const Event& event, Ui& ui);
  void open_dropped(const std::vector<std::string>& paths, Ui& ui) const;
  void advance_script(Document& document);
  void perform_all(Document& document, std::vector<Command>& commands);
  void fit_viewport(Document& document);
  void pick_hovered(Document& document);
  void serve(Document& document);
  [[nodiscard]] NavigationContext navigation_context(Ui& ui);
  [[nodiscard]] std::optional<VertexId> pick(glm::dvec2 pixel) const;
  [[nodiscard]] Activity task(const Document& document) const;
  void touch() noexcept { frames_wanted = kFramesAfterEvent; }

  WindowOptions options;
  DesktopWindow desktop;  // before the others, which live in its context
  std::optional<ImguiHost> host;
  std::optional<Picture> picture;
  Input input;
  Navigation navigation;
  Workspace workspace;
  ActionQueue script;
  MoreActions more_actions;
  int frames_wanted = kFramesAfterEvent;
  double next_change = 0;
  double last_frame = 0;
  bool quiet = false;  ///< the last frame changed nothing more
  bool drew = false;
  FrameTimes frame_times;
  int resets = 0;  ///< of the driver, shortly after one another
  double last_reset = 0;
  double polled_at = 0;  ///< when the window system was last asked for events
};

std::optional<VertexId> Window::State::pick(glm::dvec2 pixel) const {
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
          .run = [&ui](Command command) { ui.run(std::move(command)); }};
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
    ui.invoke(action);
    return true;
  }
  return false;
}

void Window::State::open_dropped(const std::vector<std::string>& paths, Ui& ui) const {
  for (const std::string& path : paths) ui.run(command<handlers::open>(path));
}

void Window::State::dispatch(const std::vector<Event>& taken, Ui& ui) {
  const NavigationContext context = navigation_context(ui);
  for (const Event& event : taken) {
    if (event.kind == Event::Kind::kDrop) open_dropped(event.paths, ui);
    if (!run_shortcut(event, ui)) navigation.handle(event, context);
  }
}

void Window::State::perform_all(Document& document, std::vector<Command>& commands) {
  for (const Command& command : std::exchange(commands, {})) {
    if (const auto done = perform(document, command); !done) document.tell(done.error());
    touch();
  }
}

void Window::State::advance_script(Document& document) {
  if (more_actions) {
    for (const std::string& line : more_actions()) {
      if (auto command = parse_command(line))
        script.push(*std::move(command));
      else
        document.tell(command.error());
    }
  }
  // An action sees the finished picture of those before it.
  if (script.empty() || !quiet) return;
  if (const auto done = script.advance(document); !done) document.tell(done.error());
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
  const auto before = document.selection.hover();
  document.selection.set_hover(hover ? pick(*hover) : std::nullopt);
  if (document.selection.hover() != before) touch();
}

void Window::State::serve(Document& document) {
  if (!document.requests.files()) return;
  if (!quiet || !picture->complete(document) || workspace.reading()) return;
  document.frame.areas = workspace.areas(host->density());
  document.frame.layout_panel = workspace.layout_report();
  if (!document.requests.state_files.empty()) {
    document.frame.moving = frame_times.report();
    frame_times.restart();
  }
  const auto write = [&](const std::string& path) { return write_png(path, desktop.capture()); };
  if (const auto served = serve_requests(document, write); !served) document.tell(served.error());
  touch();
}

Activity Window::State::task(const Document& document) const {
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
        .colors = theme_colors(document.look.theme),
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

  const Viewport pixels = desktop.pixels();
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, pixels.width, pixels.height);
  const glm::vec3 canvas = background_of(document.look.theme);
  glClearColor(canvas.r, canvas.g, canvas.b, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  host->render();
  // No queue of frames between the hand and the picture.
  glFinish();
  if (drew) document.frame.milliseconds = (glfwGetTime() - begin) * 1000;
  quiet = frames_wanted == 0 && input.events.empty() && picture->complete(document);
  serve(document);
  if (desktop.follow(document)) touch();
  glfwSwapBuffers(desktop.handle());
  frame_times.shown(begin, glfwGetTime(), moving && drew, input.events.empty());
}

void Window::State::wait(Document& document) {
  constexpr double kAtOnce = 0.001;
  measure(document);
  const double begin = glfwGetTime();
  sleep(document);
  const double end = glfwGetTime();
  // What is there at once may have come at any time since it was last asked for.
  if (!input.events.empty()) frame_times.input(end - begin < kAtOnce ? polled_at : end);
  polled_at = end;
}

/// Between frames, while nobody wants one.
void Window::State::measure(Document& document) {
  while (quiet && input.events.empty() && !input.exposed && picture->measure(document)) {
    if (document.edl_cost_ms) return touch();
    glfwPollEvents();
  }
}

void Window::State::sleep(const Document& document) const {
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

/// What lives in the window's context.
Result<void> Window::State::open() {
  host.emplace(desktop.handle(), options.scale);
  auto made = Picture::create();
  if (!made) return tl::unexpected(std::move(made.error()));
  picture.emplace(*std::move(made));
  listen(desktop.handle(), input);
  return {};
}

/// The driver was reset.
Result<void> Window::State::reopen(Document& document) {
  const double now = glfwGetTime();
  resets = now - last_reset < kResetPeriod ? resets + 1 : 1;
  last_reset = now;
  if (resets > kMostResets)
    return fail(ErrorCode::kDevice,
                fmt::format("the graphics driver was reset {} times, each soon after the last", resets));
  picture.reset();
  host.reset();
  auto opened = desktop.renew(options).and_then([&] { return open(); });
  if (!opened) return opened;
  // What was held down is not known any more.
  input.events = {};
  input.exposed = true;
  navigation = {};
  document.frame.device = desktop.renderer();
  picture->distrust_driver(document);
  touch();
  return {};
}

Result<void> Window::State::run(Document& document) {
  glfwShowWindow(desktop.handle());
  while (!document.requests.quit && glfwWindowShouldClose(desktop.handle()) == 0) {
    if (gpu::context_lost()) {
      if (auto reopened = reopen(document); !reopened) return reopened;
    }
    frame(document);
    if (document.requests.quit) break;
    wait(document);
  }
  glfwHideWindow(desktop.handle());
  return {};
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

Result<Window> Window::create(const WindowOptions& options) {
  auto desktop = DesktopWindow::create(options);
  if (!desktop) return tl::unexpected(std::move(desktop.error()));
  auto state = std::make_unique<State>(*std::move(desktop), options);
  if (auto opened = state->open(); !opened) return tl::unexpected(std::move(opened.error()));
  return Window(std::move(state));
}

void Window::wake() noexcept {
  glfwPostEmptyEvent();
}

Result<void> Window::run(Document& document, ActionQueue actions, MoreActions more) {
  document.frame.device = state_->desktop.renderer();
  state_->script = std::move(actions);
  state_->host->set_look(document.look.theme);
  if (!state_->host->missing_fonts().empty())
    document.notify(Notice::Kind::kWarning,
                    fmt::format("not found, another typeface stands in: {}", state_->host->missing_fonts()));
  state_->more_actions = std::move(more);
  return state_->run(document);
}

}  // namespace vertexview::app
