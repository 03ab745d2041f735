#include "gui/widgets.hpp"

#include <imgui_internal.h>

#include <cmath>

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

}  // namespace

bool input_text(const char* id, const char* hint, std::string& text, ImVec2 size, int flags) {
  return ImGui::InputTextEx(id, hint, text.data(), static_cast<int>(text.capacity() + 1), size,
                            flags | ImGuiInputTextFlags_CallbackResize, resize_text, &text);
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

void mark(Areas& areas, const std::string& name) {
  areas[name] = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
}

const char* range_name(ColorRange range) noexcept {
  switch (range) {
    case ColorRange::kAutomatic:
      return "2 % to 98 %";
    case ColorRange::kFile:
      return "min to max";
    case ColorRange::kType:
      return "all of the type";
    case ColorRange::kGiven:
      return "as given";
  }
  return "";
}

}  // namespace vertexview::app
