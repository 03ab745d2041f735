#include "vertexview/vertex/selection.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <vector>

namespace vertexview {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint64_t kMost = UINT64_MAX;

TEST(IndexRanges, emptyAtFirst) {
  const IndexRanges ranges;
  EXPECT_TRUE(ranges.empty());
  EXPECT_EQ(ranges.count(), 0U);
  EXPECT_FALSE(ranges.contains(0));
  EXPECT_THAT(ranges.ranges(), IsEmpty());
}

TEST(IndexRanges, addJoinsWhatTouchesAndWhatOverlaps) {
  IndexRanges ranges;
  ranges.add({10, 20});
  ranges.add({30, 40});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{10, 20}, IndexRange{30, 40}));
  ranges.add({20, 25});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{10, 25}, IndexRange{30, 40}));
  ranges.add({24, 30});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{10, 40}));
  ranges.add({0, 100});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{0, 100}));
  ranges.add({50, 60});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{0, 100})) << "they are in it already";
  EXPECT_EQ(ranges.count(), 100U);
}

TEST(IndexRanges, removeCutsAndSplits) {
  IndexRanges ranges;
  ranges.add({0, 100});
  ranges.remove({40, 60});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{0, 40}, IndexRange{60, 100}));
  ranges.remove({30, 70});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{0, 30}, IndexRange{70, 100}));
  ranges.remove({30, 70});
  EXPECT_EQ(ranges.count(), 60U) << "nothing of it is left";
  ranges.remove({0, kMost});
  EXPECT_TRUE(ranges.empty());
}

TEST(IndexRanges, toggleTurnsEachIndex) {
  IndexRanges ranges;
  ranges.add({10, 20});
  ranges.toggle({15, 25});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{10, 15}, IndexRange{20, 25}));
  ranges.toggle({15, 20});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{10, 25})) << "what was missing joins its neighbours";
  ranges.toggle({0, 30});
  EXPECT_THAT(ranges.ranges(), ElementsAre(IndexRange{0, 10}, IndexRange{25, 30}));
  ranges.toggle({0, 10});
  ranges.toggle({25, 30});
  EXPECT_TRUE(ranges.empty());
}

TEST(IndexRanges, emptyRangesChangeNothing) {
  IndexRanges ranges;
  ranges.add({5, 10});
  const IndexRanges before = ranges;
  for (const IndexRange nothing : {IndexRange{7, 7}, IndexRange{8, 6}, IndexRange{10, 10}}) {
    ranges.add(nothing);
    ranges.remove(nothing);
    ranges.toggle(nothing);
    EXPECT_EQ(ranges, before) << nothing.begin;
  }
}

TEST(IndexRanges, indicesOver4Billion) {
  constexpr std::uint64_t kFar = std::uint64_t{1} << 40;
  IndexRanges ranges;
  ranges.add({kFar, kFar + 1});
  EXPECT_TRUE(ranges.contains(kFar));
  EXPECT_FALSE(ranges.contains(kFar + 1));
  EXPECT_FALSE(ranges.contains(0)) << "no index is cut to 32 bits";
  ranges.add({0, kMost});
  EXPECT_EQ(ranges.count(), kMost);
  EXPECT_TRUE(ranges.contains(kMost - 1));
}

// Makes each change of a set of 48 indices to 48 booleans as well and compares the two.
TEST(IndexRanges, everyChangeAgreesWithSingleBits) {
  constexpr std::uint64_t kSize = 48;
  std::mt19937_64 random(7);
  IndexRanges ranges;
  std::vector<bool> bits(kSize, false);
  for (int step = 0; step < 20'000; ++step) {
    const std::uint64_t begin = random() % kSize;
    const IndexRange range{begin, begin + random() % (kSize - begin + 1)};
    const auto change = random() % 3;
    change == 0 ? ranges.add(range) : change == 1 ? ranges.remove(range) : ranges.toggle(range);
    for (std::uint64_t i = range.begin; i < range.end; ++i)
      bits[i] = change == 0 || (change == 2 && !bits[i]);
    for (std::uint64_t i = 0; i < kSize; ++i) ASSERT_EQ(ranges.contains(i), bits[i]) << step << ": " << i;
    ASSERT_EQ(ranges.count(), static_cast<std::uint64_t>(std::count(bits.begin(), bits.end(), true)));
    for (std::size_t i = 0; i < ranges.ranges().size(); ++i) {
      ASSERT_FALSE(ranges.ranges()[i].empty());
      if (i > 0) {
        ASSERT_LT(ranges.ranges()[i - 1].end, ranges.ranges()[i].begin) << "ranges neither overlap nor touch";
      }
    }
  }
}

TEST(Selection, keepFirstLetsGoOfTheRest) {
  Selection selection{.ranges = {}, .focus = 7, .hover = 3};
  selection.ranges.add({2, 9});
  selection.keep_first(5);
  EXPECT_THAT(selection.ranges.ranges(), ElementsAre(IndexRange{2, 5}));
  EXPECT_FALSE(selection.focus);
  EXPECT_EQ(selection.hover, 3U);
  selection.keep_first(0);
  EXPECT_TRUE(selection.empty());
}

}  // namespace
}  // namespace vertexview
