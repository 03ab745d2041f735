// Bounds in the coordinates of the file: found from the stored numbers, whatever float32 makes of them.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string_view>
#include <vector>

#include "support_files.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {
namespace {

template <class T>
Dataset opened(const std::vector<T>& numbers, std::string_view layout, Placement placement = {},
               std::optional<std::array<double, 3>> origin = std::nullopt) {
  Layout read = parse_layout(layout).value();
  read.placement = std::move(placement);
  return Dataset::over(std::as_bytes(std::span(numbers)), {.layout = read, .origin = origin}).value();
}

std::array<ValueRange, 3> places(const Dataset& file) {
  return scan(file).value().places;
}

TEST(StoredRanges, doublesAreNotRounded) {
  const std::vector<double> numbers{448242.123, 4000123.45678, 0.1, 448282.123, 4000163.5, 0.3};
  const Dataset file = opened(numbers, "<3d:position:");
  EXPECT_EQ(places(file)[0], (ValueRange{448242.123, 448282.123}));
  EXPECT_EQ(places(file)[1], (ValueRange{4000123.45678, 4000163.5}));
  EXPECT_EQ(places(file)[2], (ValueRange{0.1, 0.3}));
  EXPECT_EQ(sample(file).places, places(file));
}

TEST(StoredRanges, scaledIntegersAreDecimalNumbers) {
  const std::vector<std::int32_t> numbers{63600176, -2, 7, 63899931, 5, 7};
  const Placement placement{.scale = {0.01, -0.01, 0.1}, .offset = {0, 0, 1000}};
  const auto found = places(opened(numbers, "<3i:position:", placement));
  EXPECT_EQ(found[0], (ValueRange{636001.76, 638999.31}));
  EXPECT_EQ(found[1], (ValueRange{-0.05, 0.02})) << "a negative scale";
  EXPECT_EQ(found[2], (ValueRange{1000.7, 1000.7}));
}

TEST(StoredRanges, floatsAreThoseOfTheCanonicalBounds) {
  const std::vector<float> numbers{-0.5625678F, 2, 3, 9, 1e30F, 7, 8, 9};
  const auto found = places(opened(numbers, "<3f:position:f:intensity:"));
  EXPECT_EQ(found[0], (ValueRange{double{-0.5625678F}, double{1e30F}}));
  EXPECT_EQ(found[1], (ValueRange{2, 7}));
}

TEST(StoredRanges, floatsInAWorldOfAnotherOrigin) {
  const std::vector<float> numbers{0.1F, 2, 3, 0.2F, 5, 6};
  const auto found = places(opened(numbers, "<3f:position:", {}, std::array<double, 3>{4e6, 4e6, 0}));
  EXPECT_EQ(found[0], (ValueRange{double{0.1F}, double{0.2F}}));
}

TEST(StoredRanges, onlyOfPositionsThatAreFinite) {
  const double nan = std::nan("");
  const std::vector<double> numbers{1, 2, 3, -500, nan, 3, 4, 5, 6, 1e300, 0, 0};
  const auto found = places(opened(numbers, "<3d:position:"));
  EXPECT_EQ(found[0], (ValueRange{1, 4})) << "1e300 is infinite on the way to the GPU and is not drawn";
  EXPECT_EQ(found[1], (ValueRange{2, 5}));
}

TEST(StoredRanges, twoNumbersAreAPositionWhereZeroIsPlaced) {
  const std::vector<double> numbers{1.1, 2.2, 3.3, 4.4};
  const Placement placement{.offset = {0, 0, 100}};
  EXPECT_EQ(places(opened(numbers, "<2d:position:", placement))[2], (ValueRange{100, 100}));
  EXPECT_EQ(places(opened(numbers, "<2d:position:", placement, std::array<double, 3>{0, 0, 40}))[2],
            (ValueRange{100, 100}))
      << "whatever the origin";
}

TEST(StoredRanges, noPosition) {
  EXPECT_TRUE(scan(opened(std::vector<double>{1, 2}, "<d:a:d:b:")).value().bounds.empty());
}

TEST(StoredRanges, manyRecordsOnManyThreads) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> coordinate(4e6, 4e6 + 1);  // float32 has steps of 0.25 here
  std::vector<double> numbers(300'000);
  std::array<ValueRange, 3> expected;
  expected.fill({std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()});
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = i % 3 == 2 ? 0.1 : coordinate(random);  // one axis is constant
    ValueRange& range = expected[i % 3];
    range = {std::min(range.low, numbers[i]), std::max(range.high, numbers[i])};
  }
  const Dataset file = opened(numbers, "<3d:position:");
  for (const unsigned threads : {1U, 2U, 5U})
    EXPECT_EQ(scan(file, nullptr, threads).value().places, expected);
}

}  // namespace
}  // namespace vertexview
