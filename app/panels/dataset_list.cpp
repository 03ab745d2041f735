#include "panels/dataset_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "actions/handlers.hpp"
#include "vertexview/memory/number_text.hpp"

namespace vertexview::app {
namespace {

constexpr float kRow = 30;
constexpr std::size_t kMostRows = 6;  // further datasets are scrolled to, so that the table keeps its height

// Draws an eye as an almond with a pupil, struck through when it is closed.
void draw_eye(const Ui& ui, ImDrawList& list, ImVec2 center, bool open, ImU32 color) {
  const float w = ui.px(7.5F);
  const float h = ui.px(6);
  const float line = std::max(1.0F, ui.px(1.4F));
  // The lids are two strokes: one closed path would grow spikes where the lids meet.
  for (const float side : {-1.6F, 1.6F}) {
    list.PathLineTo({center.x - w, center.y});
    list.PathBezierQuadraticCurveTo({center.x, center.y + side * h}, {center.x + w, center.y});
    list.PathStroke(color, ImDrawFlags_None, line);
  }
  if (open)
    list.AddCircleFilled(center, ui.px(2.4F), color, 16);
  else
    list.AddLine({center.x - w * 0.8F, center.y + h}, {center.x + w * 0.8F, center.y - h}, color,
                 line * 1.2F);
}

void fit_alone(Ui& ui, std::size_t index) {
  ui.run(command<handlers::activate>(std::uint64_t{index}));
  ui.run(command<handlers::fit_active>());
}

void draw_row(Ui& ui, ImDrawList& list, const Area& row, std::size_t index) {
  const OpenDataset& dataset = ui.session.datasets[index];
  const bool active = dataset.id == ui.session.active;
  const float eye = ui.px(36);
  ImGui::PushID(static_cast<int>(index));
  ImGui::SetCursorScreenPos(row.min);
  if (ImGui::InvisibleButton("eye", {eye, row.height()}))
    ui.run(command<handlers::toggle_dataset>(std::uint64_t{index}));
  const bool over_eye = ImGui::IsItemHovered();
  if (over_eye) ImGui::SetTooltip("%s", dataset.visible ? "Hide" : "Show");
  ImGui::SetCursorScreenPos({row.min.x + eye, row.min.y});
  if (ImGui::InvisibleButton("row", {std::max(1.0F, row.width() - eye), row.height()}) && !active)
    ui.run(command<handlers::activate>(std::uint64_t{index}));
  const bool over_row = ImGui::IsItemHovered();
  if (over_row) ImGui::SetTooltip("%s\nDouble-click: fit it", dataset.data.path().c_str());
  if (over_row && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) fit_alone(ui, index);
  ImGui::PopID();

  if (ui.session.datasets.size() > 1 && active)
    list.AddRectFilled(row.min, {row.min.x + ui.px(3), row.max.y}, ui.colors.accent);
  if (over_row || over_eye) list.AddRectFilled(row.min, row.max, ui.colors.row_hover);
  const float middle = (row.min.y + row.max.y) / 2;
  const ImU32 eye_color = over_eye ? ui.colors.accent : dataset.visible ? ui.colors.text : ui.colors.text_dim;
  draw_eye(ui, list, {row.min.x + ui.px(20), middle}, dataset.visible, eye_color);
  const float top = std::round(middle - ImGui::GetFontSize() / 2);
  const std::string about = fmt::format("{} \u00D7 {} bytes   {}", grouped(dataset.data.size()),
                                        dataset.data.stride(), dataset.data.layout().schema.format);
  const float right = row.max.x - ui.px(12);
  const float name_left = row.min.x + eye;
  const float name_right = name_left + text_width(ui.fonts.strong, dataset.name) + ui.px(16);
  // In a narrow panel only the name is shown, because the name tells the datasets apart.
  const float about_left = std::max(name_right, right - text_width(ui.fonts.text, about));
  const bool both = right - about_left >= ui.px(60);
  text_at(list, ui.fonts.strong, {name_left, top}, active ? ui.colors.text : ui.colors.text_dim, dataset.name,
          both ? about_left : right);
  if (both) text_at(list, ui.fonts.text, {about_left, top}, ui.colors.text_dim, about, right);
}

}  // namespace

float datasets_height(const Ui& ui) {
  const std::size_t rows = std::clamp<std::size_t>(ui.session.datasets.size(), 1, kMostRows);
  return ui.px(kRow) * static_cast<float>(rows) + 1;
}

std::vector<Area> draw_datasets(Ui& ui, const Area& area) {
  std::vector<Area> rows;
  rows.reserve(ui.session.datasets.size());
  begin_panel("Clouds", area, {0, 0}, ui.colors.panel);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = ui.px(kRow);
  float top = area.min.y - ImGui::GetScrollY();
  for (std::size_t i = 0; i < ui.session.datasets.size(); ++i, top += height)
    draw_row(ui, list, rows.emplace_back(Area{{area.min.x, top}, {area.max.x, top + height}}), i);
  if (ui.session.datasets.empty())
    text_at(list, ui.fonts.text,
            {area.min.x + ui.px(12), std::round(area.min.y + (height - ImGui::GetFontSize()) / 2)},
            ui.colors.text_dim, "No file is open");
  list.AddLine({area.min.x, area.max.y - 0.5F}, {area.max.x, area.max.y - 0.5F}, ui.colors.border);
  ImGui::End();
  return rows;
}

}  // namespace vertexview::app
