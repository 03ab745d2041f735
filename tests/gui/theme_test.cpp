// Every text can be read: the contrasts of the colours of both themes.
#include "gui/theme.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace vertexview::app {
namespace {

// What WCAG 2 asks for of text of ordinary size (success criterion 1.4.3, level AA).
constexpr double kLeast = 4.5;

using Rgb = std::array<double, 3>;  // 0..255 each

Rgb rgb(ImU32 color) {
  const auto channel = [&](int shift) { return static_cast<double>((color >> shift) & 255U); };
  return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT)};
}

/// Returns what `color`, which may be translucent, looks like over `below`.
Rgb over(ImU32 color, const Rgb& below) {
  const double alpha = static_cast<double>((color >> IM_COL32_A_SHIFT) & 255U) / 255;
  Rgb mixed = rgb(color);
  for (std::size_t i = 0; i < mixed.size(); ++i) mixed[i] = alpha * mixed[i] + (1 - alpha) * below[i];
  return mixed;
}

/// Returns the relative luminance as WCAG 2 defines it.
double luminance(const Rgb& color) {
  const auto linear = [](double value) {
    value /= 255;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
}

double contrast(const Rgb& a, const Rgb& b) {
  const auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05) / (low + 0.05);
}

struct Named {
  std::string name;
  ImU32 color;
};

std::vector<Named> element_colors(const ThemeColors& colors) {
  std::vector<Named> all{{"padding", colors.padding}};
  const auto add = [&](const std::string& name, const auto& several) {
    for (std::size_t i = 0; i < several.size(); ++i) all.push_back({name + std::to_string(i), several[i]});
  };
  add("position", colors.position);
  add("color", colors.color);
  add("other", colors.other);
  return all;
}

class ThemeContrast : public testing::TestWithParam<Theme> {
 protected:
  void expect_readable(const Named& text, const Rgb& behind, const char* where) {
    EXPECT_GE(contrast(rgb(text.color), behind), kLeast) << text.name << " on " << where;
  }
  const ThemeColors& colors_ = theme_colors(GetParam());
  Rgb panel_ = rgb(colors_.panel);
  Rgb stripe_ = over(colors_.stripe, panel_);
};

TEST_P(ThemeContrast, theMeasureIsThatOfWcag) {
  EXPECT_DOUBLE_EQ(contrast({0, 0, 0}, {255, 255, 255}), 21);
  EXPECT_NEAR(contrast({118, 118, 118}, {255, 255, 255}), 4.54, 0.005);
}

TEST_P(ThemeContrast, everyTextOnEveryGround) {
  std::vector<Named> texts = element_colors(colors_);
  texts.insert(texts.end(), {{"text", colors_.text},
                             {"text_dim", colors_.text_dim},
                             {"accent", colors_.accent},
                             {"info", colors_.info},
                             {"warning", colors_.warning},
                             {"error", colors_.error}});
  for (const Named& text : texts) {
    expect_readable(text, panel_, "panel");
    expect_readable(text, rgb(colors_.panel_raised), "panel_raised");
    expect_readable(text, rgb(colors_.element), "element");
    expect_readable(text, stripe_, "stripe");
  }
}

TEST_P(ThemeContrast, rowsUnderTheMouseAndSelectedOnes) {
  const Rgb hover = over(colors_.row_hover, stripe_);
  const Rgb selected = over(colors_.row_selected, stripe_);
  for (const Named& text : {Named{"text", colors_.text}, Named{"warning", colors_.warning}}) {
    expect_readable(text, hover, "row_hover");
    expect_readable(text, selected, "row_selected");
  }
  expect_readable({"text_dim", colors_.text_dim}, hover, "row_hover");
}

TEST_P(ThemeContrast, bytesOnThePlateOfTheirElement) {
  // The inspector's plates are the strongest.
  for (const Named& text : element_colors(colors_))
    expect_readable(text, over(faded(text.color, 0.16F), panel_), "its plate");
}

INSTANTIATE_TEST_SUITE_P(Both, ThemeContrast, testing::Values(Theme::kDark, Theme::kLight),
                         [](const auto& chosen) { return chosen.param == Theme::kDark ? "dark" : "light"; });

}  // namespace
}  // namespace vertexview::app
