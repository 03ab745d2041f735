#include "panels/table_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "panels/element_color.hpp"
#include "panels/histogram.hpp"
#include "session/number_counts.hpp"
#include "session/value_condition.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview::app {
namespace {

// In units of the design.
constexpr float kNameHeight = 28;
constexpr float kBarsHeight = 24;
constexpr float kBelowBars = 5;
constexpr float kEdge = 7;    // of a column, which a mouse has to hit
constexpr float kDrag = 4;    // a shorter way of the mouse is a click
constexpr float kLeast = 24;  // width of a column

std::string end_text(double end) {
  return shortest_text(end, ElementType::kFloat64);
}

std::string range_text(const Brush& brush) {
  if (brush.low == brush.high) return end_text(brush.low);
  return fmt::format("{} to {}", end_text(brush.low), end_text(brush.high));
}

/// Returns the shares of the histogram's range that a brush covers.
std::optional<std::pair<double, double>> shares_of(const Brush& brush, const NumberHistogram& histogram) {
  const double range = histogram.high - histogram.low;
  if (!(range > 0)) return std::pair(0.0, 1.0);
  return std::pair((brush.low - histogram.low) / range, (brush.high - histogram.low) / range);
}

const Brush* brush_of_column(const OpenDataset& dataset, std::string_view name) {
  const auto found = std::ranges::find(dataset.table.brushes, name, &Brush::number);
  return found != dataset.table.brushes.end() ? &*found : nullptr;
}

bool dragged(const Ui& ui) {
  return std::abs(ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0).x) >= ui.px(kDrag);
}

/// Returns the next order of rows after a click on a name: up, down, and that of the file.
std::string next_sort(const OpenDataset& dataset, const std::string& name) {
  const auto& sort = dataset.table.sort;
  if (!sort || sort->number != name) return name;
  return sort->descending ? "none" : name + " down";
}

}  // namespace

float TableHeader::height(const Ui& ui) noexcept {
  return ui.px(kNameHeight) + ui.px(kBarsHeight) + ui.px(kBelowBars);
}

void TableHeader::draw_index(Ui& ui, const PlacedColumns& columns, const Area& area) {
  ImGui::SetCursorScreenPos(area.min);
  ImGui::InvisibleButton("index", {std::max(1.0F, columns.fixed_width()), area.height()});
  if (ImGui::IsItemHovered() && right_clicked(area)) menu_.open({});
  if (ImGui::IsItemDeactivated() && ImGui::IsItemHovered())
    ui.run(command<handlers::sort>(std::string("none")));
  if (ImGui::IsItemHovered() && mouse_rests(ui))
    ImGui::SetTooltip("Click: rows as in the file. Right click: columns.");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = std::round(area.min.y + (ui.px(kNameHeight) - ImGui::GetFontSize()) / 2);
  const float right = area.min.x + columns.index_right();
  text_at(list, ui.fonts.strong, {right - text_width(ui.fonts.strong, "index"), top}, ui.colors.text_dim,
          "index");
}

void TableHeader::draw_edge(Ui& ui, const PlacedColumn& placed, const Area& cell) {
  const float half = std::round(ui.px(kEdge) / 2);
  ImGui::SetCursorScreenPos({cell.max.x - half, cell.min.y});
  ImGui::InvisibleButton("edge", {2 * half, cell.height()});
  const std::string& name = placed.column.look.name;
  const bool hovered = ImGui::IsItemHovered();
  // An edge that is let go still counts as held: the mouse may have moved within that very frame.
  const bool held = ImGui::IsItemActive() || ImGui::IsItemDeactivated();
  if (hovered || held) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    ImGui::GetWindowDrawList()->AddRectFilled({cell.max.x - 1, cell.min.y}, {cell.max.x + 1, cell.max.y},
                                              ui.colors.accent);
  }
  const float mouse = ImGui::GetIO().MousePos.x;
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
    return ui.run(command<handlers::column_width>(name + " auto"));
  if (ImGui::IsItemActivated()) grab_ = mouse - (placed.right - placed.left);
  if (!held || !dragged(ui)) return;
  const float width = std::round((mouse - grab_) / ui.scale);
  ui.run(command<handlers::column_width>(fmt::format("{} {}", name, std::clamp(width, kLeast, 2000.0F))));
}

void TableHeader::finish_move(Ui& ui, const PlacedColumns& columns, const PlacedColumn& placed) {
  const float mouse = ImGui::GetIO().MousePos.x;
  std::size_t place = 0;
  for (const PlacedColumn& other : columns.shown())
    if (&other != &placed && origin_ + (other.left + other.right) / 2 < mouse) ++place;
  ui.run(command<handlers::move_column>(fmt::format("{} {}", placed.column.look.name, place)));
}

void TableHeader::draw_name(Ui& ui, const OpenDataset& dataset, const PlacedColumns& columns,
                            const PlacedColumn& placed, const Area& cell, Areas& areas) {
  const std::string& name = placed.column.look.name;
  const float bottom = cell.min.y + ui.px(kNameHeight);
  ImGui::SetCursorScreenPos(cell.min);
  ImGui::InvisibleButton("name", {std::max(1.0F, cell.width()), bottom - cell.min.y});
  mark(areas, "column " + name);
  const bool hovered = ImGui::IsItemHovered();
  const bool released = ImGui::IsItemDeactivated();
  if (hovered && right_clicked(cell)) menu_.open(name);
  if (ImGui::IsItemActivated()) ignored_ = false;
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    clicked_.reset();
    ignored_ = true;
    ui.run(command<handlers::color>(name));
  }
  if ((ImGui::IsItemActive() || released) && dragged(ui)) moving_ = name;
  if (released && moving_ == name) {
    finish_move(ui, columns, placed);
    moving_.clear();
  } else if (released && hovered && !ignored_) {
    clicked_ = {name, ui.now};
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (hovered || moving_ == name) {
    list.AddRectFilled(cell.min, {cell.max.x, bottom}, ui.colors.row_hover);
    if (moving_.empty() && !popup_open() && mouse_rests(ui))
      ImGui::SetTooltip("%s  %s\nClick: sort. Twice: colour by it. Drag: move. Right click: more.",
                        name.c_str(), type_text(placed.column.element).c_str());
  }
  const float top = std::round(cell.min.y + (bottom - cell.min.y - ImGui::GetFontSize()) / 2);
  const float right = origin_ + placed.right;
  const float left = std::max(origin_ + placed.left, right - text_width(ui.fonts.strong, name));
  text_at(list, ui.fonts.strong, {left, top}, color_of(placed.column.element, ui.colors), name, right + 0.5F);
  const auto& sort = dataset.table.sort;
  if (!sort || sort->number != name) return;
  const float middle = left - ui.px(kSortArrow) / 2 - ui.px(2);
  const float y = std::round((cell.min.y + bottom) / 2);
  const float reach = ui.px(3.5F);
  const float tip = sort->descending ? reach : -reach;
  list.AddTriangleFilled({middle - reach, y - tip}, {middle + reach, y - tip}, {middle, y + tip},
                         ui.colors.text);
}

void TableHeader::draw_bars(Ui& ui, const OpenDataset& dataset, const PlacedColumn& placed, const Area& cell,
                            Areas& areas) {
  const std::string& name = placed.column.look.name;
  const Area bars{{std::round(origin_ + placed.left), cell.min.y + ui.px(kNameHeight)},
                  {std::round(origin_ + placed.right), cell.max.y - ui.px(kBelowBars)}};
  const NumberStatistics* const of = statistics_of(dataset, name);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 color = color_of(placed.column.element, ui.colors);
  list.AddLine({bars.min.x, bars.max.y + 0.5F}, {bars.max.x, bars.max.y + 0.5F}, faded(color, 0.35F));
  ImGui::SetCursorScreenPos(bars.min);
  ImGui::InvisibleButton("bars", {std::max(1.0F, bars.width()), bars.height() + ui.px(kBelowBars)});
  mark(areas, "histogram " + name);
  if (of == nullptr || of->finite() == 0) return;
  const auto share = [&] {
    const float x = (ImGui::GetIO().MousePos.x - bars.min.x) / std::max(1.0F, bars.width());
    return std::clamp(static_cast<double>(x), 0.0, 1.0);
  };
  const Brush* const now = brush_of_column(dataset, name);
  HistogramLook look{.color = faded(color, now != nullptr ? 0.35F : 0.6F), .marked_color = color};
  if (now != nullptr) look.marked = shares_of(*now, of->histogram);
  if (ImGui::IsItemActivated()) brushed_ = share();
  const bool active = ImGui::IsItemActive();
  const bool released = ImGui::IsItemDeactivated();
  const bool far = std::abs(share() - brushed_) * static_cast<double>(bars.width()) >= double{ui.px(kDrag)};
  const Brush drawn = brush_of(*of, brushed_, share());
  if (active && far) look.marked = shares_of(drawn, of->histogram);
  if (look.marked) {
    const auto x = [&](double part) {
      return bars.min.x + bars.width() * static_cast<float>(std::clamp(part, 0.0, 1.0));
    };
    list.AddRectFilled({std::floor(x(look.marked->first)), bars.min.y},
                       {std::ceil(x(look.marked->second)), bars.max.y}, faded(ui.colors.accent, 0.25F));
  }
  draw_histogram(list, bars, of->histogram, look);
  if (active && far) ImGui::SetTooltip("%s %s", name.c_str(), range_text(drawn).c_str());
  if (!active && !released && ImGui::IsItemHovered() && !popup_open() && mouse_rests(ui))
    ImGui::SetTooltip("%s of all %s records\nDrag: choose a range. Shift: select it alone. Click: clear.",
                      name.c_str(), grouped(of->count).c_str());
  if (!released) return;
  if (!far) {
    if (now != nullptr) ui.run(command<handlers::brush>(name + " none"));
    return;
  }
  if (ImGui::GetIO().KeyShift)
    ui.run(command<handlers::select_where>(brush_expression({&drawn, 1})));
  else
    ui.run(
        command<handlers::brush>(fmt::format("{} {}..{}", name, end_text(drawn.low), end_text(drawn.high))));
}

void TableHeader::draw_target(const Ui& ui, const PlacedColumns& columns, const Area& area) const {
  if (moving_.empty()) return;
  const float mouse = ImGui::GetIO().MousePos.x;
  float x = origin_ + columns.gap() / 2;
  for (const PlacedColumn& other : columns.shown())
    if (origin_ + (other.left + other.right) / 2 < mouse) x = origin_ + other.right + columns.gap() / 2;
  x = std::round(x);
  ImGui::GetWindowDrawList()->AddRectFilled({x - 1, area.min.y}, {x + 1, area.max.y}, ui.colors.accent);
}

// A click sorts once it cannot become the first of two.
void TableHeader::sort_clicked(Ui& ui, const OpenDataset& dataset) {
  if (!clicked_) return;
  const double due = clicked_->time + double{ImGui::GetIO().MouseDoubleClickTime};
  if (ui.now < due) return ui.wake_at(due);
  ui.run(command<handlers::sort>(next_sort(dataset, clicked_->column)));
  clicked_.reset();
}

void TableHeader::draw(Ui& ui, const OpenDataset& dataset, const PlacedColumns& columns, const Area& area,
                       float left, float scrolled, float right, Areas& areas) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(area.min, area.max, ui.colors.panel_raised);
  list.AddLine({area.min.x, area.max.y - 0.5F}, {area.max.x, area.max.y - 0.5F}, ui.colors.border);
  draw_index(ui, columns, area);
  origin_ = left - scrolled;
  // What is scrolled under the part that stays in place takes no mouse there.
  ImGui::PushClipRect({left, area.min.y}, {std::max(left, right), area.max.y}, true);
  for (const PlacedColumn& placed : columns.shown()) {
    const Area cell{{origin_ + placed.left - columns.gap() / 2, area.min.y},
                    {origin_ + placed.right + columns.gap() / 2, area.max.y - 1}};
    if (cell.max.x < left || cell.min.x > right) continue;
    ImGui::PushID(placed.column.look.name.c_str());
    draw_edge(ui, placed, cell);
    draw_name(ui, dataset, columns, placed, cell, areas);
    draw_bars(ui, dataset, placed, cell, areas);
    ImGui::PopID();
  }
  draw_target(ui, columns, area);
  ImGui::PopClipRect();
  menu_.draw(ui, dataset, areas);
  sort_clicked(ui, dataset);
}

}  // namespace vertexview::app
