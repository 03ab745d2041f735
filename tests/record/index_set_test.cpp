#include "vertexview/record/index_set.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <vector>

namespace vertexview {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint64_t kMost = UINT64_MAX;

/// Returns whether the ranges are sorted, not empty, and neither overlap nor touch.
bool apart(const std::vector<IndexRange>& ranges) {
  const auto joined = [](const IndexRange& a, const IndexRange& b) { return a.end >= b.begin; };
  return std::ranges::none_of(ranges, &IndexRange::empty) &&
         std::ranges::adjacent_find(ranges, joined) == ranges.end();
}

TEST(IndexSet, emptyAtFirst) {
  const IndexSet set;
  EXPECT_TRUE(set.empty());
  EXPECT_EQ(set.count(), 0U);
  EXPECT_FALSE(set.contains(0));
  EXPECT_THAT(set.ranges(), IsEmpty());
}

TEST(IndexSet, addJoinsWhatTouchesAndWhatOverlaps) {
  IndexSet set;
  set.add({10, 20});
  set.add({30, 40});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{10, 20}, IndexRange{30, 40}));
  set.add({20, 25});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{10, 25}, IndexRange{30, 40}));
  set.add({24, 30});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{10, 40}));
  set.add({0, 100});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{0, 100}));
  set.add({50, 60});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{0, 100})) << "they are in it already";
  EXPECT_EQ(set.count(), 100U);
}

TEST(IndexSet, removeCutsAndSplits) {
  IndexSet set;
  set.add({0, 100});
  set.remove({40, 60});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{0, 40}, IndexRange{60, 100}));
  set.remove({30, 70});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{0, 30}, IndexRange{70, 100}));
  set.remove({30, 70});
  EXPECT_EQ(set.count(), 60U) << "nothing of it is left";
  set.remove({0, kMost});
  EXPECT_TRUE(set.empty());
}

TEST(IndexSet, toggleTurnsEachIndex) {
  IndexSet set;
  set.add({10, 20});
  set.toggle({15, 25});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{10, 15}, IndexRange{20, 25}));
  set.toggle({15, 20});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{10, 25})) << "what was missing joins its neighbours";
  set.toggle({0, 30});
  EXPECT_THAT(set.ranges(), ElementsAre(IndexRange{0, 10}, IndexRange{25, 30}));
  set.toggle({0, 10});
  set.toggle({25, 30});
  EXPECT_TRUE(set.empty());
}

TEST(IndexSet, emptyRangesChangeNothing) {
  IndexSet set;
  set.add({5, 10});
  const IndexSet before = set;
  for (const IndexRange nothing : {IndexRange{7, 7}, IndexRange{8, 6}, IndexRange{10, 10}}) {
    set.add(nothing);
    set.remove(nothing);
    set.toggle(nothing);
    EXPECT_EQ(set, before) << nothing.begin;
  }
}

TEST(IndexSet, indicesOver4Billion) {
  constexpr std::uint64_t kFar = std::uint64_t{1} << 40;
  IndexSet set;
  set.add({kFar, kFar + 1});
  EXPECT_TRUE(set.contains(kFar));
  EXPECT_FALSE(set.contains(kFar + 1));
  EXPECT_FALSE(set.contains(0)) << "no index is cut to 32 bits";
  set.add({0, kMost});
  EXPECT_EQ(set.count(), kMost);
  EXPECT_TRUE(set.contains(kMost - 1));
}

// Makes each change of a set of 48 indices to 48 booleans as well and compares the two.
TEST(IndexSet, everyChangeAgreesWithSingleBits) {
  constexpr std::uint64_t kSize = 48;
  std::mt19937_64 random(7);
  IndexSet set;
  std::vector<bool> bits(kSize, false);
  for (int step = 0; step < 5'000; ++step) {
    const std::uint64_t begin = random() % kSize;
    const IndexRange range{begin, begin + random() % (kSize - begin + 1)};
    const auto change = random() % 3;
    change == 0 ? set.add(range) : change == 1 ? set.remove(range) : set.toggle(range);
    for (std::uint64_t i = range.begin; i < range.end; ++i)
      bits[i] = change == 0 || (change == 2 && !bits[i]);
    for (std::uint64_t i = 0; i < kSize; ++i) ASSERT_EQ(set.contains(i), bits[i]) << step << ": " << i;
    ASSERT_EQ(set.count(), static_cast<std::uint64_t>(std::count(bits.begin(), bits.end(), true)));
    ASSERT_TRUE(apart(set.ranges())) << step;
  }
}

/// Members as single booleans: what a set is compared with.
using Booleans = std::vector<bool>;

/// Three chunks and a part of one.
constexpr std::uint64_t kSome = 3 * IndexSet::kChunk + 12'345;

/// Returns random members: a few single ones, a few ranges, every second one, or nearly all, chunk by chunk.
Booleans random_members(std::mt19937_64& random) {
  Booleans members(kSome, false);
  for (std::uint64_t first = 0; first < kSome; first += IndexSet::kChunk) {
    const std::uint64_t size = std::min(IndexSet::kChunk, kSome - first);
    const auto fill = [&](std::uint64_t begin, std::uint64_t end, bool value) {
      for (std::uint64_t i = begin; i < end; ++i) members[first + i] = value;
    };
    switch (random() % 6) {
      case 0:
        break;
      case 1:
        fill(0, size, true);
        break;
      case 2:
        for (int i = 0; i < 20; ++i) fill(random() % size, size, random() % 2 == 0);
        break;
      case 3:
        for (std::uint64_t i = 0; i < size; ++i) members[first + i] = random() % 2 == 0;
        break;
      case 4:
        for (int i = 0; i < 5; ++i) members[first + random() % size] = true;
        break;
      default:
        fill(0, size, true);
        members[first + random() % size] = false;
    }
  }
  return members;
}

IndexSet set_of(const Booleans& members) {
  IndexSetBuilder set;
  for (std::uint64_t begin = 0; begin < members.size();) {
    std::uint64_t end = begin;
    while (end < members.size() && members[end]) ++end;
    set.append({begin, end});
    begin = std::max(begin + 1, end);
  }
  return set.take();
}

template <class Combine>
Booleans combined(const Booleans& a, const Booleans& b, const Combine& combine) {
  Booleans members(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) members[i] = combine(a[i], b[i]);
  return members;
}

TEST(IndexSet, operationsAgreeWithSingleBooleans) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 20; ++round) {
    const Booleans a = random_members(random);
    const Booleans b = random_members(random);
    const auto both = [&](auto change) {
      IndexSet set = set_of(a);
      change(set, set_of(b));
      return set;
    };
    EXPECT_EQ(both([](IndexSet& x, const IndexSet& y) { x |= y; }),
              set_of(combined(a, b, [](bool x, bool y) { return x || y; })));
    EXPECT_EQ(both([](IndexSet& x, const IndexSet& y) { x &= y; }),
              set_of(combined(a, b, [](bool x, bool y) { return x && y; })));
    EXPECT_EQ(both([](IndexSet& x, const IndexSet& y) { x -= y; }),
              set_of(combined(a, b, [](bool x, bool y) { return x && !y; })));
    EXPECT_EQ(both([](IndexSet& x, const IndexSet& y) { x ^= y; }),
              set_of(combined(a, b, [](bool x, bool y) { return x != y; })));
    EXPECT_EQ(set_of(a) == set_of(b), a == b);
  }
}

TEST(IndexSet, numbersAndRangesAgreeWithSingleBooleans) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 10; ++round) {
    const Booleans members = random_members(random);
    const IndexSet set = set_of(members);
    std::uint64_t below = 0;
    for (std::uint64_t i = 0; i < members.size(); ++i) {
      ASSERT_EQ(set.contains(i), members[i]) << i;
      if (i % 997 == 0 || members[i] != (i > 0 && members[i - 1])) {
        ASSERT_EQ(set.count_below(i), below) << i;
      }
      if (members[i] && below % 101 == 0) {
        ASSERT_EQ(set.member(below), i);
      }
      below += members[i] ? 1U : 0U;
    }
    EXPECT_EQ(set.count(), below);
    EXPECT_EQ(set.count_below(kMost), below);
    EXPECT_FALSE(set.member(below));
    EXPECT_TRUE(apart(set.ranges()));
    IndexSetBuilder again;
    for (const IndexRange& range : set.ranges()) again.append(range);
    EXPECT_EQ(again.take(), set);
    for (int i = 0; i < 200; ++i) {
      const std::uint64_t from = random() % members.size();
      std::uint64_t begin = from;
      while (begin < members.size() && !members[begin]) ++begin;
      std::uint64_t end = begin;
      while (end < members.size() && members[end]) ++end;
      ASSERT_EQ(set.range_from(from),
                begin == members.size() ? std::nullopt : std::optional<IndexRange>({begin, end}));
    }
  }
}

TEST(IndexSet, chunksOfBitsAreAppended) {
  IndexSet::Bits every_second;
  every_second.fill(0x5555'5555'5555'5555);
  IndexSet set;
  set.append(2, every_second);
  set.append(IndexSet({5 * IndexSet::kChunk, 7 * IndexSet::kChunk}));
  EXPECT_EQ(set.count(), IndexSet::kChunk / 2 + 2 * IndexSet::kChunk);
  EXPECT_EQ(set.bits(2), every_second);
  EXPECT_EQ(set.bits(3), IndexSet::Bits{});
  EXPECT_EQ(set.bits(6)[1023], kMost);
  EXPECT_EQ(set.member(IndexSet::kChunk / 2), 5 * IndexSet::kChunk) << "the first of the appended ones";
}

TEST(IndexSet, memoryIsThatOfBitsAtMost) {
  IndexSet whole;
  whole.add({1, std::uint64_t{1'000'000'000}});
  EXPECT_LT(whole.memory(), 1'000U) << "neighbours take no memory";
  IndexSet second;
  IndexSet::Bits bits;
  bits.fill(0xAAAA'AAAA'AAAA'AAAA);
  constexpr std::uint64_t kChunks = 160;
  for (std::uint64_t chunk = 0; chunk < kChunks; ++chunk) second.append(chunk, bits);
  EXPECT_LT(second.memory(), kChunks * (sizeof(IndexSet::Bits) + 150));
  const IndexSet copy = second;
  EXPECT_EQ(copy, second);
}

}  // namespace
}  // namespace vertexview
