#pragma once
#include <imgui.h>

#include <array>
#include <cstdint>

#include "session/session.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::app {

/// The colours of one theme. Panels take every colour from here, so that both themes stay complete.
struct ThemeColors {
  ImU32 panel = 0;         ///< behind tables and text
  ImU32 panel_raised = 0;  ///< headers, bars, popups
  ImU32 element = 0;       ///< text inputs
  ImU32 border = 0;
  ImU32 text = 0;
  ImU32 text_dim = 0;
  ImU32 accent = 0;
  ImU32 row_hover = 0;
  ImU32 row_selected = 0;
  ImU32 stripe = 0;  ///< every other row of a table
  ImU32 shadow = 0;
  ImU32 info = 0;
  ImU32 warning = 0;
  ImU32 error = 0;
  ImU32 padding = 0;                ///< padding bytes of a record
  std::array<ImU32, 3> position{};  ///< x, y, z: also the axes of the gizmo
  std::array<ImU32, 3> color{};     ///< red, green, blue
  std::array<ImU32, 6> other{};     ///< the other elements, in turn
  /// What the bytes of a column are like, in the order of ByteKind. Fills, of no text, that people who see
  /// red and green alike tell apart: those of Okabe and Ito, with the theme's lightness.
  std::array<ImU32, 5> bytes{};
  ImU32 selection = 0;  ///< the ring around the selected vertex; of no text

  [[nodiscard]] ImU32 notice(Notice::Kind kind) const noexcept;
};

[[nodiscard]] const ThemeColors& theme_colors(Theme theme) noexcept;

/// Returns a colour of 16 bits a channel as pictures show it, opaque.
[[nodiscard]] ImU32 screen_color(const Color& color) noexcept;
/// Returns `color` with its opacity multiplied by `factor`.
[[nodiscard]] ImU32 faded(ImU32 color, float factor) noexcept;

/// Sets ImGui's style to `theme` at `scale` (1: a screen of 96 dots an inch).
void apply_style(Theme theme, float scale);

}  // namespace vertexview::app
