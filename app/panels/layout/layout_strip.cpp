#include "panels/layout/layout_strip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/widgets.hpp"

namespace vertexview::app {
namespace {

ImU32 color_of_kind(const Ui& ui, ByteKind kind) {
  return ui.colors.bytes.at(static_cast<std::size_t>(kind));
}

/// Draws a cell: a faint ground, and above it the bits that the byte really has.
void draw_cell(const Ui& ui, ImDrawList& list, const Area& area, ByteKind kind, double entropy, bool faint) {
  constexpr float kBits = 8;
  const float strength = faint ? 0.5F : 1.0F;
  const ImU32 color = color_of_kind(ui, kind);
  // A byte that never changes has a line at its foot, so that it is seen to be known.
  const float lowest = ui.px(2);
  const float high = area.height() * std::clamp(static_cast<float>(entropy) / kBits, 0.0F, 1.0F);
  list.AddRectFilled(area.min, area.max, faded(color, 0.28F * strength));
  list.AddRectFilled({area.min.x, area.max.y - std::max(lowest, std::round(high))}, area.max,
                     faded(color, 0.95F * strength));
}

void draw_kinds(const Ui& ui, float right) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImVec2 at = ImGui::GetCursorScreenPos();
  const float size = ui.px(10);
  const float down = std::round((ImGui::GetTextLineHeight() - size) / 2);
  const auto entropies = std::to_array<double>({0, 3, 3, 5, 8});
  for (const ByteKind kind : kByteKinds) {
    const char* const name = byte_kind_name(kind);
    draw_cell(ui, list, {{at.x, at.y + down}, {at.x + size, at.y + down + size}}, kind,
              entropies.at(static_cast<std::size_t>(kind)), false);
    text_at(list, ui.fonts.small, {at.x + size + ui.px(5), at.y + ui.px(1)}, ui.colors.text_dim, name, right);
    at.x += size + ui.px(5 + 14) + text_width(ui.fonts.small, name);
  }
  constexpr const char* kHint = "drag over bytes to mark them, then press f, h, B ... for their type";
  if (at.x + text_width(ui.fonts.small, kHint) <= right)
    text_at(list, ui.fonts.small, {right - text_width(ui.fonts.small, kHint), at.y + ui.px(1)},
            ui.colors.text_dim, kHint);
}

/// Returns a short name of a type, because a line has room for no longer ones: "f32", "u8".
std::string brief_name(const TypeLetter& letter) {
  if (letter.type == ElementType::kBytes) return letter.letter == 'x' ? "pad" : "text";
  constexpr unsigned kBits = 8;
  const char kind = letter.text.front();  // of float, int and uint
  return fmt::format("{}{}", kind, kBits * element_size(letter.type));
}

/// Draws a letter with the name of its type; returns whether it was clicked.
bool draw_letter(const Ui& ui, const TypeLetter& letter, bool named, Areas& areas) {
  const std::string shown(1, letter.letter);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float name = named ? text_width(ui.fonts.small, brief_name(letter)) + ui.px(4) : 0;
  const float wide = text_width(ui.fonts.mono, shown) + name + ui.px(8);
  const float high = ImGui::GetTextLineHeight() + ui.px(2);
  const bool clicked = ImGui::InvisibleButton(fmt::format("letter {}", shown).c_str(), {wide, high});
  const bool lit = ImGui::IsItemHovered();
  mark(areas, "layout letter " + shown);
  if (lit)
    ImGui::SetTooltip("Makes %s of the marked bytes: key %s", std::string(letter.text).c_str(),
                      shown.c_str());
  list.AddRectFilled(at, {at.x + wide, at.y + high},
                     lit ? faded(ui.colors.accent, 0.35F) : ui.colors.panel_raised, ui.px(3));
  text_at(list, ui.fonts.mono, {at.x + ui.px(4), at.y + ui.px(1)}, ui.colors.accent, shown);
  if (named)
    text_at(list, ui.fonts.small, {at.x + wide - name, at.y + ui.px(2)}, ui.colors.text_dim,
            brief_name(letter));
  return clicked;
}

/// Returns how wide all letters are, with the names of their types or without.
float letters_width(const Ui& ui, bool named) {
  float width = 0;
  for (const TypeLetter& letter : type_letters())
    width += text_width(ui.fonts.mono, "f") + ui.px(8 + 4) +
             (named ? text_width(ui.fonts.small, brief_name(letter)) + ui.px(4) : 0);
  return width;
}

}  // namespace

void draw_cells(const Ui& ui, ImDrawList& list, const RulerGrid& grid, ImVec2 origin,
                std::span<const ByteColumn> columns, std::uint64_t stride, bool faint, Areas& areas) {
  constexpr std::uint64_t kMostAreas = 64;  // scripts and tests point at no more
  const std::uint64_t shown = std::min(stride, grid.lines * grid.bytes_a_line);
  for (std::uint64_t byte = 0; byte < shown; ++byte) {
    const Area area = cell_of_byte(ui, grid, origin, byte);
    if (byte < kMostAreas) areas[fmt::format("layout byte {}", byte)] = area;
    if (byte >= columns.size()) continue;
    const ByteColumn& column = columns[static_cast<std::size_t>(byte)];
    draw_cell(ui, list, area, column.kind, column.entropy, faint);
  }
}

void draw_mark(const Ui& ui, ImDrawList& list, const RulerGrid& grid, ImVec2 origin,
               const ByteRange& marked) {
  const std::uint64_t end = std::min(marked.end, grid.lines * grid.bytes_a_line);
  for (std::uint64_t first = marked.first; first < end;) {
    const std::uint64_t next_line = first / grid.bytes_a_line + 1;
    const std::uint64_t next = std::min(next_line * grid.bytes_a_line, end);
    const Area begin = cell_of_byte(ui, grid, origin, first);
    const Area last = cell_of_byte(ui, grid, origin, next - 1);
    const ImVec2 min{begin.min.x - 1, begin.min.y - 1};
    const ImVec2 max{last.max.x + 1, origin.y + static_cast<float>(next_line) * grid.line_height};
    list.AddRectFilled(min, max, faded(ui.colors.accent, 0.16F), ui.px(3));
    list.AddRect(min, max, ui.colors.accent, ui.px(3), 0, ui.px(2));
    first = next;
  }
}

void draw_strip_legend(const Ui& ui, LayoutEdit& edit, float width, Areas& areas) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + width;
  const float high = ImGui::GetTextLineHeight() + ui.px(2);
  if (!edit.marked()) {
    draw_kinds(ui, right);
    ImGui::Dummy({width, high});
    return;
  }
  const bool refused = !edit.advice().empty();
  const std::string about = refused ? edit.advice()
                                    : fmt::format("{} {}", edit.marked()->size() == 1 ? "byte" : "bytes",
                                                  byte_range_text(*edit.marked()));
  const float about_width = text_width(ui.fonts.text, about) + ui.px(10);
  const bool named = !refused && about_width + letters_width(ui, true) <= width;
  text_at(*ImGui::GetWindowDrawList(), ui.fonts.text, {at.x, at.y + ui.px(1)},
          refused ? ui.colors.warning : ui.colors.text_dim, about,
          std::max(right - letters_width(ui, named), at.x + ui.px(60)));
  float x = std::max(at.x + ui.px(60), std::min(at.x + about_width, right - letters_width(ui, named)));
  for (const TypeLetter& letter : type_letters()) {
    ImGui::SetCursorScreenPos({x, at.y});
    if (draw_letter(ui, letter, named, areas)) edit.make_numbers(letter.letter);
    x = ImGui::GetItemRectMax().x + ui.px(4);
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, high});
}

}  // namespace vertexview::app
