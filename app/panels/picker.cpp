#include "panels/picker.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "gui/widgets.hpp"

namespace vertexview::app {
namespace {

// A glance takes in about this many items; further ones are scrolled to or typed for.
constexpr std::size_t kRowsShown = 12;

}  // namespace

void Picker::open(std::string text) {
  open_ = true;
  has_focus_ = false;
  frames_ = 0;
  text_ = last_text_ = std::move(text);
  chosen_.reset();
  top_ = 0;
}

void Picker::set_text(std::string text) {
  text_ = std::move(text);
  move_caret_ = true;
  has_focus_ = false;  // what is typed from now on waits until the line shows this text
}

void Picker::move_choice(std::size_t count, bool free_text) {
  if (text_ != last_text_) {
    last_text_ = text_;
    chosen_.reset();
    top_ = 0;
  }
  if (count == 0) {
    chosen_.reset();
    return;
  }
  if (chosen_ && *chosen_ >= count) chosen_ = count - 1;
  if (!chosen_ && !free_text) chosen_ = 0;
  const auto before = chosen_;
  if (key_pressed(ImGuiKey_DownArrow)) chosen_ = chosen_ ? std::min(*chosen_ + 1, count - 1) : 0;
  const bool up = key_pressed(ImGuiKey_UpArrow) && !ImGui::GetIO().KeyAlt;
  if (up) chosen_ = chosen_ ? (*chosen_ == 0 ? 0 : *chosen_ - 1) : count - 1;
  if (key_pressed(ImGuiKey_PageDown)) chosen_ = std::min(chosen_.value_or(0) + kRowsShown, count - 1);
  if (key_pressed(ImGuiKey_PageUp)) chosen_ = chosen_.value_or(0) < kRowsShown ? 0 : *chosen_ - kRowsShown;
  if (!chosen_ || chosen_ == before) return;
  if (*chosen_ < top_) top_ = *chosen_;
  if (*chosen_ >= top_ + kRowsShown) top_ = *chosen_ - kRowsShown + 1;
}

void Picker::draw_items(const Ui& ui, std::span<const PickItem> items, Answer& answer) {
  if (items.empty()) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float row = ui.px(28);
  const std::size_t shown = std::min(items.size(), kRowsShown);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::InvisibleButton("items", {width, row * static_cast<float>(shown)});
  if (ImGui::IsItemHovered()) {
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel < 0) top_ = std::min(top_ + 3, items.size() - shown);
    if (wheel > 0) top_ -= std::min<std::size_t>(top_, 3);
  }
  top_ = std::min(top_, items.size() - shown);
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  for (std::size_t i = 0; i < shown; ++i) {
    const std::size_t index = top_ + i;
    const PickItem& item = items[index];
    const ImVec2 min{origin.x, origin.y + static_cast<float>(i) * row};
    const ImVec2 max{origin.x + width, min.y + row};
    if (ImGui::IsItemHovered() && ImGui::IsMouseHoveringRect(min, max)) {
      if (moved.x != 0 || moved.y != 0) chosen_ = index;
      if (ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
        chosen_ = index;
        answer = Answer::kTaken;
      }
    }
    if (chosen_ == index) list.AddRectFilled(min, max, ui.colors.row_selected, ui.px(4));
    const float top = std::round(min.y + (row - ImGui::GetFontSize()) / 2);
    const float right = max.x - ui.px(10);
    const float right_width = item.right.empty() ? 0 : text_width(ui.fonts.text, item.right) + ui.px(12);
    text_at(list, ui.fonts.text, {min.x + ui.px(10), top}, ui.colors.text, item.label, right - right_width);
    const float detail = min.x + ui.px(10) + text_width(ui.fonts.text, item.label) + ui.px(12);
    if (!item.detail.empty() && detail < right - right_width)
      text_at(list, ui.fonts.text, {detail, top}, ui.colors.text_dim, item.detail, right - right_width);
    if (!item.right.empty())
      text_at(list, ui.fonts.text, {right - text_width(ui.fonts.text, item.right), top}, ui.colors.text_dim,
              item.right);
  }
  if (items.size() > shown) {
    const float height = row * static_cast<float>(shown);
    const auto part = [&](std::size_t n) {
      return height * static_cast<float>(n) / static_cast<float>(items.size());
    };
    const float x = origin.x + width - ui.px(3);
    list.AddRectFilled({x, origin.y + part(top_)}, {x + ui.px(3), origin.y + part(top_ + shown)},
                       faded(ui.colors.text_dim, 0.5F), ui.px(2));
  }
}

Picker::Answer Picker::draw(const Ui& ui, const char* title, const char* hint, const std::string& note,
                            bool note_is_error, std::span<const PickItem> items, bool free_text) {
  if (!open_) return Answer::kNone;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(600), display.x - ui.px(32));
  ImGui::SetNextWindowPos({std::round((display.x - width) / 2), ui.px(56)});
  ImGui::SetNextWindowSize({width, 0});
  if (frames_ == 0) ImGui::SetNextWindowFocus();
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.colors.panel_raised);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.px(10), ui.px(10)));
  ImGui::Begin("Picker", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_AlwaysAutoResize);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();

  Answer answer = Answer::kNone;
  move_choice(items.size(), free_text);
  if (title != nullptr && *title != '\0') {
    ImGui::PushFont(ui.fonts.strong);
    ImGui::TextUnformatted(title);
    ImGui::PopFont();
  }
  if (move_caret_) {
    // ImGui keeps its own copy of an active line, so the line is left and entered again to make ImGui read
    // ours.
    ImGui::ClearActiveID();
    move_caret_ = false;
  }
  if (!has_focus_) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(ui.px(10), ui.px(7)));
  if (input_text("##text", hint, text_, {-1, 0}, ImGuiInputTextFlags_EnterReturnsTrue))
    answer = Answer::kTaken;
  ImGui::PopStyleVar();
  const ImGuiID line = ImGui::GetItemID();
  const bool was_focused = has_focus_;
  has_focus_ = ImGui::GetActiveID() == line;
  if (has_focus_ && !was_focused) {
    // ImGui selects the whole line when it is entered, and the next letter would replace it.
    if (ImGuiInputTextState* const state = ImGui::GetInputTextState(line)) {
      state->ClearSelection();
      state->Stb.cursor = state->CurLenW;
    }
  }
  if (!note.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, note_is_error ? ui.colors.error : ui.colors.text_dim);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(note.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
  }
  draw_items(ui, items, answer);
  if (key_pressed(ImGuiKey_Tab)) answer = Answer::kComplete;
  if (key_pressed(ImGuiKey_UpArrow) && ImGui::GetIO().KeyAlt) answer = Answer::kAbove;
  const bool outside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                       !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  if (frames_ > 0 && (key_pressed(ImGuiKey_Escape) || outside)) answer = Answer::kClosed;
  ++frames_;
  ImGui::End();
  if (answer == Answer::kClosed) open_ = false;
  return answer;
}

}  // namespace vertexview::app
