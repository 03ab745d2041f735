#include "panels/vertex_table.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "actions/handlers.hpp"
#include "gui/widgets.hpp"
#include "panels/coordinates.hpp"
#include "session/filter.hpp"
#include "session/number_doubt.hpp"
#include "session/sorting.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/vertex/non_finite.hpp"

namespace vertexview::app {
namespace {

/// Returns what a click on a row does: Shift selects up to it, Ctrl adds or removes it.
Command click_command(const Ui& ui, const OpenDataset& dataset, std::uint64_t row, std::uint64_t vertex) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto focus = ui.session.selection.focus();
  if (io.KeyShift && !rows_are_vertices(dataset) && focus && focus->dataset == dataset.id) {
    const auto [first, last] = std::minmax({row_of_vertex(dataset, focus->index), row});
    return command<handlers::select_rows>(fmt::format("{}-{}", first, last));
  }
  if (io.KeyShift) return command<handlers::select_to>(VertexAddress(Amount{vertex}));
  if (io.KeyCtrl || io.KeySuper) return command<handlers::select_toggle>(VertexAddress(Amount{vertex}));
  return command<handlers::select>(VertexChoice(Amount{vertex}));
}

}  // namespace

std::int64_t VertexTable::whole_rows() const noexcept {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(rows_.height() / row_height_));
}

void VertexTable::clamp(std::uint64_t count) noexcept {
  const auto last = static_cast<std::int64_t>(count) - whole_rows();
  first_row_ = std::clamp<std::int64_t>(first_row_, 0, std::max<std::int64_t>(0, last));
}

bool VertexTable::measure(const OpenDataset& dataset) {
  const auto first = static_cast<std::uint64_t>(first_row_);
  // The row below the whole ones is partly visible.
  const std::uint64_t end =
      std::min(row_count(dataset), first + static_cast<std::uint64_t>(whole_rows()) + 1);
  bool wider = false;
  std::vector<std::byte> room;
  for (std::uint64_t row = first; row < end; ++row) {
    const auto record = dataset.data.record(vertex_of_row(dataset, row), room);
    wider = columns_.include(record.data(), dataset.data.layout()) || wider;
  }
  return wider;
}

void VertexTable::take_scroll_request(Ui& ui, const OpenDataset& dataset) {
  if (!ui.session.scroll_to) return;
  const std::uint64_t last = dataset.data.empty() ? 0 : dataset.data.size() - 1;
  const std::uint64_t vertex = std::min(*ui.session.scroll_to, last);
  const auto row = static_cast<std::int64_t>(row_count(dataset) == 0 ? 0 : row_of_vertex(dataset, vertex));
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

void VertexTable::handle_keys(Ui& ui, const OpenDataset& dataset) {
  const ImGuiIO& io = ImGui::GetIO();
  const std::uint64_t count = row_count(dataset);
  if (count == 0 || ui.popup || io.WantTextInput || io.KeyCtrl || io.KeyAlt) return;
  const bool focused = ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows);
  const auto selected = ui.session.selection.focus();
  const bool here = selected && selected->dataset == dataset.id && selected->index < dataset.data.size();
  if (here && focused && (key_pressed(ImGuiKey_Enter) || key_pressed(ImGuiKey_KeyPadEnter)))
    return ui.run(command<handlers::go_to>(Amount{selected->index}));
  const std::int64_t last = static_cast<std::int64_t>(count) - 1;
  const std::int64_t page = std::max<std::int64_t>(1, whole_rows() - 1);
  std::int64_t step = 0;
  bool from_first = false;
  bool moved = true;
  if (key_pressed(ImGuiKey_DownArrow))
    step = here ? 1 : 0;
  else if (key_pressed(ImGuiKey_UpArrow))
    step = here ? -1 : 0;
  else if (key_pressed(ImGuiKey_PageDown))
    step = page;
  else if (key_pressed(ImGuiKey_PageUp))
    step = -page;
  else if (focused && key_pressed(ImGuiKey_Home))
    from_first = true;
  else if (focused && key_pressed(ImGuiKey_End))
    std::tie(from_first, step) = std::pair(true, last);
  else
    moved = false;
  if (!moved) return;
  const std::int64_t from = from_first ? 0
                            : here     ? static_cast<std::int64_t>(row_of_vertex(dataset, selected->index))
                                       : first_row_;
  const auto row = static_cast<std::uint64_t>(std::clamp<std::int64_t>(from + step, 0, last));
  const std::uint64_t vertex = vertex_of_row(dataset, row);
  ui.session.scroll_to = vertex;
  ui.run(command<handlers::select>(VertexChoice(Amount{vertex})));
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

void VertexTable::draw_index(const Ui& ui, const OpenDataset& dataset, ImDrawList& list, std::uint64_t vertex,
                             float top, ImU32 color) const {
  const float size = ui.fonts.mono->FontSize * ImGui::GetIO().FontGlobalScale;
  const std::string text = std::to_string(vertex);
  const ImVec2 at{rows_.min.x + columns_.index_right() - text_width(ui.fonts.mono, text),
                  std::round(top + (row_height_ - size) / 2)};
  text_at(list, ui.fonts.mono, at, color, text);
  if (!columns_.has_swatch()) return;
  const float inset = ui.px(4);
  const ImVec2 min{rows_.min.x + columns_.swatch_left(), top + inset};
  const ImVec2 max{min.x + ui.px(22), top + row_height_ - inset};
  list.AddRectFilled(min, max, screen_color(dataset.data[vertex].color), ui.px(3));
  list.AddRect(min, max, faded(ui.colors.text, 0.25F), ui.px(3));
}

void VertexTable::draw_numbers(const Ui& ui, const OpenDataset& dataset, ImDrawList& list,
                               std::uint64_t vertex, float top) const {
  const float size = ui.fonts.mono->FontSize * ImGui::GetIO().FontGlobalScale;
  const float text_top = std::round(top + (row_height_ - size) / 2);
  const float left = rows_.min.x + columns_.fixed_width() - static_cast<float>(scroll_x_);
  std::vector<std::byte> room;
  const auto record = dataset.data.record(vertex, room);
  const float digit = text_width(ui.fonts.mono, "0");
  for (const PlacedColumn& placed : columns_.shown()) {
    if (left + placed.left > rows_.max.x) break;
    if (left + placed.right < rows_.min.x + columns_.fixed_width()) continue;
    const auto& [element, look] = placed.column;
    const std::string text = styled_text(record.data(), element, dataset.data.layout(), look.style);
    const auto blanks = static_cast<float>(columns_.blanks_after(placed, text));
    const float wanted = left + placed.right - digit * blanks - text_width(ui.fonts.mono, text);
    // A number that its column has no room for begins at the left, so that its first digits are read.
    const float x = std::max(wanted, left + placed.left);
    const Scalar value = ElementReader(element).value(record.data());
    const bool doubted = doubt_of(value, element, dataset) != NumberDoubt::kNone;
    // The gap between two columns is wide enough for the mark.
    if (doubted) text_at(list, ui.fonts.strong, {x - digit, text_top}, ui.colors.warning, kDoubtMark);
    text_at(list, ui.fonts.mono, {x, text_top}, doubted ? ui.colors.warning : ui.colors.text, text,
            left + placed.right + 0.5F);
  }
}

void VertexTable::handle_clicks(Ui& ui, const OpenDataset& dataset, std::uint64_t row, std::uint64_t vertex) {
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && !ImGui::GetIO().KeyCtrl)
    return ui.run(command<handlers::go_to>(Amount{vertex}));
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return ui.run(click_command(ui, dataset, row, vertex));
  if (!right_clicked(rows_)) return;
  // What is copied is what is selected, so that a row outside of it is selected first.
  if (!ui.session.selection.of(dataset.id).vertices.contains(vertex))
    ui.run(command<handlers::select>(VertexChoice(Amount{vertex})));
  const float x = ImGui::GetMousePos().x - rows_.min.x - columns_.fixed_width();
  const PlacedColumn* const column = x >= 0 ? columns_.at(x + static_cast<float>(scroll_x_)) : nullptr;
  cell_menu_.open(vertex, column != nullptr ? column->column.look.name : std::string());
}

void VertexTable::draw_rows(Ui& ui, const OpenDataset& dataset, ImDrawList& list) {
  const std::uint64_t count = row_count(dataset);
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
    const std::uint64_t vertex = vertex_of_row(dataset, row);
    const VertexId self{dataset.id, vertex};
    const bool under_mouse = hovered && area.contains(mouse);
    if ((row & 1U) != 0) list.AddRectFilled(area.min, area.max, ui.colors.stripe);
    const bool selected = chosen.contains(vertex);
    if (selected)
      list.AddRectFilled(area.min, area.max, faded(ui.colors.row_selected, focus == self ? 1 : 0.55F));
    if (focus == self && !selected)
      list.AddRect(area.min, area.max, ui.colors.row_selected);
    else if (!selected && (under_mouse || hover == self))
      list.AddRectFilled(area.min, area.max, ui.colors.row_hover);
    draw_index(ui, dataset, list, vertex, top, focus == self ? ui.colors.text : ui.colors.text_dim);
    if (under_mouse) handle_clicks(ui, dataset, row, vertex);
  });
  // One clip for all rows: each change of it would be a draw call of its own.
  list.PushClipRect({rows_.min.x + columns_.fixed_width(), rows_.min.y}, rows_.max, true);
  for_each_row([&](std::uint64_t row, float top) {
    draw_numbers(ui, dataset, list, vertex_of_row(dataset, row), top);
  });
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
  const auto content = static_cast<ImS64>(std::ceil(columns_.content_width()));
  // A window may be narrower than what stays in place.
  const ImS64 shown = std::max<ImS64>(1, static_cast<ImS64>(rows_.width() - columns_.fixed_width()));
  scroll_x_ = std::clamp<std::int64_t>(scroll_x_, 0, std::max<std::int64_t>(0, content - shown));
  if (content > shown) {
    const float left = std::min(area.min.x + columns_.fixed_width(), rows_.max.x - 1);
    const ImRect rect({left, area.max.y - bar}, {rows_.max.x, area.max.y});
    ImGui::ScrollbarEx(rect, window->GetID("#columns"), ImGuiAxis_X, &scroll_x_, shown, content,
                       ImDrawFlags_RoundCornersNone);
  }
}

void VertexTable::draw_selected_marks(const Ui& ui, const OpenDataset& dataset, ImDrawList& list) const {
  const IndexSet& chosen = ui.session.selection.of(dataset.id).vertices;
  const std::uint64_t count = row_count(dataset);
  // The rows of another order would have to be found one by one.
  if (chosen.empty() || order_of_rows(dataset) != nullptr ||
      count <= static_cast<std::uint64_t>(whole_rows()))
    return;
  // A pixel of the bar stands for many rows: it is marked where one of them is selected.
  const auto pixels = static_cast<std::uint64_t>(std::max(1.0F, rows_.height()));
  const auto row_at = [&](std::uint64_t pixel) {
    return count / pixels * pixel + count % pixels * pixel / pixels;
  };
  std::uint64_t before = 0;  // selected rows above the pixel
  for (std::uint64_t pixel = 0; pixel < pixels; ++pixel) {
    const std::uint64_t end = row_at(pixel + 1);
    const std::uint64_t below =
        chosen.count_below(end < count ? vertex_of_row(dataset, end) : dataset.data.size());
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
  const std::uint64_t count = row_count(dataset);
  if (!parts.known() || !has_position(dataset.data.layout()) || !rows_are_vertices(dataset) ||
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

void VertexTable::follow_dataset(const OpenDataset& dataset) {
  if (shown_path_ != dataset.data.path()) {
    shown_path_ = dataset.data.path();
    first_row_ = scroll_x_ = 0;
  }
  if (std::exchange(shown_order_, dataset.order) != dataset.order) first_row_ = 0;
  const auto passing = dataset.filter ? dataset.filter->vertices : nullptr;
  if (std::exchange(shown_filter_, passing) != passing) first_row_ = 0;
}

void VertexTable::draw(Ui& ui, const Area& area) {
  begin_panel("Vertices", area, {0, 0}, ui.colors.panel,
              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  areas_.clear();
  const OpenDataset* const dataset = ui.session.active_dataset();
  if (dataset == nullptr) {
    rows_ = {};
    ImGui::End();
    return;
  }
  follow_dataset(*dataset);
  columns_.place(ui, *dataset);
  const std::uint64_t count = row_count(*dataset);
  row_height_ = ui.px(22);
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const Area header{area.min, {area.max.x, area.min.y + TableHeader::height(ui)}};
  const bool wide = columns_.fixed_width() + columns_.content_width() > area.width() - bar;
  rows_ = {{area.min.x, header.max.y}, {area.max.x - bar, area.max.y - (wide ? bar : 0)}};
  take_scroll_request(ui, *dataset);
  clamp(count);
  handle_wheel(ui, count);
  handle_keys(ui, *dataset);
  draw_scrollbars(area, count);
  draw_marks(ui, area, *dataset, list);
  draw_selected_marks(ui, *dataset, list);
  clamp(count);
  if (measure(*dataset)) {
    columns_.place(ui, *dataset);
    ui.wake_at(ui.now + 1e-3);  // the next frame places the scrollbars for the wider columns
  }
  draw_rows(ui, *dataset, list);
  header_.draw(ui, *dataset, columns_, header, area.min.x + columns_.fixed_width(),
               static_cast<float>(scroll_x_), rows_.max.x, areas_);
  cell_menu_.draw(ui, *dataset, areas_);
  ImGui::End();
}

}  // namespace vertexview::app
