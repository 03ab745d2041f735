#include "panels/inspector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/widgets.hpp"
#include "panels/coordinates.hpp"
#include "panels/element_color.hpp"
#include "panels/inspector_columns.hpp"
#include "session/number_doubt.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/number_width.hpp"

namespace vertexview::app {
namespace {

// A longer record is scrolled; otherwise the table would get too small.
constexpr std::size_t kMostRowsByDefault = 12;

// Writes runs of text one after another: each moves the pen to its end. What does not fit is cut once.
class Pen {
 public:
  Pen(ImDrawList& list, ImVec2 position, float right) : list_(list), position_(position), right_(right) {}
  void write(ImFont* font, ImU32 color, std::string_view text, float drop = 0) {
    if (position_.x < right_) text_at(list_, font, {position_.x, position_.y + drop}, color, text, right_);
    position_.x += text_width(font, text);
  }
  void skip(float width) { position_.x += width; }

 private:
  ImDrawList& list_;
  ImVec2 position_;
  float right_;
};

struct HexGrid {
  float byte_width = 0;
  float gap = 0;  ///< between elements
  float line_height = 0;
  std::uint64_t bytes_a_line = 0;
};

HexGrid grid_for(const Ui& ui, float width, std::uint64_t stride, std::size_t elements) {
  HexGrid grid;
  const float digit = text_width(ui.fonts.mono, "0");
  grid.byte_width = std::round(digit * 2.45F);
  grid.gap = std::round(digit * 0.9F);
  grid.line_height = ui.px(44);
  const auto fits = [&](std::uint64_t bytes) {
    const std::uint64_t gaps = elements * std::min(bytes, stride) / std::max<std::uint64_t>(1, stride);
    return static_cast<float>(bytes) * grid.byte_width + static_cast<float>(gaps) * grid.gap <= width;
  };
  grid.bytes_a_line = 4;
  for (const std::uint64_t bytes : {std::uint64_t{8}, std::uint64_t{12}, std::uint64_t{16}, std::uint64_t{20},
                                    std::uint64_t{24}, std::uint64_t{32}})
    if (fits(bytes)) grid.bytes_a_line = bytes;
  return grid;
}

// Draws one element's bytes on a plate in its colour with its name below; returns the pen's x after it.
float draw_bytes(const Ui& ui, ImDrawList& list, const HexGrid& grid, ImVec2 at, const RecordColumn& element,
                 std::span<const std::byte> bytes, bool named, float label_right) {
  const ImU32 color = color_of(element, ui.colors);
  const float digit = text_width(ui.fonts.mono, "0");
  // The digits stand in the middle of their cell, so that a plate ends as it begins.
  const float inset = std::floor((grid.byte_width - 2 * digit) / 2 + 0.5F);
  const float size = ui.fonts.mono->FontSize * ImGui::GetIO().FontGlobalScale;
  const ImVec2 max{at.x + grid.byte_width * static_cast<float>(bytes.size()), at.y + size + ui.px(8)};
  list.AddRectFilled(at, max, faded(color, element.is_padding() ? 0.10F : 0.16F), ui.px(3));
  if (element.is_padding()) hatch(list, at, max, ui.px(6), faded(color, 0.45F));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const ImVec2 position{at.x + static_cast<float>(i) * grid.byte_width + inset, at.y + ui.px(4)};
    text_at(list, ui.fonts.mono, position, element.is_padding() ? ui.colors.text_dim : color,
            fmt::format("{:02x}", std::to_integer<unsigned>(bytes[i])));
  }
  if (named)
    text_at(list, ui.fonts.small, {at.x + inset, max.y + ui.px(2)}, color, element.name, label_right);
  return max.x + grid.gap;
}

// Returns how wide the name below a plate may be: it may reach to the next plate.
float label_room(const HexGrid& grid, std::uint64_t bytes) {
  return grid.byte_width * static_cast<float>(bytes) + grid.gap;
}

// A longer record is cut off after these bytes, 200 lines and more; the list of elements below has all of it.
constexpr std::uint64_t kMostHexBytes = 4096;

float draw_hex(const Ui& ui, ImDrawList& list, ImVec2 origin, float width, std::span<const std::byte> record,
               const std::vector<RecordColumn>& elements) {
  const HexGrid grid = grid_for(ui, width, record.size(), elements.size());
  ImVec2 at = origin;
  std::uint64_t on_line = 0;
  for (const RecordColumn& element : elements) {
    const std::uint64_t end =
        std::min(element.nbytes(), kMostHexBytes - std::min(kMostHexBytes, element.offset));
    if (end == 0) break;
    if (on_line != 0 && on_line + std::min(end, grid.bytes_a_line) > grid.bytes_a_line) {
      at = {origin.x, at.y + grid.line_height};
      on_line = 0;
    }
    for (std::uint64_t done = 0; done < end; done += grid.bytes_a_line) {
      if (done != 0) {
        at = {origin.x, at.y + grid.line_height};
        on_line = 0;
      }
      const std::uint64_t part = std::min(grid.bytes_a_line, end - done);
      at.x = draw_bytes(ui, list, grid, at, element, record.subspan(element.offset + done, part), done == 0,
                        &element == &elements.back() ? origin.x + width : at.x + label_room(grid, part));
      on_line += part;
    }
  }
  at.y += grid.line_height;
  if (record.size() <= kMostHexBytes) return at.y;
  text_at(list, ui.fonts.text, {origin.x, at.y}, ui.colors.text_dim,
          counted(record.size() - kMostHexBytes, "byte more", "bytes more"), origin.x + width);
  return at.y + ui.px(22);
}

/// The texts of one row of the list of elements; empty where the element has none.
struct ElementRow {
  const RecordColumn& element;
  std::string type = {};
  std::string offset = {};
  std::string bytes = {};
  std::string raw = {};
  std::string value = {};
  std::string normalised = {};
  bool doubted = false;
};

// Returns a share of the whole with 6 significant digits, and an ellipsis where it has more.
std::string normalised_text(double part) {
  return shortened(shortest_text(part, ElementType::kFloat64), 6);
}

// The bytes are written without spaces here: the hex view above shows them spaced.
std::string bytes_text(std::span<const std::byte> bytes) {
  constexpr std::size_t kMost = 64;  // no list is wide enough for more
  std::string text = hex_text(bytes.first(std::min(bytes.size(), kMost)));
  std::erase(text, ' ');
  return bytes.size() > kMost ? text + "\u2026" : text;
}

ElementRow row_of(const RecordColumn& element, std::span<const std::byte> record,
                  const OpenDataset& dataset) {
  ElementRow row{.element = element};
  row.offset = std::to_string(element.offset);
  row.bytes = bytes_text(record.subspan(element.offset, element.nbytes()));
  row.type = element.is_number() ? type_text(element) : counted(element.nbytes(), "byte", "bytes");
  if (!element.is_number()) return row;
  const Layout& layout = dataset.data.layout();
  const ElementReader reader(element);
  const Scalar value = reader.value(record.data());
  row.value = shown_text(value, element, layout);
  row.doubted = doubt_of(value, element, dataset) != NumberDoubt::kNone;
  if (is_converted(element, layout)) row.raw = stored_text(reader.stored(record.data()), element);
  // What an encoding says is the value itself.
  if (const auto part = reader.normalised(record.data()); part && element.encoding == Encoding::kPlain)
    row.normalised = normalised_text(*part);
  return row;
}

/// Returns the range that the normalised numbers lie in, as the head of their column.
const char* normalised_title(const std::vector<ElementRow>& rows) {
  const auto any = [&](Encoding encoding) {
    return std::ranges::any_of(rows, [&](const ElementRow& row) {
      return !row.normalised.empty() && encoding_of(row.element) == encoding;
    });
  };
  if (!any(Encoding::kSnorm)) return "0\u20131";
  return any(Encoding::kUnorm) ? "0\u20131, \u00B11" : "\u00B11";
}

// A doubted value has the mark and half a digit before it.
float mark_width(const Ui& ui) {
  return text_width(ui.fonts.mono, "0") * 1.5F;
}

ElementWidths widths_of(const Ui& ui, const std::vector<ElementRow>& rows) {
  ElementWidths widths;
  const auto include = [](float& width, ImFont* font, std::string_view text) {
    if (!text.empty()) width = std::max(width, text_width(font, text));
  };
  const Fonts& fonts = ui.fonts;
  for (const ElementRow& row : rows) {
    include(widths.name, fonts.text, row.element.name);
    include(widths.type, fonts.text, row.type);
    include(widths.offset, fonts.mono, row.offset);
    include(widths.bytes, fonts.mono, row.bytes);
    include(widths.raw, fonts.mono, row.raw);
    include(widths.normalised, fonts.mono, row.normalised);
    const float mark = row.doubted ? mark_width(ui) : 0;
    widths.value = std::max(widths.value, text_width(fonts.mono, row.value) + mark);
  }
  include(widths.name, fonts.text, "element");
  include(widths.type, fonts.text, "type");
  include(widths.offset, fonts.text, "at");
  include(widths.bytes, fonts.text, "bytes");
  include(widths.value, fonts.text, "value");
  if (widths.raw > 0) include(widths.raw, fonts.text, "raw");
  if (widths.normalised > 0) include(widths.normalised, fonts.text, normalised_title(rows));
  // Where less than one byte and an ellipsis fit, none is shown.
  include(widths.least_bytes, fonts.mono, "00\u2026");
  include(widths.least_bytes, fonts.text, "bytes");
  return widths;
}

// Writes a text in a column, at its right or left end; an ellipsis ends it where the column is too narrow.
void write_in(ImDrawList& list, ImFont* font, ImVec2 at, const ColumnPlace& column, bool to_the_right,
              ImU32 color, std::string_view text) {
  if (!column.shown() || text.empty()) return;
  const float width = text_width(font, text);
  const float left = to_the_right ? std::max(column.left, column.right - width) : column.left;
  // Half a unit more, because sums of widths are rounded.
  text_at(list, font, {at.x + left, at.y}, color, text, at.x + column.right + 0.5F);
}

void draw_element_header(const Ui& ui, ImDrawList& list, ImVec2 at, const ElementColumns& columns,
                         const std::vector<ElementRow>& rows) {
  const auto title = [&](const ColumnPlace& column, bool to_the_right, std::string_view text) {
    write_in(list, ui.fonts.text, at, column, to_the_right, ui.colors.text_dim, text);
  };
  title(columns.name, false, "element");
  title(columns.type, false, "type");
  title(columns.offset, true, "at");
  title(columns.bytes, false, "bytes");
  title(columns.raw, true, "raw");
  title(columns.value, true, "value");
  title(columns.normalised, true, normalised_title(rows));
}

void draw_element(const Ui& ui, ImDrawList& list, ImVec2 at, const ElementColumns& columns,
                  const ElementRow& row) {
  const float sink =
      std::round((ui.fonts.text->FontSize - ui.fonts.mono->FontSize) * ImGui::GetIO().FontGlobalScale / 2);
  const ImVec2 sunk{at.x, at.y + sink};
  const ImU32 color = color_of(row.element, ui.colors);
  const ImU32 dim = ui.colors.text_dim;
  ImFont* const mono = ui.fonts.mono;
  write_in(list, ui.fonts.text, at, columns.name, false, color, row.element.name);
  write_in(list, ui.fonts.text, at, columns.type, false, dim, row.type);
  write_in(list, mono, sunk, columns.offset, true, dim, row.offset);
  write_in(list, mono, sunk, columns.bytes, false, color, row.bytes);
  write_in(list, mono, sunk, columns.raw, true, dim, row.raw);
  write_in(list, mono, sunk, columns.normalised, true, dim, row.normalised);
  ColumnPlace value = columns.value;
  if (row.doubted) {
    const float mark = mark_width(ui);
    const float left = std::max(value.left, value.right - text_width(mono, row.value) - mark);
    text_at(list, ui.fonts.strong, {at.x + left, at.y}, ui.colors.warning, kDoubtMark);
    value.left = left + mark;
  }
  write_in(list, mono, sunk, value, true, row.doubted ? ui.colors.warning : ui.colors.text, row.value);
}

// Returns where the parts of a record begin, each in the bytes of its file, or in those that were decoded.
std::vector<std::uint64_t> places_of_record(const Dataset& file, std::uint64_t vertex) {
  constexpr std::size_t kMost = 4;  // the title has no room for more
  std::vector<std::uint64_t> places;
  for (const RecordStream& stream : file.records().streams())
    if (places.size() < kMost)
      places.push_back(stream.file == nullptr ? file.layout().data_offset + vertex * stream.stride
                                              : stream.offset_of(vertex));
  return places;
}

void draw_title(const Ui& ui, ImDrawList& list, ImVec2 at, float right, const OpenDataset& dataset,
                std::uint64_t vertex) {
  const float sink =
      std::round((ui.fonts.text->FontSize - ui.fonts.mono->FontSize) * ImGui::GetIO().FontGlobalScale / 2);
  Pen pen(list, at, right);
  pen.write(ui.fonts.strong, ui.colors.text, "Vertex");
  pen.skip(ui.px(7));
  pen.write(ui.fonts.mono, ui.colors.text, grouped(vertex), sink);
  pen.skip(ui.px(14));
  pen.write(ui.fonts.text, ui.colors.text_dim, fmt::format("{} bytes at", dataset.data.stride()));
  for (const std::uint64_t place : places_of_record(dataset.data, vertex)) {
    pen.skip(ui.px(6));
    pen.write(ui.fonts.mono, ui.colors.text_dim, fmt::format("0x{:08x}", place), sink);
  }
}

/// Opens the menu of a number where its row is clicked with the right button.
void take_row(const Ui& ui, ImDrawList& list, const Area& row, const RecordColumn& element,
              std::uint64_t vertex, CellMenu& menu, Areas& areas) {
  if (!element.is_number()) return;
  ImGui::PushID(element.name.c_str());
  ImGui::SetCursorScreenPos(row.min);
  ImGui::InvisibleButton("row", {std::max(1.0F, row.width()), std::max(1.0F, row.height())});
  mark(areas, "inspector " + element.name);
  if (ImGui::IsItemHovered()) {
    list.AddRectFilled(row.min, row.max, ui.colors.row_hover);
    if (right_clicked(row)) menu.open(vertex, element.name);
  }
  ImGui::PopID();
}

}  // namespace

float inspector_height(const Ui& ui) {
  const OpenDataset* const dataset = ui.session.active_dataset();
  const std::size_t rows = dataset == nullptr ? 0 : record_columns(dataset->data.layout()).size();
  return ui.px(126) + ui.px(22) * static_cast<float>(std::min(rows, kMostRowsByDefault));
}

void draw_inspector(Ui& ui, const Area& area, CellMenu& menu, Areas& areas) {
  begin_panel("Inspector", area, {0, 0}, ui.colors.panel);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float margin = ui.px(12);
  ImVec2 at{area.min.x + margin, area.min.y + ui.px(10) - ImGui::GetScrollY()};
  const float right =
      area.max.x - margin - (ImGui::GetScrollMaxY() > 0 ? ImGui::GetStyle().ScrollbarSize : 0);
  const OpenDataset* const dataset = ui.session.active_dataset();
  const auto selected = ui.session.selection.focus();
  const bool here = dataset != nullptr && selected && selected->dataset == ui.session.active &&
                    selected->index < dataset->data.size();
  if (!here) {
    text_at(list, ui.fonts.strong, at, ui.colors.text, "No vertex selected");
    const bool any = dataset != nullptr && !dataset->data.empty();
    text_at(list, ui.fonts.text, {at.x, at.y + ui.px(24)}, ui.colors.text_dim,
            any ? "Click a point or a row, or press Ctrl+G." : "There is none to select.", right);
    ImGui::End();
    return;
  }
  std::vector<std::byte> room;
  const auto record = dataset->data.record(selected->index, room);
  const auto elements = record_columns(dataset->data.layout());
  draw_title(ui, list, at, right, *dataset, selected->index);
  at.y = draw_hex(ui, list, {at.x, at.y + ui.px(28)}, right - at.x, record,
                  stored_columns(dataset->data.layout())) +
         ui.px(6);
  std::vector<ElementRow> rows;
  rows.reserve(elements.size());
  for (const RecordColumn& element : elements) rows.push_back(row_of(element, record, *dataset));
  const ElementColumns columns = place_columns(widths_of(ui, rows), right - at.x, ui.px(14));
  draw_element_header(ui, list, at, columns, rows);
  at.y += ui.px(24);
  list.AddLine({area.min.x, at.y - 2.5F}, {area.max.x, at.y - 2.5F}, ui.colors.border);
  at.y += ui.px(3);
  for (const ElementRow& row : rows) {
    take_row(ui, list, {{area.min.x, at.y - ui.px(2)}, {right + margin, at.y + ui.px(20)}}, row.element,
             selected->index, menu, areas);
    draw_element(ui, list, at, columns, row);
    at.y += ui.px(22);
  }
  menu.draw(ui, *dataset, areas);
  // The part that does not fit can be scrolled to.
  ImGui::SetCursorScreenPos({area.min.x, at.y + ui.px(6)});
  ImGui::Dummy({1, 1});
  ImGui::End();
}

}  // namespace vertexview::app
