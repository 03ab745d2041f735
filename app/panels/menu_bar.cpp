#include "panels/menu_bar.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "gui/widgets.hpp"

namespace vertexview::app {
namespace {

// Returns whether a line parts the two actions: rows of the table that share a name belong together and are
// parted from the others.
bool begins_group(const Action& before, const Action& action) {
  const auto is_group = [](const Action& one) {
    return std::ranges::count(actions(), one.name, &Action::name) > 1;
  };
  return before.name != action.name && (is_group(before) || is_group(action));
}

std::vector<std::string> menus_of_table() {
  std::vector<std::string> menus;
  for (const Action& action : actions())
    if (!action.menu.empty() && std::ranges::find(menus, action.menu) == menus.end())
      menus.emplace_back(action.menu);
  return menus;
}

// Shows behind the next item that it is the chosen one.
void draw_choice() {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float half_gap = ImGui::GetStyle().ItemSpacing.y / 2;
  const ImVec2 end{at.x + ImGui::GetContentRegionAvail().x, at.y + ImGui::GetTextLineHeight() + half_gap};
  ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y - half_gap}, end,
                                            ImGui::GetColorU32(ImGuiCol_HeaderHovered));
}

}  // namespace

void MenuBar::open_by_keys(Ui& ui, const std::vector<std::string>& menus) {
  if (!open_.empty() && !ImGui::IsPopupOpen(open_.c_str())) open_.clear();
  std::string wanted = std::exchange(ui.session.open_menu, {});
  if (const auto open = std::ranges::find(menus, open_); ui.popup && open != menus.end()) {
    const auto place = static_cast<std::size_t>(open - menus.begin());
    if (key_pressed(ImGuiKey_RightArrow)) wanted = menus[(place + 1) % menus.size()];
    if (key_pressed(ImGuiKey_LeftArrow)) wanted = menus[(place + menus.size() - 1) % menus.size()];
  }
  if (wanted.empty()) return;
  if (ui.popup) close_popup();  // gives the focus back to where the new menu leaves it in the end
  ImGui::OpenPopup(wanted.c_str());
  open_ = std::move(wanted);
  chosen_ = 0;
  by_keys_ = true;
  ui.wake_at(ui.now + 1e-3);  // ImGui shows a new menu one frame later, when it knows its size
}

void MenuBar::choose_by_keys(std::size_t count) {
  if (key_pressed(ImGuiKey_DownArrow)) chosen_ = chosen_ ? (*chosen_ + 1) % count : 0;
  if (key_pressed(ImGuiKey_UpArrow)) chosen_ = (chosen_.value_or(0) + count - 1) % count;
}

void MenuBar::draw_item(Ui& ui, const Action& action, std::size_t place, bool enter) {
  const bool checked = action.checked != nullptr && action.checked(ui.session);
  const bool enabled = check_enabled(action, ui.session).has_value();
  if (chosen_ == place) draw_choice();
  bool taken = ImGui::MenuItem(std::string(action.label).c_str(), std::string(action.shortcut).c_str(),
                               checked, enabled);
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  if (ImGui::IsItemHovered()) {
    if (moved.x != 0 || moved.y != 0) chosen_ = place;
    if (!action.help.empty()) {
      ImGui::PushTextWrapPos(ui.px(320));
      ImGui::SetTooltip("%.*s", static_cast<int>(action.help.size()), action.help.data());
      ImGui::PopTextWrapPos();
    }
  }
  if (chosen_ == place) mark(areas_, "menu chosen");
  if (enter && enabled && chosen_ == place) {
    taken = true;
    ImGui::CloseCurrentPopup();
  }
  if (taken) ui.invoke(action);
}

void MenuBar::draw_menu(Ui& ui, const std::string& menu) {
  if (!ImGui::BeginMenu(menu.c_str())) return;
  if (std::exchange(open_, menu) != menu) chosen_.reset();
  const ImVec2 min = ImGui::GetWindowPos();
  areas_["menu " + menu] = {min, {min.x + ImGui::GetWindowWidth(), min.y + ImGui::GetWindowHeight()}};
  // A key that went down before the menu was open has opened it, and means nothing in it.
  if (ui.popup) choose_by_keys(static_cast<std::size_t>(std::ranges::count(actions(), menu, &Action::menu)));
  const bool enter =
      ui.popup && (key_pressed(ImGuiKey_Enter, false) || key_pressed(ImGuiKey_KeyPadEnter, false));
  const Action* before = nullptr;
  std::size_t place = 0;
  for (const Action& action : actions()) {
    if (action.menu != menu) continue;
    if (before != nullptr && begins_group(*before, action)) ImGui::Separator();
    before = &action;
    draw_item(ui, action, place++, enter);
  }
  ImGui::EndMenu();
}

void MenuBar::rest_mouse() {
  const ImGuiIO& io = ImGui::GetIO();
  if (!popup_open() || io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseDown[0]) by_keys_ = false;
  if (by_keys_) ImGui::GetCurrentContext()->NavDisableMouseHover = true;
}

float MenuBar::draw(Ui& ui) {
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(ui.px(10), ui.px(6)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.px(14), ui.px(8)));
  float height = 0;
  areas_.clear();
  if (ImGui::BeginMainMenuBar()) {
    const std::vector<std::string> menus = menus_of_table();
    open_by_keys(ui, menus);
    rest_mouse();
    for (const std::string& menu : menus) draw_menu(ui, menu);
    height = ImGui::GetWindowHeight();
    ImGui::GetWindowDrawList()->AddLine({0, height - 0.5F}, {ImGui::GetWindowWidth(), height - 0.5F},
                                        ui.colors.border);
    ImGui::EndMainMenuBar();
  }
  ImGui::PopStyleVar(2);
  return height;
}

}  // namespace vertexview::app
