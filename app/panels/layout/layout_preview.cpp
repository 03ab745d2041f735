#include "panels/layout/layout_preview.hpp"

#include <algorithm>
#include <utility>

#include "panels/coordinates.hpp"
#include "panels/element_color.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::app {
namespace {

constexpr float kRow = 21;
constexpr float kHeader = 22;

void add_column(Preview& preview, const LayoutSample& sample, const Layout& layout, std::size_t index,
                bool raw) {
  const RecordColumn& element = sample.elements[index];
  PreviewColumn& column = preview.columns.emplace_back();
  column.name = (raw ? "raw " : "") + element.name;
  column.element = element;
  column.raw = raw;
  for (std::size_t row = 0; row < sample.rows.size(); ++row) {
    const Scalar& value = sample.rows[row][index];
    std::string text =
        raw ? stored_text(sample.stored[row][index], element) : shown_text(value, element, layout);
    column.width.include(text);
    preview.rows[row].push_back(std::move(text));
  }
}

}  // namespace

Preview preview_of(const LayoutSample& sample, const Layout& layout) {
  Preview preview;
  preview.rows.resize(sample.rows.size());
  for (std::size_t i = 0; i < sample.elements.size(); ++i) {
    add_column(preview, sample, layout, i, false);
    if (is_converted(sample.elements[i], layout)) add_column(preview, sample, layout, i, true);
  }
  return preview;
}

float preview_height(const Ui& ui, const Preview& preview) {
  return ui.px(kHeader) + ui.px(kRow) * static_cast<float>(preview.rows.size());
}

void draw_preview(const Ui& ui, const Preview& preview) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float gap = ui.px(16);
  const float digit = text_width(ui.fonts.mono, "0");
  const auto top_of = [&](std::size_t row) {
    return origin.y + ui.px(kHeader) + ui.px(kRow) * static_cast<float>(row);
  };
  const std::string last = std::to_string(preview.rows.empty() ? 0 : preview.rows.size() - 1);
  float x = text_width(ui.fonts.mono, last);
  for (std::size_t row = 0; row < preview.rows.size(); ++row) {
    const std::string number = std::to_string(row);
    text_at(list, ui.fonts.mono, {origin.x + x - text_width(ui.fonts.mono, number), top_of(row)},
            ui.colors.text_dim, number);
  }
  x += gap;
  for (std::size_t i = 0; i < preview.columns.size(); ++i) {
    const PreviewColumn& column = preview.columns[i];
    const float width = std::max(text_width(ui.fonts.text, column.name),
                                 digit * static_cast<float>(column.width.characters()));
    const float right = origin.x + x + width;
    const ImU32 dim = ui.colors.text_dim;
    text_at(list, ui.fonts.text, {right - text_width(ui.fonts.text, column.name), origin.y},
            column.raw ? dim : color_of(column.element, ui.colors), column.name);
    for (std::size_t row = 0; row < preview.rows.size(); ++row) {
      const std::string& text = preview.rows[row][i];
      const float blank = digit * static_cast<float>(column.width.blanks_after(text));
      text_at(list, ui.fonts.mono, {right - blank - text_width(ui.fonts.mono, text), top_of(row)},
              column.raw ? dim : ui.colors.text, text);
    }
    x += width + gap;
  }
  const float y = origin.y + ui.px(kHeader) - 2.5F;
  list.AddLine({origin.x, y}, {origin.x + std::max(x, ImGui::GetContentRegionAvail().x), y},
               ui.colors.border);
  ImGui::Dummy({x, preview_height(ui, preview)});
}

}  // namespace vertexview::app
