#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "actions/handlers.hpp"
#include "session/place.hpp"

namespace vertexview::app::handlers {
namespace {

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

// Returns the value that `words` has for `text`. The table of actions has the same words, so that no other
// word arrives here.
template <class Value, std::size_t count>
Result<Value> chosen(const std::array<std::pair<std::string_view, Value>, count>& words,
                     std::string_view action, std::string_view text) {
  for (const auto& [word, value] : words)
    if (word == text) return value;
  return invalid(fmt::format("{}: '{}' is unknown", action, text));
}

tl::unexpected<Error> refused(std::string_view action, const Error& error) {
  return invalid(fmt::format("{}: {}", action, error.message));
}

}  // namespace

Result<void> fit(Session& session) {
  const bool shows_most = !session.camera_moved_by_user && session.fitted == Extent::kMost;
  fit_view(session, shows_most ? Extent::kAll : Extent::kMost);
  return {};
}

Result<void> reset(Session& session) {
  reset_view(session);
  return {};
}

Result<void> view(Session& session, const std::string& side) {
  constexpr std::array<std::pair<std::string_view, StandardView>, 6> kSides{
      {{"front", StandardView::kFront},
       {"back", StandardView::kBack},
       {"side", StandardView::kRight},
       {"left", StandardView::kLeft},
       {"top", StandardView::kTop},
       {"bottom", StandardView::kBottom}}};
  const auto chosen_view = chosen(kSides, "view", side);
  if (!chosen_view) return tl::unexpected(chosen_view.error());
  // A fitted view is fitted again, because the box has another outline from the new side.
  const bool fitted = !session.camera_moved_by_user;
  session.camera = session.camera.looking(*chosen_view);
  if (fitted) fit_view(session);
  return {};
}

Result<void> ortho(Session& session) {
  session.camera.orthographic = !session.camera.orthographic;
  if (!session.camera_moved_by_user) fit_view(session);
  return {};
}

Result<void> check_camera(std::string_view text) {
  // Whether eye, target and up fit together depends on the camera that the text changes, so only the errors
  // of a single word count here.
  const auto camera = parse_camera(text, Camera{});
  if (!camera && camera.error().offset) return tl::unexpected(camera.error());
  return {};
}

Result<void> camera(Session& session, const std::string& text) {
  auto camera = parse_camera(text, session.camera);
  if (!camera) return tl::unexpected(std::move(camera.error()));
  session.camera = *camera;
  session.camera_moved_by_user = true;
  return {};
}

Result<void> copy_camera(Session& session) {
  session.requests.clipboard = format_camera(session.camera);
  return {};
}

Result<void> check_point_size(std::string_view text) {
  const auto size = point_size_from_text(text, {});
  if (!size) return refused("point-size", size.error());
  return {};
}

Result<void> point_size(Session& session, const std::string& text) {
  const auto size = point_size_from_text(text, point_size_of(session));
  if (!size) return refused("point-size", size.error());
  session.look.point_size = *size;
  return {};
}

Result<void> check_background(std::string_view text) {
  const auto color = background_from_text(text);
  if (!color) return refused("background", color.error());
  return {};
}

Result<void> background(Session& session, const std::string& text) {
  const auto color = background_from_text(text);
  if (!color) return refused("background", color.error());
  session.look.background = *color;
  return {};
}

Result<void> check_edl(std::string_view text) {
  const auto strength = edl_from_text(text);
  if (!strength) return refused("edl", strength.error());
  return {};
}

Result<void> edl(Session& session, const std::string& text) {
  const auto strength = edl_from_text(text);
  if (!strength) return refused("edl", strength.error());
  session.look.edl = *strength;
  return {};
}

Result<void> backend(Session& session, const std::string& name) {
  const auto backend = gpu::backend_named(name);
  if (!backend) return invalid(fmt::format("backend: '{}' is unknown", name));
  session.look.backend = *backend;
  return {};
}

Result<void> theme(Session& session, const std::string& name) {
  constexpr std::array<std::pair<std::string_view, Theme>, 2> kThemes{
      {{"dark", Theme::kDark}, {"light", Theme::kLight}}};
  const auto theme = chosen(kThemes, "theme", name);
  if (!theme) return tl::unexpected(theme.error());
  session.look.theme = *theme;
  return {};
}

Result<void> toggle(Session& session, const std::string& panel) {
  constexpr std::array<std::pair<std::string_view, bool Shown::*>, 7> kPanels{
      {{"table", &Shown::table},
       {"inspector", &Shown::inspector},
       {"clouds", &Shown::datasets},
       {"layout", &Shown::layout},
       {"log", &Shown::log},
       {"status", &Shown::status},
       {"axes", &Shown::axes}}};
  const auto part = chosen(kPanels, "toggle", panel);
  if (!part) return tl::unexpected(part.error());
  session.show.** part = !(session.show.**part);
  return {};
}

Result<void> fullscreen(Session& session) {
  session.show.fullscreen = !session.show.fullscreen;
  return {};
}

Result<void> help(Session& session) {
  session.show.help = !session.show.help;
  return {};
}

Result<void> palette(Session& session) {
  session.show.palette = !session.show.palette;
  return {};
}

Result<void> menu(Session& session, const std::string& name) {
  session.open_menu = name;
  return {};
}

Result<void> escape(Session& session) {
  Shown& show = session.show;
  for (bool* front : {&show.palette, &show.help, &show.log, &show.layout, &show.fullscreen})
    if (*front) {
      *front = false;
      return {};
    }
  session.selection.deselect();
  return {};
}

}  // namespace vertexview::app::handlers
