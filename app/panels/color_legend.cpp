#include "panels/color_legend.hpp"

#include <algorithm>
#include <cmath>

#include "gui/widgets.hpp"
#include "panels/category_legend.hpp"
#include "panels/coordinates.hpp"
#include "session/scalar_color.hpp"
#include "vertexview/vertex/color_ramp.hpp"

namespace vertexview::app {
namespace {

void draw_ramp(ImDrawList& list, ImVec2 min, ImVec2 max, Ramp ramp) {
  constexpr int kSteps = 32;  // ImGui blends the colours between two steps; more steps look the same
  const float step = (max.x - min.x) / kSteps;
  for (int i = 0; i < kSteps; ++i) {
    const ImU32 left = screen_color(ramp_color(ramp, static_cast<double>(i) / kSteps));
    const ImU32 right = screen_color(ramp_color(ramp, static_cast<double>(i + 1) / kSteps));
    const float x = min.x + static_cast<float>(i) * step;
    list.AddRectFilledMultiColor({x, min.y}, {x + step, max.y}, left, right, right, left);
  }
}

/// The texts of the numbers below the ramp.
struct Numbers {
  std::string low;
  std::string middle;  ///< empty where all are the same
  std::string high;
};

Numbers numbers_of(const ScalarColor& color, const Layout& layout) {
  Numbers numbers{ramp_number_text(color, layout, 0), {}, ramp_number_text(color, layout, 1)};
  if (color.range.low != color.range.high) numbers.middle = ramp_number_text(color, layout, 0.5);
  return numbers;
}

// Writes the numbers at both ends of the ramp, and the one in the middle where there is room for it. The ends
// are cut with an ellipsis where there is no room for both.
void draw_numbers(const Ui& ui, ImDrawList& list, ImVec2 at, float right, const Numbers& numbers) {
  ImFont* const font = ui.fonts.small;
  const auto& [low, middle, high] = numbers;
  const float gap = ui.px(10);
  const bool whole = at.x + text_width(font, low) + gap + text_width(font, high) <= right;
  const float half = std::round((at.x + right + gap) / 2);
  const float high_left = whole ? right - text_width(font, high) : half;
  text_at(list, font, at, ui.colors.text, low, high_left - gap);
  text_at(list, font, {high_left, at.y}, ui.colors.text, high, right + 0.5F);
  const float width = text_width(font, middle);
  const float middle_left = std::round((at.x + right - width) / 2);
  if (middle.empty() || middle_left < at.x + text_width(font, low) + gap ||
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
  if (!color) return;
  if (is_categorical(color->ramp)) return draw_category_legend(ui, list, area, *dataset, *color);
  const Numbers numbers = numbers_of(*color, dataset->data.layout());
  // Wide enough for the numbers at both ends, whatever their digits, but never for half of the view.
  const float ends = text_width(ui.fonts.small, numbers.low) + text_width(ui.fonts.small, numbers.high);
  const float width =
      std::clamp(ends + ui.px(16) + 2 * pad, ui.px(200), std::max(ui.px(200), area.width() / 2));
  const float line = ui.fonts.small->FontSize * ImGui::GetIO().FontGlobalScale;
  const float height = pad * 2 + line * 2 + ui.px(10) + ui.px(10);
  if (area.width() < width + 4 * pad || area.height() < height * 3) return;
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
  draw_numbers(ui, list, {bar.x, bar.y + ui.px(15)}, right, numbers);
}

}  // namespace vertexview::app
