#include "panels/layout/layout_ruler.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vertexview::app {
namespace {

constexpr float kPlateHeight = 26;
constexpr float kLowPlateHeight = 19;  // of a record that takes several lines
constexpr float kNumbersHeight = 15;
constexpr float kCellHeight = 16;
constexpr float kAbovePlates = kNumbersHeight + kCellHeight + 2;
// A longer record is cut off after these lines; the table of elements below lists all of it.
constexpr std::uint64_t kMostLines = 8;

/// The part of an element that lies on one line.
struct Plate {
  std::uint64_t first = 0;  ///< byte of the record
  std::uint64_t end = 0;
};

void draw_plate(const Ui& ui, ImDrawList& list, const RecordColumn& element, ImVec2 min, ImVec2 max, bool lit,
                bool faint) {
  const ImU32 color = color_of(element, ui.colors);
  const float strength = faint ? 0.5F : 1.0F;
  const float fill = element.is_padding() ? 0.10F : lit ? 0.42F : 0.26F;
  list.AddRectFilled(min, max, faded(color, fill * strength), ui.px(3));
  if (element.is_padding()) hatch(list, min, max, ui.px(6), faded(color, (lit ? 0.7F : 0.45F) * strength));
  if (lit) list.AddRect(min, max, color, ui.px(3));
  const float room = max.x - min.x - ui.px(6);
  const float width = std::min(room, text_width(ui.fonts.small, element.name));
  if (element.is_padding() || room < text_width(ui.fonts.small, std::string_view(element.name).substr(0, 3)))
    return;
  const float size = ui.fonts.small->FontSize * ImGui::GetIO().FontGlobalScale;
  text_at(list, ui.fonts.small,
          {std::round((min.x + max.x - width) / 2), std::round((min.y + max.y - size) / 2)},
          faded(color, faint ? 0.7F : 1.0F), element.name, max.x - ui.px(2));
}

}  // namespace

const char* semantic_name(Semantic semantic) noexcept {
  constexpr std::array kNames{"\u2013",    "position", "colour", "normal",
                              "intensity", "ring",     "label",  "padding"};
  return kNames.at(static_cast<std::size_t>(semantic));
}

RulerGrid ruler_grid(const Ui& ui, float width, std::uint64_t stride) {
  const float narrowest = ui.px(11);
  const float widest = ui.px(56);
  RulerGrid grid;
  stride = std::max<std::uint64_t>(1, stride);
  const auto fitting = static_cast<std::uint64_t>(std::max(1.0F, width / narrowest));
  grid.bytes_a_line = stride;
  if (stride > fitting) {
    grid.bytes_a_line = 4;
    for (const std::uint64_t round : {8U, 12U, 16U, 20U, 24U, 32U, 40U, 48U, 64U, 80U, 96U, 128U, 160U})
      if (round <= fitting) grid.bytes_a_line = round;
  }
  const std::uint64_t lines = (stride + grid.bytes_a_line - 1) / grid.bytes_a_line;
  grid.lines = std::min(lines, kMostLines);
  grid.line_height = ui.px((lines > 2 ? kLowPlateHeight : kPlateHeight) + kAbovePlates);
  grid.left_out = stride - std::min(stride, grid.lines * grid.bytes_a_line);
  grid.byte_width = std::min(widest, width / static_cast<float>(grid.bytes_a_line));
  return grid;
}

Area cell_of_byte(const Ui& ui, const RulerGrid& grid, ImVec2 origin, std::uint64_t byte) {
  const std::uint64_t line = byte / grid.bytes_a_line;
  const float top = origin.y + static_cast<float>(line) * grid.line_height + ui.px(kNumbersHeight);
  const float left = static_cast<float>(byte % grid.bytes_a_line) * grid.byte_width;
  return {{std::round(origin.x + left), top},
          {std::round(origin.x + left + grid.byte_width) - 1, top + ui.px(kCellHeight)}};
}

std::optional<std::uint64_t> byte_under(const RulerGrid& grid, ImVec2 origin, std::uint64_t stride,
                                        ImVec2 place, bool nearest) {
  const float column = std::floor((place.x - origin.x) / grid.byte_width);
  const float line = std::floor((place.y - origin.y) / grid.line_height);
  const auto columns = static_cast<float>(grid.bytes_a_line);
  const auto lines = static_cast<float>(grid.lines);
  if (!nearest && (column < 0 || column >= columns || line < 0 || line >= lines)) return std::nullopt;
  const std::uint64_t byte =
      static_cast<std::uint64_t>(std::clamp(line, 0.0F, lines - 1)) * grid.bytes_a_line +
      static_cast<std::uint64_t>(std::clamp(column, 0.0F, columns - 1));
  if (byte < stride) return byte;
  return nearest && stride > 0 ? std::optional(stride - 1) : std::nullopt;
}

const RecordColumn* draw_ruler(const Ui& ui, ImDrawList& list, const RulerGrid& grid, ImVec2 origin,
                               const std::vector<RecordColumn>& elements, std::uint64_t stride, bool faint,
                               Areas& areas) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool hovered = ImGui::IsWindowHovered();
  const RecordColumn* under_mouse = nullptr;
  const std::uint64_t shown = grid.lines * grid.bytes_a_line;
  const auto area_of = [&](const Plate& plate) {
    const std::uint64_t line = plate.first / grid.bytes_a_line;
    const float top = origin.y + static_cast<float>(line) * grid.line_height + ui.px(kAbovePlates);
    const auto x = [&](std::uint64_t byte) {
      return std::round(origin.x + static_cast<float>(byte - line * grid.bytes_a_line) * grid.byte_width);
    };
    return Area{{x(plate.first), top}, {x(plate.end) - 1, top + grid.line_height - ui.px(kAbovePlates) - 1}};
  };
  const auto plates_of = [&](const RecordColumn& element) {
    std::vector<Plate> plates;
    const std::uint64_t end = std::min(element.offset + element.nbytes(), shown);
    for (std::uint64_t first = element.offset; first < end;) {
      const std::uint64_t line_end = (first / grid.bytes_a_line + 1) * grid.bytes_a_line;
      plates.push_back({first, std::min(end, line_end)});
      first = plates.back().end;
    }
    return plates;
  };
  for (const RecordColumn& element : elements)
    for (const Plate& plate : plates_of(element)) {
      areas.try_emplace("layout bytes of " + element.name, area_of(plate));
      if (hovered && area_of(plate).contains(mouse)) under_mouse = &element;
    }
  float number_end = origin.x - 1;
  float number_line = -1;
  for (const RecordColumn& element : elements) {
    for (const Plate& plate : plates_of(element)) {
      const Area area = area_of(plate);
      draw_plate(ui, list, element, area.min, area.max, under_mouse == &element, faint);
      // A byte number is drawn only where the number before it leaves room.
      const std::string number = std::to_string(plate.first);
      if (area.min.y == number_line && area.min.x < number_end) continue;
      text_at(list, ui.fonts.small, {area.min.x, area.min.y - ui.px(kAbovePlates)},
              faded(ui.colors.text_dim, faint ? 0.6F : 1.0F), number);
      number_line = area.min.y;
      number_end = area.min.x + text_width(ui.fonts.small, number) + ui.px(4);
    }
  }
  if (grid.lines == 1) {
    const float x = origin.x + static_cast<float>(stride) * grid.byte_width;
    const std::string number = std::to_string(stride);
    const float width = text_width(ui.fonts.small, number);
    if (x - width > number_end)
      text_at(list, ui.fonts.small, {x - width, origin.y}, ui.colors.text_dim, number);
  }
  return under_mouse;
}

}  // namespace vertexview::app
