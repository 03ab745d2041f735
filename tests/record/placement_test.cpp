// What a layout makes of a stored number: a decimal number stays one.
#include "vertexview/record/placement.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "vertexview/record/element_text.hpp"

namespace vertexview::test {
namespace {

std::string text(double number) {
  return shortest_text(number, ElementType::kFloat64);
}

TEST(Placement, scaledIntegersAreDecimalNumbers) {
  const Placement placement{.scale = {0.01, 0.001, 1e-7}, .offset = {0, 0.5, -120}};
  EXPECT_EQ(text(placement.place(63600176, 0)), "636001.76");
  EXPECT_EQ(text(placement.place(-3, 1)), "0.497");
  EXPECT_EQ(text(placement.place(1234567, 2)), "-119.8765433");
  for (int i = -200'000; i <= 200'000; ++i) ASSERT_EQ(placement.place(i, 0), i / 100.0) << i;
  for (int i = 2'147'000'000; i < 2'147'400'000; ++i)
    ASSERT_EQ(placement.place(i, 1), (i + 500) / 1000.0) << i;
}

TEST(Placement, whatIsNeitherScaledNorShiftedStays) {
  const Placement placement;
  EXPECT_FALSE(placement.moves(0));
  for (const double number : {448242.1229991913, 0.30000000000000004, 1e300, 5e-324})
    EXPECT_EQ(placement.place(number, 0), number);
}

TEST(Placement, doublesKeepTheDigitsThatTheSumHolds) {
  const Placement placement{.offset = {1000, 0, 0}};
  EXPECT_TRUE(placement.moves(0));
  EXPECT_FALSE(placement.moves(1));
  EXPECT_EQ(text(placement.place(0.12345678901234, 0)), "1000.1234567890124");
}

TEST(Placement, extremesAndNoNumbers) {
  const Placement placement{.scale = {0.01, 1e-300, 1e300}, .offset = {0, 0, 1}};
  EXPECT_EQ(placement.place(0, 0), 0);
  EXPECT_EQ(placement.place(3, 1), 3 * 1e-300);
  EXPECT_EQ(placement.place(1e300, 2), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(placement.place(std::numeric_limits<double>::quiet_NaN(), 0)));
}

}  // namespace
}  // namespace vertexview::test
