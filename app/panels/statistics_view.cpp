#include "panels/statistics_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "panels/element_color.hpp"
#include "panels/histogram.hpp"
#include "session/number_counts.hpp"
#include "session/shown_number.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview::app {
namespace {

// In units of the design.
constexpr float kWidth = 400;
constexpr float kMargin = 14;
constexpr float kLine = 20;
constexpr float kBars = 96;
constexpr float kTitle = 30;
constexpr std::size_t kLines = 8;  // of numbers below the histogram

/// A name and its number.
struct Entry {
  std::string name;
  std::string text;
};

/// The texts of the view: two columns of entries.
struct Texts {
  std::vector<Entry> left;
  std::vector<Entry> right;
  std::string low;  ///< the ends of the histogram
  std::string high;
};

/// Returns a number that the file need not hold, such as a mean, with six digits.
std::string rounded(double number) {
  return fmt::format("{:.6g}", number);
}

Texts texts_of(const NumberStatistics& of, const RecordColumn& column, const Layout& layout) {
  const auto placed = [&](double number) {
    return is_scaled(column, layout) ? layout.placement.place(number, column.axis) : number;
  };
  Texts texts;
  texts.left = {{"records", grouped(of.count)}, {"NaN", grouped(of.nan)}, {"infinite", grouped(of.inf)}};
  if (of.finite() == 0) return texts;
  const double scale = is_scaled(column, layout) ? std::abs(layout.placement.scale[column.axis]) : 1;
  std::pair ends(shown_text(of.min, column, layout), shown_text(of.max, column, layout));
  // A negative scale turns the order of the numbers round.
  if (placed(0) > placed(1)) std::swap(ends.first, ends.second);
  texts.low = rounded(std::min(placed(of.histogram.low), placed(of.histogram.high)));
  texts.high = rounded(std::max(placed(of.histogram.low), placed(of.histogram.high)));
  texts.left.push_back({"distinct", of.distinct.empty()
                                        ? fmt::format("over {}", NumberStatistics::kMostDistinct)
                                        : grouped(of.distinct.size())});
  texts.left.push_back({"min", ends.first});
  texts.left.push_back({"max", ends.second});
  texts.left.push_back({"mean", rounded(placed(of.mean))});
  texts.left.push_back({"deviation", rounded(of.deviation * scale)});
  for (std::size_t i = 0; i < of.percentiles.size(); ++i)
    texts.right.push_back(
        {fmt::format("{} %", NumberStatistics::kPercentiles[i]), rounded(placed(of.percentiles[i]))});
  if (placed(0) > placed(1)) {
    for (std::size_t i = 0; i < texts.right.size() / 2; ++i)
      std::swap(texts.right[i].text, texts.right[texts.right.size() - 1 - i].text);
  }
  return texts;
}

void draw_entries(const Ui& ui, ImDrawList& list, const std::vector<Entry>& entries, ImVec2 at, float right) {
  const float sink = std::round((ui.fonts.text->FontSize - ui.fonts.mono->FontSize) / 2);
  for (const Entry& entry : entries) {
    text_at(list, ui.fonts.text, at, ui.colors.text_dim, entry.name);
    const float left = std::max(at.x + text_width(ui.fonts.text, entry.name) + ui.px(8),
                                right - text_width(ui.fonts.mono, entry.text));
    text_at(list, ui.fonts.mono, {left, at.y + sink}, ui.colors.text, entry.text, right + 0.5F);
    at.y += ui.px(kLine);
  }
}

void draw_title(Ui& ui, ImDrawList& list, const Area& area, const RecordColumn& column, Areas& areas) {
  const float top = area.min.y + std::round((ui.px(kTitle) - ImGui::GetFontSize()) / 2) + ui.px(4);
  const float left = area.min.x + ui.px(kMargin);
  const float cross = ui.px(4.5F);
  const float size = ui.px(24);
  const ImVec2 corner{area.max.x - ui.px(6) - size, area.min.y + ui.px(6)};
  text_at(list, ui.fonts.strong, {left, top}, color_of(column, ui.colors), column.name, corner.x);
  const float after = left + text_width(ui.fonts.strong, column.name) + ui.px(8);
  if (after < corner.x)
    text_at(list, ui.fonts.text, {after, top}, ui.colors.text_dim, type_text(column), corner.x);
  ImGui::SetCursorScreenPos(corner);
  if (ImGui::InvisibleButton("close", {size, size}))
    ui.run(command<handlers::statistics>(std::string("none")));
  mark(areas, "statistics close");
  const ImU32 color = ImGui::IsItemHovered() ? ui.colors.text : ui.colors.text_dim;
  const ImVec2 middle{corner.x + size / 2, corner.y + size / 2};
  list.AddLine({middle.x - cross, middle.y - cross}, {middle.x + cross, middle.y + cross}, color,
               ui.px(1.5F));
  list.AddLine({middle.x - cross, middle.y + cross}, {middle.x + cross, middle.y - cross}, color,
               ui.px(1.5F));
}

void draw_numbers(const Ui& ui, ImDrawList& list, const Area& area, const NumberStatistics& of,
                  const RecordColumn& column, const Layout& layout) {
  const Texts texts = texts_of(of, column, layout);
  const float left = area.min.x + ui.px(kMargin);
  const float right = area.max.x - ui.px(kMargin);
  const float top = area.min.y + ui.px(kTitle) + ui.px(10);
  const Area bars{{left, top}, {right, top + ui.px(kBars)}};
  const ImU32 color = color_of(column, ui.colors);
  list.AddLine({bars.min.x, bars.max.y + 0.5F}, {bars.max.x, bars.max.y + 0.5F}, ui.colors.border);
  if (of.finite() > 0) draw_histogram(list, bars, of.histogram, {.color = color, .marked_color = color});
  const float below = bars.max.y + ui.px(4);
  ImFont* const small = ui.fonts.small;
  text_at(list, small, {left, below}, ui.colors.text_dim, texts.low);
  text_at(list, small, {right - text_width(small, texts.high), below}, ui.colors.text_dim, texts.high);
  const float width = text_width(small, "logarithmic");
  text_at(list, small, {std::round((left + right - width) / 2), below}, ui.colors.text_dim, "logarithmic");
  const float middle = std::round(left + (right - left) * 0.58F);
  const float lines = below + ui.px(26);
  draw_entries(ui, list, texts.left, {left, lines}, middle - ui.px(14));
  draw_entries(ui, list, texts.right, {middle + ui.px(14), lines}, right);
}

}  // namespace

void draw_statistics(Ui& ui, const Area& view, Areas& areas) {
  const OpenDataset* const dataset = ui.session.active_dataset();
  if (dataset == nullptr || ui.session.statistics_of.empty()) return;
  const Layout& layout = dataset->data.layout();
  const auto columns = record_columns(layout);
  const auto column = std::ranges::find(columns, ui.session.statistics_of, &RecordColumn::name);
  if (column == columns.end()) return;
  const float height = ui.px(kTitle) + ui.px(kBars) + ui.px(44) + ui.px(kLine) * kLines + ui.px(8);
  const ImVec2 corner{view.min.x + ui.px(12), view.min.y + ui.px(12)};
  const Area area{corner,
                  {std::max(corner.x + 1, std::min(corner.x + ui.px(kWidth), view.max.x - ui.px(12))),
                   std::max(corner.y + 1, std::min(corner.y + height, view.max.y - ui.px(12)))}};
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  begin_panel("Statistics", area, {0, 0}, ui.colors.panel_raised, ImGuiWindowFlags_NoScrollbar);
  ImGui::PopStyleVar(2);
  areas["statistics"] = area;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_title(ui, list, area, *column, areas);
  if (const NumberStatistics* const of = statistics_of(*dataset, column->name))
    draw_numbers(ui, list, area, *of, *column, layout);
  else
    text_at(list, ui.fonts.text, {area.min.x + ui.px(kMargin), area.min.y + ui.px(kTitle) + ui.px(14)},
            ui.colors.text_dim,
            dataset->counting_numbers ? "Reading all records..." : "The records were not counted.",
            area.max.x - ui.px(kMargin));
  ImGui::End();
}

}  // namespace vertexview::app
