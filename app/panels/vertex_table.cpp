#include "panels/vertex_table.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "panels/coordinates.hpp"
#include "session/number_doubt.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/vertex/non_finite.hpp"

namespace vertexview::app {
namespace {

// Returns the width of a column in digits before any number was seen: what an integer type can hold,
// otherwise a sign and a point with seven digits.
std::size_t digits_of(ElementType type) noexcept {
  switch (type) {
    case ElementType::kInt8:
    case ElementType::kUint8:
    case ElementType::kBool:
      return 4;
    case ElementType::kInt16:
    case ElementType::kUint16:
      return 5;
    case ElementType::kInt32:
    case ElementType::kUint32:
      return 11;
    case ElementType::kInt64:
    case ElementType::kUint64:
      return 20;
    default:
      return 9;
  }
}

bool has_color(const Layout& layout) {
  const auto components = color_numbers(layout);
  return components && !components->empty();
}

/// Returns what a click on a row does: Shift selects up to it, Ctrl adds or removes it.
Command click_command(std::uint64_t row) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyShift) return command<handlers::select_to>(VertexAddress(Amount{row}));
  if (io.KeyCtrl || io.KeySuper) return command<handlers::select_toggle>(VertexAddress(Amount{row}));
  return command<handlers::select>(VertexChoice(Amount{row}));
}

}  // namespace

std::int64_t VertexTable::whole_rows() const noexcept {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(rows_.height() / row_height_));
}

void VertexTable::clamp(std::uint64_t count) noexcept {
  const auto last = static_cast<std::int64_t>(count) - whole_rows();
  first_row_ = std::clamp<std::int64_t>(first_row_, 0, std::max<std::int64_t>(0, last));
}

void VertexTable::lay_out(const Ui& ui, const OpenDataset& dataset) {
  const float digit = text_width(ui.fonts.mono, "0");
  // With this gap the columns of 10 million canonical vertices fit into the panel as it is at first.
  const float gap = digit * 1.3F;
  const std::uint64_t last = dataset.data.empty() ? 0 : dataset.data.size() - 1;
  const int index_digits = std::max(5, static_cast<int>(std::to_string(last).size()));
  index_right_ = ui.px(12) + digit * static_cast<float>(index_digits);
  swatch_left_ = index_right_ + gap;
  fixed_width_ = has_color(dataset.data.layout()) ? swatch_left_ + ui.px(22) : index_right_;
  float x = 0;
  columns_.clear();
  if (std::exchange(shown_serial_, dataset.serial) != dataset.serial) widths_.clear();
  for (RecordColumn& element : record_columns(dataset.data.layout())) {
    if (!element.is_number()) continue;
    if (widths_.size() <= columns_.size()) widths_.emplace_back();
    const std::size_t digits =
        std::max(digits_of(value_type(element)), widths_[columns_.size()].characters());
    TableColumn column;
    column.left = x + gap;
    column.right =
        column.left + std::max(digit * static_cast<float>(digits), text_width(ui.fonts.strong, element.name));
    x = column.right;
    column.element = std::move(element);
    columns_.push_back(std::move(column));
  }
  content_width_ = x + ui.px(12);
}

bool VertexTable::measure(const OpenDataset& dataset) {
  const Layout& layout = dataset.data.layout();
  const auto first = static_cast<std::uint64_t>(first_row_);
  // The row below the whole ones is partly visible.
  const std::uint64_t end =
      std::min(dataset.data.size(), first + static_cast<std::uint64_t>(whole_rows()) + 1);
  bool wider = false;
  std::vector<std::byte> room;
  for (std::uint64_t row = first; row < end; ++row) {
    const auto record = dataset.data.record(row, room);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const RecordColumn& element = columns_[i].element;
      const Scalar value = ElementReader(element).value(record.data());
      wider = widths_[i].include(shown_text(value, element, layout)) || wider;
    }
  }
  return wider;
}

void VertexTable::take_scroll_request(Ui& ui, std::uint64_t count) {
  if (!ui.session.scroll_to) return;
  const auto row = static_cast<std::int64_t>(std::min(*ui.session.scroll_to, count == 0 ? 0 : count - 1));
  ui.session.scroll_to.reset();
  const std::int64_t rows = whole_rows();
  // A row just outside moves the table no further than it must, so that the eye can follow; a row far away is
  // put in the middle.
  if (row >= first_row_ && row < first_row_ + rows) return;
  if (row == first_row_ - 1)
    first_row_ = row;
  else if (row == first_row_ + rows)
    first_row_ = row - rows + 1;
  else
    first_row_ = row - rows / 2;
}

void VertexTable::handle_keys(Ui& ui, std::uint64_t count) {
  const ImGuiIO& io = ImGui::GetIO();
  if (count == 0 || ui.popup || io.WantTextInput || io.KeyCtrl || io.KeyAlt) return;
  const bool focused = ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows);
  const auto selected = ui.session.selection.focus();
  const bool here = selected && selected->dataset == ui.session.active;
  if (here && focused && (key_pressed(ImGuiKey_Enter) || key_pressed(ImGuiKey_KeyPadEnter)))
    return ui.run(command<handlers::go_to>(Amount{selected->index}));
  const std::int64_t last = static_cast<std::int64_t>(count) - 1;
  const std::int64_t page = std::max<std::int64_t>(1, whole_rows() - 1);
  std::int64_t row = here ? static_cast<std::int64_t>(selected->index) : first_row_;
  bool moved = true;
  if (key_pressed(ImGuiKey_DownArrow))
    row += here ? 1 : 0;
  else if (key_pressed(ImGuiKey_UpArrow))
    row -= here ? 1 : 0;
  else if (key_pressed(ImGuiKey_PageDown))
    row += page;
  else if (key_pressed(ImGuiKey_PageUp))
    row -= page;
  else if (focused && key_pressed(ImGuiKey_Home))
    row = 0;
  else if (focused && key_pressed(ImGuiKey_End))
    row = last;
  else
    moved = false;
  if (!moved) return;
  row = std::clamp<std::int64_t>(row, 0, last);
  ui.session.scroll_to = static_cast<std::uint64_t>(row);
  ui.run(command<handlers::select>(VertexChoice(Amount{static_cast<std::uint64_t>(row)})));
}

void VertexTable::handle_wheel(const Ui& ui, std::uint64_t count) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return;
  const float sideways = io.MouseWheelH + (io.KeyShift ? io.MouseWheel : 0);
  scroll_x_ -= static_cast<std::int64_t>(sideways * ui.px(40));
  if (io.KeyShift) return;
  wheel_rest_ += io.MouseWheel * 3;
  const float rows = std::trunc(wheel_rest_);
  wheel_rest_ -= rows;
  first_row_ -= static_cast<std::int64_t>(rows);
  clamp(count);
}

void VertexTable::draw_header(const Ui& ui, ImDrawList& list, const Area& area) const {
  list.AddRectFilled(area.min, area.max, ui.colors.panel_raised);
  list.AddLine({area.min.x, area.max.y - 0.5F}, {area.max.x, area.max.y - 0.5F}, ui.colors.border);
  const float top = std::round(area.min.y + (area.height() - ImGui::GetFontSize()) / 2);
  const auto right_aligned = [&](float right, ImU32 color, std::string_view text) {
    text_at(list, ui.fonts.strong, {right - text_width(ui.fonts.strong, text), top}, color, text);
  };
  right_aligned(area.min.x + index_right_, ui.colors.text_dim, "index");
  const float left = area.min.x + fixed_width_;
  list.PushClipRect({left, area.min.y}, {rows_.max.x, area.max.y}, true);
  for (const TableColumn& column : columns_)
    right_aligned(left - static_cast<float>(scroll_x_) + column.right, color_of(column.element, ui.colors),
                  column.element.name);
  list.PopClipRect();
}

void VertexTable::draw_index(const Ui& ui, const OpenDataset& dataset, ImDrawList& list, std::uint64_t row,
                             float top, ImU32 color) const {
  const float size = ui.fonts.mono->FontSize * ImGui::GetIO().FontGlobalScale;
  const std::string text = std::to_string(row);
  const ImVec2 at{rows_.min.x + index_right_ - text_width(ui.fonts.mono, text),
                  std::round(top + (row_height_ - size) / 2)};
  text_at(list, ui.fonts.mono, at, color, text);
  if (!has_color(dataset.data.layout())) return;
  const float inset = ui.px(4);
  const ImVec2 min{rows_.min.x + swatch_left_, top + inset};
  const ImVec2 max{min.x + ui.px(22), top + row_height_ - inset};
  list.AddRectFilled(min, max, screen_color(dataset.data[row].color), ui.px(3));
  list.AddRect(min, max, faded(ui.colors.text, 0.25F), ui.px(3));
}

void VertexTable::draw_numbers(const Ui& ui, const OpenDataset& dataset, ImDrawList& list, std::uint64_t row,
                               float top) const {
  const float size = ui.fonts.mono->FontSize * ImGui::GetIO().FontGlobalScale;
  const float text_top = std::round(top + (row_height_ - size) / 2);
  const float left = rows_.min.x + fixed_width_ - static_cast<float>(scroll_x_);
  std::vector<std::byte> room;
  const auto record = dataset.data.record(row, room);
  const float digit = text_width(ui.fonts.mono, "0");
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const TableColumn& column = columns_[i];
    const Scalar value = ElementReader(column.element).value(record.data());
    const std::string text = shown_text(value, column.element, dataset.data.layout());
    const auto blanks = static_cast<float>(widths_[i].blanks_after(text));
    const float x = left + column.right - digit * blanks - text_width(ui.fonts.mono, text);
    const bool doubted = doubt_of(value, column.element, dataset) != NumberDoubt::kNone;
    // The gap between two columns is wide enough for the mark.
    if (doubted) text_at(list, ui.fonts.strong, {x - digit, text_top}, ui.colors.warning, kDoubtMark);
    text_at(list, ui.fonts.mono, {x, text_top}, doubted ? ui.colors.warning : ui.colors.text, text);
  }
}

void VertexTable::draw_rows(Ui& ui, const OpenDataset& dataset, ImDrawList& list) {
  const std::uint64_t count = dataset.data.size();
  const auto for_each_row = [&](const auto& visit) {
    for (std::int64_t i = 0;; ++i) {
      const float top = rows_.min.y + static_cast<float>(i) * row_height_;
      const auto row = static_cast<std::uint64_t>(first_row_ + i);
      if (top >= rows_.max.y || row >= count) break;
      visit(row, top);
    }
  };
  ImGui::SetCursorScreenPos(rows_.min);
  ImGui::InvisibleButton("rows", {rows_.width(), rows_.height()});
  const bool hovered = ImGui::IsItemHovered();
  const ImVec2 mouse = ImGui::GetMousePos();
  const auto focus = ui.session.selection.focus();
  const auto hover = ui.session.selection.hover();
  const IndexSet& chosen = ui.session.selection.of(dataset.id).vertices;
  list.PushClipRect(rows_.min, rows_.max, true);
  for_each_row([&](std::uint64_t row, float top) {
    const Area area{{rows_.min.x, top}, {rows_.max.x, top + row_height_}};
    const VertexId self{dataset.id, row};
    const bool under_mouse = hovered && area.contains(mouse);
    if ((row & 1U) != 0) list.AddRectFilled(area.min, area.max, ui.colors.stripe);
    const bool selected = chosen.contains(row);
    if (selected)
      list.AddRectFilled(area.min, area.max, faded(ui.colors.row_selected, focus == self ? 1 : 0.55F));
    if (focus == self && !selected)
      list.AddRect(area.min, area.max, ui.colors.row_selected);
    else if (!selected && (under_mouse || hover == self))
      list.AddRectFilled(area.min, area.max, ui.colors.row_hover);
    draw_index(ui, dataset, list, row, top, focus == self ? ui.colors.text : ui.colors.text_dim);
    if (!under_mouse) return;
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && !ImGui::GetIO().KeyCtrl)
      ui.run(command<handlers::go_to>(Amount{row}));
    else if (ImGui::IsMouseClicked(ImGuiMouseButton_Left))
      ui.run(click_command(row));
  });
  // One clip for all rows: each change of it would be a draw call of its own.
  list.PushClipRect({rows_.min.x + fixed_width_, rows_.min.y}, rows_.max, true);
  for_each_row([&](std::uint64_t row, float top) { draw_numbers(ui, dataset, list, row, top); });
  list.PopClipRect();
  list.PopClipRect();
}

void VertexTable::draw_scrollbars(const Area& area, std::uint64_t count) {
  ImGuiWindow* const window = ImGui::GetCurrentWindow();
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const auto rows = static_cast<ImS64>(count);
  if (rows > whole_rows()) {
    const ImRect rect({rows_.max.x, rows_.min.y}, {area.max.x, rows_.max.y});
    ImGui::ScrollbarEx(rect, window->GetID("#rows"), ImGuiAxis_Y, &first_row_, whole_rows(), rows,
                       ImDrawFlags_RoundCornersNone);
  }
  const auto content = static_cast<ImS64>(std::ceil(content_width_));
  // A window may be narrower than what stays in place.
  const ImS64 shown = std::max<ImS64>(1, static_cast<ImS64>(rows_.width() - fixed_width_));
  scroll_x_ = std::clamp<std::int64_t>(scroll_x_, 0, std::max<std::int64_t>(0, content - shown));
  if (content > shown) {
    const float left = std::min(area.min.x + fixed_width_, rows_.max.x - 1);
    const ImRect rect({left, area.max.y - bar}, {rows_.max.x, area.max.y});
    ImGui::ScrollbarEx(rect, window->GetID("#columns"), ImGuiAxis_X, &scroll_x_, shown, content,
                       ImDrawFlags_RoundCornersNone);
  }
}

void VertexTable::draw_selected_marks(const Ui& ui, const OpenDataset& dataset, ImDrawList& list) const {
  const IndexSet& chosen = ui.session.selection.of(dataset.id).vertices;
  const std::uint64_t count = dataset.data.size();
  if (chosen.empty() || count <= static_cast<std::uint64_t>(whole_rows())) return;
  // A pixel of the bar stands for many rows: it is marked where one of them is selected.
  const auto pixels = static_cast<std::uint64_t>(std::max(1.0F, rows_.height()));
  const auto row_at = [&](std::uint64_t pixel) {
    return count / pixels * pixel + count % pixels * pixel / pixels;
  };
  std::uint64_t before = 0;  // selected rows above the pixel
  for (std::uint64_t pixel = 0; pixel < pixels; ++pixel) {
    const std::uint64_t below = chosen.count_below(row_at(pixel + 1));
    if (std::exchange(before, below) == below) continue;
    const float top = rows_.min.y + static_cast<float>(pixel);
    // At the inner edge: the outer one has the marks of what is not finite.
    list.AddRectFilled({rows_.max.x, top}, {rows_.max.x + ui.px(3), top + std::max(1.0F, ui.px(1))},
                       ui.colors.selection);
  }
}

void VertexTable::draw_marks(const Ui& ui, const Area& area, const OpenDataset& dataset,
                             ImDrawList& list) const {
  const NonFiniteParts& parts = dataset.statistics.non_finite_parts;
  const std::uint64_t count = dataset.data.size();
  if (!parts.known() || !has_position(dataset.data.layout()) ||
      count <= static_cast<std::uint64_t>(whole_rows()))
    return;
  for (std::size_t part = 0; part < parts.counts.size(); ++part) {
    if (parts.counts[part] == 0) continue;
    const double share = static_cast<double>(part * parts.length) / static_cast<double>(count);
    const float top = std::round(rows_.min.y + rows_.height() * static_cast<float>(share));
    // At the edge, so that the grip of the scroll bar is seen beside it.
    list.AddRectFilled({area.max.x - ui.px(4), top}, {area.max.x, top + ui.px(2)}, ui.colors.warning);
  }
}

void VertexTable::draw(Ui& ui, const Area& area) {
  begin_panel("Vertices", area, {0, 0}, ui.colors.panel,
              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const OpenDataset* const dataset = ui.session.active_dataset();
  if (dataset == nullptr) {
    rows_ = {};
    ImGui::End();
    return;
  }
  if (shown_path_ != dataset->data.path()) {
    shown_path_ = dataset->data.path();
    first_row_ = scroll_x_ = 0;
  }
  lay_out(ui, *dataset);
  const std::uint64_t count = dataset->data.size();
  row_height_ = ui.px(22);
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const Area header{area.min, {area.max.x, area.min.y + ui.px(28)}};
  const bool wide = fixed_width_ + content_width_ > area.width() - bar;
  rows_ = {{area.min.x, header.max.y}, {area.max.x - bar, area.max.y - (wide ? bar : 0)}};
  take_scroll_request(ui, count);
  clamp(count);
  handle_wheel(ui, count);
  handle_keys(ui, count);
  draw_scrollbars(area, count);
  draw_marks(ui, area, *dataset, list);
  draw_selected_marks(ui, *dataset, list);
  clamp(count);
  if (measure(*dataset)) {
    lay_out(ui, *dataset);
    ui.wake_at(ui.now + 1e-3);  // the next frame places the scrollbars for the wider columns
  }
  draw_rows(ui, *dataset, list);
  draw_header(ui, list, header);
  ImGui::End();
}

}  // namespace vertexview::app
