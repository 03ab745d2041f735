// MemoryView: what reads and writes items, one by one and many at once.
#include <gmock/gmock.h>

#include <cmath>
#include <concepts>
#include <limits>
#include <string>
#include <vector>

#include "memory/memory_view_support.hpp"
#include "vertexview/memory/memory_view.hpp"

namespace vertexview_memory_view_test {
namespace {

// --- Items

TEST(MemoryView, indexFromBothEnds) {
  const std::vector<std::int32_t> values{10, 20, 30};
  const MemoryView view = MemoryView::over(values);
  EXPECT_EQ(value_of(view.at(0)), Value(10));
  EXPECT_EQ(value_of(view.at(-1)), Value(30));
  EXPECT_EQ(value_of(view.at(-3)), Value(10));
  EXPECT_EQ(error_of(view.at(3), ErrorCode::kOutOfRange),
            "index 3 is out of range in dimension 1, which has 3 items");
  error_of(view.at(-4), ErrorCode::kOutOfRange);
  error_of(view.at(std::numeric_limits<std::int64_t>::max()), ErrorCode::kOutOfRange);
  error_of(view.at(std::numeric_limits<std::int64_t>::min()), ErrorCode::kOutOfRange);
}

TEST(MemoryView, indexOfSeveralDimensions) {
  std::vector<std::uint8_t> bytes = counting(12);
  const MemoryView grid = value_of(MemoryView::over(bytes).cast("B", {3, 4}));
  EXPECT_EQ(value_of(grid.at({1, -1})), Value(7));
  EXPECT_EQ(error_of(grid.at({1, 4}), ErrorCode::kOutOfRange),
            "index 4 is out of range in dimension 2, which has 4 items");
  EXPECT_EQ(error_of(grid.at(1), ErrorCode::kNotImplemented),
            "an item of this view has 2 indices, found 1: row() gives a view of the rest");
  error_of(grid.at({1, 1, 1}), ErrorCode::kWrongType);
  EXPECT_EQ(list(value_of(grid.row(1))), "[4, 5, 6, 7]");
  EXPECT_EQ(list(value_of(grid.select(1, -2))), "[2, 6, 10]");
  error_of(grid.select(2, 0), ErrorCode::kWrongType);
  error_of(grid.row(3), ErrorCode::kOutOfRange);
  EXPECT_EQ(error_of(grid.contains(3), ErrorCode::kNotImplemented),
            "contains() works on one dimension, this view has 2: take a row() first");
  ASSERT_TRUE(grid.set({2, 0}, 99));
  EXPECT_EQ(bytes[8], 99);
}

TEST(MemoryView, everyCodeIsReadAndWritten) {
  for (const char code : std::string_view("bBhHiIlLqQnNefdP")) {
    std::vector<std::uint64_t> storage(1);
    const std::string format(1, code);
    const MemoryView bytes = value_of(MemoryView::over(storage).cast("B"));
    const MemoryView view = value_of(bytes.cast(format));
    ASSERT_TRUE(view.set(0, 100)) << code;
    EXPECT_EQ(value_of(view.at(0)), Value(100)) << code;
    error_of(view.set(0, "x"), ErrorCode::kWrongType);
  }
  std::string text = "ab";
  const MemoryView chars = value_of(MemoryView::over(text).cast("c"));
  EXPECT_EQ(value_of(chars.at(1)), Value("b"));
  ASSERT_TRUE(chars.set(1, "z"));
  EXPECT_EQ(text, "az");
  error_of(chars.set(0, 65), ErrorCode::kWrongType);
  error_of(chars.set(0, "zz"), ErrorCode::kInvalidArgument);
  const MemoryView truths = value_of(MemoryView::over(text).cast("?"));
  EXPECT_EQ(value_of(truths.at(0)), Value(true));
  ASSERT_TRUE(truths.set(0, 0.0));
  EXPECT_EQ(text[0], '\0');
}

TEST(MemoryView, assignmentChecksTypeAndRange) {
  std::vector<std::uint16_t> values{1, 2};
  const MemoryView view = MemoryView::over(values);
  EXPECT_EQ(error_of(view.set(0, 65536), ErrorCode::kInvalidArgument),
            "'H' takes an integer from 0 to 65535, found 65536");
  error_of(view.set(0, -1), ErrorCode::kInvalidArgument);
  error_of(view.set(0, 1.0), ErrorCode::kWrongType);
  error_of(view.set(0, Value::List{1}), ErrorCode::kWrongType);
  error_of(view.set(2, 1), ErrorCode::kOutOfRange);
  EXPECT_THAT(values, ElementsAre(1, 2));
  const MemoryView fixed = view.to_readonly();
  // Read-only is checked before the index and the value.
  error_of(fixed.set(99, "nonsense"), ErrorCode::kReadOnly);
  EXPECT_FALSE(view.readonly());  // the original stays as it was
  EXPECT_TRUE(value_of(modify_if_writable(view, 1, 7)));
  EXPECT_FALSE(value_of(modify_if_writable(fixed, 1, 8)));
  EXPECT_EQ(values[1], 7);
  error_of(modify_if_writable(view, 2, 7), ErrorCode::kOutOfRange);
  std::vector<float> reals{0};
  ASSERT_TRUE(MemoryView::over(reals).set(0, 1e39));
  EXPECT_TRUE(std::isinf(reals[0]));  // as the C conversion
  std::string half(2, '\0');
  const MemoryView halves = value_of(MemoryView::over(half).cast("e"));
  EXPECT_EQ(error_of(halves.set(0, 65520.0), ErrorCode::kInvalidArgument),
            "'e' takes a number below 65520, found 65520.0");
}

// --- Slices

TEST(MemoryView, sliceClampsAsAList) {
  const auto bytes = counting(10);
  const MemoryView view = MemoryView::over(bytes);
  const auto sliced = [&](const Slice& slice) { return list(value_of(view.slice(slice))); };
  EXPECT_EQ(sliced({}), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
  EXPECT_EQ(sliced({.start = 100, .step = -1}), "[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]");
  EXPECT_EQ(sliced({.stop = -100}), "[]");
  EXPECT_EQ(sliced({.start = 7, .stop = 2, .step = -2}), "[7, 5, 3]");
  EXPECT_EQ(sliced({.start = -3}), "[7, 8, 9]");
  EXPECT_EQ(sliced({.start = 1, .stop = 8, .step = 3}), "[1, 4, 7]");
  EXPECT_EQ(sliced({.start = 5, .stop = 2}), "[]");
  EXPECT_EQ(sliced({.start = 4, .step = std::numeric_limits<std::int64_t>::max()}), "[4]");
  EXPECT_EQ(sliced({.start = 4, .step = std::numeric_limits<std::int64_t>::min()}), "[4]");
  EXPECT_EQ(error_of(view.slice({.step = 0}), ErrorCode::kInvalidArgument),
            "a slice with a step of 0 never ends");
}

TEST(MemoryView, sliceNegativeStep) {
  const auto bytes = counting(6);
  const MemoryView reversed = value_of(MemoryView::over(bytes).reversed());
  EXPECT_THAT(reversed.strides(), ElementsAre(-1));
  EXPECT_EQ(list(reversed), "[5, 4, 3, 2, 1, 0]");
  EXPECT_EQ(list(value_of(reversed.slice({.start = 1, .step = 2}))), "[4, 2, 0]");
  EXPECT_EQ(list(value_of(reversed.reversed())), "[0, 1, 2, 3, 4, 5]");
}

TEST(MemoryView, sliceOfSeveralDimensionsTakesRows) {
  const auto bytes = counting(12);
  const MemoryView grid = value_of(MemoryView::over(bytes).cast("B", {3, 4}));
  EXPECT_EQ(list(value_of(grid.slice({.step = -2}))), "[[8, 9, 10, 11], [0, 1, 2, 3]]");
}

TEST(MemoryView, slicesOutliveTheirParent) {
  MemoryView view = MemoryView::owning(counting(4));
  const MemoryView part = value_of(view.slice({.start = 2}));
  view.release();
  EXPECT_EQ(list(part), "[2, 3]");
}

// --- Slice assignment

TEST(MemoryView, assignOverlappingSlices) {
  auto bytes = counting(8);
  const MemoryView view = MemoryView::over(bytes);
  ASSERT_TRUE(view.assign({.start = 1, .stop = 5}, value_of(view.slice({.stop = 4}))));
  EXPECT_THAT(bytes, ElementsAre(0, 0, 1, 2, 3, 5, 6, 7));
  ASSERT_TRUE(view.assign({.step = -1}, view));
  EXPECT_THAT(bytes, ElementsAre(7, 6, 5, 3, 2, 1, 0, 0));
  ASSERT_TRUE(view.assign({.step = 2}, value_of(view.slice({.start = 4}))));
  EXPECT_THAT(bytes, ElementsAre(2, 6, 1, 3, 0, 1, 0, 0));
}

TEST(MemoryView, assignNeedsEqualFormatsAndShapes) {
  auto bytes = counting(8);
  const MemoryView view = MemoryView::over(bytes);
  const std::vector<std::int16_t> shorts(8);
  EXPECT_EQ(error_of(view.assign({}, MemoryView::over(shorts)), ErrorCode::kInvalidArgument),
            "items of format h cannot be assigned to items of format B");
  EXPECT_EQ(error_of(view.assign({.stop = 3}, view), ErrorCode::kInvalidArgument),
            "items of shape (8) cannot be assigned to items of shape (3)");
  error_of(view.to_readonly().assign({}, view), ErrorCode::kReadOnly);
  EXPECT_THAT(bytes, testing::ElementsAreArray(counting(8)));
}

// --- Conversion and search

TEST(MemoryView, toBytesInEveryOrder) {
  const auto bytes = counting(6);
  const MemoryView grid = value_of(MemoryView::over(bytes).cast("B", {2, 3}));
  const auto text = [](const Result<std::vector<std::byte>>& copy) {
    std::string out;
    for (const std::byte b : *copy) out += static_cast<char>('0' + std::to_integer<int>(b));
    return out;
  };
  EXPECT_EQ(text(grid.to_bytes()), "012345");
  EXPECT_EQ(text(grid.to_bytes(ItemOrder::kColumnMajor)), "031425");
  EXPECT_EQ(text(grid.to_bytes(ItemOrder::kAsStored)), "012345");
  const MemoryView columns = value_of(MemoryView::over(bytes).arranged({.shape = {2, 3}, .strides = {1, 2}}));
  EXPECT_EQ(text(columns.to_bytes(ItemOrder::kAsStored)), "012345");
  EXPECT_EQ(text(columns.to_bytes(ItemOrder::kRowMajor)), "024135");
}

TEST(MemoryView, hexGroups) {
  const std::vector<std::uint8_t> bytes{0xb9, 0x01, 0xef, 0x0a, 0xff};
  const MemoryView view = MemoryView::over(bytes);
  EXPECT_EQ(value_of(view.hex()), "b901ef0aff");
  EXPECT_EQ(value_of(view.hex(":")), "b9:01:ef:0a:ff");
  EXPECT_EQ(value_of(view.hex("_", 2)), "b9_01ef_0aff");
  EXPECT_EQ(value_of(view.hex("_", -2)), "b901_ef0a_ff");
  EXPECT_EQ(value_of(view.hex("_", 0)), "b901ef0aff");
  EXPECT_EQ(value_of(view.hex("_", std::numeric_limits<std::int64_t>::min())), "b901ef0aff");
  EXPECT_EQ(value_of(value_of(view.slice({.step = -2})).hex(" ")), "ff ef b9");
  EXPECT_EQ(error_of(view.hex(""), ErrorCode::kInvalidArgument),
            "a separator is one ASCII character, found 0 bytes");
  error_of(view.hex("::"), ErrorCode::kInvalidArgument);
  error_of(view.hex("\xff"), ErrorCode::kInvalidArgument);
}

TEST(MemoryView, countIndexContains) {
  const std::vector<std::int32_t> values{5, 1, 5, -2, 5};
  const MemoryView view = MemoryView::over(values);
  EXPECT_EQ(value_of(view.count(5)), 3U);
  EXPECT_EQ(value_of(view.count(5.0)), 3U);
  EXPECT_EQ(value_of(view.count("x")), 0U);
  EXPECT_EQ(value_of(view.index(5, 1)), 2U);
  EXPECT_EQ(value_of(view.index(5, -1)), 4U);
  EXPECT_EQ(value_of(view.index(5, -100, 100)), 0U);
  EXPECT_EQ(error_of(view.index(5, 3, -1), ErrorCode::kInvalidArgument), "5 is not in the view");
  EXPECT_TRUE(value_of(view.contains(-2)));
  EXPECT_FALSE(value_of(view.contains(7)));
}

TEST(MemoryView, iterationBothWays) {
  const std::vector<std::int16_t> items{1, 2, 3};
  const auto values = MemoryView::over(items).values();
  ASSERT_TRUE(values);
  EXPECT_EQ(to_string(Value::List(values->begin(), values->end())), "[1, 2, 3]");
  EXPECT_EQ(to_string(Value::List(values->rbegin(), values->rend())), "[3, 2, 1]");
  static_assert(std::random_access_iterator<ViewedValues::iterator>);
}

// --- Comparison

TEST(MemoryView, equalityIsByValue) {
  const std::vector<std::int32_t> ints{1, 2, 3};
  const std::vector<std::int16_t> shorts{1, 2, 3};
  const std::vector<float> floats{1, 2, 3};
  EXPECT_EQ(MemoryView::over(ints), MemoryView::over(shorts));
  EXPECT_EQ(MemoryView::over(floats), MemoryView::over(ints));
  EXPECT_NE(MemoryView::over(floats), value_of(MemoryView::over(ints).slice({.stop = 2})));
  const std::vector<float> zero{0.0F};
  const std::vector<float> minus{-0.0F};
  EXPECT_EQ(MemoryView::over(zero), MemoryView::over(minus));
  const std::vector<float> nan{std::nanf("")};
  EXPECT_NE(MemoryView::over(nan), MemoryView::over(nan));
  const std::string text = "a";
  EXPECT_NE(value_of(MemoryView::over(text).cast("c")), MemoryView::over(text));
}

TEST(MemoryView, recordsCompareFieldByField) {
  auto points = two_points();
  const MemoryView view = MemoryView::over(points);
  auto others = two_points();
  others[0].padding = 12345;  // padding takes no part in equality
  EXPECT_EQ(view, MemoryView::over(others));
  EXPECT_EQ(view, value_of(view.byteswapped()));
  const MemoryView bytes = value_of(view.cast("B"));
  EXPECT_EQ(value_of(bytes.cast("@3f3Hxx")), value_of(bytes.cast("<3f3Hxx")));
  EXPECT_EQ(value_of(bytes.cast("@3f3Hxx")), value_of(bytes.cast("fffHHHxx")));
  others[1].position.x = std::nanf("");
  EXPECT_NE(MemoryView::over(others), MemoryView::over(others));
}

TEST(MemoryView, emptyShapesCompareUpToTheFirstZero) {
  const auto bytes = counting(12);
  const MemoryView grid = value_of(MemoryView::over(bytes).cast("B", {3, 4}));
  const MemoryView other = value_of(MemoryView::over(bytes).cast("H", {3, 2}));
  EXPECT_EQ(value_of(grid.slice({.stop = 0})), value_of(other.slice({.stop = 0})));
  EXPECT_NE(value_of(grid.slice({.stop = 0})), value_of(MemoryView::over(bytes).slice({.stop = 0})));
}

TEST(MemoryView, hasNoOrder) {
  EXPECT_TRUE(std::equality_comparable<MemoryView>);
  EXPECT_FALSE(std::totally_ordered<MemoryView>);
}

TEST(MemoryView, hashOfReadOnlyBytes) {
  const std::string text = "abc";
  const MemoryView view = MemoryView::over(text);
  EXPECT_EQ(value_of(view.hash()), std::hash<std::string_view>()("abc"));
  EXPECT_EQ(value_of(value_of(view.reversed()).hash()), std::hash<std::string_view>()("cba"));
  std::string writable = "abc";
  EXPECT_EQ(error_of(MemoryView::over(writable).hash(), ErrorCode::kInvalidArgument),
            "a writable view has no hash");
  const MemoryView fixed = MemoryView::over(writable).to_readonly();
  EXPECT_EQ(error_of(fixed.hash(), ErrorCode::kWrongType),
            "a read-only view of writable bytes has no hash: they may change");
  error_of(value_of(fixed.slice({.stop = 2})).hash(), ErrorCode::kWrongType);
  error_of(value_of(fixed.cast("b")).hash(), ErrorCode::kWrongType);
  EXPECT_TRUE(view.to_readonly().hash());
  const std::vector<float> reals{1};
  EXPECT_EQ(error_of(MemoryView::over(reals).hash(), ErrorCode::kInvalidArgument),
            "only views of format B, b or c have a hash, not f");
}

}  // namespace
}  // namespace vertexview_memory_view_test
