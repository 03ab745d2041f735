#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "actions/handlers.hpp"
#include "session/fit.hpp"
#include "vertexview/memory/printable.hpp"

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
  return invalid(fmt::format("{}: {} is unknown", action, in_quotes(text)));
}

tl::unexpected<Error> refused(std::string_view action, const Error& error) {
  return invalid(fmt::format("{}: {}", action, error.message));
}

// Fits the view to most of what `dataset` means; to all of it where most of it is fitted already.
void fit_most_or_all(Session& session, DatasetId dataset) {
  const Fit most{Extent::kMost, dataset};
  const bool shows_most = !session.camera_moved_by_user && session.fitted == most;
  fit_view(session, shows_most ? Fit{Extent::kAll, dataset} : most);
}

// A view of what is hidden would be empty.
Result<void> check_visible(const OpenDataset& dataset, std::string_view action) {
  if (dataset.visible) return {};
  return invalid(fmt::format("{}: {} is hidden", action, dataset.name));
}

// Returns the part of the window that has the name; `action` is the one that asks.
Result<bool Shown::*> panel_named(std::string_view action, std::string_view name) {
  constexpr std::array<std::pair<std::string_view, bool Shown::*>, 8> kPanels{
      {{"table", &Shown::table},
       {"inspector", &Shown::inspector},
       {"clouds", &Shown::datasets},
       {"layout", &Shown::layout},
       {"finder", &Shown::finder},
       {"log", &Shown::log},
       {"status", &Shown::status},
       {"axes", &Shown::axes}}};
  return chosen(kPanels, action, name);
}

}  // namespace

Result<void> fit(Session& session) {
  fit_most_or_all(session, DatasetId::kNone);
  return {};
}

Result<void> fit_active(Session& session) {
  if (auto visible = check_visible(*session.active_dataset(), "fit-active"); !visible) return visible;
  fit_most_or_all(session, session.active);
  return {};
}

Result<void> fit_all(Session& session) {
  fit_view(session, {Extent::kAll});
  return {};
}

Result<void> fit_rest(Session& session) {
  const OpenDataset& dataset = *session.active_dataset();
  if (auto visible = check_visible(dataset, "fit-rest"); !visible) return visible;
  if (dataset.statistics.rest.empty())
    return invalid(
        fmt::format("fit-rest: no vertex of {} is known to lie far from most others", dataset.name));
  fit_view(session, {Extent::kRest, session.active});
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
  if (fitted) fit_view(session, session.fitted);
  return {};
}

Result<void> ortho(Session& session) {
  session.camera.orthographic = !session.camera.orthographic;
  if (!session.camera_moved_by_user) fit_view(session, session.fitted);
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
  if (!backend) return invalid(fmt::format("backend: {} is unknown", in_quotes(name)));
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
  const auto part = panel_named("toggle", panel);
  if (!part) return tl::unexpected(part.error());
  session.show.** part = !(session.show.**part);
  return {};
}

Result<void> show(Session& session, const std::string& panel) {
  const auto part = panel_named("show", panel);
  if (!part) return tl::unexpected(part.error());
  session.show.** part = true;
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
  if (!session.statistics_of.empty()) {
    session.statistics_of.clear();
    return {};
  }
  session.selection.deselect();
  return {};
}

}  // namespace vertexview::app::handlers
