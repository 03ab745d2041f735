#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "actions/handlers.hpp"
#include "session/place.hpp"
#include "vertexview/camera/controller.hpp"

namespace vertexview::app::handlers {
namespace {

/// Selects a vertex of the active file, which must be open.
Result<void> select_vertex(Document& document, std::string_view action, std::uint64_t index) {
  const Cloud& cloud = *document.active_cloud();
  const std::uint64_t count = cloud.file.size();
  if (index >= count)
    return fail(ErrorCode::kOutOfRange,
                fmt::format("{}: there is no vertex {}; {} has {}, 0 to {}", action, index, cloud.name,
                            count == 1 ? "1 vertex" : fmt::format("{} vertices", count), count - 1));
  document.selection.select({cloud.id, index});
  document.scroll_to = index;
  return {};
}

/// The same for a number, or for a share of the file: 0% is its first vertex and 100% its last.
Result<void> select_amount(Document& document, std::string_view action, Amount amount) {
  const std::uint64_t count = document.active_cloud()->file.size();
  const std::uint64_t index = amount.of(count);
  return select_vertex(document, action, amount.is_share ? std::min(index, count - 1) : index);
}

// Returns a distance from which a vertex is seen among its neighbours: 8 times the distance that they would
// have from each other if they filled the box evenly, and at most half of the box.
double viewing_distance(const Cloud& cloud) {
  const Bounds& box = cloud.statistics.bounds;
  if (box.empty()) return 1;
  const double diagonal =
      glm::length(glm::dvec3(box.max.x, box.max.y, box.max.z) - glm::dvec3(box.min.x, box.min.y, box.min.z));
  if (diagonal == 0) return 1;
  return diagonal * std::min(0.5, 8 / std::cbrt(static_cast<double>(cloud.file.size())));
}

// Returns the place of the vertex that has the focus; where it is not finite, nullopt, and a notice says so.
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

Result<void> select(Document& document, Amount index) {
  return select_amount(document, "select", index);
}

Result<void> go_to(Document& document, Amount index) {
  auto selected = select_amount(document, "goto", index);
  if (selected) fly_to_selected(document);
  return selected;
}

Result<void> go_to_selected(Document& document) {
  const VertexId focus = *document.selection.focus();
  if (focus.dataset == document.active) document.scroll_to = focus.index;
  fly_to_selected(document);
  return {};
}

Result<void> select_next(Document& document) {
  const auto focus = document.selection.focus();
  const bool here = focus && focus->dataset == document.active;
  const std::uint64_t last = document.active_cloud()->file.size() - 1;
  return select_vertex(document, "select-next", here ? std::min(focus->index + 1, last) : 0);
}

Result<void> select_previous(Document& document) {
  const auto focus = document.selection.focus();
  const bool here = focus && focus->dataset == document.active;
  const std::uint64_t from = here ? focus->index : document.active_cloud()->file.size();
  return select_vertex(document, "select-previous", from > 0 ? from - 1 : 0);
}

Result<void> deselect(Document& document) {
  document.selection.deselect();
  return {};
}

Result<void> copy_vertex(Document& document) {
  const VertexId focus = *document.selection.focus();
  const glm::dvec3 place = place_of(document.find(focus.dataset)->file, focus.index);
  const Color color = document.selected_vertex()->color;
  document.requests.clipboard = fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}", focus.index, place.x, place.y,
                                            place.z, color.red, color.green, color.blue);
  return {};
}

Result<void> pivot(Document& document) {
  if (const auto position = finite_position(document)) {
    document.camera = with_pivot(document.camera, *position);
    document.camera_moved_by_user = true;
  }
  return {};
}

}  // namespace vertexview::app::handlers
