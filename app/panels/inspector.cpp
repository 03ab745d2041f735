#include "panels/inspector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "panels/coordinates.hpp"
#include "panels/element_color.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::app {
namespace {

// A longer record is scrolled; otherwise the table would get too small.
constexpr std::size_t kMostRowsByDefault = 12;

// Writes runs of text one after another: each moves the pen to its end.
class Pen {
 public:
  Pen(ImDrawList& list, ImVec2 position, float right) : list_(list), position_(position), right_(right) {}
  void write(ImFont* font, ImU32 color, std::string_view text, float drop = 0) {
    text_at(list_, font, {position_.x, position_.y + drop}, color, text, right_);
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
  grid.byte_width = std::round(digit * 2.35F);
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
  const float inset = std::round(digit * 0.35F);
  const float size = ui.fonts.mono->FontSize * ImGui::GetIO().FontGlobalScale;
  const ImVec2 max{at.x + grid.byte_width * static_cast<float>(bytes.size()), at.y + size + ui.px(8)};
  list.AddRectFilled(at, max, faded(color, element.is_padding() ? 0.10F : 0.16F), ui.px(3));
  if (element.is_padding()) hatch(list, at, max, ui.px(6), faded(color, 0.45F));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const ImVec2 position{at.x + static_cast<float>(i) * grid.byte_width + inset / 2 + 1, at.y + ui.px(4)};
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

float draw_hex(const Ui& ui, ImDrawList& list, ImVec2 origin, float width, std::span<const std::byte> record,
               const std::vector<RecordColumn>& elements) {
  const HexGrid grid = grid_for(ui, width, record.size(), elements.size());
  ImVec2 at = origin;
  std::uint64_t on_line = 0;
  for (const RecordColumn& element : elements) {
    if (on_line != 0 && on_line + std::min(element.nbytes(), grid.bytes_a_line) > grid.bytes_a_line) {
      at = {origin.x, at.y + grid.line_height};
      on_line = 0;
    }
    for (std::uint64_t done = 0; done < element.nbytes(); done += grid.bytes_a_line) {
      if (done != 0) {
        at = {origin.x, at.y + grid.line_height};
        on_line = 0;
      }
      const std::uint64_t part = std::min(grid.bytes_a_line, element.nbytes() - done);
      at.x = draw_bytes(ui, list, grid, at, element, record.subspan(element.offset + done, part), done == 0,
                        &element == &elements.back() ? origin.x + width : at.x + label_room(grid, part));
      on_line += part;
    }
  }
  return at.y + grid.line_height;
}

/// One vertex as the list of its elements shows it.
struct ShownRecord {
  const OpenDataset& dataset;
  std::span<const std::byte> record;
  const std::vector<RecordColumn>& elements;

  [[nodiscard]] const Layout& layout() const { return dataset.data.layout(); }
  [[nodiscard]] Scalar value(const RecordColumn& element) const {
    return ElementReader(element).value(record.data());
  }
  [[nodiscard]] bool scales(const RecordColumn& element) const { return is_scaled(element, layout()); }
  [[nodiscard]] std::string text(const RecordColumn& element, const Scalar& value) const {
    return shown_text(value, element, layout());
  }
};

// Where the columns are, from the name's left edge at 0: `type` and `bytes` are left edges, the others right
// edges.
struct ElementColumns {
  float type = 0, offset = 0, bytes = 0;
  float raw = 0;  ///< the number in the record of a scaled coordinate; equals `value` where nothing is scaled
  float value = 0;
  float normalised = 0;  ///< equals `value` where nothing is normalised
};

ElementColumns columns_for(const Ui& ui, float width, const ShownRecord& shown) {
  const auto& elements = shown.elements;
  const float digit = text_width(ui.fonts.mono, "0");
  float name = 0;
  for (const RecordColumn& element : elements) name = std::max(name, text_width(ui.fonts.text, element.name));
  ElementColumns columns{};
  columns.type = name + ui.px(12);
  columns.offset = columns.type + text_width(ui.fonts.text, "float32") + ui.px(12) + digit * 2;
  columns.bytes = columns.offset + ui.px(12);
  columns.normalised = width;
  // An empty column would only make the others narrow, so it is left out.
  const bool normalised = std::ranges::any_of(
      elements, [](const RecordColumn& element) { return encoding_of(element) != Encoding::kPlain; });
  // The longest number of it is -1.00000.
  columns.value = normalised ? width - digit * 8 - ui.px(12) : width;
  columns.raw = columns.value;
  for (const RecordColumn& element : elements)
    if (shown.scales(element)) {
      const std::string text = shown.text(element, shown.value(element));
      columns.raw = std::min(columns.raw, columns.value - text_width(ui.fonts.mono, text) - ui.px(14));
    }
  return columns;
}

/// Returns the range that the normalised numbers lie in, as the head of their column.
const char* normalised_title(const std::vector<RecordColumn>& elements) {
  const auto any = [&](Encoding encoding) {
    return std::ranges::find(elements, encoding, &encoding_of) != elements.end();
  };
  if (!any(Encoding::kSnorm)) return "0\u20131";
  return any(Encoding::kUnorm) ? "0\u20131, \u00B11" : "\u00B11";
}

void draw_element_header(const Ui& ui, ImDrawList& list, ImVec2 at, const ElementColumns& columns,
                         const std::vector<RecordColumn>& elements) {
  const ImU32 dim = ui.colors.text_dim;
  const auto right = [&](float x, std::string_view text) {
    text_at(list, ui.fonts.text, {at.x + x - text_width(ui.fonts.text, text), at.y}, dim, text);
  };
  text_at(list, ui.fonts.text, at, dim, "element");
  text_at(list, ui.fonts.text, {at.x + columns.type, at.y}, dim, "type");
  right(columns.offset, "at");
  text_at(list, ui.fonts.text, {at.x + columns.bytes, at.y}, dim, "bytes");
  if (columns.raw < columns.value) right(columns.raw, "raw");
  right(columns.value, "value");
  if (columns.value < columns.normalised) right(columns.normalised, normalised_title(elements));
}

void draw_element(const Ui& ui, ImDrawList& list, ImVec2 at, const ElementColumns& columns,
                  const RecordColumn& element, const ShownRecord& shown) {
  const float sink =
      std::round((ui.fonts.text->FontSize - ui.fonts.mono->FontSize) * ImGui::GetIO().FontGlobalScale / 2);
  const auto mono = [&](float x, ImU32 color, std::string_view text, float right_edge) {
    text_at(list, ui.fonts.mono, {at.x + x, at.y + sink}, color, text, right_edge);
  };
  // Returns where the text begins.
  const auto mono_right = [&](float x, ImU32 color, std::string_view text) {
    const float left = x - text_width(ui.fonts.mono, text);
    mono(left, color, text, 1e9F);
    return left;
  };
  const ImU32 color = color_of(element, ui.colors);
  const ImU32 dim = ui.colors.text_dim;
  const Scalar value = shown.value(element);
  const bool plain = !element.is_number();
  text_at(list, ui.fonts.text, at, color, element.name, at.x + columns.type - ui.px(4));
  text_at(list, ui.fonts.text, {at.x + columns.type, at.y}, dim,
          plain ? counted(element.nbytes(), "byte", "bytes") : std::string(element_type_name(element.type)));
  mono_right(columns.offset, dim, std::to_string(element.offset));
  // The bytes are written without spaces here: the hex view above shows them spaced.
  std::string bytes = hex_text(shown.record.subspan(element.offset, element.nbytes()));
  std::erase(bytes, ' ');
  const std::string text = plain ? "" : shown.text(element, value);
  float left = mono_right(columns.value, ui.colors.text, text);
  if (shown.scales(element)) left = mono_right(columns.raw, dim, shortest_text(value, element.type));
  // Where less than one byte fits, none is shown.
  const float bytes_right = left - ui.px(8);
  if (bytes_right - columns.bytes >= text_width(ui.fonts.mono, "00..."))
    mono(columns.bytes, color, bytes, at.x + bytes_right);
  if (const auto part = ElementReader(element).normalised(shown.record.data()))
    mono_right(columns.normalised, dim, fmt::format("{:.5f}", *part));
}

void draw_title(const Ui& ui, ImDrawList& list, ImVec2 at, float right, const OpenDataset& dataset,
                std::uint64_t vertex) {
  const std::uint64_t offset = dataset.data.layout().data_offset + vertex * dataset.data.stride();
  const float sink =
      std::round((ui.fonts.text->FontSize - ui.fonts.mono->FontSize) * ImGui::GetIO().FontGlobalScale / 2);
  Pen pen(list, at, right);
  pen.write(ui.fonts.strong, ui.colors.text, "Vertex");
  pen.skip(ui.px(7));
  pen.write(ui.fonts.mono, ui.colors.text, grouped(vertex), sink);
  pen.skip(ui.px(14));
  pen.write(ui.fonts.text, ui.colors.text_dim, fmt::format("{} bytes at", dataset.data.stride()));
  pen.skip(ui.px(6));
  pen.write(ui.fonts.mono, ui.colors.text_dim, fmt::format("0x{:08x}", offset), sink);
}

}  // namespace

float inspector_height(const Ui& ui) {
  const OpenDataset* const dataset = ui.session.active_dataset();
  const std::size_t rows = dataset == nullptr ? 0 : record_columns(dataset->data.layout()).size();
  return ui.px(126) + ui.px(22) * static_cast<float>(std::min(rows, kMostRowsByDefault));
}

void draw_inspector(Ui& ui, const Area& area) {
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
  const auto record = dataset->data.record(selected->index);
  const auto elements = record_columns(dataset->data.layout());
  draw_title(ui, list, at, right, *dataset, selected->index);
  at.y = draw_hex(ui, list, {at.x, at.y + ui.px(28)}, right - at.x, record, elements) + ui.px(6);
  const ShownRecord shown{*dataset, record, elements};
  const ElementColumns columns = columns_for(ui, right - at.x, shown);
  draw_element_header(ui, list, at, columns, elements);
  at.y += ui.px(24);
  list.AddLine({area.min.x, at.y - 2.5F}, {area.max.x, at.y - 2.5F}, ui.colors.border);
  at.y += ui.px(3);
  for (const RecordColumn& element : elements) {
    draw_element(ui, list, at, columns, element, shown);
    at.y += ui.px(22);
  }
  // The part that does not fit can be scrolled to.
  ImGui::SetCursorScreenPos({area.min.x, at.y + ui.px(6)});
  ImGui::Dummy({1, 1});
  ImGui::End();
}

}  // namespace vertexview::app
