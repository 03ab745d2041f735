#include "panels/category_legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "vertexview/memory/number_text.hpp"
#include "vertexview/vertex/color_ramp.hpp"

namespace vertexview::app {
namespace {

// More rows are a table, not a legend.
constexpr std::size_t kMostRows = 14;

struct Row {
  std::string name;
  std::string count;
  Color color;
};

std::string name_of(Ramp ramp, std::int64_t number) {
  const std::string_view name =
      number >= 0 && number < kCategories ? category_name(ramp, static_cast<std::uint32_t>(number)) : "";
  return name.empty() ? std::to_string(number) : fmt::format("{} {}", number, name);
}

/// Returns the `most` most frequent categories of a dataset, and a last row for the rest where there are
/// more; none before they are counted.
std::vector<Row> rows_of(const OpenDataset& dataset, Ramp ramp, std::size_t most) {
  std::vector<Row> rows;
  if (!dataset.categories) return rows;
  const std::vector<Category>& counted = dataset.categories->counted;
  const std::size_t shown = std::min(counted.size(), most);
  rows.reserve(shown + 1);
  std::uint64_t rest = dataset.data.size();
  for (const auto& [number, count] : std::span(counted).first(shown)) {
    rest -= count;
    // Numbers below zero count from the end, as the colours do.
    const auto color = static_cast<std::uint32_t>(static_cast<std::uint64_t>(number) % kCategories);
    rows.push_back({name_of(ramp, number), grouped(count), category_color(ramp, color)});
  }
  if (rest > 0)
    rows.push_back({counted.size() > shown ? fmt::format("{} more", grouped(counted.size() - shown))
                                           : std::string("no number"),
                    grouped(rest), Color{}});
  return rows;
}

}  // namespace

void draw_category_legend(const Ui& ui, ImDrawList& list, const Area& area, const OpenDataset& dataset,
                          const ScalarColor& color) {
  ImFont* const font = ui.fonts.small;
  const float pad = ui.px(10);
  const float line = font->FontSize * ImGui::GetIO().FontGlobalScale + ui.px(4);
  const float room = area.height() / 2 - 2 * pad - line;
  if (room < line) return;
  const auto fitting = std::min(kMostRows, static_cast<std::size_t>(room / line));
  const auto rows = rows_of(dataset, color.ramp, fitting);
  float names = text_width(font, color.element);
  float counts = text_width(font, ramp_name(color.ramp));
  for (const Row& row : rows) {
    names = std::max(names, text_width(font, row.name));
    counts = std::max(counts, text_width(font, row.count));
  }
  const float swatch = ui.px(10);
  const float width = std::clamp(names + counts + swatch + ui.px(24) + 2 * pad, ui.px(180),
                                 std::max(ui.px(180), area.width() / 2));
  if (area.width() < width + 4 * pad) return;
  const ImVec2 min{area.max.x - ui.px(14) - width, area.min.y + ui.px(14)};
  const ImVec2 max{min.x + width, min.y + 2 * pad + line * static_cast<float>(rows.size() + 1) - ui.px(4)};
  list.AddRectFilled(min, max, faded(ui.colors.panel, 0.85F), ui.px(6));
  list.AddRect(min, max, ui.colors.border, ui.px(6));
  const float right = max.x - pad;
  const auto at_right = [&](float y, ImU32 text_color, std::string_view text) {
    const float left = right - text_width(font, text);
    text_at(list, font, {left, y}, text_color, text);
    return left - ui.px(8);
  };
  float y = min.y + pad;
  const float name_end = at_right(y, ui.colors.text_dim, ramp_name(color.ramp));
  text_at(list, font, {min.x + pad, y}, ui.colors.text, color.element, name_end);
  for (const Row& row : rows) {
    y += line;
    const ImVec2 corner{min.x + pad, y + ui.px(1)};
    list.AddRectFilled(corner, {corner.x + swatch, corner.y + swatch}, screen_color(row.color), ui.px(2));
    list.AddRect(corner, {corner.x + swatch, corner.y + swatch}, ui.colors.border, ui.px(2));
    const float end = at_right(y, ui.colors.text_dim, row.count);
    text_at(list, font, {corner.x + swatch + ui.px(8), y}, ui.colors.text, row.name, end);
  }
}

}  // namespace vertexview::app
