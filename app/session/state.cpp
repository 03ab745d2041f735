#include "session/state.hpp"

#include <nlohmann/json.hpp>

#include "session/layout_request.hpp"
#include "session/place.hpp"
#include "session/scalar_color.hpp"

namespace vertexview::app {
namespace {

using Json = nlohmann::ordered_json;  // keys in the order they are written here

Json to_json(glm::dvec3 v) {
  return Json::array({v.x, v.y, v.z});  // non-finite numbers become null
}

Json to_json(const Color& c) {
  return Json::array({c.red, c.green, c.blue});
}

Json to_json(const Bounds& bounds, glm::dvec3 origin) {
  if (bounds.empty()) return nullptr;
  const auto corner = [&](const Vector& v) { return to_json(glm::dvec3(v.x, v.y, v.z) + origin); };
  return {{"min", corner(bounds.min)}, {"max", corner(bounds.max)}};
}

Json color_json(const VertexFile& file) {
  const auto color = scalar_color_of(file);
  if (!color) return nullptr;
  return {{"field", color->field},
          {"ramp", ramp_name(color->ramp)},
          {"low", color->range.low},
          {"high", color->range.high}};
}

Json layout_json(const Cloud& cloud) {
  constexpr std::array<const char*, 4> kSources{"default", "extension", "sidecar", "given"};
  Json better = Json::array();
  if (cloud.doubt)
    for (const LayoutFit& fit : cloud.doubt->better) better.push_back(fit.layout);
  return {{"request", layout_request_text(request_of(cloud.file, cloud.options))},
          {"format", cloud.file.layout().format},
          {"source", kSources.at(static_cast<std::size_t>(cloud.layout_source))},
          {"data_offset", cloud.file.layout().data_offset},
          {"remainder", cloud.file.remainder()},
          {"doubt", cloud.doubt ? Json(cloud.doubt->reason) : Json(nullptr)},
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
          {"told", report.told}};
}

Json to_json(const MovingFrames& frames) {
  return {{"count", frames.count},
          {"p50_ms", frames.p50_ms},
          {"p99_ms", frames.p99_ms},
          {"longest_ms", frames.longest_ms},
          {"longest_answer_ms", frames.longest_answer_ms}};
}

Json to_json(const Cloud& cloud) {
  return {{"file", cloud.file.path()},
          {"name", cloud.name},
          {"bytes", cloud.file.file_size()},
          {"stride", cloud.file.stride()},
          {"vertices", cloud.file.size()},
          {"visible", cloud.visible},
          {"scanned", cloud.scanned},
          {"non_finite", cloud.statistics.non_finite},
          {"bounds", to_json(cloud.statistics.bounds, origin_of(cloud.file))},
          {"origin", to_json(origin_of(cloud.file))},
          {"color", color_json(cloud.file)},
          {"layout", layout_json(cloud)}};
}

Json to_json(const Notice& notice) {
  constexpr std::array<const char*, 3> kKinds{"info", "warning", "error"};
  return {{"kind", kKinds.at(static_cast<std::size_t>(notice.kind))},
          {"text", notice.text},
          {"time", notice.time}};
}

Json to_json(const Shown& show) {
  return {{"table", show.table},     {"inspector", show.inspector},
          {"clouds", show.clouds},   {"layout", show.layout},
          {"log", show.log},         {"status", show.status},
          {"axes", show.axes},       {"help", show.help},
          {"palette", show.palette}, {"fullscreen", show.fullscreen}};
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

Json number_of(const Document& document, const std::optional<VertexId>& vertex) {
  const bool open = vertex && document.find(vertex->dataset) != nullptr;
  return open ? Json(document.number_of(vertex->dataset)) : Json(nullptr);
}

Json selected_vertex(const Document& document) {
  const auto record = document.selected_vertex();
  if (!record) return nullptr;
  const VertexId focus = *document.selection.focus();
  return {{"cloud", document.number_of(focus.dataset)},
          {"index", focus.index},
          {"position", to_json(place_of(document.find(focus.dataset)->file, focus.index))},
          {"color", to_json(record->color)}};
}

// Returns a number for a size in pixels, else the text that the action `point-size` takes.
Json point_size_json(const gpu::PointSize& size) {
  if (size.mode == gpu::PointSize::Mode::kPixels) return size.value;
  return format_point_size(size);
}

}  // namespace

std::string state_json(const Document& document) {
  const Cloud* cloud = document.active_cloud();
  const Json state{
      {"file", cloud != nullptr ? Json(cloud->file.path()) : Json(nullptr)},
      {"vertices", cloud != nullptr ? cloud->file.size() : 0},
      {"selected", index_of(document.selection.focus())},
      {"hovered", index_of(document.selection.hover())},
      {"camera", format_camera(document.camera)},
      {"points_drawn", document.frame.drawn.points_drawn},
      {"frame_ms", document.frame.milliseconds},
      {"moving_frames", to_json(document.frame.moving)},
      {"notices", to_array(document.notices)},
      {"clouds", to_array(document.clouds)},
      {"active", cloud != nullptr ? Json(document.number_of(cloud->id)) : Json(nullptr)},
      {"selected_vertex", selected_vertex(document)},
      {"hovered_cloud", number_of(document, document.selection.hover())},
      {"points_total", document.frame.drawn.points_total},
      {"point_size", point_size_json(point_size_of(document))},
      {"edl", edl_of(document)},
      {"drawn_with", gpu::backend_name(document.frame.drawn.backend)},
      {"theme", document.look.theme == Theme::kDark ? "dark" : "light"},
      {"viewport", Json::array({document.viewport.width, document.viewport.height})},
      {"panels", to_json(document.show)},
      {"areas", document.frame.areas},
      {"layout_panel", document.frame.layout_panel ? to_json(*document.frame.layout_panel) : Json(nullptr)},
      {"gpu_bytes", document.frame.gpu_bytes},
      {"renderer", document.frame.device},
      {"background", format_color(background_of(document))},
  };
  // A path need not be UTF-8; JSON must be.
  return state.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vertexview::app
