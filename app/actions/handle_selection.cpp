#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "actions/handlers.hpp"
#include "actions/target.hpp"
#include "session/filter.hpp"
#include "session/fit.hpp"
#include "session/layout_argument.hpp"
#include "session/place.hpp"
#include "session/query.hpp"
#include "session/region_selection.hpp"
#include "session/search.hpp"
#include "session/sorting.hpp"
#include "vertexview/camera/controller.hpp"
#include "vertexview/vertex/expression.hpp"

namespace vertexview::app::handlers {
namespace {

/// The argument that ends a filter; it is no condition.
constexpr std::string_view kNoFilter = "none";

/// Selects a vertex of the active dataset, which must have it, and shows its row.
void select_index(Session& session, std::uint64_t index) {
  session.selection.select({session.active, index});
  session.scroll_to = index;
}

/// Selects the vertex that `address` comes to in the active dataset.
Result<void> select_vertex(Session& session, std::string_view action, const VertexAddress& address) {
  const auto index = vertex_of(session, action, address);
  if (!index) return tl::unexpected(index.error());
  select_index(session, *index);
  return {};
}

// Returns a distance from which a vertex is seen among its neighbours: 8 times the distance that they would
// have from each other if they filled the box evenly, and at most half of the box.
double viewing_distance(const OpenDataset& dataset) {
  const Bounds box = bounds_of(dataset, Extent::kMost);
  if (box.empty()) return 1;
  const double diagonal =
      glm::length(glm::dvec3(box.max.x, box.max.y, box.max.z) - glm::dvec3(box.min.x, box.min.y, box.min.z));
  if (diagonal == 0) return 1;
  return diagonal * std::min(0.5, 8 / std::cbrt(static_cast<double>(dataset.data.size())));
}

// Returns the place of the vertex that has the focus; where the place is not finite, returns nullopt and
// tells it in a notice.
std::optional<glm::dvec3> finite_position(Session& session) {
  if (!session.selected_vertex()) return std::nullopt;
  const VertexId focus = *session.selection.focus();
  const glm::dvec3 place = place_of(session.find(focus.dataset)->data, focus.index);
  if (std::isfinite(place.x) && std::isfinite(place.y) && std::isfinite(place.z)) return place;
  const Layout& layout = session.find(focus.dataset)->data.layout();
  session.notify(Notice::Kind::kWarning,
                 has_position(layout)
                     ? fmt::format("vertex {} has no finite position; the view stays", focus.index)
                     : fmt::format("the view stays: {}", no_position_text(layout)));
  return std::nullopt;
}

/// Selects the vertex of the row after the selected one, or before it; where none is selected the first one,
/// or the last.
void select_row_beside(Session& session, std::int64_t step) {
  const OpenDataset& dataset = *session.active_dataset();
  const std::uint64_t rows = row_count(dataset);
  if (rows == 0) return;
  const auto focus = session.selection.focus();
  const bool here = focus && focus->dataset == session.active;
  const auto last = static_cast<std::int64_t>(rows) - 1;
  const std::int64_t from =
      here ? static_cast<std::int64_t>(row_of_vertex(dataset, focus->index)) : (step > 0 ? -1 : last + 1);
  const auto row = static_cast<std::uint64_t>(std::clamp<std::int64_t>(from + step, 0, last));
  select_index(session, vertex_of_row(dataset, row));
}

/// Selects the vertices of the active dataset that lie in a region of the picture.
Result<void> select_region(Session& session, std::string_view action, Result<PixelRegion> region) {
  if (!region) return tl::unexpected<Error>(std::move(region.error()));
  OpenDataset& dataset = *session.find(session.active);
  if (!has_position(dataset.data.layout()))
    return fail(ErrorCode::kNotFound, fmt::format("{}: {}", action, no_position_text(dataset.data.layout())));
  select_in_region(session, dataset, *std::move(region));
  return {};
}

void fly_to_selected(Session& session) {
  const auto position = finite_position(session);
  if (!position) return;
  const double near = viewing_distance(*session.find(session.selection.focus()->dataset));
  session.camera = flown_to(session.camera, *position, std::min(near, session.camera.distance()));
  session.camera_moved_by_user = true;
}

}  // namespace

Result<void> select(Session& session, const VertexChoice& vertices) {
  if (vertices.single()) return select_vertex(session, "select", vertices.parts.front().from);
  auto chosen = vertices_of(session, "select", vertices);
  if (!chosen) return tl::unexpected(chosen.error());
  select_vertices(session, *session.find(session.active), *std::move(chosen));
  return {};
}

Result<void> select_toggle(Session& session, const VertexAddress& vertex) {
  const auto index = vertex_of(session, "select-toggle", vertex);
  if (!index) return tl::unexpected(index.error());
  session.selection.toggle({session.active, *index});
  return {};
}

Result<void> select_to(Session& session, const VertexAddress& vertex) {
  const auto index = vertex_of(session, "select-to", vertex);
  if (!index) return tl::unexpected(index.error());
  session.selection.extend({session.active, *index});
  session.scroll_to = *index;
  return {};
}

Result<void> check_condition(std::string_view condition) {
  return check_expression(condition);
}

Result<void> select_where(Session& session, const std::string& condition) {
  OpenDataset& dataset = *session.find(session.active);
  auto expression = condition_from_text(condition, dataset.data.layout().schema);
  if (!expression) return tl::unexpected<Error>(std::move(expression.error()));
  select_where(session, dataset, *expression);
  return {};
}

Result<void> check_filter(std::string_view condition) {
  return condition == kNoFilter ? Result<void>() : check_expression(condition);
}

std::string present_filter(const Session& session) {
  const OpenDataset* const dataset = session.active_dataset();
  return dataset == nullptr ? std::string() : filter_text(*dataset);
}

Result<void> filter(Session& session, const std::string& condition) {
  OpenDataset& dataset = *session.find(session.active);
  if (condition != kNoFilter)
    if (auto checked = condition_from_text(condition, dataset.data.layout().schema); !checked)
      return tl::unexpected<Error>(std::move(checked.error()));
  // What a person types takes the place of brushes, too: they are in the text that was there to be changed.
  dataset.table.brushes.clear();
  dataset.filter_typed = condition == kNoFilter ? "" : condition;
  return filter_typed_and_brushed(session, dataset);
}

Result<void> filter_rest(Session& session, const std::string& rest) {
  session.filter_rest = rest == "fade" ? FilterRest::kFaded : FilterRest::kHidden;
  return {};
}

Result<void> check_box(std::string_view box) {
  const auto read = parse_pixel_box(box);
  if (!read) return tl::unexpected<Error>(read.error());
  return {};
}

Result<void> select_box(Session& session, const std::string& box) {
  return select_region(session, "select-box", parse_pixel_box(box));
}

Result<void> check_lasso(std::string_view outline) {
  const auto read = parse_lasso(outline);
  if (!read) return tl::unexpected<Error>(read.error());
  return {};
}

Result<void> select_lasso(Session& session, const std::string& outline) {
  return select_region(session, "select-lasso", parse_lasso(outline));
}

Result<void> select_through(Session& session, const std::string& through) {
  session.select_through = through == "on";
  return {};
}

Result<void> undo_selection(Session& session) {
  if (session.selection.undo()) return {};
  return fail(ErrorCode::kNotFound, "undo-selection: nothing was selected before");
}

Result<void> redo_selection(Session& session) {
  if (session.selection.redo()) return {};
  return fail(ErrorCode::kNotFound, "redo-selection: no undone selection is left");
}

Result<void> go_to(Session& session, const VertexAddress& vertex) {
  auto selected = select_vertex(session, "goto", vertex);
  if (selected) fly_to_selected(session);
  return selected;
}

Result<void> go_to_selected(Session& session) {
  const VertexId focus = *session.selection.focus();
  if (focus.dataset == session.active) session.scroll_to = focus.index;
  fly_to_selected(session);
  return {};
}

Result<void> select_next(Session& session) {
  select_row_beside(session, 1);
  return {};
}

Result<void> select_previous(Session& session) {
  select_row_beside(session, -1);
  return {};
}

Result<void> next_non_finite(Session& session) {
  OpenDataset& dataset = *session.find(session.active);
  const Layout& layout = dataset.data.layout();
  if (!has_position(layout))
    return fail(ErrorCode::kNotFound, fmt::format("next-nonfinite: {}", no_position_text(layout)));
  const auto focus = session.selection.focus();
  const bool here = focus && focus->dataset == session.active;
  search_non_finite(session, dataset, here ? focus->index + 1 : 0);
  return {};
}

Result<void> deselect(Session& session) {
  session.selection.deselect();
  return {};
}

Result<void> copy_vertex(Session& session) {
  const VertexId focus = *session.selection.focus();
  const glm::dvec3 place = place_of(session.find(focus.dataset)->data, focus.index);
  const Color color = session.selected_vertex()->color;
  session.requests.clipboard = fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}", focus.index, place.x, place.y,
                                           place.z, color.red, color.green, color.blue);
  return {};
}

Result<void> pivot(Session& session) {
  if (const auto position = finite_position(session)) {
    session.camera = with_pivot(session.camera, *position);
    session.camera_moved_by_user = true;
  }
  return {};
}

}  // namespace vertexview::app::handlers
