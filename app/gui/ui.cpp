#include "gui/ui.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "vertexview/memory/number_text.hpp"

namespace vertexview::app {

void Ui::invoke(const Action& action) {
  const bool asks = !action.arguments.empty() && action.preset.empty();
  if (asks && check_enabled(action, session)) {
    ask = &action;
    return;
  }
  run(preset_command(action));
}

void Ui::wake_at(double time) {
  if (next_change == 0 || time < next_change) next_change = time;
}

float Ui::px(float design) const noexcept {
  return std::round(design * scale * density) / density;
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
  return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

std::string readable_bytes(std::uint64_t bytes) {
  if (bytes < 10'000) return fmt::format("{} bytes", bytes);
  constexpr std::array<const char*, 5> kUnits{"kB", "MB", "GB", "TB", "PB"};
  auto value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; value >= 999.5 && unit + 1 < kUnits.size(); ++unit) value /= 1000;
  return fmt::format("{:.{}f} {}", value, value < 10 ? 2 : value < 100 ? 1 : 0, kUnits[unit]);
}

void begin_panel(const char* name, const Area& area, ImVec2 padding, ImU32 background, int extra_flags) {
  ImGui::SetNextWindowPos(area.min);
  ImGui::SetNextWindowSize({area.width(), area.height()});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, background);
  constexpr ImGuiWindowFlags kFlags =
      ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoCollapse |
      ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;
  ImGui::Begin(name, nullptr, kFlags | extra_flags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
}

void hatch(ImDrawList& list, ImVec2 min, ImVec2 max, float step, ImU32 color) {
  list.PushClipRect(min, max, true);
  const float height = max.y - min.y;
  const int lines = static_cast<int>(std::ceil((max.x - min.x + height) / step));
  for (int i = 0; i < lines; ++i) {
    const float x = min.x - height + static_cast<float>(i) * step;
    list.AddLine({x, max.y}, {x + height, min.y}, color, std::max(1.0F, step / 6));
  }
  list.PopClipRect();
}

float text_width(ImFont* font, std::string_view text) {
  const float size = font->FontSize * ImGui::GetIO().FontGlobalScale;
  return font->CalcTextSizeA(size, 1e9F, 0, text.data(), text.data() + text.size()).x;
}

void text_at(ImDrawList& list, ImFont* font, ImVec2 position, ImU32 color, std::string_view text,
             float right) {
  const float size = font->FontSize * ImGui::GetIO().FontGlobalScale;
  const auto draw = [&](std::string_view part, float x) {
    list.AddText(font, size, {x, position.y}, color, part.data(), part.data() + part.size());
  };
  const float room = right - position.x;
  if (text_width(font, text) <= room) return draw(text, position.x);
  constexpr std::string_view kEllipsis = "\u2026";
  const char* cut = text.data();
  (void)font->CalcTextSizeA(size, std::max(0.0F, room - text_width(font, kEllipsis)), 0, text.data(),
                            text.data() + text.size(), &cut);
  const std::string_view kept = text.substr(0, static_cast<std::size_t>(cut - text.data()));
  draw(kept, position.x);
  draw(kEllipsis, position.x + text_width(font, kept));
}

}  // namespace vertexview::app
