#include "gui/theme.hpp"

#include <algorithm>

namespace vertexview::app {
namespace {

constexpr ImU32 rgb(std::uint32_t value, std::uint32_t alpha = 255) {
  return IM_COL32((value >> 16) & 255U, (value >> 8) & 255U, value & 255U, alpha);
}

// Every colour of a text has a contrast of 4.5 to 1 to what it is written on, as WCAG 2 asks for (1.4.3, AA).
// Position and colour have a red, a green and a blue each. Position takes the warmer, earthier three and
// colour the more vivid three, so that a glance tells x from red.
constexpr ThemeColors kDark{
    .panel = rgb(0x1B1E24),
    .panel_raised = rgb(0x23272F),
    .element = rgb(0x14171C),
    .border = rgb(0x343A45),
    .text = rgb(0xE3E6EB),
    .text_dim = rgb(0x9098A5),
    .accent = rgb(0x5AA2FF),
    .row_hover = rgb(0xFFFFFF, 14),
    .row_selected = rgb(0x5AA2FF, 62),
    .stripe = rgb(0xFFFFFF, 6),
    .shadow = rgb(0x000000, 130),
    .info = rgb(0x5AA2FF),
    .warning = rgb(0xE8B04B),
    .error = rgb(0xF26D6D),
    .padding = rgb(0x969BA5),
    .position = {rgb(0xF0876A), rgb(0xBFCB55), rgb(0x5CB8EA)},
    .color = {rgb(0xFF6B95), rgb(0x45D6A0), rgb(0xA38BFF)},
    .other = {rgb(0xE0B062), rgb(0x79C7C7), rgb(0xD393D9), rgb(0x9DB4D0), rgb(0xB8C58A), rgb(0xD99A8B)},
    .bytes = {rgb(0x7A818D), rgb(0x56B4E9), rgb(0xE69F00), rgb(0x12A67C), rgb(0xCC79A7)},
    .selection = rgb(0xFFCC33)};

constexpr ThemeColors kLight{
    .panel = rgb(0xF8F9FB),
    .panel_raised = rgb(0xECEFF3),
    .element = rgb(0xFFFFFF),
    .border = rgb(0xCCD2DB),
    .text = rgb(0x1D2229),
    .text_dim = rgb(0x5E6774),
    .accent = rgb(0x1968D4),
    .row_hover = rgb(0x000000, 12),
    .row_selected = rgb(0x1A6BDB, 48),
    .stripe = rgb(0x000000, 7),
    .shadow = rgb(0x2A3340, 60),
    .info = rgb(0x1968D4),
    .warning = rgb(0x835300),
    .error = rgb(0xC73333),
    .padding = rgb(0x5C636D),
    .position = {rgb(0xA24629), rgb(0x5F690A), rgb(0x106994)},
    .color = {rgb(0xB62252), rgb(0x0A704D), rgb(0x6044CF)},
    .other = {rgb(0x825B10), rgb(0x1C6D6D), rgb(0x8C3F94), rgb(0x48627F), rgb(0x5D6928), rgb(0x8F4A3A)},
    .bytes = {rgb(0x98A0AB), rgb(0x3C9BD6), rgb(0xDB8F00), rgb(0x00805C), rgb(0xB55A8C)},
    .selection = rgb(0xD94D00)};

ImVec4 vec(ImU32 color) {
  return ImGui::ColorConvertU32ToFloat4(color);
}

void set_colors(const ThemeColors& p) {
  ImVec4* const c = ImGui::GetStyle().Colors;
  const ImVec4 none{0, 0, 0, 0};
  c[ImGuiCol_Text] = vec(p.text);
  c[ImGuiCol_TextDisabled] = vec(p.text_dim);
  c[ImGuiCol_WindowBg] = vec(p.panel);
  c[ImGuiCol_ChildBg] = none;
  c[ImGuiCol_PopupBg] = vec(p.panel_raised);
  c[ImGuiCol_MenuBarBg] = vec(p.panel_raised);
  c[ImGuiCol_Border] = vec(p.border);
  c[ImGuiCol_BorderShadow] = none;
  c[ImGuiCol_FrameBg] = vec(p.element);
  c[ImGuiCol_FrameBgHovered] = vec(p.element);
  c[ImGuiCol_FrameBgActive] = vec(p.element);
  c[ImGuiCol_TitleBg] = c[ImGuiCol_TitleBgActive] = c[ImGuiCol_TitleBgCollapsed] = vec(p.panel_raised);
  c[ImGuiCol_ScrollbarBg] = none;
  c[ImGuiCol_ScrollbarGrab] = vec(faded(p.text_dim, 0.45F));
  c[ImGuiCol_ScrollbarGrabHovered] = vec(faded(p.text_dim, 0.7F));
  c[ImGuiCol_ScrollbarGrabActive] = vec(p.text_dim);
  c[ImGuiCol_CheckMark] = vec(p.accent);
  c[ImGuiCol_SliderGrab] = c[ImGuiCol_SliderGrabActive] = vec(p.accent);
  c[ImGuiCol_Button] = vec(p.panel_raised);
  c[ImGuiCol_ButtonHovered] = vec(faded(p.accent, 0.35F));
  c[ImGuiCol_ButtonActive] = vec(faded(p.accent, 0.55F));
  c[ImGuiCol_Header] = vec(faded(p.accent, 0.28F));
  c[ImGuiCol_HeaderHovered] = vec(faded(p.accent, 0.28F));
  c[ImGuiCol_HeaderActive] = vec(faded(p.accent, 0.4F));
  c[ImGuiCol_Separator] = vec(p.border);
  c[ImGuiCol_SeparatorHovered] = c[ImGuiCol_SeparatorActive] = vec(p.accent);
  c[ImGuiCol_TextSelectedBg] = vec(faded(p.accent, 0.4F));
  c[ImGuiCol_NavHighlight] = vec(p.accent);
  c[ImGuiCol_PlotHistogram] = vec(p.accent);
  c[ImGuiCol_ModalWindowDimBg] = vec(p.shadow);
}

}  // namespace

ImU32 ThemeColors::notice(Notice::Kind kind) const noexcept {
  switch (kind) {
    case Notice::Kind::kInfo:
      return info;
    case Notice::Kind::kWarning:
      return warning;
    case Notice::Kind::kError:
      return error;
  }
  return info;
}

const ThemeColors& theme_colors(Theme theme) noexcept {
  return theme == Theme::kDark ? kDark : kLight;
}

ImU32 screen_color(const Color& color) noexcept {
  const auto byte = [](std::uint16_t channel) { return static_cast<ImU32>((channel + 128U) / 257U); };
  return IM_COL32(byte(color.red), byte(color.green), byte(color.blue), 255);
}

ImU32 faded(ImU32 color, float factor) noexcept {
  const auto alpha = static_cast<float>((color >> IM_COL32_A_SHIFT) & 255U) * factor;
  const auto rounded = static_cast<ImU32>(std::clamp(alpha + 0.5F, 0.0F, 255.0F));
  return (color & ~IM_COL32_A_MASK) | (rounded << IM_COL32_A_SHIFT);
}

void apply_style(Theme theme, float scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = {12, 10};
  style.FramePadding = {8, 5};
  style.ItemSpacing = {8, 6};
  style.ItemInnerSpacing = {6, 4};
  style.WindowRounding = 0;
  style.PopupRounding = 6;
  style.FrameRounding = 4;
  style.GrabRounding = 4;
  style.ScrollbarRounding = 6;
  style.ScrollbarSize = 12;
  style.WindowBorderSize = 0;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 0;
  style.ScaleAllSizes(scale);
  set_colors(theme_colors(theme));
}

}  // namespace vertexview::app
