#include "gui/widgets.hpp"

#include <imgui_internal.h>

#include <cmath>
#include <cstring>

namespace vertexview::app {
namespace {

int resize_text(ImGuiInputTextCallbackData* data) {
  auto& text = *static_cast<std::string*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    text.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = text.data();
  }
  return 0;
}

// Esc goes back to `text` from now on.
void remember(ImGuiInputTextState& state, const std::string& text) {
  state.InitialTextA.resize(static_cast<int>(text.size()) + 1);
  std::memcpy(state.InitialTextA.Data, text.c_str(), text.size() + 1);
}

// ImGui edits a copy of its own while a line is active, and would write it over what the owner has put there
// meanwhile: a layout, say, in the words that the file is shown with once it is applied.
void follow_owner(ImGuiInputTextState& state, const std::string& text) {
  if (!state.TextAIsValid || text == state.TextA.Data) return;
  const int size = static_cast<int>(text.size()) + 1;
  state.TextW.resize(size);
  state.CurLenW = ImTextStrFromUtf8(state.TextW.Data, size, text.c_str(), nullptr);
  state.CurLenA = static_cast<int>(text.size());
  state.TextAIsValid = false;
  remember(state, text);
  state.ClearSelection();
  state.Stb.cursor = state.CurLenW;
  // What could be undone belongs to the old text, whose places the new one may not have.
  auto& undo = state.Stb.undostate;
  undo.undo_point = 0;
  undo.undo_char_point = 0;
  undo.redo_point = STB_TEXTEDIT_UNDOSTATECOUNT;
  undo.redo_char_point = STB_TEXTEDIT_UNDOCHARCOUNT;
}

// ImGui leaves a line on Enter, and the next letters would be shortcuts. Made active again in the same frame,
// the line misses none.
void stay_active(ImGuiID line, const std::string& text) {
  ImGui::SetActiveID(line, ImGui::GetCurrentWindow());
  if (ImGuiInputTextState* const state = ImGui::GetInputTextState(line)) remember(*state, text);
}

}  // namespace

bool input_text(const char* id, const char* hint, std::string& text, ImVec2 size, int flags) {
  const ImGuiID line = ImGui::GetCurrentWindow()->GetID(id);
  ImGuiInputTextState* const state = ImGui::GetInputTextState(line);
  if (state != nullptr && ImGui::GetActiveID() == line) follow_owner(*state, text);
  const bool done = ImGui::InputTextEx(id, hint, text.data(), static_cast<int>(text.capacity() + 1), size,
                                       flags | ImGuiInputTextFlags_CallbackResize, resize_text, &text);
  if (done && (flags & ImGuiInputTextFlags_EnterReturnsTrue) != 0) stay_active(line, text);
  return done;
}

bool begin_combo(const Ui& ui, const char* id, const std::string& shown, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImGui::SetNextItemWidth(width);
  const bool open =
      ImGui::BeginCombo(id, shown.c_str(), ImGuiComboFlags_HeightLargest | ImGuiComboFlags_NoArrowButton);
  const ImVec2 tip{at.x + width - ui.px(10), std::round(at.y + height / 2) + ui.px(2)};
  const float size = ui.px(3.5F);
  list.AddTriangleFilled({tip.x - size, tip.y - size}, {tip.x + size, tip.y - size}, tip, ui.colors.text_dim);
  return open;
}

bool popup_open() {
  return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
}

void close_popup() {
  const int open = ImGui::GetCurrentContext()->OpenPopupStack.Size;
  if (open > 0) ImGui::ClosePopupToLevel(open - 1, true);
}

bool key_pressed(ImGuiKey key, bool repeat) {
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), repeat);
}

bool right_clicked(const Area& area) {
  return ImGui::IsMouseReleased(ImGuiMouseButton_Right) &&
         area.contains(ImGui::GetIO().MouseClickedPos[ImGuiMouseButton_Right]);
}

bool mouse_rests(Ui& ui) {
  constexpr double kMoment = 0.6;  // seconds
  const auto rested = double{ImGui::GetCurrentContext()->HoveredIdTimer};
  if (rested >= kMoment) return true;
  ui.wake_at(ui.now + kMoment - rested);
  return false;
}

void mark(Areas& areas, const std::string& name) {
  areas[name] = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
}

const char* range_name(ColorRange range) noexcept {
  switch (range) {
    case ColorRange::kAutomatic:
      return "2 % to 98 %";
    case ColorRange::kFile:
      return "min to max";
    case ColorRange::kDepth:
      return "8 bits or all";
    case ColorRange::kType:
      return "all of the type";
    case ColorRange::kGiven:
      return "as given";
  }
  return "";
}

}  // namespace vertexview::app
