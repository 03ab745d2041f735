#include "panels/color_legend.hpp"

#include <algorithm>
#include <cmath>

#include "gui/widgets.hpp"
#include "session/scalar_color.hpp"
#include "vertexview/record/number_width.hpp"
#include "vertexview/vertex/color_ramp.hpp"

namespace vertexview::app {
namespace {

ImU32 shown(const Color& color) noexcept {
  const auto byte = [](std::uint16_t v) { return static_cast<ImU32>((v + 128U) / 257U); };
  return IM_COL32(byte(color.red), byte(color.green), byte(color.blue), 255);
}

void draw_ramp(ImDrawList& list, ImVec2 min, ImVec2 max, Ramp ramp) {
  constexpr int kSteps = 32;  // ImGui blends the colours between two steps; more steps look the same
  const float step = (max.x - min.x) / kSteps;
  for (int i = 0; i < kSteps; ++i) {
    const ImU32 left = shown(ramp_color(ramp, static_cast<double>(i) / kSteps));
    const ImU32 right = shown(ramp_color(ramp, static_cast<double>(i + 1) / kSteps));
    const float x = min.x + static_cast<float>(i) * step;
    list.AddRectFilledMultiColor({x, min.y}, {x + step, max.y}, left, right, right, left);
  }
}

// Writes the numbers at both ends of the ramp, and the one in the middle where there is room for it.
void draw_numbers(const Ui& ui, ImDrawList& list, ImVec2 at, float right, const ValueRange& range) {
  ImFont* const font = ui.fonts.small;
  const std::string low = number_text(range.low, range);
  const std::string high = number_text(range.high, range);
  const std::string middle = number_text(range.low + (range.high - range.low) / 2, range);
  const float high_left = right - text_width(font, high);
  text_at(list, font, at, ui.colors.text, low);
  text_at(list, font, {high_left, at.y}, ui.colors.text, high);
  const float width = text_width(font, middle);
  const float middle_left = std::round((at.x + right - width) / 2);
  const float gap = ui.px(10);
  if (range.low == range.high || middle_left < at.x + text_width(font, low) + gap ||
      middle_left + width + gap > high_left)
    return;
  text_at(list, font, {middle_left, at.y}, ui.colors.text, middle);
}

}  // namespace

void draw_color_legend(const Ui& ui, ImDrawList& list, const Area& area) {
  const OpenDataset* const dataset = ui.session.active_dataset();
  if (dataset == nullptr || !dataset->visible) return;
  const auto color = scalar_color_of(dataset->data);
  const float pad = ui.px(10);
  const float width = ui.px(200);
  const float line = ui.fonts.small->FontSize * ImGui::GetIO().FontGlobalScale;
  const float height = pad * 2 + line * 2 + ui.px(10) + ui.px(10);
  if (!color || area.width() < width + 4 * pad || area.height() < height * 3) return;
  const ImVec2 max{area.max.x - ui.px(14), area.min.y + ui.px(14) + height};
  const ImVec2 min{max.x - width, area.min.y + ui.px(14)};
  list.AddRectFilled(min, max, faded(ui.colors.panel, 0.85F), ui.px(6));
  list.AddRect(min, max, ui.colors.border, ui.px(6));
  const float right = max.x - pad;
  const std::string_view about = range_name(dataset->data.layout().appearance.range_kind);
  const float about_left = right - text_width(ui.fonts.small, about);
  text_at(list, ui.fonts.small, {min.x + pad, min.y + pad}, ui.colors.text, color->element,
          about_left - ui.px(8));
  text_at(list, ui.fonts.small, {about_left, min.y + pad}, ui.colors.text_dim, about);
  const ImVec2 bar{min.x + pad, min.y + pad + line + ui.px(5)};
  draw_ramp(list, bar, {right, bar.y + ui.px(10)}, color->ramp);
  draw_numbers(ui, list, {bar.x, bar.y + ui.px(15)}, right, color->range);
}

}  // namespace vertexview::app
