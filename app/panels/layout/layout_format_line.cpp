#include "panels/layout/layout_format_line.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string>
#include <vector>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/record/schema_writers.hpp"

namespace vertexview::app {
namespace {

constexpr float kPresets = 100;
constexpr float kCopy = 78;
// Lines of a pasted text that are shown at once; further ones scroll.
constexpr std::ptrdiff_t kMostLines = 8;

const SchemaPreset* preset_of(const Layout& layout) {
  for (const SchemaPreset& preset : schema_presets())
    if (preset.schema().elements == layout.schema.elements && preset.schema().stride == layout.schema.stride)
      return &preset;
  return nullptr;
}

void take_preset(LayoutDraft& draft, const SchemaPreset& preset) {
  draft.format = preset.format;
  // These name elements that the new records may not have.
  draft.rest.position.reset();
  draft.rest.color.reset();
  draft.stride.clear();
}

void draw_presets(const Ui& ui, LayoutEdit& edit, Areas& areas) {
  const SchemaPreset* const now = preset_of(edit.layout());
  const std::string shown(now != nullptr && edit.reading().layout ? now->name : std::string_view("presets"));
  const bool open = begin_combo(ui, "##presets", shown, ui.px(kPresets));
  mark(areas, "layout presets");
  if (!open) return;
  for (const SchemaPreset& preset : schema_presets()) {
    if (ImGui::Selectable(std::string(preset.name).c_str(), now == &preset, 0, {ui.px(90), 0}))
      take_preset(edit.draft, preset);
    mark(areas, fmt::format("layout preset {}", preset.name));
    ImGui::SameLine(0, ui.px(10));
    ImGui::TextDisabled("%s", std::string(preset.help).c_str());
  }
  ImGui::EndCombo();
}

std::string save_siblings(const LayoutEdit& edit) {
  return fmt::format("Save {}", edit.siblings());
}

void draw_buttons(Ui& ui, LayoutEdit& edit, Areas& areas) {
  const bool right = edit.reading().error.empty();
  const bool ready = right && edit.changed();
  ImGui::BeginDisabled(!ready);
  ImGui::PushStyleColor(ImGuiCol_Button, ready ? ui.colors.accent : ui.colors.panel_raised);
  ImGui::PushStyleColor(ImGuiCol_Text, ready ? ui.colors.panel : ui.colors.text);
  if (ImGui::Button("Apply")) apply_layout(ui, edit);
  mark(areas, "layout apply");
  ImGui::PopStyleColor(2);
  ImGui::EndDisabled();
  ImGui::SameLine(0, ui.px(6));
  ImGui::BeginDisabled(!edit.changed());
  if (ImGui::Button("Revert")) edit.revert();
  mark(areas, "layout revert");
  ImGui::EndDisabled();
  ImGui::SameLine(0, ui.px(6));
  ImGui::BeginDisabled(!right);
  if (ImGui::Button("Save")) {
    if (edit.changed()) apply_layout(ui, edit);
    ui.run(command<handlers::save_layout>());
  }
  mark(areas, "layout save");
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
    ImGui::SetTooltip("Writes FILE.layout beside the file, with which it opens from then on");
  if (const std::string& siblings = edit.siblings(); !siblings.empty()) {
    ImGui::SameLine(0, ui.px(6));
    if (ImGui::Button(save_siblings(edit).c_str())) {
      if (edit.changed()) apply_layout(ui, edit);
      ui.run(command<handlers::save_folder_layout>());
    }
    mark(areas, "layout save folder");
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
      ImGui::SetTooltip(
          "Writes %s.layout into the folder, with which all its %s open that have no layout of their own",
          siblings.substr(1).c_str(), siblings.c_str());
  }
  ImGui::EndDisabled();
}

void draw_copy(Ui& ui, const LayoutEdit& edit, Areas& areas) {
  ImGui::BeginDisabled(edit.changed());  // what is copied is the layout that the file is shown with
  const bool open = begin_combo(ui, "##copy", "Copy as", ui.px(kCopy));
  mark(areas, "layout copy");
  if (open) {
    for (const SchemaWriter& writer : schema_writers()) {
      if (ImGui::Selectable(std::string(writer.label).c_str()))
        ui.run(command<handlers::copy_layout>(std::string(writer.name)));
      mark(areas, fmt::format("layout copy {}", writer.name));
    }
    ImGui::EndCombo();
  }
  ImGui::EndDisabled();
}

/// Replaces the text by one of several lines that is pasted into its field, and returns whether one is. It
/// becomes the whole text, for such a layout is no part of another; ImGui would take its tabs out.
bool take_pasted_lines(std::string& text) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
  const bool pastes = (io.KeyCtrl && pressed(ImGuiKey_V)) || (io.KeyShift && pressed(ImGuiKey_Insert));
  if (!pastes || ImGui::GetActiveID() != ImGui::GetID("##format")) return false;
  const char* const clipboard = ImGui::GetClipboardText();
  const std::string_view pasted = clipboard == nullptr ? "" : trimmed(clipboard);
  if (pasted.find('\n') == std::string_view::npos) return false;
  text = pasted;
  std::erase(text, '\r');
  return true;
}

/// Draws the text; returns the point under the middle of the character that the error is about.
ImVec2 draw_text(const Ui& ui, LayoutEdit& edit, float room, bool& enter, Areas& areas) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pasted = take_pasted_lines(edit.draft.format);
  const bool lines = edit.draft.format.find('\n') != std::string::npos;
  int flags = ImGuiInputTextFlags_EnterReturnsTrue;
  if (lines) flags |= int{ImGuiInputTextFlags_Multiline} | int{ImGuiInputTextFlags_CtrlEnterForNewLine};
  if (pasted) flags |= ImGuiInputTextFlags_ReadOnly;  // ImGui would paste once more
  const bool wrong = edit.reading().part == DraftPart::kFormat;
  ImGui::PushFont(ui.fonts.mono);
  ImGui::PushStyleColor(ImGuiCol_Border, wrong ? ui.colors.error : ui.colors.border);
  const auto shown = std::min(std::ranges::count(edit.draft.format, '\n') + 1, kMostLines);
  const float line_height = ImGui::GetFontSize();
  const float height = 2 * ImGui::GetStyle().FramePadding.y + static_cast<float>(shown) * line_height;
  enter = input_text("##format", "a format string, as in <3f:position:f:intensity:, or a struct",
                     edit.draft.format, {room, lines ? height : 0}, flags);
  ImGui::PopStyleColor();
  mark(areas, "layout format");
  float scrolled = 0;
  if (const ImGuiInputTextState* const state = ImGui::GetInputTextState(ImGui::GetItemID());
      state != nullptr && ImGui::IsItemActive())
    scrolled = state->ScrollX;
  ImGui::PopFont();
  const std::string_view format = edit.draft.format;
  const std::string_view before = format.substr(0, std::min(edit.reading().caret.value_or(0), format.size()));
  const float x = at.x + ImGui::GetStyle().FramePadding.x - scrolled +
                  text_width(ui.fonts.mono, before.substr(before.rfind('\n') + 1)) +  // npos + 1 is 0
                  text_width(ui.fonts.mono, "0") / 2;
  const float bottom = areas.at("layout format").max.y - ui.px(3);
  const auto line = static_cast<float>(std::ranges::count(before, '\n') + 1);
  const float y = lines ? at.y + ImGui::GetStyle().FramePadding.y + line * line_height : bottom;
  return {std::clamp(x, at.x, at.x + room), std::min(y, bottom)};
}

std::string summary_of(const LayoutEdit& edit) {
  std::string text = fmt::format("{} a record, {}", counted(edit.layout().schema.stride, "byte", "bytes"),
                                 counted(edit.records(), "record", "records"));
  text += edit.remainder() == 0 ? ", nothing left over"
                                : fmt::format(", {} left over", counted(edit.remainder(), "byte", "bytes"));
  if (const std::uint64_t offset = edit.layout().data_offset; offset != 0)
    text += fmt::format(", the first at byte {}", grouped(offset));
  return text;
}

std::string error_of(const LayoutEdit& edit) {
  const DraftReading& reading = edit.reading();
  const bool left_over =
      reading.part == DraftPart::kCount && edit.remainder() != 0 && edit.draft.count.empty();
  return reading.error + (left_over ? "; change the layout or the offset, or allow a tail" : "");
}

// Draws an error or a summary, each on one line, so that nothing below moves while somebody types.
void draw_message(const Ui& ui, const LayoutEdit& edit, float width, ImVec2 caret) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const DraftReading& reading = edit.reading();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (reading.caret) {
    const float size = ui.px(4.5F);
    // A text of several lines is a window of its own, which covers what is drawn in this one.
    const bool lines = edit.draft.format.find('\n') != std::string::npos;
    ImDrawList& above = lines ? *ImGui::GetForegroundDrawList() : list;
    above.AddTriangleFilled(caret, {caret.x - size, caret.y + size * 1.6F},
                            {caret.x + size, caret.y + size * 1.6F}, ui.colors.error);
  }
  const bool wrong = !reading.error.empty();
  const std::string text = wrong ? error_of(edit) : summary_of(edit);
  const float wide = text_width(ui.fonts.text, text);
  float x = at.x;
  if (reading.caret) x = std::clamp(caret.x - ui.px(6), at.x, std::max(at.x, at.x + width - wide));
  text_at(list, ui.fonts.text, {x, at.y}, wrong ? ui.colors.error : ui.colors.text_dim, text, at.x + width);
  ImGui::Dummy({width, ImGui::GetFontSize()});
  if (wide > width && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", text.c_str());
}

float buttons_width(const Ui& ui, const LayoutEdit& edit) {
  float width = ui.px(kPresets + kCopy) + ui.px(8 + 10 + 12 + 6);
  std::vector<std::string> labels{"Apply", "Revert", "Save"};
  if (!edit.siblings().empty()) labels.push_back(save_siblings(edit));
  for (const std::string& label : labels)
    width += ImGui::CalcTextSize(label.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
  return width + (labels.size() > 3 ? ui.px(6) : 0);
}

}  // namespace

void apply_layout(Ui& ui, const LayoutEdit& edit) {
  if (!edit.reading().error.empty()) return;
  for (Command& command : edit.commands()) ui.run(std::move(command));
}

bool draw_format_line(Ui& ui, LayoutEdit& edit, float width, Areas& areas) {
  const float beside = width - buttons_width(ui, edit);
  const bool one_line = beside >= ui.px(240);
  bool enter = false;
  const ImVec2 caret = draw_text(ui, edit, one_line ? beside : width, enter, areas);
  // The message about the format stands right below it, wherever the buttons are.
  if (one_line)
    ImGui::SameLine(0, ui.px(8));
  else
    draw_message(ui, edit, width, caret);
  draw_presets(ui, edit, areas);
  ImGui::SameLine(0, ui.px(10));
  draw_buttons(ui, edit, areas);
  ImGui::SameLine(0, ui.px(6));
  draw_copy(ui, edit, areas);
  if (one_line) draw_message(ui, edit, width, caret);
  return enter;
}

}  // namespace vertexview::app
