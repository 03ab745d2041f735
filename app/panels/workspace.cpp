#include "panels/workspace.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "panels/dataset_list.hpp"
#include "panels/help.hpp"
#include "panels/inspector.hpp"
#include "panels/statistics_view.hpp"
#include "panels/status_bar.hpp"
#include "panels/view3d.hpp"

namespace vertexview::app {
namespace {

// These lengths are in units of the design. At this width the table of ten million canonical vertices shows
// every column whole.
constexpr float kSideWidth = 500;
// A smaller part shows nothing that is of use: a column or two, and a heading with two rows.
constexpr float kSmallestSide = 200;
constexpr float kSmallestView = 200;
constexpr float kSmallestInspector = 90;
constexpr float kSmallestTable = 90;
constexpr float kSmallestLayout = 90;
constexpr float kStatusHeight = 28;
constexpr float kGrip = 6;  // wide enough for a mouse to find, too narrow to be seen as a gap
// ImGui gives a new line of text the focus a few frames after it appears. A line that has none after this
// many frames will not get it, and the letters that wait for it go elsewhere.
constexpr int kMostFocusFrames = 10;

// Without a dataset there is nothing to list, and the whole window says how to open one.
bool shows_side(const Session& session) noexcept {
  const Shown& show = session.show;
  return !session.datasets.empty() && (show.table || show.inspector || show.datasets);
}

}  // namespace

bool Workspace::asking() const noexcept {
  return palette_.picker().is_open() || prompt_.picker().is_open();
}

bool Workspace::typing() const noexcept {
  return asking() || (layout_.height() > 1 && layout_panel_.takes_keys());
}

bool Workspace::taking_focus() const noexcept {
  return focus_wait_ < kMostFocusFrames &&
         (palette_.picker().is_taking_focus() || prompt_.picker().is_taking_focus());
}

bool Workspace::split(const char* name, const Area& area, bool vertical, const ThemeColors& colors,
                      float& edge) {
  begin_panel(name, area, {0, 0}, 0, ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollbar);
  ImGui::SetCursorScreenPos(area.min);
  ImGui::InvisibleButton("grip", {area.width(), area.height()});
  // A grip that is let go still counts as held: the mouse may have moved within that very frame.
  const bool held = ImGui::IsItemActive() || ImGui::IsItemDeactivated();
  const bool lit = held || ImGui::IsItemHovered();
  if (lit) ImGui::SetMouseCursor(vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
  // The edge follows the mouse itself: summed steps would drift in slow frames and where the edge is stopped.
  const float mouse = vertical ? ImGui::GetIO().MousePos.x : ImGui::GetIO().MousePos.y;
  if (ImGui::IsItemActivated()) grab_ = mouse - edge;
  if (held) edge = mouse - grab_;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float x = std::floor((area.min.x + area.max.x) / 2);
  const float y = std::floor((area.min.y + area.max.y) / 2);
  const ImU32 color = lit ? colors.accent : colors.border;
  const float thick = lit ? 2.0F : 1.0F;
  if (vertical)
    list.AddRectFilled({x, area.min.y}, {x + thick, area.max.y}, color);
  else
    list.AddRectFilled({area.min.x, y}, {area.max.x, y + thick}, color);
  ImGui::End();
  return held;
}

void Workspace::place(Ui& ui, float top, ImVec2 display) {
  const Shown& show = ui.session.show;
  const float bottom = display.y - (show.status ? ui.px(kStatusHeight) : 0);
  status_ = {{0, bottom}, display};
  const bool side = shows_side(ui.session);
  const float wanted =
      side_width_ > 0 ? side_width_ * ui.scale : std::min(ui.px(kSideWidth), display.x * 0.46F);
  const float most = std::max(ui.px(kSmallestSide), display.x - ui.px(kSmallestView));
  const float width = side ? std::round(std::clamp(wanted, ui.px(kSmallestSide), most)) : 0;
  const float edge = std::max(1.0F, display.x - width);
  view_ = {{0, top}, {edge, std::max(top + 1, bottom)}};
  layout_ = {};
  if (show.layout && !ui.session.datasets.empty()) {
    const float room = bottom - top;
    const float height = layout_height_ > 0
                             ? layout_height_ * ui.scale
                             : std::min(layout_panel_.wanted_height(ui), room * layout_panel_.share());
    const float highest = std::max(ui.px(kSmallestLayout), room - ui.px(kSmallestTable));
    const float split = std::round(bottom - std::clamp(height, ui.px(kSmallestLayout), highest));
    layout_ = {{0, std::max(top + 1, split)}, {edge, bottom}};
    view_.max.y = layout_.min.y;
  }
  side_ = {{edge, top}, {display.x, std::max(top + 1, bottom)}};
  const float grip = ui.px(kGrip);
  side_splitter_ = {{edge - grip / 2, top}, {edge + grip / 2, std::max(top + 1, bottom)}};
}

void Workspace::draw_splitters(Ui& ui, float top, float table_bottom) {
  const Shown& show = ui.session.show;
  const float room = side_.max.y - top;
  float edge = table_bottom;
  if (show.table && show.inspector) {
    const float grip = ui.px(kGrip);
    inspector_splitter_ = {{side_.min.x, table_bottom - grip / 2}, {side_.max.x, table_bottom + grip / 2}};
    if (split("##inspector splitter", inspector_splitter_, false, ui.colors, edge))
      inspector_height_ = std::clamp(side_.max.y - edge, 1.0F, room) / ui.scale;
  }
  edge = side_.min.x;
  if (split("##side splitter", side_splitter_, true, ui.colors, edge))
    side_width_ = std::clamp(side_.max.x - edge, 1.0F, side_.max.x) / ui.scale;
}

void Workspace::draw_side(Ui& ui) {
  const Shown& show = ui.session.show;
  if (!shows_side(ui.session)) return;
  float top = side_.min.y;
  if (show.datasets) top += std::min(datasets_height(ui), side_.height());
  const float room = side_.max.y - top;
  float table_bottom = show.table ? side_.max.y : top;
  if (show.table && show.inspector) {
    const float most = std::max(ui.px(kSmallestInspector), room - ui.px(kSmallestTable));
    const float height =
        inspector_height_ > 0 ? inspector_height_ * ui.scale : std::min(inspector_height(ui), room * 0.55F);
    table_bottom = std::round(side_.max.y - std::clamp(height, ui.px(kSmallestInspector), most));
  }
  // ImGui stacks these windows in reverse order of their first appearance, so the grips are drawn first to
  // lie over the parts.
  draw_splitters(ui, top, table_bottom);
  dataset_list_ = {side_.min, {side_.max.x, top}};
  dataset_rows_ = show.datasets ? draw_datasets(ui, dataset_list_) : std::vector<Area>();
  if (show.table && table_bottom > top + 1)
    table_.draw(ui, {{side_.min.x, top}, {side_.max.x, table_bottom}});
  if (show.inspector && side_.max.y > table_bottom + 1)
    draw_inspector(ui, {{side_.min.x, table_bottom}, side_.max}, cell_menu_, overlay_areas_);
}

void Workspace::draw_layout(Ui& ui) {
  if (layout_.height() <= 1) return;
  const float grip = ui.px(kGrip);
  const Area splitter{{0, layout_.min.y - grip / 2}, {layout_.max.x - grip, layout_.min.y + grip / 2}};
  float edge = layout_.min.y;
  if (split("##layout splitter", splitter, false, ui.colors, edge))
    layout_height_ = std::max(1.0F, layout_.max.y - edge) / ui.scale;
  layout_panel_.draw(ui, layout_);
}

std::optional<LayoutReport> Workspace::layout_report() const {
  if (layout_.height() <= 1) return std::nullopt;
  return layout_panel_.report();
}

bool Workspace::reading() const {
  return layout_.height() > 1 && layout_panel_.sampling();
}

void Workspace::open_prompt(Ui& ui) {
  prompt_.open(*std::exchange(ui.ask, nullptr), ui.session);
  palette_.close();
  ui.wake_at(ui.now + 1e-3);
}

void Workspace::draw_overlays(Ui& ui) {
  const Shown& show = ui.session.show;
  notices_.log_open = show.log;
  notices_.draw_log(ui, view_);
  notices_.draw_toasts(ui, view_);
  if (show.help && draw_help(ui)) ui.run(command<handlers::help>());
  // Only one of them is open at a time, the one that was asked for last.
  if (ui.ask != nullptr) {
    open_prompt(ui);
  } else if (show.palette && !palette_.picker().is_open()) {
    prompt_.close();
    palette_.open();
  } else if (!show.palette && palette_.picker().is_open()) {
    palette_.close();
  }
  palette_.draw(ui);
  if (show.palette && !palette_.picker().is_open()) ui.run(command<handlers::palette>());
  // Both lines are the same one to ImGui, so the prompt that the palette asks for is drawn in the next frame.
  if (ui.ask != nullptr)
    open_prompt(ui);
  else
    prompt_.draw(ui);
  focus_wait_ =
      palette_.picker().is_taking_focus() || prompt_.picker().is_taking_focus() ? focus_wait_ + 1 : 0;
}

std::optional<std::uint64_t> Workspace::dataset_at(ImVec2 place) const noexcept {
  if (!dataset_list_.contains(place)) return std::nullopt;
  const auto row =
      std::ranges::find_if(dataset_rows_, [&](const Area& area) { return area.contains(place); });
  return row == dataset_rows_.end() ? std::nullopt
                                    : std::optional<std::uint64_t>(row - dataset_rows_.begin());
}

std::map<std::string, std::array<int, 4>> Workspace::areas(float density) const {
  const auto pixels = [&](const Area& area) {
    const auto px = [&](float length) { return static_cast<int>(std::lround(length * density)); };
    return std::array<int, 4>{px(area.min.x), px(area.min.y), px(area.width()), px(area.height())};
  };
  std::map<std::string, std::array<int, 4>> areas{{"view", pixels(view_)}};
  for (std::size_t i = 0; i < dataset_rows_.size(); ++i)
    areas["dataset " + std::to_string(i)] = pixels(dataset_rows_[i]);
  if (side_.width() > 0) areas["side splitter"] = pixels(side_splitter_);
  if (side_.width() > 0 && table_.rows_area().width() > 0) {
    const Area& rows = table_.rows_area();
    areas["table"] = pixels(rows);
    areas["first row"] = pixels({rows.min, {rows.max.x, rows.min.y + table_.row_height()}});
    for (const auto& [name, area] : table_.areas()) areas[name] = pixels(area);
  }
  for (const auto& [name, area] : menu_bar_.areas()) areas[name] = pixels(area);
  for (const auto& [name, area] : overlay_areas_) areas[name] = pixels(area);
  for (const auto& [name, area] : status_areas_) areas[name] = pixels(area);
  for (const auto& [name, area] : notices_.areas()) areas[name] = pixels(area);
  if (layout_.height() > 1) {
    areas["layout"] = pixels(layout_);
    for (const auto& [name, area] : layout_panel_.areas()) areas[name] = pixels(area);
  }
  return areas;
}

void Workspace::draw(Ui& ui, unsigned picture) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  // What opens last is closed first, and it has the keyboard: a menu or a list before anything behind it, and
  // no menu over a line that is typed into.
  if (ui.popup && key_pressed(ImGuiKey_Escape, false)) close_popup();
  if (asking()) ui.session.open_menu.clear();
  const float top = menu_bar_.draw(ui);
  place(ui, top, display);
  overlay_areas_.clear();
  draw_view3d(ui, view_, picture);
  draw_statistics(ui, view_, overlay_areas_);
  draw_side(ui);
  draw_layout(ui);
  if (ui.session.show.status)
    draw_status_bar(ui, status_, status_areas_);
  else
    status_areas_.clear();
  draw_overlays(ui);
}

}  // namespace vertexview::app
