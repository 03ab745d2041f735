#include "vertexview/memory/strided_view.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <ranges>
#include <vector>

namespace vertexview {
namespace {

using testing::ElementsAre;

struct Pair {
  std::int32_t a = 0;
  std::int16_t b = 0;
  std::int16_t c = 0;
  friend bool operator==(const Pair&, const Pair&) = default;
};

using View = StridedView<const std::int32_t>;
using Writable = StridedView<std::int32_t>;

static_assert(std::random_access_iterator<View::iterator> && std::random_access_iterator<Writable::iterator>);
static_assert(std::sized_sentinel_for<View::iterator, View::iterator>);
static_assert(std::ranges::random_access_range<View> && std::ranges::sized_range<View> &&
              std::ranges::common_range<View>);
static_assert(std::is_same_v<std::ranges::range_value_t<View>, std::int32_t>);
static_assert(std::is_nothrow_default_constructible_v<View> && std::is_trivially_copyable_v<View>);
static_assert(std::is_convertible_v<Writable, View> && !std::is_convertible_v<View, Writable>);

template <class V>
concept can_set = requires(V view) { view.set(0, 1); };
static_assert(can_set<Writable> && !can_set<View>);

std::array<std::int32_t, 6> numbers() {
  return {10, 11, 12, 13, 14, 15};
}

template <class C>
auto bytes_of(C& values) {
  if constexpr (std::is_const_v<C>)
    return std::as_bytes(std::span(values));
  else
    return std::as_writable_bytes(std::span(values));
}

std::vector<std::int32_t> list(View view) {
  return {view.begin(), view.end()};
}

TEST(StridedView, constructEmpty) {
  const View view;
  EXPECT_TRUE(view.empty());
  EXPECT_EQ(view.size(), 0U);
  EXPECT_EQ(view.data(), nullptr);
  EXPECT_EQ(view.stride(), 4);
  EXPECT_TRUE(view.contiguous());
  EXPECT_EQ(view.begin(), view.end());
  EXPECT_FALSE(view.at(0));
}

TEST(StridedView, construct) {
  const auto values = numbers();
  const auto view = View::from(bytes_of(values), 0, 6);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->size(), 6U);
  EXPECT_TRUE(view->contiguous());
  EXPECT_EQ(view->front(), 10);
  EXPECT_EQ(view->back(), 15);
  EXPECT_EQ((*view)[3], 13);
  EXPECT_THAT(list(*view), ElementsAre(10, 11, 12, 13, 14, 15));
}

TEST(StridedView, constructStrided) {
  const auto values = numbers();
  const auto view = View::from(bytes_of(values), 4, 3, 8);
  ASSERT_TRUE(view);
  EXPECT_FALSE(view->contiguous());
  EXPECT_THAT(list(*view), ElementsAre(11, 13, 15));
}

TEST(StridedView, constructNegativeStride) {
  const auto values = numbers();
  const auto view = View::from(bytes_of(values), 20, 3, -8);
  ASSERT_TRUE(view);
  EXPECT_THAT(list(*view), ElementsAre(15, 13, 11));
  EXPECT_TRUE(View::from(bytes_of(values), 20, 6, -4));
  EXPECT_FALSE(View::from(bytes_of(values), 20, 7, -4)) << "one value before the first byte";
}

TEST(StridedView, constructStrideZero) {
  const auto values = numbers();
  const auto view = View::from(bytes_of(values), 8, 4, 0);
  ASSERT_TRUE(view);
  EXPECT_FALSE(view->contiguous());
  EXPECT_THAT(list(*view), ElementsAre(12, 12, 12, 12));
  EXPECT_TRUE(View::from(bytes_of(values), 8, std::numeric_limits<std::uint64_t>::max(), 0));
}

TEST(StridedView, constructOverlapping) {
  const std::array<std::uint8_t, 6> bytes{1, 0, 2, 0, 3, 0};
  const auto view = StridedView<const std::uint32_t>::from(bytes_of(bytes), 0, 2, 2);
  ASSERT_TRUE(view);
  EXPECT_EQ((*view)[0], 0x00020001U);
  EXPECT_EQ((*view)[1], 0x00030002U);
}

TEST(StridedView, constructMisaligned) {
  std::array<std::byte, 33> bytes{};
  for (std::size_t shift = 0; shift < 8; ++shift) {
    const auto view = StridedView<double>::from(bytes, shift, 3, 8 + static_cast<std::ptrdiff_t>(shift % 2));
    if (!view) continue;
    view->set(2, 2.5);
    EXPECT_EQ((*view)[2], 2.5);
  }
}

TEST(StridedView, constructTooSmall) {
  const auto values = numbers();
  const auto long_view = View::from(bytes_of(values), 0, 7);
  ASSERT_FALSE(long_view);
  EXPECT_EQ(long_view.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(long_view.error().message,
            "a view of 7 values of 4 bytes at offset 0 with stride 4 does not fit in 24 bytes");
  EXPECT_EQ(View::from(bytes_of(values), 21, 1).error().message,
            "a view of 1 values of 4 bytes at offset 21 with stride 4 does not fit in 24 bytes");
  EXPECT_TRUE(View::from(bytes_of(values), 20, 1));
  EXPECT_FALSE(View::from(bytes_of(values), 25, 1));
  EXPECT_FALSE(View::from({}, 0, 1));
  EXPECT_TRUE(View::from({}, 0, 0));
}

TEST(StridedView, constructOverflow) {
  const auto values = numbers();
  constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
  constexpr auto kFarthest = std::numeric_limits<std::ptrdiff_t>::max();
  constexpr auto kLowest = std::numeric_limits<std::ptrdiff_t>::min();
  EXPECT_FALSE(View::from(bytes_of(values), 0, kMax));
  EXPECT_FALSE(View::from(bytes_of(values), kMax, 1));
  EXPECT_FALSE(View::from(bytes_of(values), kMax - 3, 2, 4));
  // count * stride wraps to 4 and to 0.
  EXPECT_FALSE(View::from(bytes_of(values), 0, (std::uint64_t{1} << 62) + 1, 4));
  EXPECT_FALSE(View::from(bytes_of(values), 0, (std::uint64_t{1} << 61) + 1, 8));
  EXPECT_FALSE(View::from(bytes_of(values), 0, 2, kFarthest));
  EXPECT_FALSE(View::from(bytes_of(values), 20, 2, kLowest));
  EXPECT_FALSE(View::from(bytes_of(values), 20, 3, kLowest)) << "two steps wrap to none";
  EXPECT_EQ((*View::from(bytes_of(values), 20, 1, kLowest))[0], 15)
      << "the stride of one value is never used";
}

TEST(StridedView, everySizeThatFitsFits) {
  std::array<std::byte, 23> bytes{};
  for (std::uint64_t offset = 0; offset <= 24; ++offset)
    for (std::uint64_t count = 1; count <= 12; ++count)
      for (std::ptrdiff_t stride = -9; stride <= 9; ++stride) {
        const auto first = static_cast<std::ptrdiff_t>(offset);
        const auto last = first + static_cast<std::ptrdiff_t>(count - 1) * stride;
        const bool fits = std::min(first, last) >= 0 && std::max(first, last) + 2 <= 23;
        EXPECT_EQ(StridedView<std::int16_t>::from(bytes, offset, count, stride).has_value(), fits)
            << offset << ' ' << count << ' ' << stride;
      }
}

TEST(StridedView, at) {
  const auto values = numbers();
  const auto view = *View::from(bytes_of(values), 0, 6);
  EXPECT_EQ(*view.at(5), 15);
  const auto past = view.at(6);
  ASSERT_FALSE(past);
  EXPECT_EQ(past.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(past.error().message, "index 6 is past the end of 6 values");
  EXPECT_FALSE(view.at(std::numeric_limits<std::uint64_t>::max()));
}

TEST(StridedView, accessOutOfRangeAsserts) {
  const auto values = numbers();
  const auto view = *View::from(bytes_of(values), 0, 6);
  EXPECT_DEBUG_DEATH([[maybe_unused]] const auto value = view[5 + view.size()], "index past the end");
}

TEST(StridedView, set) {
  auto values = numbers();
  const auto view = *Writable::from(bytes_of(values), 0, 3, 8);
  view.set(1, 99);
  EXPECT_THAT(values, ElementsAre(10, 11, 99, 13, 14, 15));
}

TEST(StridedView, slice) {
  const auto values = numbers();
  const auto view = *View::from(bytes_of(values), 0, 6);
  EXPECT_THAT(list(view.slice(1, 3)), ElementsAre(11, 12, 13));
  EXPECT_THAT(list(view.slice(4, 100)), ElementsAre(14, 15)) << "clamped";
  EXPECT_TRUE(view.slice(6, 1).empty());
  EXPECT_TRUE(view.slice(std::numeric_limits<std::uint64_t>::max(), 1).empty());
  EXPECT_TRUE(view.slice(2, 0).empty());
  EXPECT_THAT(list(view.slice(1, 5).slice(1, 3)), ElementsAre(12, 13, 14));
}

TEST(StridedView, sliceNegativeStep) {
  const auto values = numbers();
  const auto view = View::from(bytes_of(values), 20, 6, -4)->slice(1, 3);
  EXPECT_THAT(list(view), ElementsAre(14, 13, 12));
  EXPECT_EQ(view.stride(), -4);
}

TEST(StridedView, prefix) {
  const auto values = numbers();
  const auto view = *View::from(bytes_of(values), 0, 6);
  EXPECT_THAT(list(view.prefix(2)), ElementsAre(10, 11));
  EXPECT_THAT(list(view.except_prefix(4)), ElementsAre(14, 15));
  EXPECT_TRUE(view.prefix(0).empty());
  EXPECT_TRUE(view.except_prefix(6).empty());
  EXPECT_EQ(view.prefix(100).size(), 6U);
}

TEST(StridedView, flipped) {
  const auto values = numbers();
  const auto view = *View::from(bytes_of(values), 0, 6);
  EXPECT_THAT(list(view.flipped()), ElementsAre(15, 14, 13, 12, 11, 10));
  EXPECT_EQ(list(view.flipped().flipped()), list(view));
  EXPECT_TRUE(View().flipped().empty());
  const auto one = *View::from(bytes_of(values), 4, 1, std::numeric_limits<std::ptrdiff_t>::min());
  EXPECT_THAT(list(one.flipped()), ElementsAre(11));
}

TEST(StridedView, every) {
  const auto values = numbers();
  const auto view = *View::from(bytes_of(values), 0, 6);
  EXPECT_THAT(list(view.every(1)), ElementsAre(10, 11, 12, 13, 14, 15));
  EXPECT_THAT(list(view.every(2)), ElementsAre(10, 12, 14));
  EXPECT_THAT(list(view.every(4)), ElementsAre(10, 14));
  EXPECT_THAT(list(view.every(5)), ElementsAre(10, 15));
  EXPECT_THAT(list(view.every(std::numeric_limits<std::uint64_t>::max())), ElementsAre(10));
  EXPECT_THAT(list(view.flipped().every(3)), ElementsAre(15, 12));
  EXPECT_TRUE(View().every(3).empty());
}

TEST(StridedView, member) {
  std::array<Pair, 3> pairs{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}};
  const auto view = *StridedView<Pair>::from(bytes_of(pairs), 0, 3, sizeof(Pair));
  const StridedView<std::int16_t> c = view.member(&Pair::c);
  EXPECT_EQ(c.stride(), 8);
  EXPECT_THAT(std::vector(c.begin(), c.end()), ElementsAre(3, 6, 9));
  c.set(1, 60);
  EXPECT_EQ(pairs[1], (Pair{4, 5, 60}));
  const StridedView<const Pair> read_only = view;
  static_assert(std::is_same_v<decltype(read_only.member(&Pair::b)), StridedView<const std::int16_t>>);
  EXPECT_EQ(read_only.flipped().member(&Pair::b).front(), 8);
  EXPECT_EQ(StridedView<Pair>().member(&Pair::c).data(), nullptr);
}

TEST(StridedView, iterator) {
  const auto values = numbers();
  const auto view = *View::from(bytes_of(values), 0, 6);
  auto it = view.begin();
  EXPECT_EQ(*it++, 10);
  EXPECT_EQ(*++it, 12);
  EXPECT_EQ(it[2], 14);
  EXPECT_EQ(it[-2], 10);
  EXPECT_EQ(*(it - 1), 11);
  EXPECT_EQ(*(2 + it), 14);
  EXPECT_EQ(*it--, 12);
  EXPECT_EQ(*--it, 10);
  EXPECT_EQ(view.end() - view.begin(), 6);
  EXPECT_LT(view.begin(), view.end());
  it += 3;
  it -= 1;
  EXPECT_EQ(*it, 12);
}

TEST(StridedView, algorithms) {
  const std::array<std::int32_t, 6> values{3, 1, 4, 1, 5, 9};
  const auto view = *View::from(bytes_of(values), 0, 6);
  EXPECT_EQ(std::accumulate(view.begin(), view.end(), 0), 23);
  EXPECT_EQ(std::ranges::count(view, 1), 2);
  EXPECT_EQ(std::ranges::find(view, 5) - view.begin(), 4);
  EXPECT_EQ(std::ranges::max(view), 9);
  const auto [low, high] = std::ranges::minmax(view);
  EXPECT_EQ(low, 1);
  EXPECT_EQ(high, 9);
  EXPECT_TRUE(std::ranges::equal(view, values));
  EXPECT_TRUE(std::ranges::equal(view | std::views::reverse, view.flipped()));
  const auto doubled =
      view | std::views::transform([](std::int32_t v) { return 2 * v; }) | std::views::take(2);
  EXPECT_EQ(doubled[1], 2);
  const std::array<std::int32_t, 5> sorted{1, 3, 5, 7, 9};
  const auto sorted_view = *View::from(bytes_of(sorted), 0, 5);
  EXPECT_EQ(std::ranges::lower_bound(sorted_view, 6) - sorted_view.begin(), 3);
}

TEST(StridedView, over4GB) {
  // The bytes are never touched: only the arithmetic is tested.
  const auto* base = reinterpret_cast<const std::byte*>(std::uintptr_t{1} << 20);
  const auto view = StridedView<const Pair>::unchecked(base, 5'000'000'000, 20);
  EXPECT_EQ(view.size(), 5'000'000'000U);
  EXPECT_EQ(view.slice(4'999'999'999, 9).data(), base + 99'999'999'980);
  EXPECT_EQ(view.flipped().data(), base + 99'999'999'980);
  EXPECT_EQ(view.every(1'000'000'000).size(), 5U);
  EXPECT_EQ(view.every(1'000'000'000).stride(), 20'000'000'000);
  EXPECT_EQ(view.end() - view.begin(), 5'000'000'000);
}

}  // namespace
}  // namespace vertexview
