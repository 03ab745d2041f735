// The numbers of the colour legend.
#include <gtest/gtest.h>

#include <span>
#include <vector>

#include "panels/coordinates.hpp"
#include "session/layout_argument.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::app {
namespace {

/// Returns the numbers at the ends and in the middle of the ramp of a layout.
std::vector<std::string> numbers(std::string_view layout, ValueRange range) {
  const auto parsed = layout_of_argument(layout);
  EXPECT_TRUE(parsed) << describe(parsed.error());
  const auto color = color_numbers(parsed.value());
  const ScalarColor shown{
      .element = color.value().at(0).name, .type = color.value().at(0).type, .range = range};
  std::vector<std::string> texts;
  for (const double share : {0.0, 0.5, 1.0}) texts.push_back(ramp_number_text(shown, *parsed, share));
  return texts;
}

using Texts = std::vector<std::string>;

TEST(LegendText, keepsEveryDigitOfAFloat) {
  const auto low = static_cast<double>(-0.044080123F);
  EXPECT_EQ(numbers("<3f:position: --color z", {low, 0.5}).front(), "-0.044080123");
  EXPECT_EQ(numbers("<3f:position:f:rcs: --color rcs", {static_cast<double>(0.1F), 0.5}).front(), "0.1");
}

TEST(LegendText, keepsEveryDigitOfADouble) {
  EXPECT_EQ(numbers("<3d:position: --color x", {448242.123, 448282.123}),
            (Texts{"448242.123", "448262.123", "448282.123"}));
}

TEST(LegendText, coordinatesAsTheyArePlaced) {
  EXPECT_EQ(numbers("<3i:position: --scale 0.01 --shift 0,0,100 --color z", {-150, 250}),
            (Texts{"98.5", "100.5", "102.5"}));
}

TEST(LegendText, otherNumbersAsTheyAreStored) {
  EXPECT_EQ(numbers("<3i:position:H:intensity: --scale 0.01 --color intensity", {0, 65535}),
            (Texts{"0", "32767.5", "65535"}));
}

TEST(LegendText, aGivenRangeIsToldAsGiven) {
  EXPECT_EQ(numbers("<3f:position: --color z --color-range 0.1:123456789.5", {0.1, 123456789.5}).back(),
            "123456789.5");
}

}  // namespace
}  // namespace vertexview::app
