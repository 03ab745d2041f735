#include "panels/status_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "session/filter.hpp"
#include "session/place.hpp"
#include "vertexview/memory/number_text.hpp"

namespace vertexview::app {
namespace {

enum class Mark : std::uint8_t { kNone, kFull, kHollow };

struct Item {
  std::string text;
  ImU32 color = 0;
  Mark mark = Mark::kNone;  ///< a dot before the text
  ImU32 mark_color = 0;
  const Action* action = nullptr;  ///< what a click on the text runs; null: the text is no button
  const char* area = "";           ///< the name of the button in the state file
};

float mark_width(const Ui& ui, const Item& item) {
  return item.mark == Mark::kNone ? 0 : ui.px(14);
}

std::vector<Item> file_items(const Ui& ui) {
  const OpenDataset* const dataset = ui.session.active_dataset();
  if (dataset == nullptr) return {{"No file", ui.colors.text_dim}};
  std::vector<Item> items;
  items.push_back({dataset->name, ui.colors.text});
  items.push_back({counted(dataset->data.size(), "vertex", "vertices"), ui.colors.text});
  items.push_back({fmt::format("stride {}", dataset->data.stride()), ui.colors.text_dim});
  if (dataset->data.remainder() != 0)
    items.push_back(
        {fmt::format("{} left over", readable_bytes(dataset->data.remainder())), ui.colors.warning});
  if (!has_position(dataset->data.layout()))
    items.push_back({"no position", ui.colors.warning});
  else if (dataset->statistics.non_finite != 0)
    items.push_back({.text = fmt::format("{} not finite", grouped(dataset->statistics.non_finite)),
                     .color = ui.colors.warning,
                     .action = find_action(Handler::of<handlers::next_non_finite>()),
                     .area = "not finite"});
  if (dataset->filter)
    items.push_back({.text = fmt::format("{} pass  {}", grouped(dataset->filter->vertices->count()),
                                         filter_text(*dataset)),
                     .color = ui.colors.accent,
                     .action = find_action(Handler::of<handlers::filter>()),
                     .area = "filter"});
  return items;
}

void add_vertex(const Ui& ui, std::vector<Item>& items, const std::optional<VertexId>& which, ImU32 color,
                Mark mark, ImU32 mark_color) {
  const OpenDataset* const dataset = which ? ui.session.find(which->dataset) : nullptr;
  if (dataset == nullptr || which->index >= dataset->data.size()) return;
  items.push_back({.text = fmt::format("{}:  {}", which->index, place_text(dataset->data, which->index)),
                   .color = color,
                   .mark = mark,
                   .mark_color = mark_color});
}

std::vector<Item> frame_items(const Ui& ui) {
  const Session& session = ui.session;
  std::vector<Item> items;
  if (session.datasets.empty()) return items;
  const auto& drawn = session.frame.drawn;
  if (drawn.points_drawn == drawn.points_total)
    items.push_back({counted(drawn.points_drawn, "point", "points"), ui.colors.text_dim});
  else
    items.push_back({fmt::format("{} of {} points", grouped(drawn.points_drawn), grouped(drawn.points_total)),
                     ui.colors.text_dim});
  if (session.look.edl > 0) items.push_back({fmt::format("EDL {}", session.look.edl), ui.colors.text_dim});
  if (session.frame.gpu_bytes != 0)
    items.push_back({fmt::format("GPU {}", readable_bytes(session.frame.gpu_bytes)), ui.colors.text_dim});
  items.push_back({fmt::format("last frame {:.1f} ms", session.frame.milliseconds), ui.colors.text_dim});
  return items;
}

float width_of(const Ui& ui, const std::vector<Item>& items) {
  float width = 0;
  for (const Item& item : items)
    width += mark_width(ui, item) + text_width(ui.fonts.text, item.text) + ui.px(20);
  return width;
}

// Makes a text a button. It is underlined, so that it looks like one whatever its colour is.
void draw_button(Ui& ui, ImDrawList& list, Item& item, ImVec2 at, float right, Areas& areas) {
  const float width = std::min(text_width(ui.fonts.text, item.text), right - at.x);
  const float height = ImGui::GetFontSize();
  ImGui::SetCursorScreenPos(at);
  if (ImGui::InvisibleButton(std::string(item.action->name).c_str(), {std::max(1.0F, width), height}))
    ui.invoke(*item.action);
  mark(areas, item.area);
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) item.color = ui.colors.accent;
  const float line = std::round(at.y + height) + 0.5F;
  list.AddLine({at.x, line}, {at.x + width, line}, item.color);
}

void draw_items(Ui& ui, ImDrawList& list, std::vector<Item> items, ImVec2 at, float right, Areas& areas) {
  for (Item& item : items) {
    if (at.x >= right) break;
    const ImVec2 dot{at.x + ui.px(5), std::round(at.y + ImGui::GetFontSize() / 2)};
    if (item.mark == Mark::kFull) list.AddCircleFilled(dot, ui.px(4), item.mark_color, 20);
    if (item.mark == Mark::kHollow)
      list.AddCircle(dot, ui.px(4), item.mark_color, 20, std::max(1.0F, ui.px(1.5F)));
    at.x += mark_width(ui, item);
    if (item.action != nullptr) draw_button(ui, list, item, at, right, areas);
    text_at(list, ui.fonts.text, at, item.color, item.text, right);
    at.x += text_width(ui.fonts.text, item.text) + ui.px(20);
  }
}

// Draws the Cancel button at the right; returns the right edge of the room that is left.
float draw_cancel(Ui& ui, ImDrawList& list, const Area& area, float right, float text_top) {
  constexpr const char* kText = "Cancel";
  const float width = text_width(ui.fonts.text, kText) + ui.px(16);
  const ImVec2 min{right - width, area.min.y + ui.px(4)};
  const ImVec2 max{right, area.max.y - ui.px(3)};
  ImGui::SetCursorScreenPos(min);
  if (ImGui::InvisibleButton("cancel", {width, max.y - min.y})) ui.run(command<handlers::cancel>());
  const bool lit = ImGui::IsItemHovered() || ImGui::IsItemActive();
  list.AddRect(min, max, lit ? ui.colors.accent : ui.colors.border, ui.px(4));
  text_at(list, ui.fonts.text, {min.x + ui.px(8), text_top}, lit ? ui.colors.accent : ui.colors.text, kText);
  return min.x - ui.px(12);
}

// Draws the background work, if there is any; returns the right edge of the room that is left.
float draw_task(Ui& ui, ImDrawList& list, const Area& area, float right, float text_top) {
  if (ui.activity.what.empty()) return right;
  right = draw_cancel(ui, list, area, right, text_top);
  const std::string text =
      fmt::format("{} {:.0f} %", ui.activity.what, std::floor(ui.activity.fraction * 100));
  const float bar = ui.px(90);
  const float height = ui.px(4);
  const float middle = (area.min.y + area.max.y) / 2;
  const ImVec2 min{right - bar, std::round(middle - height / 2)};
  list.AddRectFilled(min, {right, min.y + height}, ui.colors.border, height / 2);
  const float done = bar * static_cast<float>(std::clamp(ui.activity.fraction, 0.0, 1.0));
  if (done >= height) list.AddRectFilled(min, {min.x + done, min.y + height}, ui.colors.accent, height / 2);
  const float left = min.x - ui.px(8) - text_width(ui.fonts.text, text);
  text_at(list, ui.fonts.text, {left, text_top}, ui.colors.text, text);
  return left - ui.px(20);
}

/// Adds how many vertices of the active file are selected, where there are several.
void add_count(const Ui& ui, std::vector<Item>& items) {
  const std::uint64_t count = ui.session.selection.of(ui.session.active).vertices.count();
  if (count < 2) return;
  items.push_back({.text = fmt::format("{} selected", grouped(count)), .color = ui.colors.text});
}

}  // namespace

void draw_status_bar(Ui& ui, const Area& area, Areas& areas) {
  areas.clear();
  auto left = file_items(ui);
  // Only buttons take the mouse: Cancel, which is shown during background work, and texts that run an action.
  const bool buttons = !ui.activity.what.empty() ||
                       std::ranges::any_of(left, [](const Item& item) { return item.action != nullptr; });
  const int inputs = buttons ? 0 : ImGuiWindowFlags_NoInputs;
  begin_panel("Status", area, {0, 0}, ui.colors.panel_raised, ImGuiWindowFlags_NoScrollbar | inputs);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddLine({area.min.x, area.min.y + 0.5F}, {area.max.x, area.min.y + 0.5F}, ui.colors.border);
  const float top = std::round(area.min.y + (area.height() - ImGui::GetFontSize()) / 2);
  const float margin = ui.px(12);

  // The file's name comes first. Each of the other parts is left out where it does not fit beside the name.
  const auto frame = frame_items(ui);
  float right = draw_task(ui, list, area, area.max.x - margin, top);
  if (width_of(ui, left) + width_of(ui, frame) < right - area.min.x - margin) {
    right -= width_of(ui, frame) - ui.px(20);
    draw_items(ui, list, frame, {right, top}, area.max.x, areas);
    right -= ui.px(20);
  }
  std::vector<Item> vertices;
  const auto focus = ui.session.selection.focus();
  add_count(ui, vertices);
  const auto hover = ui.session.selection.hover();
  add_vertex(ui, vertices, focus, ui.colors.text, Mark::kFull, ui.colors.selection);
  if (hover != focus) add_vertex(ui, vertices, hover, ui.colors.text_dim, Mark::kHollow, ui.colors.text_dim);
  left.insert(left.end(), vertices.begin(), vertices.end());
  draw_items(ui, list, std::move(left), {area.min.x + margin, top}, right, areas);
  ImGui::End();
}

}  // namespace vertexview::app
