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

// Returns the value beside the word `text`; the table of actions has the same words, so that no other arrives
// here.
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

Result<void> fit(Document& document) {
  fit_view(document);
  return {};
}

Result<void> reset(Document& document) {
  reset_view(document);
  return {};
}

Result<void> view(Document& document, const std::string& side) {
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
  const bool fitted = !document.camera_moved_by_user;
  document.camera = document.camera.looking(*chosen_view);
  if (fitted) fit_view(document);
  return {};
}

Result<void> ortho(Document& document) {
  document.camera.orthographic = !document.camera.orthographic;
  if (!document.camera_moved_by_user) fit_view(document);
  return {};
}

Result<void> check_camera(std::string_view text) {
  // Whether eye, target and up fit together depends on the camera that the text changes; each word does not.
  const auto camera = parse_camera(text, Camera{});
  if (!camera && camera.error().offset) return tl::unexpected(camera.error());
  return {};
}

Result<void> camera(Document& document, const std::string& text) {
  auto camera = parse_camera(text, document.camera);
  if (!camera) return tl::unexpected(std::move(camera.error()));
  document.camera = *camera;
  document.camera_moved_by_user = true;
  return {};
}

Result<void> copy_camera(Document& document) {
  document.requests.clipboard = format_camera(document.camera);
  return {};
}

Result<void> check_point_size(std::string_view text) {
  const auto size = point_size_from_text(text, {});
  if (!size) return refused("point-size", size.error());
  return {};
}

Result<void> point_size(Document& document, const std::string& text) {
  const auto size = point_size_from_text(text, point_size_of(document));
  if (!size) return refused("point-size", size.error());
  document.look.point_size = *size;
  return {};
}

Result<void> check_background(std::string_view text) {
  const auto color = background_from_text(text);
  if (!color) return refused("background", color.error());
  return {};
}

Result<void> background(Document& document, const std::string& text) {
  const auto color = background_from_text(text);
  if (!color) return refused("background", color.error());
  document.look.background = *color;
  return {};
}

Result<void> check_edl(std::string_view text) {
  const auto strength = edl_from_text(text);
  if (!strength) return refused("edl", strength.error());
  return {};
}

Result<void> edl(Document& document, const std::string& text) {
  const auto strength = edl_from_text(text);
  if (!strength) return refused("edl", strength.error());
  document.look.edl = *strength;
  return {};
}

Result<void> backend(Document& document, const std::string& name) {
  const auto backend = gpu::backend_named(name);
  if (!backend) return invalid(fmt::format("backend: '{}' is unknown", name));
  document.look.backend = *backend;
  return {};
}

Result<void> theme(Document& document, const std::string& name) {
  constexpr std::array<std::pair<std::string_view, Theme>, 2> kThemes{
      {{"dark", Theme::kDark}, {"light", Theme::kLight}}};
  const auto theme = chosen(kThemes, "theme", name);
  if (!theme) return tl::unexpected(theme.error());
  document.look.theme = *theme;
  return {};
}

Result<void> toggle(Document& document, const std::string& panel) {
  constexpr std::array<std::pair<std::string_view, bool Shown::*>, 7> kPanels{
      {{"table", &Shown::table},
       {"inspector", &Shown::inspector},
       {"clouds", &Shown::clouds},
       {"layout", &Shown::layout},
       {"log", &Shown::log},
       {"status", &Shown::status},
       {"axes", &Shown::axes}}};
  const auto part = chosen(kPanels, "toggle", panel);
  if (!part) return tl::unexpected(part.error());
  document.show.** part = !(document.show.**part);
  return {};
}

Result<void> fullscreen(Document& document) {
  document.show.fullscreen = !document.show.fullscreen;
  return {};
}

Result<void> help(Document& document) {
  document.show.help = !document.show.help;
  return {};
}

Result<void> palette(Document& document) {
  document.show.palette = !document.show.palette;
  return {};
}

Result<void> escape(Document& document) {
  Shown& show = document.show;
  for (bool* front : {&show.palette, &show.help, &show.fullscreen})
    if (*front) {
      *front = false;
      return {};
    }
  document.selection.deselect();
  return {};
}

}  // namespace vertexview::app::handlers
