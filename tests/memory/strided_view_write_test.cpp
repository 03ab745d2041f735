// Writing through a StridedView: by assignment, by algorithms, by sorting, at any stride and alignment.
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <random>
#include <ranges>
#include <vector>

#include "support_files.hpp"
#include "vertexview/io/file_buffer.hpp"
#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/strided_view.hpp"

namespace vertexview {
namespace {

using testing::ElementsAre;

struct Point {
  float x = 0, y = 0;
  std::uint16_t tag = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

constexpr auto kByX = [](const Point& a, const Point& b) { return a.x < b.x; };

using Floats = StridedView<float>;
using Points = StridedView<Point>;
using ReadFloats = StridedView<const float>;
using ReadPoints = StridedView<const Point>;

static_assert(std::ranges::view<Floats> && std::ranges::view<ReadPoints>);
static_assert(std::ranges::borrowed_range<Floats> && std::ranges::borrowed_range<ReadPoints>);
static_assert(std::random_access_iterator<Floats::iterator> &&
              std::random_access_iterator<Points::iterator> &&
              std::random_access_iterator<ReadFloats::iterator> &&
              std::random_access_iterator<ReadPoints::iterator>);
static_assert(std::is_same_v<std::iterator_traits<ReadFloats::iterator>::iterator_category,
                             std::random_access_iterator_tag>);
static_assert(std::is_same_v<std::iter_value_t<Points::iterator>, Point>);
static_assert(std::is_same_v<std::iter_reference_t<Points::iterator>, UnalignedReference<Point>>);
static_assert(std::is_same_v<std::iter_common_reference_t<Points::iterator>, Point>);
static_assert(std::is_same_v<std::iter_reference_t<ReadFloats::iterator>, float>);
static_assert(std::is_same_v<std::iter_reference_t<ReadPoints::iterator>, const Point>);

static_assert(std::indirectly_writable<Floats::iterator, float> &&
              std::indirectly_writable<Points::iterator, Point>);
static_assert(!std::indirectly_writable<ReadFloats::iterator, float> &&
              !std::indirectly_writable<ReadPoints::iterator, Point>);
static_assert(std::permutable<Points::iterator> && std::sortable<Floats::iterator> &&
              std::sortable<Points::iterator, decltype(kByX)>);
static_assert(!std::permutable<ReadPoints::iterator> && !std::sortable<ReadFloats::iterator>);

// A value that is read through a view of const cannot be assigned to, nor its members.
template <class V>
concept assigns = requires(V view, typename V::value_type value) { view[0] = value; };
static_assert(assigns<Points> && assigns<Floats> && !assigns<ReadPoints> && !assigns<ReadFloats>);
template <class V>
concept assigns_a_member = requires(V view) { view[0].x = 7.0F; };
static_assert(!assigns_a_member<Points> && !assigns_a_member<ReadPoints>);

// Numbers 11 bytes apart, the first at an odd address, with other bytes between them.
struct Scattered {
  explicit Scattered(std::initializer_list<float> values) : bytes(values.size() * 11 + 4, std::byte{0xAB}) {
    std::size_t at = 1;
    for (const float value : values) {
      std::memcpy(bytes.data() + at, &value, sizeof(value));
      at += 11;
    }
  }
  [[nodiscard]] Floats view() { return *Floats::from(bytes, 1, (bytes.size() - 4) / 11, 11); }
  [[nodiscard]] std::size_t untouched() const {
    return static_cast<std::size_t>(std::ranges::count(bytes, std::byte{0xAB}));
  }
  std::vector<std::byte> bytes;
};

TEST(StridedViewWrite, assignment) {
  Scattered numbers({1, 2, 3});
  const Floats view = numbers.view();
  view[0] = 10;
  view[1] = view[2];
  view.back() = 30;
  EXPECT_THAT(view, ElementsAre(10, 3, 30));
  const auto reference = view[1];
  reference = 20;
  EXPECT_EQ(view[1], 20);
  EXPECT_EQ(reference, 20) << "a reference follows the bytes";
  view.flipped().front() = 31;
  EXPECT_EQ(view[2], 31);
  EXPECT_EQ(numbers.untouched(), 3U * 7 + 4) << "no byte between them changed";
}

TEST(StridedViewWrite, compoundAssignment) {
  Scattered numbers({1, 2, 3});
  for (auto&& value : numbers.view()) {
    value += 1;
    value *= 10;
    value -= 2;
    value /= 2;
  }
  EXPECT_THAT(numbers.view(), ElementsAre(9, 14, 19));
  std::array<std::int8_t, 2> small{100, 3};
  const auto bytes = *StridedView<std::int8_t>::from(std::as_writable_bytes(std::span(small)), 0, 2);
  bytes[1] += 4;
  EXPECT_EQ(small[1], 7);
}

TEST(StridedViewWrite, members) {
  std::array<Point, 2> points{{{1, 2, 3}, {4, 5, 6}}};
  const auto view = *Points::from(std::as_writable_bytes(std::span(points)), 0, 2);
  for (auto&& point : view) point.member(&Point::y) = 7;
  view.member(&Point::tag)[1] = 60;
  EXPECT_THAT(points, ElementsAre(Point{1, 7, 3}, Point{4, 7, 60}));
  EXPECT_EQ(view[1].value().tag, 60);
  EXPECT_EQ(view[0], (Point{1, 7, 3}));
}

TEST(StridedViewWrite, swaps) {
  Scattered numbers({1, 2, 3});
  const Floats view = numbers.view();
  swap(view[0], view[1]);
  EXPECT_THAT(view, ElementsAre(2, 1, 3));
  auto a = view[0];
  auto b = view[2];
  std::swap(a, b);
  EXPECT_THAT(view, ElementsAre(3, 1, 2));
  std::ranges::swap(a, b);
  std::iter_swap(view.begin(), view.begin() + 1);
  std::ranges::iter_swap(view.begin() + 1, view.begin() + 2);
  EXPECT_THAT(view, ElementsAre(1, 3, 2));
  float outside = 9;
  swap(view[0], outside);
  swap(outside, view[1]);
  EXPECT_THAT(view, ElementsAre(9, 1, 2));
  EXPECT_EQ(outside, 3);
}

TEST(StridedViewWrite, algorithms) {
  Scattered numbers({5, 1, 4, 1, 3});
  const Floats view = numbers.view();
  std::ranges::reverse(view);
  EXPECT_THAT(view, ElementsAre(3, 1, 4, 1, 5));
  std::rotate(view.begin(), view.begin() + 1, view.end());
  EXPECT_THAT(view, ElementsAre(1, 4, 1, 5, 3));
  EXPECT_EQ(std::ranges::remove(view, 1.0F).begin() - view.begin(), 3);
  EXPECT_THAT(view.prefix(3), ElementsAre(4, 5, 3));
  std::iota(view.begin(), view.end(), 1.0F);
  std::ranges::transform(view, view.begin(), [](auto value) { return value * 2; });
  EXPECT_THAT(view, ElementsAre(2, 4, 6, 8, 10));
  const std::vector<float> other{7, 8, 9};
  std::copy(other.begin(), other.end(), view.begin());
  std::ranges::copy(other, view.begin() + 2);
  EXPECT_THAT(view, ElementsAre(7, 8, 7, 8, 9));
  std::ranges::fill(view | std::views::drop(3), 0.0F);
  std::fill(view.begin(), view.begin() + 2, 1.0F);
  EXPECT_THAT(view, ElementsAre(1, 1, 7, 0, 0));
  EXPECT_EQ(numbers.untouched(), 5U * 7 + 4);
}

TEST(StridedViewWrite, everySortSorts) {
  std::mt19937 random(7);
  std::vector<float> values(1000);
  for (float& value : values) value = static_cast<float>(random() % 500);
  std::vector<float> expected = values;
  std::ranges::sort(expected);
  const auto sorted_by = [&](std::size_t stride, auto sort) {
    std::vector<std::byte> bytes(1 + stride * values.size());
    const Floats view = *Floats::from(bytes, 1, values.size(), static_cast<std::ptrdiff_t>(stride));
    std::ranges::copy(values, view.begin());
    sort(view);
    EXPECT_TRUE(std::ranges::equal(view, expected)) << "stride " << stride;
  };
  for (const std::size_t stride : {4U, 5U, 20U}) {
    sorted_by(stride, [](Floats view) { std::ranges::sort(view); });
    sorted_by(stride, [](Floats view) { std::sort(view.begin(), view.end()); });
    sorted_by(stride, [](Floats view) { std::ranges::sort(view.flipped(), std::ranges::greater()); });
    sorted_by(stride, [](Floats view) {
      std::ranges::make_heap(view);
      std::ranges::sort_heap(view);
    });
    sorted_by(stride, [](Floats view) { std::partial_sort(view.begin(), view.end(), view.end()); });
  }
}

TEST(StridedViewWrite, sortsRecordsOfACopyOnWriteMapping) {
  const test::TemporaryFolder folder;
  std::vector<std::byte> content(1 + 3 * 15);
  const auto values = *Points::from(content, 1, 3, 15);
  values[0] = {3, 1, 30};
  values[1] = {1, 2, 10};
  values[2] = {2, 3, 20};
  const std::string path = folder.write("points.bin", content);
  auto file = MappedFile::open_private(path);
  ASSERT_TRUE(file) << describe(file.error());
  const MemoryView bytes = view_of(std::move(*file));
  const auto points = *Points::from(*bytes.writable_bytes(), 1, 3, 15);
  std::ranges::sort(points, kByX);
  EXPECT_THAT(points, ElementsAre(Point{1, 2, 10}, Point{2, 3, 20}, Point{3, 1, 30}));
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
  EXPECT_EQ(points.front().value().tag, 30);
  std::ranges::sort(points, {}, [](const Point& point) { return point.tag; });
  EXPECT_EQ(points.front().value().tag, 10);
}

TEST(StridedViewWrite, span) {
  std::vector<float> values{1, 2, 3, 4};
  const auto bytes = std::as_writable_bytes(std::span(values));
  const auto view = *Floats::from(bytes, 4, 3);
  const auto array = view.span();
  ASSERT_TRUE(array);
  (*array)[0] = 20;
  EXPECT_EQ(array->data(), values.data() + 1);
  EXPECT_THAT(values, ElementsAre(1, 20, 3, 4));
  static_assert(std::is_same_v<decltype(ReadFloats().span())::value_type, std::span<const float>>);
  EXPECT_EQ(view.every(2).span().error().message, "values of 4 bytes that lie 8 bytes apart are no array");
  EXPECT_EQ(view.every(2).span().error().code, ErrorCode::kWrongType);
  EXPECT_EQ(Floats::from(bytes, 3, 2)->span().error().message,
            "values that begin 3 bytes past a multiple of 4 are no array");
  EXPECT_EQ(view.every(3).span()->size(), 1U) << "one value is an array at any stride";
  EXPECT_TRUE(Floats().span()->empty());
}

TEST(StridedViewWrite, copyTo) {
  Scattered numbers({1, 2, 3});
  std::array<float, 4> target{9, 9, 9, 9};
  EXPECT_TRUE(numbers.view().copy_to(target));
  EXPECT_THAT(target, ElementsAre(1, 2, 3, 9));
  const auto refused = numbers.view().copy_to(std::span(target).first(2));
  EXPECT_EQ(refused.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(refused.error().message, "3 values do not fit in 2");
  EXPECT_TRUE(Floats().copy_to({}));
  std::array<float, 3> packed{};
  EXPECT_TRUE(ReadFloats::from(std::as_bytes(std::span(target)), 4, 3)->copy_to(packed));
  EXPECT_THAT(packed, ElementsAre(target[1], target[2], target[3]));
}

}  // namespace
}  // namespace vertexview
