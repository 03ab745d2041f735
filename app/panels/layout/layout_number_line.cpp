#include "panels/layout/layout_number_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gui/widgets.hpp"
#include "session/scalar_color.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::app {
namespace {

constexpr float kNumber = 70;
constexpr float kGap = 11;
constexpr float kUp = 52;
constexpr float kColor = 96;
constexpr float kRamp = 80;
constexpr float kRange = 112;

/// Puts the next item beside the last one, or on a new line where `width` does not fit.
void flow(const Ui& ui, float right, float width) {
  if (ImGui::GetItemRectMax().x + ui.px(kGap) + width <= right)
    ImGui::SameLine(0, ui.px(kGap));
  else
    ImGui::SetCursorPosX(ImGui::GetCursorStartPos().x);
}

struct Number {
  const char* label;
  std::string* text;
  std::string hint;  ///< the value that counts while nothing is typed
  DraftPart part;
  const char* help;
};

bool draw_number(const Ui& ui, const DraftReading& reading, const Number& number, Areas& areas) {
  ImGui::AlignTextToFramePadding();
  ImGui::TextDisabled("%s", number.label);
  ImGui::SameLine(0, ui.px(6));
  const bool wrong = reading.part == number.part && !number.text->empty();
  ImGui::PushFont(ui.fonts.mono);
  ImGui::PushStyleColor(ImGuiCol_Border, wrong ? ui.colors.error : ui.colors.border);
  const bool enter = input_text(fmt::format("##{}", number.label).c_str(), number.hint.c_str(), *number.text,
                                {ui.px(kNumber), 0},
                                ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CharsNoBlank);
  ImGui::PopStyleColor();
  ImGui::PopFont();
  mark(areas, fmt::format("layout {}", number.label));
  if (ImGui::IsItemHovered() && !ImGui::IsItemActive()) ImGui::SetTooltip("%s", number.help);
  return enter;
}

// Stores a choice that says nothing about how the records lie, and applies it at once when no other change
// waits to be applied.
void choose_look(Ui& ui, LayoutEdit& edit, LayoutChanges rest) {
  const bool at_once = !edit.changed();
  edit.draft.rest = std::move(rest);
  if (!at_once || !edit.changed()) return;
  for (Command& command : edit.commands()) ui.run(std::move(command));
}

void draw_up(Ui& ui, LayoutEdit& edit, Areas& areas) {
  const UpAxis now = edit.layout().placement.up;
  ImGui::AlignTextToFramePadding();
  ImGui::TextDisabled("Up");
  ImGui::SameLine(0, ui.px(6));
  const bool open = begin_combo(ui, "##up", std::string(up_axis_name(now)), ui.px(kUp));
  mark(areas, "layout up");
  if (!open) return;
  LayoutChanges rest = edit.draft.rest;
  for (const UpAxis axis :
       {UpAxis::kX, UpAxis::kY, UpAxis::kZ, UpAxis::kMinusX, UpAxis::kMinusY, UpAxis::kMinusZ}) {
    const std::string name(up_axis_name(axis));
    if (ImGui::Selectable(name.c_str(), axis == now))
      rest.up = axis == Placement{}.up ? std::nullopt : std::optional(axis);
    mark(areas, "layout up " + name);
  }
  ImGui::EndCombo();
  choose_look(ui, edit, std::move(rest));
}

// Stores what gives the colour: names of numbers, or none where the names of the elements say it.
void choose_numbers(Ui& ui, LayoutEdit& edit, std::vector<std::string> names) {
  auto color = names.empty() ? std::nullopt : std::optional(std::move(names));
  choose_look(ui, edit, with_color(edit.draft.rest, std::move(color)));
}

void draw_numbers(Ui& ui, LayoutEdit& edit, Areas& areas) {
  // A list of more lines cannot be looked through; further numbers are named with the action `color`.
  constexpr std::size_t kMostLines = 256;
  const std::vector<std::string> now = edit.layout().appearance.elements;
  const std::string shown = now.empty() ? "as named" : fmt::format("{}", fmt::join(now, ", "));
  const bool open = begin_combo(ui, "##color", shown, ui.px(kColor));
  mark(areas, "layout colour");
  if (!open) return;
  if (ImGui::Selectable("as named", now.empty())) choose_numbers(ui, edit, {});
  mark(areas, "layout colour as named");
  const std::vector<RecordColumn>& columns = edit.elements();
  for (std::size_t i = 0; i < std::min(columns.size(), kMostLines); ++i) {
    if (!columns[i].is_number()) continue;
    const std::vector<std::string> names{columns[i].name};
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::Selectable(names.front().c_str(), now == names)) choose_numbers(ui, edit, names);
    ImGui::PopID();
    mark(areas, "layout colour " + names.front());
  }
  ImGui::EndCombo();
}

bool choose_ramp(const Ui& ui, const Appearance& now, LayoutChanges& rest, Areas& areas) {
  const bool open = begin_combo(ui, "##ramp", std::string(ramp_name(now.ramp)), ui.px(kRamp));
  mark(areas, "layout ramp");
  if (!open) return false;
  bool chosen = false;
  for (const Ramp ramp : kRamps) {
    const std::string name(ramp_name(ramp));
    if (ImGui::Selectable(name.c_str(), ramp == now.ramp) && ramp != now.ramp) {
      rest.ramp = ramp;
      chosen = true;
    }
    mark(areas, "layout ramp " + name);
  }
  ImGui::EndCombo();
  return chosen;
}

bool choose_range(const Ui& ui, const Appearance& now, LayoutChanges& rest, Areas& areas) {
  const std::string shown = now.range_kind != ColorRange::kGiven
                                ? std::string(range_name(now.range_kind))
                                : fmt::format("{} to {}", shortest_text(now.range.low, ElementType::kFloat64),
                                              shortest_text(now.range.high, ElementType::kFloat64));
  const bool open = begin_combo(ui, "##range", shown, ui.px(kRange));
  mark(areas, "layout range");
  if (!open) return false;
  bool chosen = false;
  for (const ColorRange wanted : {ColorRange::kAutomatic, ColorRange::kFile, ColorRange::kType}) {
    if (ImGui::Selectable(range_name(wanted), now.range_kind == wanted) && now.range_kind != wanted) {
      rest.color_range = {wanted, ValueRange{}};
      chosen = true;
    }
    mark(areas, fmt::format("layout range {}", range_name(wanted)));
  }
  ImGui::EndCombo();
  return chosen;
}

// Draws what gives the colour and, where it is a single number, how.
void draw_color_options(Ui& ui, LayoutEdit& edit, bool single, Areas& areas) {
  ImGui::AlignTextToFramePadding();
  ImGui::TextDisabled("Colours");
  ImGui::SameLine(0, ui.px(6));
  draw_numbers(ui, edit, areas);
  if (!single) return;
  ImGui::SameLine(0, ui.px(6));
  LayoutChanges rest = edit.draft.rest;
  const bool ramp = choose_ramp(ui, edit.layout().appearance, rest, areas);
  ImGui::SameLine(0, ui.px(6));
  const bool range = choose_range(ui, edit.layout().appearance, rest, areas);
  if (ramp || range) choose_look(ui, edit, std::move(rest));
}

void draw_tail(LayoutEdit& edit, Areas& areas) {
  ImGui::Checkbox("Allow a tail", &edit.draft.allow_tail);
  mark(areas, "layout tail");
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("Leave out the bytes after the last whole record");
}

}  // namespace

bool draw_number_line(Ui& ui, LayoutEdit& edit, float width, Areas& areas) {
  const float right = ImGui::GetCursorScreenPos().x + width;
  LayoutDraft& draft = edit.draft;
  const Number offset{"Offset", &draft.offset, "0", DraftPart::kOffset, "Bytes before the first record"};
  const Number stride{"Stride", &draft.stride, std::to_string(edit.layout().schema.stride),
                      DraftPart::kStride, "Bytes from one record to the next"};
  const Number count{"Count", &draft.count, std::to_string(edit.records()), DraftPart::kCount,
                     "Records to take; empty: all"};
  const Number scale{"Scale", &draft.scale, "1", DraftPart::kScale,
                     "Multiplies positions: one number, or three as in 0.01,0.01,0.1"};
  const Number shift{"Shift", &draft.shift, "0", DraftPart::kShift,
                     "Then added to positions: one number, or three as in 400000,5400000,0"};
  bool enter = false;
  const auto draw = [&](const Number& number) {
    flow(ui, right, ImGui::CalcTextSize(number.label).x + ui.px(6 + kNumber));
    enter = draw_number(ui, edit.reading(), number, areas) || enter;
  };
  enter = draw_number(ui, edit.reading(), offset, areas);
  draw(stride);
  draw(count);
  flow(ui, right, ui.px(104));
  draw_tail(edit, areas);
  draw(scale);
  draw(shift);
  flow(ui, right, ImGui::CalcTextSize("Up").x + ui.px(6 + kUp));
  draw_up(ui, edit, areas);
  const auto color = color_numbers(edit.layout());
  const bool single = color && color->size() == 1;
  flow(ui, right, ui.px(kColor + 60 + (single ? kRamp + kRange + 12 : 0)));
  draw_color_options(ui, edit, single, areas);
  return enter;
}

}  // namespace vertexview::app
