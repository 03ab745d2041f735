// Tests of the colour ramps against those of matplotlib.
#include "vertexview/vertex/color_ramp.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "support_files.hpp"

namespace vertexview {
namespace {

TEST(ColorRamp, ends) {
  EXPECT_EQ(ramp_color(Ramp::kGrey, 0), (Color{0, 0, 0}));
  EXPECT_EQ(ramp_color(Ramp::kGrey, 1), (Color{65535, 65535, 65535}));
  EXPECT_EQ(ramp_color(Ramp::kGrey, 0.5).red, 32768);
  for (const Ramp ramp : {Ramp::kViridis, Ramp::kTurbo, Ramp::kGrey}) {
    EXPECT_EQ(ramp_color(ramp, -5), ramp_color(ramp, 0));
    EXPECT_EQ(ramp_color(ramp, std::nan("")), ramp_color(ramp, 0));
    EXPECT_EQ(ramp_color(ramp, HUGE_VAL), ramp_color(ramp, 1));
  }
}

TEST(ColorRamp, categoriesDiffer) {
  std::vector<Color> seen;
  const auto distance = [](const Color& a, const Color& b) {
    return std::hypot(a.red - b.red, a.green - b.green, a.blue - b.blue) / 257;
  };
  for (std::uint32_t i = 0; i < 24; ++i) {
    const Color color = category_color(Ramp::kCategories, i);
    for (const Color& other : seen) EXPECT_GT(distance(color, other), 14) << i;
    seen.push_back(color);
    EXPECT_EQ(category_color(Ramp::kCategories, i + kCategories), color);
    EXPECT_EQ(ramp_color(Ramp::kCategories, i / (kCategories - 1.0)), color);
  }
  EXPECT_EQ(category_color(Ramp::kCategories, 0), (Color{0x9000, 0x9000, 0x9000}));
}

TEST(ColorRamp, semanticKittiIsAsPublished) {
  EXPECT_EQ(category_color(Ramp::kSemanticKitti, 10), (Color{100 * 257, 150 * 257, 245 * 257}));
  EXPECT_EQ(category_color(Ramp::kSemanticKitti, 99), (Color{50 * 257, 255 * 257, 255 * 257}));
  EXPECT_EQ(category_color(Ramp::kSemanticKitti, 2), category_color(Ramp::kCategories, 2));
}

// Expects the well-known colours at the ends and the middle of the ramps.
TEST(ColorRamp, landmarks) {
  const auto hex = [](Ramp ramp, int entry) {
    const Color c = ramp_color(ramp, entry / 255.0);
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "%02x%02x%02x", (c.red + 128) / 257, (c.green + 128) / 257,
                  (c.blue + 128) / 257);
    return std::string(text.data());
  };
  EXPECT_EQ(hex(Ramp::kViridis, 0), "440154");
  EXPECT_EQ(hex(Ramp::kViridis, 128), "21918c");
  EXPECT_EQ(hex(Ramp::kViridis, 255), "fde725");
  EXPECT_EQ(hex(Ramp::kTurbo, 0), "30123b");
  EXPECT_EQ(hex(Ramp::kTurbo, 128), "a4fc3c");
  EXPECT_EQ(hex(Ramp::kTurbo, 255), "7a0403");
}

TEST(ColorRamp, matplotlibAgrees) {
  if (std::system("/usr/bin/python3 -c 'import matplotlib' 2>/dev/null") != 0)
    GTEST_SKIP() << "matplotlib is not installed";
  const test::TemporaryFolder folder;
  const std::string script = VERTEXVIEW_SOURCE_DIR "/tests/vertex/color_ramp_oracle.py";
  ASSERT_EQ(std::system(("/usr/bin/python3 " + script + " > " + folder.file("colors")).c_str()), 0);
  std::ifstream colors(folder.file("colors"));
  std::string name;
  double t = 0;
  std::array<double, 3> expected{};
  int count = 0;
  while (colors >> name >> t >> expected[0] >> expected[1] >> expected[2]) {
    const Color found = ramp_color(name == "viridis" ? Ramp::kViridis : Ramp::kTurbo, t);
    EXPECT_NEAR(found.red, expected[0] * 65535, 0.51) << name << ' ' << t;
    EXPECT_NEAR(found.green, expected[1] * 65535, 0.51) << name << ' ' << t;
    EXPECT_NEAR(found.blue, expected[2] * 65535, 0.51) << name << ' ' << t;
    ++count;
  }
  EXPECT_EQ(count, 2 * 256);
}

TEST(ColorRamp, linesBetweenEntries) {
  for (const Ramp ramp : {Ramp::kViridis, Ramp::kTurbo})
    for (int i = 0; i < 255; ++i) {
      const Color below = ramp_color(ramp, i / 255.0);
      const Color above = ramp_color(ramp, (i + 1) / 255.0);
      const Color middle = ramp_color(ramp, (i + 0.5) / 255);
      EXPECT_NEAR(middle.red, (below.red + above.red) / 2.0, 0.51) << i;
      EXPECT_NEAR(middle.green, (below.green + above.green) / 2.0, 0.51) << i;
      EXPECT_NEAR(middle.blue, (below.blue + above.blue) / 2.0, 0.51) << i;
    }
}

TEST(ColorRamp, viridisGrowsLighter) {
  double last = -1;
  for (int i = 0; i <= 100; ++i) {
    const Color c = ramp_color(Ramp::kViridis, i / 100.0);
    const double luma = 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue;
    EXPECT_GT(luma, last) << i;
    last = luma;
  }
}

}  // namespace
}  // namespace vertexview
