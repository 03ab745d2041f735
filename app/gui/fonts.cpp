#include "gui/fonts.hpp"

#include <imgui_freetype.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <span>
#include <system_error>

// The build defines these as the paths at which it found the typefaces.
#ifndef VERTEXVIEW_FONT_TEXT
#define VERTEXVIEW_FONT_TEXT ""
#endif
#ifndef VERTEXVIEW_FONT_STRONG
#define VERTEXVIEW_FONT_STRONG ""
#endif
#ifndef VERTEXVIEW_FONT_MONO
#define VERTEXVIEW_FONT_MONO ""
#endif

namespace vertexview::app {
namespace {

struct Face {
  const char* name;
  std::array<const char*, 6> files;
  float size;  ///< height of a line: ascent and descent together
};

constexpr Face kText{
    "Roboto",
    {VERTEXVIEW_FONT_TEXT, "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
     "/usr/share/fonts/truetype/roboto/Roboto-Regular.ttf",
     "/usr/share/fonts/google-roboto/Roboto-Regular.ttf", "/usr/share/fonts/TTF/Roboto-Regular.ttf",
     "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"},
    16};
constexpr float kSmallSize = 13;
constexpr Face kStrong{
    "Roboto Medium",
    {VERTEXVIEW_FONT_STRONG, "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Medium.ttf",
     "/usr/share/fonts/truetype/roboto/Roboto-Medium.ttf", "/usr/share/fonts/google-roboto/Roboto-Medium.ttf",
     "/usr/share/fonts/TTF/Roboto-Medium.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"},
    16};
constexpr Face kMono{
    "JetBrains Mono",
    {VERTEXVIEW_FONT_MONO, "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
     "/usr/share/fonts/jetbrains-mono-fonts/JetBrainsMono-Regular.ttf",
     "/usr/share/fonts/TTF/JetBrainsMono-Regular.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
     "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf"},
    16};

// The pairs of first and last character that are loaded: Latin with its extensions, Greek, Cyrillic (for file
// names), punctuation and arrows.
constexpr std::array<ImWchar, 15> kGlyphs{0x0020, 0x024F, 0x0370, 0x03FF, 0x0400, 0x04FF, 0x2010, 0x2027,
                                          0x2190, 0x21E7, 0x2212, 0x2212, 0x25A0, 0x25FF, 0};

ImFont* load(const Face& face, float size, float scale, float density, std::string& missing) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  // Letters get a whole number of pixels: a fractional size would blur every stem.
  const float pixels = std::round(size * scale * density);
  for (const char* const file : face.files) {
    std::error_code ignored;
    // ImGui asserts on a file it cannot read, so it is only given ones that exist.
    if (*file == '\0' || !std::filesystem::is_regular_file(file, ignored)) continue;
    if (ImFont* const font = atlas.AddFontFromFileTTF(file, pixels, nullptr, kGlyphs.data())) return font;
  }
  if (missing.find(face.name) == std::string::npos)
    missing += (missing.empty() ? "" : ", ") + std::string(face.name);
  ImFontConfig config;
  config.SizePixels = std::round(13.0F * scale * density);
  return atlas.AddFontDefault(&config);
}

}  // namespace

Fonts load_fonts(float scale, float density, std::string& missing) {
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  io.Fonts->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  io.Fonts->FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  io.FontGlobalScale = 1.0F / density;
  const auto sized = [&](const Face& face, float size) { return load(face, size, scale, density, missing); };
  return {.text = sized(kText, kText.size),
          .strong = sized(kStrong, kStrong.size),
          .small = sized(kText, kSmallSize),
          .mono = sized(kMono, kMono.size)};
}

}  // namespace vertexview::app
