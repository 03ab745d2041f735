#include "vertexview/vertex/color_doubt.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "vertexview/vertex/layout_text.hpp"

namespace vertexview {
namespace {

/// Returns the doubt about a file of one record with the color (most, 0, 0): "reason; range", or "none".
template <class T>
std::string doubt(std::string_view format, T most, const LayoutChanges& changes = {}) {
  const std::vector<T> values{most, T{0}, T{0}};
  const auto file =
      Dataset::over(std::as_bytes(std::span(values)), {.layout = *parse_layout(format), .changes = changes});
  EXPECT_TRUE(file) << format;
  const auto found = doubt_colors(*file, *scan(*file));
  return found ? found->reason + "; " + found->range : "none";
}

TEST(ColorDoubt, eightBitsInWiderIntegers) {
  EXPECT_EQ(doubt<std::uint16_t>("<3H:color:", 255), "its colours reach 255 of 65535 and look black; 8");
  EXPECT_EQ(doubt<std::uint16_t>("<3H:color:", 240), "its colours reach 240 of 65535 and look black; 8");
  EXPECT_EQ(doubt<std::uint16_t>("<3H:color:", 256), "its colours reach 256 of 65535 and look black; 10");
  EXPECT_EQ(doubt<std::uint16_t>("<3H:color:", 1023), "its colours reach 1023 of 65535 and look black; 10");
  EXPECT_EQ(doubt<std::uint16_t>("<3H:color:", 1024), "none");
}

TEST(ColorDoubt, noUsualNumberOfBitsFits) {
  EXPECT_EQ(doubt<std::uint16_t>("<3H:color:", 3), "its colours reach 3 of 65535 and look black; file");
  EXPECT_EQ(doubt<std::uint8_t>("<3B:color:", 3), "its colours reach 3 of 255 and look black; file");
  EXPECT_EQ(doubt<std::uint8_t>("<3B:color:", 4), "none");
  EXPECT_EQ(doubt<std::uint32_t>("<3I:color:", 2), "its colours reach 2 of 255 and look black; file");
  EXPECT_EQ(doubt<std::uint32_t>("<3I:color:", 70'000'000), "none")
      << "wide integers are shown up to their largest number";
  EXPECT_EQ(doubt<float>("<3f:color:", 1.7F), "its colours reach 1.70\u2026 of 255 and look black; file");
  EXPECT_EQ(doubt<float>("<3f:color:", 0.5F), "none");
}

TEST(ColorDoubt, blackAndChosenColorsAreNotDoubted) {
  EXPECT_EQ(doubt<std::uint16_t>("<3H:color:", 0), "none") << "all are black";
  for (const ColorRange kind : {ColorRange::kType, ColorRange::kFile, ColorRange::kGiven})
    EXPECT_EQ(doubt<std::uint16_t>("<3H:color:", 255, {.color_range = {{kind, {0, 65535}}}}), "none");
  EXPECT_EQ(doubt<std::uint16_t>("<H:intensity:2H:rest:", 255), "none") << "a ramp has its own range";
  EXPECT_EQ(doubt<std::uint16_t>("<3H:rest:", 255), "none");
}

}  // namespace
}  // namespace vertexview
