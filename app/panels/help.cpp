#include "panels/help.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vertexview::app {
namespace {

struct Line {
  std::string_view keys;
  std::string_view what;
};

constexpr std::array<Line, 11> kMouse{
    {{"Left drag", "Orbit around the pivot"},
     {"Wheel", "Zoom to the cursor"},
     {"Middle, right or Shift+left drag", "Pan"},
     {"Click", "Select the vertex"},
     {"Double-click", "Make it the pivot; on the background: fit all"},
     {"Alt+wheel", "Point size"},
     {"W A S D, Q E", "Fly; Shift 10 times faster, Alt 10 times slower"},
     {"Wheel while flying", "Flight speed"},
     {"Up Down, Page Up Page Down", "Next and previous vertex in the table"},
     {"Enter in the table", "Fly to the vertex"},
     {"F10 or Alt+F, then arrow keys", "Menus; Enter takes, Esc closes"}}};

void draw_lines(const Ui& ui, std::string_view title, const std::vector<Line>& lines, float keys_width) {
  ImGui::PushFont(ui.fonts.strong);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.accent);
  ImGui::TextUnformatted(title.data(), title.data() + title.size());
  ImGui::PopStyleColor();
  ImGui::PopFont();
  for (const Line& line : lines) {
    const float x = ImGui::GetCursorPosX();
    ImGui::TextUnformatted(line.keys.data(), line.keys.data() + line.keys.size());
    ImGui::SameLine();
    ImGui::SetCursorPosX(x + keys_width);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.text_dim);
    ImGui::TextUnformatted(line.what.data(), line.what.data() + line.what.size());
    ImGui::PopStyleColor();
  }
  ImGui::Dummy({1, ui.px(6)});
}

// Actions that are in no menu are listed under "Help".
std::string_view menu_of(const Action& action) noexcept {
  return action.menu.empty() ? "Help" : action.menu;
}

std::vector<std::string_view> menus() {
  std::vector<std::string_view> names;
  for (const Action& action : actions())
    if (!action.shortcut.empty() && std::ranges::find(names, menu_of(action)) == names.end())
      names.push_back(menu_of(action));
  return names;
}

void draw_menu_keys(const Ui& ui, std::string_view menu) {
  std::vector<Line> lines;
  for (const Action& action : actions())
    if (menu_of(action) == menu && !action.shortcut.empty()) lines.push_back({action.shortcut, action.label});
  draw_lines(ui, menu, lines, ui.px(104));
}

bool begin_sheet(const Ui& ui, ImVec2 size) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({std::round((display.x - size.x) / 2), std::round((display.y - size.y) / 2)});
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.colors.panel_raised);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.px(24), ui.px(18)));
  const bool open =
      ImGui::Begin("Help", nullptr,
                   ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                       ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
  return open;
}

}  // namespace

bool draw_help(Ui& ui) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const ImVec2 size{std::min(ui.px(1120), display.x - ui.px(24)),
                    std::min(ui.px(480), display.y - ui.px(80))};
  const int columns = size.x >= ui.px(1040) ? 3 : size.x >= ui.px(760) ? 2 : 1;
  (void)begin_sheet(ui, size);
  if (columns > 1) {
    ImGui::Columns(columns, "keys", false);
    ImGui::SetColumnWidth(0, ui.px(columns == 3 ? 498 : 484));
    if (columns == 3) ImGui::SetColumnWidth(1, ui.px(272));
  }
  draw_lines(ui, "Mouse and movement", {kMouse.begin(), kMouse.end()}, ui.px(200));
  // With three columns the menus from "Camera" on fill the third; with two they follow the mouse's part in
  // the first.
  const auto is_late = [](std::string_view menu) {
    return menu == "Camera" || menu == "Table" || menu == "Help";
  };
  const auto draw = [&](bool late) {
    for (const std::string_view menu : menus())
      if (is_late(menu) == late) draw_menu_keys(ui, menu);
  };
  if (columns == 2) draw(true);
  if (columns > 1) ImGui::NextColumn();
  draw(false);
  if (columns == 3) ImGui::NextColumn();
  if (columns != 2) draw(true);
  if (columns > 1) ImGui::Columns(1);
  const bool outside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsWindowHovered() &&
                       !ImGui::IsWindowAppearing();
  ImGui::End();
  return outside;
}

}  // namespace vertexview::app
