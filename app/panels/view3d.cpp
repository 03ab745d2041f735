#include "panels/view3d.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <span>

#include "panels/color_legend.hpp"
#include "session/place.hpp"

namespace vertexview::app {
namespace {

ImTextureID texture_id(unsigned name) {
  // ImGui's OpenGL backend carries the name in a pointer.
  return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(name));
}

std::optional<glm::dvec3> position_of(const Session& session, const std::optional<VertexId>& which) {
  const OpenDataset* const dataset = which ? session.find(which->dataset) : nullptr;
  if (dataset == nullptr || !dataset->visible || which->index >= dataset->data.size()) return std::nullopt;
  return place_of(dataset->data, which->index);
}

void ring(ImDrawList& list, ImVec2 center, float radius, float thickness, ImU32 color) {
  // The dark rim keeps the ring visible over points of its own colour.
  list.AddCircle(center, radius, IM_COL32(0, 0, 0, 150), 48, thickness + 2.5F);
  list.AddCircle(center, radius, color, 48, thickness);
}

// Draws a triangle at the edge of the view that points to what lies outside of it.
void edge_arrow(const Ui& ui, ImDrawList& list, const Area& area, glm::dvec2 towards) {
  const double length = glm::length(towards);
  if (length < 1e-9) return;
  const glm::dvec2 d = towards / length;
  const double inset = ui.px(26);
  const double half_width = area.width() / 2 - inset;
  const double half_height = area.height() / 2 - inset;
  const double reach =
      std::min(half_width / std::max(std::abs(d.x), 1e-9), half_height / std::max(std::abs(d.y), 1e-9));
  const auto point = [&](double along, double across) {
    const double x = (area.min.x + area.max.x) / 2 + d.x * (reach + along) - d.y * across;
    const double y = (area.min.y + area.max.y) / 2 + d.y * (reach + along) + d.x * across;
    return ImVec2(static_cast<float>(x), static_cast<float>(y));
  };
  const double size = ui.px(9);
  list.AddTriangleFilled(point(size, 0), point(-size, size * 0.8), point(-size, -size * 0.8),
                         ui.colors.selection);
}

void draw_selected(const Ui& ui, ImDrawList& list, const Area& area) {
  const auto position = position_of(ui.session, ui.session.selection.focus());
  if (!position) return;
  const Camera& camera = ui.session.camera;
  const auto projected = camera.project(ui.session.viewport, *position);
  if (projected) {
    const ImVec2 at{area.min.x + static_cast<float>(projected->pixel.x) / ui.density,
                    area.min.y + static_cast<float>(projected->pixel.y) / ui.density};
    if (area.contains(at)) {
      const float radius =
          std::max(ui.px(8), shown_point_size(ui.session, *position) / ui.density / 2 + ui.px(4));
      return ring(list, at, radius, ui.px(2), ui.colors.selection);
    }
  }
  const glm::dvec3 offset = *position - camera.eye;
  edge_arrow(ui, list, area, {glm::dot(offset, camera.right()), -glm::dot(offset, camera.true_up())});
}

void draw_hovered(const Ui& ui, ImDrawList& list, const Area& area) {
  if (ui.session.selection.hover() == ui.session.selection.focus()) return;
  const auto position = position_of(ui.session, ui.session.selection.hover());
  if (!position) return;
  const auto projected = ui.session.camera.project(ui.session.viewport, *position);
  if (!projected) return;
  const ImVec2 at{area.min.x + static_cast<float>(projected->pixel.x) / ui.density,
                  area.min.y + static_cast<float>(projected->pixel.y) / ui.density};
  const float radius =
      std::max(ui.px(6), shown_point_size(ui.session, *position) / ui.density / 2 + ui.px(3));
  ring(list, at, radius, std::max(1.0F, ui.px(1.5F)), IM_COL32(255, 255, 255, 230));
}

/// Draws the box or the outline that a person draws over the picture.
void draw_outline(const Ui& ui, ImDrawList& list) {
  const int corners = static_cast<int>(ui.outline.size());
  if (corners == 0) return;
  // An outline may be of any shape, which ImGui does not fill.
  if (corners == 4) list.AddConvexPolyFilled(ui.outline.data(), corners, faded(ui.colors.selection, 0.15F));
  list.AddPolyline(ui.outline.data(), corners, ui.colors.selection, ImDrawFlags_Closed, ui.px(1.5F));
}

void draw_gizmo(const Ui& ui, ImDrawList& list, const Area& area) {
  struct Arm {
    glm::dvec3 axis;
    const char* label;
    ImU32 color;
    double depth;
  };
  const Camera& camera = ui.session.camera;
  const glm::dvec3 right = camera.right();
  const glm::dvec3 up = camera.true_up();
  const glm::dvec3 forward = camera.forward();
  std::array<Arm, 6> arms{};
  constexpr std::array<const char*, 3> kLabels{"x", "y", "z"};
  for (std::size_t i = 0; i < 3; ++i) {
    glm::dvec3 axis{0};
    axis[static_cast<glm::length_t>(i)] = 1;
    arms[i] = {axis, kLabels[i], ui.colors.position[i], glm::dot(axis, forward)};
    arms[i + 3] = {-axis, "", ui.colors.position[i], -glm::dot(axis, forward)};
  }
  std::ranges::sort(arms, std::greater{}, &Arm::depth);
  const float reach = ui.px(30);
  const ImVec2 center{area.min.x + ui.px(52), area.max.y - ui.px(52)};
  for (const Arm& arm : arms) {
    const bool named = *arm.label != '\0';
    const ImVec2 tip{center.x + static_cast<float>(glm::dot(arm.axis, right)) * reach,
                     center.y - static_cast<float>(glm::dot(arm.axis, up)) * reach};
    const float radius = named ? ui.px(8.5F) : ui.px(4);
    if (!named) {
      list.AddCircleFilled(tip, radius, faded(arm.color, 0.35F), 24);
      continue;
    }
    list.AddLine(center, tip, arm.color, ui.px(2));
    list.AddCircleFilled(tip, radius, arm.color, 24);
    const float size = ui.fonts.strong->FontSize * ImGui::GetIO().FontGlobalScale;
    const ImVec2 text{std::round(tip.x - text_width(ui.fonts.strong, arm.label) / 2),
                      std::round(tip.y - size / 2 - ui.px(1))};
    text_at(list, ui.fonts.strong, text, ui.colors.panel, arm.label);
  }
}

/// A centred line of text; `below` is its distance below the middle of the view, in units of the design.
struct Line {
  ImFont* font;
  ImU32 color;
  std::string text;
  float below;
};

void draw_centred(const Ui& ui, ImDrawList& list, const Area& area, std::span<const Line> lines) {
  const float middle = (area.min.x + area.max.x) / 2;
  for (const Line& line : lines) {
    const float width = text_width(line.font, line.text);
    const ImVec2 at{std::round(std::max(area.min.x + ui.px(12), middle - width / 2)),
                    std::round((area.min.y + area.max.y) / 2 + ui.px(line.below))};
    if (line.font == ui.fonts.mono) {
      const float size = line.font->FontSize * ImGui::GetIO().FontGlobalScale;
      list.AddRectFilled({at.x - ui.px(10), at.y - ui.px(6)},
                         {at.x + width + ui.px(10), at.y + size + ui.px(7)}, ui.colors.panel_raised,
                         ui.px(4));
    }
    text_at(list, line.font, at, line.color, line.text, area.max.x - ui.px(12));
  }
}

void draw_no_vertices(const Ui& ui, ImDrawList& list, const Area& area) {
  const OpenDataset* const dataset = ui.session.active_dataset();
  const bool any =
      std::ranges::any_of(ui.session.datasets, [](const OpenDataset& c) { return !c.data.empty(); });
  if (dataset == nullptr || any) return;
  const std::string size =
      fmt::format("The file is {} long.", counted(dataset->data.file_size(), "byte", "bytes"));
  const std::array<Line, 2> lines{{{ui.fonts.strong, ui.colors.text, "No vertices in " + dataset->name, -20},
                                   {ui.fonts.text, ui.colors.text_dim, size + " F5 reads it again.", 10}}};
  draw_centred(ui, list, area, lines);
}

void draw_empty_state(const Ui& ui, ImDrawList& list, const Area& area) {
  const std::array<Line, 4> lines{{
      {ui.fonts.strong, ui.colors.text, "Drop a vertex file here", -70},
      {ui.fonts.text, ui.colors.text_dim,
       "or press Ctrl+O to open one, Ctrl+P for every command, F1 for the keys", -40},
      {ui.fonts.text, ui.colors.text_dim, "Nothing at hand? Make a file in a terminal:", 6},
      {ui.fonts.mono, ui.colors.text, "vertexview generate sphere 100000 -o sphere.bin", 32},
  }};
  draw_centred(ui, list, area, lines);
}

}  // namespace

void draw_view3d(Ui& ui, const Area& area, unsigned picture) {
  // Everything is drawn into the background list, not a window: ImGui then claims no mouse event over it, and
  // the mouse turns the camera.
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  list.PushClipRect(area.min, area.max);
  if (picture != 0) {
    // OpenGL's first row is the lowest and ImGui's the highest, so the texture's v axis is turned round.
    list.AddImage(texture_id(picture), area.min, area.max, {0, 1}, {1, 0});
  }
  if (ui.session.datasets.empty()) {
    draw_empty_state(ui, list, area);
  } else {
    draw_hovered(ui, list, area);
    draw_selected(ui, list, area);
    draw_outline(ui, list);
    if (ui.session.show.axes) draw_gizmo(ui, list, area);
    draw_color_legend(ui, list, area);
    draw_no_vertices(ui, list, area);
  }
  list.PopClipRect();
}

}  // namespace vertexview::app
