#include "session/state.hpp"

#include <nlohmann/json.hpp>

#include "session/filter.hpp"
#include "session/layout_argument.hpp"
#include "session/number_counts.hpp"
#include "session/place.hpp"
#include "session/scalar_color.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview::app {
namespace {

using Json = nlohmann::ordered_json;  // keeps the keys in the order of this file

Json to_json(glm::dvec3 v) {
  return Json::array({v.x, v.y, v.z});  // non-finite numbers become null
}

Json to_json(const Color& c) {
  return Json::array({c.red, c.green, c.blue});
}

// Returns a place in the coordinates of the file, with the digits that identify the stored numbers.
Json place_json(const Layout& layout, glm::dvec3 place) {
  const auto number = [&](glm::length_t axis) {
    return shortest_number(place[axis], coordinate_type(layout, static_cast<std::size_t>(axis)));
  };
  return to_json(glm::dvec3(number(0), number(1), number(2)));
}

Json bounds_json(const OpenDataset& dataset) {
  if (dataset.statistics.bounds.empty()) return nullptr;
  const auto& [x, y, z] = dataset.statistics.places;
  const Layout& layout = dataset.data.layout();
  return {{"min", place_json(layout, {x.low, y.low, z.low})},
          {"max", place_json(layout, {x.high, y.high, z.high})}};
}

Json color_json(const OpenDataset& dataset) {
  const Dataset& file = dataset.data;
  const auto color = scalar_color_of(file);
  if (!color) return nullptr;
  // A range that a person gave is written as given; any other consists of numbers of the file.
  const bool given = file.layout().appearance.range_kind == ColorRange::kGiven;
  const auto number = [&](double end) { return given ? end : shortest_number(end, color->type); };
  Json json{{"field", color->element},
            {"ramp", ramp_name(color->ramp)},
            {"low", number(color->range.low)},
            {"high", number(color->range.high)}};
  if (dataset.categories)
    for (const Category& category : dataset.categories->counted)
      json["categories"].push_back({{"number", category.number}, {"count", category.count}});
  return json;
}

Json layout_json(const OpenDataset& dataset) {
  Json better = Json::array();
  for (const LayoutCandidate& one : dataset.candidates())
    better.push_back(layout_argument(text_of(one.layout)));
  return {{"request", layout_argument(text_of(dataset.data.layout()))},
          {"format", dataset.data.layout().schema.format},
          {"source", layout_source_name(dataset.layout_source)},
          {"data_offset", dataset.data.layout().data_offset},
          {"remainder", dataset.data.remainder()},
          {"doubt", dataset.doubt ? Json(dataset.doubt->reason) : Json(nullptr)},
          {"better", better}};
}

Json to_json(const LayoutReport& report) {
  return {{"format", report.format},
          {"request", report.request},
          {"changed", report.changed},
          {"error", report.error},
          {"caret", report.caret ? Json(*report.caret) : Json(nullptr)},
          {"stride", report.stride},
          {"records", report.records},
          {"remainder", report.remainder},
          {"columns", report.columns},
          {"rows", report.rows},
          {"told", report.told},
          {"marked", report.marked ? Json{report.marked->first, report.marked->second} : Json(nullptr)},
          {"bytes", report.bytes},
          {"pictures", report.pictures},
          {"advice", report.advice}};
}

Json to_json(const PromptReport& prompt) {
  return {{"action", prompt.action}, {"text", prompt.text}, {"error", prompt.error}};
}

Json to_json(const MovingFrames& frames) {
  return {{"count", frames.count},
          {"p50_ms", frames.p50_ms},
          {"p99_ms", frames.p99_ms},
          {"longest_ms", frames.longest_ms},
          {"longest_answer_ms", frames.longest_answer_ms}};
}

Json filter_json(const OpenDataset& dataset) {
  if (!dataset.filter) return nullptr;
  return {{"expression", dataset.filter->condition.text()}, {"count", dataset.filter->vertices->count()}};
}

Json to_json(const OpenDataset& dataset) {
  return {{"file", dataset.data.path()},       {"name", dataset.name},
          {"bytes", dataset.data.file_size()}, {"stride", dataset.data.stride()},
          {"vertices", dataset.data.size()},   {"visible", dataset.visible},
          {"scanned", dataset.scanned},        {"non_finite", dataset.statistics.non_finite},
          {"bounds", bounds_json(dataset)},    {"origin", to_json(origin_of(dataset.data))},
          {"color", color_json(dataset)},      {"layout", layout_json(dataset)},
          {"filter", filter_json(dataset)}};
}

Json to_json(const Notice& notice) {
  constexpr std::array<const char*, 3> kKinds{"info", "warning", "error"};
  return {{"kind", kKinds.at(static_cast<std::size_t>(notice.kind))},
          {"text", notice.text},
          {"time", notice.time}};
}

Json to_json(const Shown& show) {
  return {{"table", show.table},
          {"inspector", show.inspector},
          {"clouds", show.datasets},
          {"layout", show.layout},
          {"finder", show.finder},
          {"log", show.log},
          {"status", show.status},
          {"axes", show.axes},
          {"help", show.help},
          {"palette", show.palette},
          {"fullscreen", show.fullscreen}};
}

template <class Sequence>
Json to_array(const Sequence& values) {
  Json array = Json::array();
  for (const auto& value : values) array.push_back(to_json(value));
  return array;
}

Json index_of(const std::optional<VertexId>& vertex) {
  return vertex ? Json(vertex->index) : Json(nullptr);
}

Json number_of(const Session& session, const std::optional<VertexId>& vertex) {
  const bool open = vertex && session.find(vertex->dataset) != nullptr;
  return open ? Json(session.number_of(vertex->dataset)) : Json(nullptr);
}

Json selected_vertex(const Session& session) {
  const auto record = session.selected_vertex();
  if (!record) return nullptr;
  const VertexId focus = *session.selection.focus();
  const Dataset& file = session.find(focus.dataset)->data;
  return {{"cloud", session.number_of(focus.dataset)},
          {"index", focus.index},
          {"position", place_json(file.layout(), place_of(file, focus.index))},
          {"color", to_json(record->color)}};
}

/// Returns what is selected in the active dataset. More ranges are no text for a test.
Json selection_json(const Session& session) {
  constexpr std::size_t kMostRanges = 1000;
  const Selection& selection = session.selection.of(session.active);
  Json ranges = Json::array();
  for (const IndexRange& range : selection.vertices.ranges(kMostRanges))
    ranges.push_back({range.begin, range.end});
  return {{"count", selection.vertices.count()},
          {"ranges", ranges},
          {"focus", selection.focus ? Json(*selection.focus) : Json(nullptr)}};
}

Json sort_json(const OpenDataset* dataset) {
  if (dataset == nullptr || !dataset->table.sort) return nullptr;
  return {{"number", dataset->table.sort->number},
          {"direction", dataset->table.sort->descending ? "down" : "up"}};
}

/// Returns how the table of the active dataset is shown.
Json table_json(const OpenDataset* dataset) {
  if (dataset == nullptr) return nullptr;
  Json columns = Json::array();
  for (const TableColumn& column : table_columns(dataset->data.layout(), dataset->table))
    columns.push_back({{"name", column.look.name},
                       {"format", number_style_name(column.look.style)},
                       {"width", column.look.width},
                       {"hidden", column.look.hidden}});
  Json brushes = Json::array();
  for (const Brush& brush : dataset->table.brushes)
    brushes.push_back({{"number", brush.number}, {"low", brush.low}, {"high", brush.high}});
  return {{"columns", columns}, {"brushes", brushes}, {"counted", dataset->counts != nullptr}};
}

/// Returns the statistics that are shown, of the finite numbers but for the counts.
Json statistics_json(const Session& session) {
  const OpenDataset* const dataset = session.active_dataset();
  const NumberStatistics* const of =
      dataset != nullptr ? statistics_of(*dataset, session.statistics_of) : nullptr;
  if (of == nullptr) return nullptr;
  const auto number = [&](const Scalar& value) -> Json {
    if (of->finite() == 0) return nullptr;
    return shortest_number(Value(value).number().value_or(0), value_type(of->number));
  };
  return {{"name", of->number.name}, {"count", of->count},        {"nan", of->nan},
          {"inf", of->inf},          {"min", number(of->min)},    {"max", number(of->max)},
          {"mean", of->mean},        {"deviation", of->deviation}};
}

// Returns a number for a size in pixels, else the text that the action `point-size` takes.
Json point_size_json(const gpu::PointSize& size) {
  if (size.mode == gpu::PointSize::Mode::kPixels) return size.value;
  return format_point_size(size);
}

}  // namespace

std::string state_json(const Session& session) {
  const OpenDataset* dataset = session.active_dataset();
  const Json state{
      {"file", dataset != nullptr ? Json(dataset->data.path()) : Json(nullptr)},
      {"vertices", dataset != nullptr ? dataset->data.size() : 0},
      {"selected", index_of(session.selection.focus())},
      {"hovered", index_of(session.selection.hover())},
      {"camera", format_camera(session.camera)},
      {"points_drawn", session.frame.drawn.points_drawn},
      {"frame_ms", session.frame.milliseconds},
      {"moving_frames", to_json(session.frame.moving)},
      {"notices", to_array(session.notices)},
      {"clouds", to_array(session.datasets)},
      {"active", dataset != nullptr ? Json(session.number_of(dataset->id)) : Json(nullptr)},
      {"selected_vertex", selected_vertex(session)},
      {"selection", selection_json(session)},
      {"hovered_cloud", number_of(session, session.selection.hover())},
      {"points_total", session.frame.drawn.points_total},
      {"point_size", point_size_json(point_size_of(session))},
      {"edl", session.look.edl},
      {"drawn_with", gpu::backend_name(session.frame.drawn.backend)},
      {"theme", session.look.theme == Theme::kDark ? "dark" : "light"},
      {"viewport", Json::array({session.viewport.width, session.viewport.height})},
      {"panels", to_json(session.show)},
      {"areas", session.frame.areas},
      {"layout_panel", session.frame.layout_panel ? to_json(*session.frame.layout_panel) : Json(nullptr)},
      {"prompt", session.frame.prompt ? to_json(*session.frame.prompt) : Json(nullptr)},
      {"gpu_bytes", session.frame.gpu_bytes},
      {"renderer", session.frame.device},
      {"background", format_color(background_of(session))},
      {"up", up_axis_name(session.camera.up_axis)},
      {"filter_rest", session.filter_rest == FilterRest::kHidden ? "hide" : "fade"},
      {"sort", sort_json(dataset)},
      {"table", table_json(dataset)},
      {"statistics", statistics_json(session)},
  };
  // A path need not be UTF-8, JSON must be: bytes that are not become U+FFFD.
  return state.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vertexview::app
