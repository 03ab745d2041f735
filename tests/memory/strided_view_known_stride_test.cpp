// Views whose stride the compiler knows: they hold the same values, and only then are made where these lie
// so.
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <ranges>
#include <vector>

#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/strided_view.hpp"

namespace vertexview {
namespace {

using testing::ElementsAre;

struct Pair {
  std::int32_t a = 0;
  std::int16_t b = 0;
  std::int16_t c = 0;
  friend bool operator==(const Pair&, const Pair&) = default;
};

using Numbers = StridedView<std::int32_t>;
using Known = StridedView<std::int32_t, 8>;

static_assert(std::ranges::view<Known> && std::ranges::borrowed_range<Known>);
static_assert(std::random_access_iterator<Known::iterator> && std::sortable<Known::iterator>);
static_assert(std::is_convertible_v<Known, Numbers> &&
              std::is_convertible_v<Known, StridedView<const std::int32_t>> &&
              std::is_convertible_v<Known, StridedView<const std::int32_t, 8>>);
static_assert(!std::is_convertible_v<Numbers, Known> &&
              !std::is_convertible_v<StridedView<const std::int32_t, 8>, Known> &&
              !std::is_convertible_v<Known, StridedView<std::int32_t, 4>> &&
              !std::is_convertible_v<Known, StridedView<const std::uint32_t>>);

struct KnownStride : testing::Test {
  std::array<Pair, 4> pairs{{{40, 1, 2}, {10, 3, 4}, {30, 5, 6}, {20, 7, 8}}};
  StridedView<Pair> view = *StridedView<Pair>::from(std::as_writable_bytes(std::span(pairs)), 0, 4);
  Numbers a = view.member(&Pair::a);
};

template <class View>
std::vector<typename View::value_type> list(View values) {
  return {values.begin(), values.end()};
}

TEST_F(KnownStride, holdsTheSameValues) {
  const auto known = a.with_stride<8>();
  ASSERT_TRUE(known);
  EXPECT_EQ(known->stride(), 8);
  EXPECT_EQ(known->size(), 4U);
  EXPECT_EQ(known->data(), a.data());
  EXPECT_FALSE(known->contiguous());
  EXPECT_THAT(list(*known), ElementsAre(40, 10, 30, 20));
  EXPECT_EQ((*known)[2], 30);
  EXPECT_EQ(known->at(3), 20);
  EXPECT_EQ(known->at(4).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(std::accumulate(known->begin(), known->end(), 0), 100);
  std::vector<std::int32_t> copy(4);
  ASSERT_TRUE(known->copy_to(copy));
  EXPECT_THAT(copy, ElementsAre(40, 10, 30, 20));
}

TEST_F(KnownStride, anotherStrideIsRefused) {
  EXPECT_EQ(a.with_stride<20>().error().message, "values that lie 8 bytes apart have no stride of 20");
  EXPECT_EQ(a.with_stride<20>().error().code, ErrorCode::kWrongType);
  EXPECT_EQ(a.flipped().with_stride<8>().error().message,
            "values that lie -8 bytes apart have no stride of 8");
  EXPECT_EQ(a.with_stride<8>()->with_stride<4>().error().code, ErrorCode::kWrongType);
}

TEST_F(KnownStride, ofNoValueAndOfOneIsAnything) {
  EXPECT_THAT(list(*a.prefix(1).with_stride<20>()), ElementsAre(40));
  EXPECT_TRUE(a.prefix(0).with_stride<20>()->empty());
  EXPECT_EQ((StridedView<float, 20>().stride()), 20);
  EXPECT_TRUE((StridedView<float, 20>().begin() == StridedView<float, 20>().end()));
}

TEST_F(KnownStride, partsKeepIt) {
  const auto known = *view.with_stride<8>();
  static_assert(std::is_same_v<decltype(known.member(&Pair::c)), StridedView<std::int16_t, 8>>);
  static_assert(std::is_same_v<decltype(known.slice(1, 2)), StridedView<Pair, 8>>);
  static_assert(std::is_same_v<decltype(known.flipped()), StridedView<Pair, -8>>);
  static_assert(std::is_same_v<decltype(known.every(2)), StridedView<Pair>>);
  EXPECT_THAT(list(known.member(&Pair::c)), ElementsAre(2, 4, 6, 8));
  EXPECT_THAT(list(known.slice(1, 2).member(&Pair::a)), ElementsAre(10, 30));
  EXPECT_THAT(list(known.flipped().member(&Pair::a)), ElementsAre(20, 30, 10, 40));
  EXPECT_THAT(list(known.flipped().flipped()), list(known));
  EXPECT_THAT(list(known.every(2).member(&Pair::a)), ElementsAre(40, 30));
  EXPECT_THAT(list(known.flipped().every(3).member(&Pair::a)), ElementsAre(20, 40));
}

TEST_F(KnownStride, writesThrough) {
  const auto known = *a.with_stride<8>();
  known.set(1, 11);
  for (auto number : known) number += 1;
  EXPECT_THAT(list(a), ElementsAre(41, 12, 31, 21));
  std::ranges::sort(known);
  EXPECT_THAT(pairs, ElementsAre(Pair{12, 1, 2}, Pair{21, 3, 4}, Pair{31, 5, 6}, Pair{41, 7, 8}));
  std::ranges::sort(*view.with_stride<8>(), [](const Pair& l, const Pair& r) { return l.b > r.b; });
  EXPECT_EQ(pairs[0], (Pair{41, 7, 8}));
}

TEST_F(KnownStride, broadcastsAndOverlaps) {
  const auto same = *StridedView<const std::int32_t>::from(std::as_bytes(std::span(pairs)), 8, 3, 0);
  EXPECT_THAT(list(*same.with_stride<0>()), ElementsAre(10, 10, 10));
  const std::array<std::uint8_t, 6> bytes{1, 0, 2, 0, 3, 0};
  const auto overlapping =
      *StridedView<const std::uint32_t>::from(std::as_bytes(std::span(bytes)), 0, 2, 2)->with_stride<2>();
  EXPECT_THAT(list(overlapping), ElementsAre(0x00020001U, 0x00030002U));
}

TEST_F(KnownStride, anyAlignment) {
  std::array<std::byte, 41> bytes{};
  for (std::size_t shift = 0; shift < 8; ++shift) {
    const auto doubles = *StridedView<double>::from(bytes, shift, 4)->with_stride<8>();
    EXPECT_TRUE(doubles.contiguous());
    std::iota(doubles.begin(), doubles.end(), static_cast<double>(shift));
    EXPECT_THAT(list(doubles), ElementsAre(shift, shift + 1, shift + 2, shift + 3));
  }
}

TEST_F(KnownStride, isViewedAtRunTimeAsAnyOther) {
  const auto values = MemoryView::over(*a.with_stride<8>());
  EXPECT_EQ(values.format().text(), "i");
  EXPECT_EQ(values.strides()[0], 8);
  EXPECT_EQ(*values.to_list(), Value(Value::List{40, 10, 30, 20}));
}

}  // namespace
}  // namespace vertexview
