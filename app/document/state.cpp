// The machine-readable state of a document, for scripts and tests.
#include <nlohmann/json.hpp>

#include "document/document.hpp"

namespace vertexview::app {
namespace {

using Json = nlohmann::ordered_json;  // keys in the order they are written here

Json to_json(const Vector& v) {
  return Json::array({v.x, v.y, v.z});  // non-finite numbers become null
}

Json to_json(const Color& c) {
  return Json::array({c.red, c.green, c.blue});
}

Json to_json(const Bounds& bounds) {
  if (bounds.empty()) return nullptr;
  return {{"min", to_json(bounds.min)}, {"max", to_json(bounds.max)}};
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
          {"bounds", to_json(cloud.statistics.bounds)}};
}

Json to_json(const Notice& notice) {
  constexpr std::array<const char*, 3> kKinds{"info", "warning", "error"};
  return {{"kind", kKinds.at(static_cast<std::size_t>(notice.kind))},
          {"text", notice.text},
          {"time", notice.time}};
}

Json to_json(const Shown& show) {
  return {{"table", show.table}, {"inspector", show.inspector}, {"clouds", show.clouds},
          {"log", show.log},     {"status", show.status},       {"axes", show.axes},
          {"help", show.help},   {"palette", show.palette},     {"fullscreen", show.fullscreen}};
}

template <class Sequence>
Json to_array(const Sequence& values) {
  Json array = Json::array();
  for (const auto& value : values) array.push_back(to_json(value));
  return array;
}

Json index_of(const std::optional<Selected>& vertex) {
  return vertex ? Json(vertex->vertex) : Json(nullptr);
}

Json cloud_of(const std::optional<Selected>& vertex) {
  return vertex ? Json(vertex->cloud) : Json(nullptr);
}

Json selected_vertex(const Document& document) {
  const auto record = document.selected_vertex();
  if (!record) return nullptr;
  return {{"cloud", document.selected->cloud},
          {"index", document.selected->vertex},
          {"position", to_json(record->position)},
          {"color", to_json(record->color)}};
}

}  // namespace

std::string state_json(const Document& document) {
  const Cloud* cloud = document.active_cloud();
  const Json state{
      {"file", cloud != nullptr ? Json(cloud->file.path()) : Json(nullptr)},
      {"vertices", cloud != nullptr ? cloud->file.size() : 0},
      {"selected", index_of(document.selected)},
      {"hovered", index_of(document.hovered)},
      {"camera", format_camera(document.camera)},
      {"points_drawn", document.drawn.points_drawn},
      {"frame_ms", document.frame_ms},
      {"notices", to_array(document.notices)},
      {"clouds", to_array(document.clouds)},
      {"active", cloud != nullptr ? Json(document.active) : Json(nullptr)},
      {"selected_vertex", selected_vertex(document)},
      {"hovered_cloud", cloud_of(document.hovered)},
      {"points_total", document.drawn.points_total},
      {"point_size", document.point_size},
      {"edl", document.edl_strength},
      {"drawn_with", gpu::renderer_name(document.drawn.renderer)},
      {"theme", document.theme == Theme::kDark ? "dark" : "light"},
      {"viewport", Json::array({document.viewport.width, document.viewport.height})},
      {"panels", to_json(document.show)},
      {"areas", document.areas},
      {"gpu_bytes", document.gpu_bytes},
      {"renderer", document.renderer},
  };
  // A path need not be UTF-8; JSON must be.
  return state.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vertexview::app
