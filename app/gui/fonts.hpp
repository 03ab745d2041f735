#pragma once
#include <imgui.h>

#include <string>

namespace vertexview::app {

/// The typefaces of the window.
struct Fonts {
  ImFont* text = nullptr;    ///< words
  ImFont* strong = nullptr;  ///< headings
  ImFont* small = nullptr;   ///< labels below what they name
  ImFont* mono = nullptr;    ///< numbers and bytes: all digits have one width
};

/// Loads the fonts into ImGui's atlas (replacing what is there) for letters of `scale` times the size that
/// suits a screen of 96 dots an inch, drawn with `density` pixels to an ImGui unit. Looks where the build
/// found them, then where distributions put them, then for DejaVu; ImGui's built-in bitmap font is the last
/// resort, so that words are always readable. `missing` receives the names of the faces not found.
[[nodiscard]] Fonts load_fonts(float scale, float density, std::string& missing);

}  // namespace vertexview::app
