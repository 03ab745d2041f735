#include "panels/layout/layout_elements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/widgets.hpp"
#include "panels/layout/layout_ruler.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/number_width.hpp"

namespace vertexview::app {
namespace {

constexpr float kRow = 24;
constexpr float kHeader = 22;
constexpr float kUse = 84;
constexpr float kRange = 150;  // two numbers of 6 digits, each with an ellipsis, and "to"

float centered(const Ui& ui, ImFont* font, float top) {
  const float size = font->FontSize * ImGui::GetIO().FontGlobalScale;
  return std::round(top + (ui.px(kRow) - size) / 2);
}

/// The range of an element's numbers: whole, and as there is room for it.
struct RangeText {
  std::string whole;
  std::string shown;
};

RangeText range_text(const Ui& ui, const std::optional<ValueRange>& range, ElementType type, float room) {
  if (!range) return {"", "\u2013"};
  const auto text_with = [&](std::size_t digits) {
    const std::string low = shortened(shortest_text(range->low, type), digits);
    return range->low == range->high ? low
                                     : low + " to " + shortened(shortest_text(range->high, type), digits);
  };
  constexpr std::size_t kAll = 17;    // a double has no more
  constexpr std::size_t kFewest = 6;  // fewer would not tell large coordinates apart
  RangeText text{text_with(kAll), {}};
  for (std::size_t digits = kAll; digits >= kFewest; --digits) {
    text.shown = text_with(digits);
    if (text_width(ui.fonts.mono, text.shown) <= room) break;
  }
  return text;
}

/// Where the columns of the table are: left edges, except `at`, which is a right edge.
struct Columns {
  float type = 0, at = 0, use = 0, range = 0, order = 0;
  bool ordered = true;  ///< whether the column of byte orders is shown
  bool scaled = false;  ///< whether coordinates are scaled or shifted, so that their stored range differs
};

std::string run_text(const Element& field) {
  if (field.type == ElementType::kBytes)
    return fmt::format("{} {}", field.count, field.count == 1 ? "byte" : "bytes");
  if (field.count == 1) return type_text(field);
  return fmt::format("{} \u00D7 {}", field.count, type_text(field));
}

Columns columns_of(const Ui& ui, const Layout& layout, float width) {
  float name = text_width(ui.fonts.text, "element");
  for (const Element& field : layout.schema.elements)
    name = std::max(name, text_width(ui.fonts.text, field.name));
  float type = text_width(ui.fonts.text, "type");
  for (const Element& field : layout.schema.elements)
    type = std::max(type, text_width(ui.fonts.text, run_text(field)));
  const float digit = text_width(ui.fonts.mono, "0");
  const float places = static_cast<float>(std::to_string(layout.schema.stride).size());
  Columns columns;
  columns.type = ui.px(20) + std::min(name, width * 0.26F) + ui.px(14);
  columns.at = columns.type + std::min(type, width * 0.24F) + ui.px(10) + digit * std::max(2.0F, places);
  columns.use = columns.at + ui.px(14);
  columns.range = columns.use + ui.px(kUse + 12);
  columns.order = width - std::max(text_width(ui.fonts.text, "order"), text_width(ui.fonts.text, "little"));
  // In a narrow panel the names are cut, because the numbers cannot be guessed.
  const Placement plain;
  columns.scaled = layout.placement.scale != plain.scale || layout.placement.offset != plain.offset;
  columns.ordered = columns.order - columns.range >= ui.px(kRange);
  if (!columns.ordered) columns.order = width + ui.px(8);
  return columns;
}

/// Draws a square in the colours of the element's numbers.
void draw_swatch(const Ui& ui, ImDrawList& list, ImVec2 min, const std::vector<RecordColumn>& elements,
                 std::size_t field) {
  constexpr std::size_t kMost = 3;
  std::vector<ImU32> colors;
  for (const RecordColumn& element : elements)
    if (element.nbytes() > 0 && element.parent == field && colors.size() < kMost)
      colors.push_back(color_of(element, ui.colors));
  const float width = ui.px(12) / static_cast<float>(std::max<std::size_t>(1, colors.size()));
  for (std::size_t i = 0; i < colors.size(); ++i) {
    const float x = min.x + static_cast<float>(i) * width;
    list.AddRectFilled({x, min.y}, {x + width, min.y + ui.px(12)}, colors[i]);
  }
}

const char* use_of(const Layout& layout, const Element& field) {
  const Role role = role_of(layout, field);
  return role == Role::kNone ? semantic_name(field.semantic) : role_name(role);
}

std::optional<Role> draw_use(const Ui& ui, const Layout& layout, const Element& field, ImVec2 at,
                             Areas& areas) {
  const auto roles = roles_for(field);
  const char* const now = use_of(layout, field);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (roles.empty()) {
    text_at(list, ui.fonts.text, {at.x + ui.px(6), centered(ui, ui.fonts.text, at.y)}, ui.colors.text_dim,
            now);
    return std::nullopt;
  }
  std::optional<Role> chosen;
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(1)});
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(ui.px(6), std::floor((ui.px(kRow - 2) - ImGui::GetFontSize()) / 2)));
  const bool open = begin_combo(ui, "##use", now, ui.px(kUse));
  mark(areas, "layout use of " + field.name);
  if (open) {
    for (const Role role : roles) {
      const char* const text = role == Role::kNone ? "as named" : role_name(role);
      if (ImGui::Selectable(text, role == role_of(layout, field))) chosen = role;
      mark(areas, std::string("layout use as ") + text);
    }
    ImGui::EndCombo();
  }
  ImGui::PopStyleVar();
  return chosen;
}

void draw_element_header(const Ui& ui, ImDrawList& list, ImVec2 at, const Columns& columns, float width) {
  const auto left = [&](float x, std::string_view text) {
    text_at(list, ui.fonts.text, {at.x + x, at.y}, ui.colors.text_dim, text);
  };
  const auto right = [&](float x, std::string_view text) { left(x - text_width(ui.fonts.text, text), text); };
  left(ui.px(20), "element");
  left(columns.type, "type");
  right(columns.at, "at");
  left(columns.use + ui.px(6), "use");
  left(columns.range, columns.scaled ? "raw range" : "range");
  if (columns.ordered) left(columns.order, "order");
  const float y = at.y + ui.px(kHeader) - 2.5F;
  list.AddLine({at.x, y}, {at.x + width, y}, ui.colors.border);
}

}  // namespace

float element_table_height(const Ui& ui, const Layout& layout) {
  return ui.px(kHeader) + ui.px(kRow) * static_cast<float>(layout.schema.elements.size());
}

std::optional<RoleChoice> draw_element_table(const Ui& ui, const Layout& layout,
                                             const std::vector<RecordColumn>& elements,
                                             std::span<const std::optional<ValueRange>> ranges, float width,
                                             Areas& areas) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImVec2 at = ImGui::GetCursorScreenPos();
  const Columns columns = columns_of(ui, layout, width);
  draw_element_header(ui, list, at, columns, width);
  at.y += ui.px(kHeader);
  std::optional<RoleChoice> choice;
  for (std::size_t i = 0; i < layout.schema.elements.size(); ++i, at.y += ui.px(kRow)) {
    const Element& field = layout.schema.elements[i];
    if (!ImGui::IsRectVisible(at, {at.x + width, at.y + ui.px(kRow)})) continue;
    const float text_top = centered(ui, ui.fonts.text, at.y);
    const float mono_top = centered(ui, ui.fonts.mono, at.y);
    const auto mono_right = [&](float x, std::string_view text) {
      text_at(list, ui.fonts.mono, {at.x + x - text_width(ui.fonts.mono, text), mono_top}, ui.colors.text_dim,
              text);
    };
    draw_swatch(ui, list, {at.x, at.y + ui.px(6)}, elements, i);
    text_at(list, ui.fonts.text, {at.x + ui.px(20), text_top}, ui.colors.text, field.name,
            at.x + columns.type - ui.px(6));
    text_at(list, ui.fonts.text, {at.x + columns.type, text_top}, ui.colors.text_dim, run_text(field),
            at.x + columns.at - ui.px(8) - text_width(ui.fonts.mono, std::to_string(field.offset)));
    mono_right(columns.at, std::to_string(field.offset));
    ImGui::PushID(static_cast<int>(i));
    if (const auto role = draw_use(ui, layout, field, {at.x + columns.use, at.y}, areas))
      choice = RoleChoice{i, *role};
    ImGui::PopID();
    const float room = columns.order - columns.range - ui.px(8);
    const RangeText range =
        range_text(ui, i < ranges.size() ? ranges[i] : std::nullopt, value_type(field), room);
    const ImVec2 cell{at.x + columns.range, at.y};
    text_at(list, ui.fonts.mono, {cell.x, mono_top}, ui.colors.text, range.shown, cell.x + room);
    if (range.shown != range.whole &&
        ImGui::IsMouseHoveringRect(cell, {cell.x + room, cell.y + ui.px(kRow)}) && ImGui::IsWindowHovered() &&
        !range.whole.empty())
      ImGui::SetTooltip("%s", range.whole.c_str());
    if (!columns.ordered) continue;
    const bool ordered = element_size(field.type) > 1;
    text_at(list, ui.fonts.text, {at.x + columns.order, text_top}, ui.colors.text_dim,
            !ordered           ? "\u2013"
            : field.big_endian ? "big"
                               : "little");
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, 0});
  return choice;
}

}  // namespace vertexview::app
