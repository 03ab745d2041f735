#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <glm/geometric.hpp>

#include "actions/handlers.hpp"
#include "session/place.hpp"
#include "vertexview/camera/controller.hpp"

namespace vertexview::app::handlers {
namespace {

Result<void> select_vertex(Document& document, std::string_view action, std::uint64_t index) {
  const Cloud* cloud = document.active_cloud();
  if (cloud == nullptr) return nothing_open(action);
  const std::uint64_t count = cloud->file.size();
  if (count == 0)
    return fail(ErrorCode::kOutOfRange,
                fmt::format("{}: there is no vertex {}; {} has 0 vertices", action, index, cloud->name));
  if (index >= count)
    return fail(ErrorCode::kOutOfRange,
                fmt::format("{}: there is no vertex {}; {} has {}, 0 to {}", action, index, cloud->name,
                            count == 1 ? "1 vertex" : fmt::format("{} vertices", count), count - 1));
  document.selection.select({cloud->id, index});
  document.scroll_to = index;
  return {};
}

Result<void> select_text(Document& document, std::string_view action, std::string_view text) {
  const auto index = read_index(text);
  if (!index) return tl::unexpected(index.error());
  return select_vertex(document, action, *index);
}

tl::unexpected<Error> nothing_selected(std::string_view action) {
  return fail(ErrorCode::kInvalidArgument, fmt::format("{}: no vertex is selected", action));
}

// Close enough to see a vertex among its neighbours: a few times the distance that they would have if they
// filled the box evenly.
double viewing_distance(const Cloud& cloud) {
  const Bounds& box = cloud.statistics.bounds;
  if (box.empty()) return 1;
  const double diagonal =
      glm::length(glm::dvec3(box.max.x, box.max.y, box.max.z) - glm::dvec3(box.min.x, box.min.y, box.min.z));
  if (diagonal == 0) return 1;
  return diagonal * std::min(0.5, 8 / std::cbrt(static_cast<double>(cloud.file.size())));
}

// The selected vertex's place; nullopt, with a notice, where it has none.
std::optional<glm::dvec3> finite_position(Document& document) {
  if (!document.selected_vertex()) return std::nullopt;
  const VertexId focus = *document.selection.focus();
  const glm::dvec3 place = place_of(document.find(focus.dataset)->file, focus.index);
  if (std::isfinite(place.x) && std::isfinite(place.y) && std::isfinite(place.z)) return place;
  document.notify(Notice::Kind::kWarning,
                  fmt::format("vertex {} has no finite position; the view stays", focus.index));
  return std::nullopt;
}

void fly_to_selected(Document& document) {
  const auto position = finite_position(document);
  if (!position) return;
  const double near = viewing_distance(*document.find(document.selection.focus()->dataset));
  document.camera = flown_to(document.camera, *position, std::min(near, document.camera.distance()));
  document.camera_moved_by_user = true;
}

}  // namespace

Result<std::uint64_t> read_index(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size())
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' is not an index; expected a whole number from 0", text));
  return value;
}

tl::unexpected<Error> nothing_open(std::string_view action) {
  return fail(ErrorCode::kNotFound, fmt::format("{}: no file is open", action));
}

Result<void> check_index(std::string_view text) {
  const auto index = read_index(text);
  if (!index) return tl::unexpected(index.error());
  return {};
}

Result<void> select(Document& document, std::string_view text) {
  return select_text(document, "select", text);
}

Result<void> go_to(Document& document, std::string_view text) {
  auto selected = select_text(document, "goto", text);
  if (selected) fly_to_selected(document);
  return selected;
}

Result<void> go_to_selected(Document& document, std::string_view) {
  const auto focus = document.selection.focus();
  if (!focus) return nothing_selected("goto-selected");
  if (focus->dataset == document.active) document.scroll_to = focus->index;
  fly_to_selected(document);
  return {};
}

Result<void> select_next(Document& document, std::string_view) {
  const auto focus = document.selection.focus();
  const bool here = focus && focus->dataset == document.active;
  const Cloud* cloud = document.active_cloud();
  if (!here || cloud == nullptr) return select_vertex(document, "select-next", 0);
  return select_vertex(document, "select-next", std::min(focus->index + 1, cloud->file.size() - 1));
}

Result<void> select_previous(Document& document, std::string_view) {
  const auto focus = document.selection.focus();
  const bool here = focus && focus->dataset == document.active;
  const Cloud* cloud = document.active_cloud();
  if (cloud == nullptr) return nothing_open("select-previous");
  const std::uint64_t from = here ? focus->index : cloud->file.size();
  return select_vertex(document, "select-previous", from > 0 ? from - 1 : 0);
}

Result<void> deselect(Document& document, std::string_view) {
  document.selection.deselect();
  return {};
}

Result<void> copy_vertex(Document& document, std::string_view) {
  const auto record = document.selected_vertex();
  if (!record) return nothing_selected("copy");
  const VertexId focus = *document.selection.focus();
  const glm::dvec3 place = place_of(document.find(focus.dataset)->file, focus.index);
  const Color& color = record->color;
  document.requests.clipboard = fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}", focus.index, place.x, place.y,
                                            place.z, color.red, color.green, color.blue);
  return {};
}

Result<void> pivot(Document& document, std::string_view) {
  if (!document.selection.focus()) return nothing_selected("pivot");
  if (const auto position = finite_position(document)) {
    document.camera = with_pivot(document.camera, *position);
    document.camera_moved_by_user = true;
  }
  return {};
}

}  // namespace vertexview::app::handlers
