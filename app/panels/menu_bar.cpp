#include "panels/menu_bar.hpp"

#include <algorithm>

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

void draw_menu(Ui& ui, std::string_view menu) {
  if (!ImGui::BeginMenu(std::string(menu).c_str())) return;
  const Action* before = nullptr;
  for (const Action& action : actions()) {
    if (action.menu != menu) continue;
    if (before != nullptr && begins_group(*before, action)) ImGui::Separator();
    before = &action;
    const bool checked = action.checked != nullptr && action.checked(ui.session);
    const bool enabled = check_enabled(action, ui.session).has_value();
    if (ImGui::MenuItem(std::string(action.label).c_str(), std::string(action.shortcut).c_str(), checked,
                        enabled))
      ui.invoke(action);
    if (ImGui::IsItemHovered() && !action.help.empty()) {
      ImGui::PushTextWrapPos(ui.px(320));
      ImGui::SetTooltip("%.*s", static_cast<int>(action.help.size()), action.help.data());
      ImGui::PopTextWrapPos();
    }
  }
  ImGui::EndMenu();
}

}  // namespace

float draw_menu_bar(Ui& ui) {
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(ui.px(10), ui.px(6)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.px(14), ui.px(8)));
  float height = 0;
  if (ImGui::BeginMainMenuBar()) {
    std::vector<std::string_view> menus;
    for (const Action& action : actions())
      if (!action.menu.empty() && std::ranges::find(menus, action.menu) == menus.end())
        menus.push_back(action.menu);
    for (const std::string_view menu : menus) draw_menu(ui, menu);
    height = ImGui::GetWindowHeight();
    ImGui::GetWindowDrawList()->AddLine({0, height - 0.5F}, {ImGui::GetWindowWidth(), height - 0.5F},
                                        ui.colors.border);
    ImGui::EndMainMenuBar();
  }
  ImGui::PopStyleVar(2);
  return height;
}

}  // namespace vertexview::app
