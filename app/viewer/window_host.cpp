#include "viewer/window_host.hpp"

#include <glad/gl.h>
// glad has to come first, because it stands in for the system's GL header.
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/theme.hpp"
#include "gui/widgets.hpp"
#include "session/fit.hpp"
#include "session/tasks.hpp"
#include "viewer/shortcuts.hpp"

namespace vertexview::app {
namespace {

// In seconds: half of a frame at 60 Hz; the other half is for drawing.
constexpr double kUploadSeconds = 0.008;
// In seconds. A moving picture stays fluid at 60 Hz. One that stands still is finished sooner with longer
// parts, and a frame of this length still answers input within three frames of a 60 Hz screen.
constexpr double kMovingSeconds = 0.016;
constexpr double kStandingSeconds = 0.05;
// Radius around the cursor in units of the design, about the precision with which a hand hits a point.
constexpr double kPickRadius = 5;

Activity activity_of(const Session& session, const LivePicture& picture) {
  if (picture.uploading()) return {"Uploading", LivePicture::uploaded_fraction(session)};
  if (!session.scanning()) return {};
  double done = 0;
  double total = 0;
  std::string_view what;
  for (const OpenDataset& dataset : session.datasets)
    for_each_task(dataset, [&](const auto& task, std::string_view name) {
      if (what.empty()) what = name;
      done += static_cast<double>(task.progress().done());
      total += static_cast<double>(task.progress().total());
    });
  return {std::string(what), total > 0 ? done / total : 0};
}

}  // namespace

WindowHost::WindowHost(DesktopWindow desktop, const WindowOptions& options)
    : options_(options), desktop_(std::move(desktop)) {
  open();
}

// Makes what lives in the window's context.
void WindowHost::open() {
  imgui_desktop_.emplace(desktop_.handle());
  imgui_.emplace(*imgui_desktop_, options_.scale);
  pictures_.emplace();
  listen(desktop_.handle(), input_);
}

Result<bool> WindowHost::closed() const {
  return glfwWindowShouldClose(desktop_.handle()) != 0;
}

std::optional<VertexId> WindowHost::pick(const LivePicture& picture, glm::dvec2 pixel) const {
  const double radius =
      std::max(1.0, std::round(kPickRadius * double{imgui_->scale()} * double{imgui_->density()}));
  return picture.pick(pixel, static_cast<int>(radius));
}

NavigationContext WindowHost::navigation_context(Ui& ui, const LivePicture& picture) {
  const ImGuiIO& io = ImGui::GetIO();
  const Area& view = workspace_.view();
  return {.session = ui.session,
          .view_origin = {view.min.x, view.min.y},
          .density = imgui_->density(),
          .scale = imgui_->scale(),
          .mouse_free = !io.WantCaptureMouse && view.contains(io.MousePos),
          .keys_free = !io.WantTextInput && !workspace_.typing() && !popup_open(),
          .pick = [this, &picture](glm::dvec2 pixel) { return pick(picture, pixel); },
          .run = [&ui](Command command) { ui.run(std::move(command)); }};
}

bool WindowHost::run_shortcut(const Event& event, Ui& ui) {
  // An open menu or list has the keys; what is behind it gets none.
  if (ui.popup) return false;
  const Action* const action = action_of(event, ImGui::GetIO().WantTextInput || workspace_.typing());
  if (action == nullptr) {
    const std::string_view menu = menu_of(event);
    if (!menu.empty() && !event.repeat) ui.run(command<handlers::menu>(std::string(menu)));
    return !menu.empty();
  }
  if (!event.repeat || repeats(*action)) ui.invoke(*action);
  return true;
}

// Only the event of files dropped on the window has paths. On the row of a dataset they join it.
void WindowHost::drop(Ui& ui, const Event& event) {
  const ImVec2 place{static_cast<float>(event.position.x), static_cast<float>(event.position.y)};
  const auto row = event.paths.empty() ? std::nullopt : workspace_.dataset_at(place);
  if (row) ui.run(command<handlers::activate>(*row));
  for (const std::string& path : event.paths)
    ui.run(row ? command<handlers::join>(path) : command<handlers::open>(path));
}

void WindowHost::dispatch(Ui& ui, const LivePicture& picture) {
  const NavigationContext context = navigation_context(ui, picture);
  for (const Event& event : taken_) {
    drop(ui, event);
    if (!run_shortcut(event, ui)) navigation_.handle(event, context);
  }
}

void WindowHost::perform_all(Session& session, std::vector<Command>& commands) {
  for (const Command& command : std::exchange(commands, {})) {
    if (const auto done = perform(session, command); !done) session.tell(done.error());
    changed_ = true;
  }
}

void WindowHost::fit_viewport(Session& session) {
  const Area& view = workspace_.view();
  const auto pixels = [&](float length) {
    return std::max(1, static_cast<int>(std::lround(length * imgui_->density())));
  };
  const Viewport viewport{pixels(view.width()), pixels(view.height())};
  if (viewport.width == session.viewport.width && viewport.height == session.viewport.height) return;
  session.viewport = viewport;
  if (!session.camera_moved_by_user) fit_view(session, session.fitted);
  changed_ = true;
}

void WindowHost::pick_hovered(Session& session, const LivePicture& picture) {
  const auto hover = navigation_.hover();
  const auto before = session.selection.hover();
  session.selection.set_hover(hover ? pick(picture, *hover) : std::nullopt);
  if (session.selection.hover() != before) changed_ = true;
}

bool WindowHost::moving() const noexcept {
  return !taken_.empty() || navigation_.dragging() || navigation_.flying();
}

bool WindowHost::begin(Session& session, ActionQueue& script) {
  begin_ = glfwGetTime();
  take_actions(session, script);
  taken_ = workspace_.taking_focus() ? std::vector<Event>{} : input_.events.next_frame();
  const bool exposed = std::exchange(input_.exposed, false);
  imgui_->set_look(session.look.theme);
  imgui_->feed(taken_);
  imgui_->new_frame();
  return exposed || !taken_.empty();
}

void WindowHost::take_actions(Session& session, ActionQueue& script) {
  if (!more_actions_ || !script.empty()) return;
  const auto lines = more_actions_();
  for (const auto& line : lines) {
    if (auto command = line.and_then([](const std::string& text) { return parse_command(text); }))
      script.push(*std::move(command));
    else
      session.tell(command.error());
  }
  // Input that was made before the line was written has reached the window system by now; it is fetched so
  // that it is answered before the line's action.
  if (!lines.empty()) glfwPollEvents();
}

bool WindowHost::act(Session& session, const LivePicture& picture) {
  Ui ui{.session = session,
        .colors = theme_colors(session.look.theme),
        .fonts = imgui_->fonts(),
        .scale = imgui_->scale(),
        .density = imgui_->density(),
        .now = seconds_since_start(),
        .activity = activity_of(session, picture),
        .outline = {},
        .commands = {},
        .popup = popup_open(),
        .pictures = &*pictures_};
  dispatch(ui, picture);
  if (navigation_.tick(begin_ - last_frame_, navigation_context(ui, picture))) changed_ = true;
  last_frame_ = begin_;
  for (const glm::dvec2& corner : navigation_.outline())
    ui.outline.emplace_back(static_cast<float>(corner.x), static_cast<float>(corner.y));
  // These actions run before the panels are drawn, so that the panels show what was just done.
  perform_all(session, ui.commands);
  workspace_.draw(ui, picture.texture());
  perform_all(session, ui.commands);
  next_change_ = ui.next_change;
  fit_viewport(session);
  return std::exchange(changed_, false);
}

Host::Pace WindowHost::pace() const {
  return {.upload = kUploadSeconds, .draw = moving() ? kMovingSeconds : kStandingSeconds};
}

bool WindowHost::show(Session& session, const LivePicture& picture, bool drew) {
  drew_ = drew;
  if (drew || !taken_.empty()) pick_hovered(session, picture);
  const Viewport pixels = desktop_.pixels();
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, pixels.width, pixels.height);
  const glm::vec3 canvas = background_of(session.look.theme);
  glClearColor(canvas.r, canvas.g, canvas.b, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  imgui_->render();
  // The driver must not queue frames: input would be answered that many frames late.
  glFinish();
  if (drew) session.frame.milliseconds = (glfwGetTime() - begin_) * 1000;
  return std::exchange(changed_, false);
}

void WindowHost::report(Session& session) {
  session.frame.areas = workspace_.areas(imgui_->density());
  session.frame.layout_panel = workspace_.layout_report();
  session.frame.prompt = workspace_.prompt_report();
  if (session.requests.state_files.empty()) return;
  session.frame.moving = frame_times_.report();
  frame_times_.restart();
}

gpu::Image WindowHost::capture(const Session& /*session*/, LivePicture& /*picture*/) {
  return desktop_.capture();
}

bool WindowHost::present(Session& session) {
  const bool resized = desktop_.follow(session);
  glfwSwapBuffers(desktop_.handle());
  frame_times_.shown(begin_, glfwGetTime(), moving() && drew_, input_.events.empty());
  return resized;
}

bool WindowHost::settled() const {
  return input_.events.empty() && !input_.exposed && !navigation_.flying();
}

void WindowHost::wait(std::optional<double> seconds) {
  // In seconds. A wait that ends sooner than this has not slept: the input found then may have come at any
  // time since the window system was last asked.
  constexpr double kAtOnce = 0.001;
  const double begin = glfwGetTime();
  if (next_change_ > 0 && seconds != 0) {
    const double until = std::max(kAtOnce, next_change_ - seconds_since_start());
    seconds = std::min(seconds.value_or(until), until);
  }
  if (!seconds)
    glfwWaitEvents();
  else if (*seconds > 0)
    glfwWaitEventsTimeout(*seconds);
  else
    glfwPollEvents();
  const double end = glfwGetTime();
  if (!input_.events.empty()) frame_times_.input(end - begin < kAtOnce ? polled_at_ : end);
  polled_at_ = end;
}

Result<void> WindowHost::renew(Session& session) {
  pictures_.reset();
  imgui_.reset();
  imgui_desktop_.reset();
  if (auto renewed = desktop_.renew(options_); !renewed) return renewed;
  open();
  // It is no longer known which keys and buttons are held down.
  input_.events = {};
  input_.exposed = true;
  navigation_ = {};
  session.frame.device = desktop_.device();
  return {};
}

}  // namespace vertexview::app
