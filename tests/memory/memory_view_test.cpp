// MemoryView, by the lines of Python's behaviour: construction, attributes, items, slices, casts, release.
// The same operations run beside CPython in differential_test.cpp.
#include "vertexview/memory/memory_view.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "support_files.hpp"
#include "vertexview/memory/mapped_file.hpp"
#include "vertexview/memory/pack.hpp"

namespace vertexview_memory_view_test {

struct Position {
  float x, y, z;
};
struct Point {
  Position position;
  std::uint16_t color[3];
  std::uint16_t padding;
};

}  // namespace vertexview_memory_view_test

template <>
struct vertexview::FormatOf<vertexview_memory_view_test::Position> {
  static constexpr std::string_view value = "3f";
};
template <>
struct vertexview::FormatOf<vertexview_memory_view_test::Point> {
  static constexpr std::string_view value = "3f:position:3H:color:xx";
};

namespace vertexview_memory_view_test {
namespace {

using namespace vertexview;
using testing::ElementsAre;

template <class T>
T value_of(Result<T> result) {
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  return result ? std::move(*result) : T();
}
template <class T>
std::string error_of(const Result<T>& result, ErrorCode code) {
  if (result) return "no error";
  EXPECT_EQ(result.error().code, code) << result.error().message;
  return result.error().message;
}
std::string list(const MemoryView& view) {
  return to_string(value_of(view.to_list()));
}

std::vector<std::uint8_t> counting(std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  return bytes;
}
std::vector<Point> two_points() {
  return {{{1, 2, 3}, {4, 5, 6}, 77}, {{-1, 0.5F, 9}, {65535, 0, 32768}, 0}};
}

// --- Construction and attributes

TEST(MemoryView, overAVector) {
  std::vector<float> values{1, 2, 3};
  const MemoryView view = MemoryView::over(values);
  EXPECT_EQ(view.format().text(), "f");
  EXPECT_EQ(view.itemsize(), 4U);
  EXPECT_EQ(view.nbytes(), 12U);
  EXPECT_EQ(view.ndim(), 1U);
  EXPECT_THAT(view.shape(), ElementsAre(3));
  EXPECT_THAT(view.strides(), ElementsAre(4));
  EXPECT_FALSE(view.readonly());
  EXPECT_TRUE(view.c_contiguous() && view.f_contiguous() && view.contiguous());
  ASSERT_TRUE(view.set(0, 5));
  EXPECT_EQ(values[0], 5.0F);
}

TEST(MemoryView, overArraySpanStringAndConst) {
  std::array<std::int16_t, 2> array{-1, 2};
  EXPECT_EQ(list(MemoryView::over(array)), "[-1, 2]");
  EXPECT_EQ(list(MemoryView::over(std::span<const double>())), "[]");
  std::string text = "ab";
  EXPECT_EQ(list(MemoryView::over(text)), "[97, 98]");
  const std::vector<std::uint64_t> fixed{1};
  EXPECT_TRUE(MemoryView::over(fixed).readonly());
  EXPECT_TRUE(MemoryView::over(std::string_view("x")).readonly());
  const std::array<std::array<float, 2>, 2> nested{{{1, 2}, {3, 4}}};
  EXPECT_EQ(MemoryView::over(nested).format().text(), "@2f");
}

TEST(MemoryView, owningAContainer) {
  MemoryView half;
  {
    const MemoryView view = MemoryView::owning(std::vector<std::uint16_t>{1, 2, 3, 4});
    EXPECT_FALSE(view.readonly());
    half = value_of(view.slice({.start = 2}));
  }
  EXPECT_EQ(list(half), "[3, 4]");  // the slice alone keeps the vector alive
}

TEST(MemoryView, ofNothing) {
  const MemoryView view;
  EXPECT_EQ(list(view), "[]");
  EXPECT_EQ(view.nbytes(), 0U);
  EXPECT_TRUE(view.contiguous());
  EXPECT_EQ(view, MemoryView::over(std::span<const float>()));
}

TEST(MemoryView, ofATypedView) {
  auto points = two_points();
  const auto typed =
      StridedView<Point>::unchecked(reinterpret_cast<std::byte*>(points.data()), 2, 20).flipped();
  const MemoryView view = MemoryView::over(typed);
  EXPECT_THAT(view.strides(), ElementsAre(-20));
  EXPECT_EQ(list(value_of(view.field("color"))), "[[65535, 0, 32768], [4, 5, 6]]");
}

TEST(MemoryView, ofAMappedFile) {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("points.bin");
  const auto points = two_points();
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(points.data()), 40);

  MemoryView view = MemoryView::owning(value_of(MappedFile::open(path)));
  EXPECT_TRUE(view.readonly());
  view = value_of(view.cast("3f:position:3H:color:xx"));
  EXPECT_EQ(list(value_of(view.field("color"))), "[[4, 5, 6], [65535, 0, 32768]]");
  EXPECT_EQ(error_of(view.set(0, 1), ErrorCode::kReadOnly), "the view is read-only");
  EXPECT_FALSE(value_of(modify_if_writable(view, 0, 1)));
}

TEST(MemoryView, copyOnWriteLeavesTheFile) {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("bytes.bin");
  std::ofstream(path, std::ios::binary) << "abcd";
  const MemoryView view = MemoryView::owning(value_of(MappedFile::open_private(path)));
  EXPECT_FALSE(view.readonly());
  EXPECT_TRUE(value_of(modify_if_writable(view, 1, 'X')));
  EXPECT_EQ(list(view), "[97, 88, 99, 100]");
  std::string now;
  std::ifstream(path) >> now;
  EXPECT_EQ(now, "abcd");
}

TEST(MemoryView, zeroDimensions) {
  std::vector<std::int32_t> values{7};
  const MemoryView view = value_of(value_of(MemoryView::over(values).cast("B")).cast("i", {}));
  EXPECT_EQ(view.ndim(), 0U);
  EXPECT_EQ(view.nbytes(), 4U);
  EXPECT_EQ(value_of(view.at({})), Value(7));
  EXPECT_EQ(list(view), "7");
  ASSERT_TRUE(view.set({}, 9));
  EXPECT_EQ(values[0], 9);
  EXPECT_EQ(error_of(view.length(), ErrorCode::kWrongType), "a view without dimensions has no length");
  EXPECT_EQ(error_of(view.at(0), ErrorCode::kWrongType), "an item of this view has 0 indices, found 1");
  EXPECT_EQ(error_of(view.slice({}), ErrorCode::kWrongType), "a view without dimensions cannot be sliced");
  error_of(view.contains(1), ErrorCode::kWrongType);
  error_of(view.values(), ErrorCode::kWrongType);
}

TEST(MemoryView, contiguity) {
  std::vector<std::uint8_t> bytes = counting(24);
  const MemoryView view = MemoryView::over(bytes);
  const MemoryView gaps = value_of(view.slice({.step = 2}));
  EXPECT_FALSE(gaps.c_contiguous() || gaps.f_contiguous());
  EXPECT_EQ(gaps.nbytes(), 12U);  // whatever the strides
  EXPECT_TRUE(value_of(gaps.slice({.stop = 1})).c_contiguous());
  const MemoryView grid = value_of(view.cast("B", {4, 6}));
  EXPECT_TRUE(grid.c_contiguous());
  EXPECT_FALSE(grid.f_contiguous());
  EXPECT_TRUE(grid.contiguous());
  const MemoryView repeated = value_of(view.arranged({.shape = {5}, .strides = {0}, .offset = 3}));
  EXPECT_FALSE(repeated.c_contiguous());
  EXPECT_EQ(list(repeated), "[3, 3, 3, 3, 3]");
  const MemoryView columns = value_of(view.arranged({.shape = {2, 3}, .strides = {1, 2}}));
  EXPECT_TRUE(columns.f_contiguous());
  EXPECT_FALSE(columns.c_contiguous());
}

TEST(MemoryView, arrangedIsProvedInside) {
  std::vector<std::uint8_t> bytes = counting(10);
  const MemoryView view = MemoryView::over(bytes);
  EXPECT_EQ(list(value_of(view.arranged({.format = "<H", .shape = {2, 2}, .strides = {-4, 1}, .offset = 7}))),
            "[[2055, 2312], [1027, 1284]]");
  EXPECT_EQ(list(value_of(view.arranged({.format = "H", .shape = {5}}))).substr(0, 5), "[256,");
  const auto outside = [&](MemoryView::Geometry geometry) {
    return error_of(view.arranged(geometry), ErrorCode::kOutOfRange);
  };
  EXPECT_EQ(outside({.format = "H", .shape = {6}}),
            "items of H at offset 0 with these strides do not lie inside 10 bytes");
  outside({.shape = {1}, .offset = 10});
  outside({.shape = {1}, .offset = -1});
  outside({.shape = {2}, .strides = {-1}, .offset = 0});
  outside({.shape = {3}, .strides = {std::numeric_limits<std::int64_t>::max()}});
  outside({.shape = {2}, .strides = {std::numeric_limits<std::int64_t>::min()}, .offset = 9});
  outside({.shape = {2, 2}, .strides = {5, 5}});
  error_of(view.arranged({.shape = {std::int64_t{1} << 62, 4}, .strides = {0, 0}}),
           ErrorCode::kInvalidArgument);
  error_of(view.arranged({.shape = {-1}}), ErrorCode::kInvalidArgument);
  error_of(view.arranged({.shape = {2}, .strides = {1, 1}}), ErrorCode::kInvalidArgument);
  error_of(view.arranged({.format = "Z", .shape = {2}}), ErrorCode::kBadFormat);
  EXPECT_EQ(list(value_of(view.arranged({.shape = {0, 7}, .offset = 10}))), "[]");
}

TEST(MemoryView, sixtyFourDimensionsAndNoMore) {
  std::vector<std::uint8_t> bytes{42};
  const MemoryView view = MemoryView::over(bytes);
  const std::vector<std::int64_t> shape(64, 1);
  const MemoryView deep = value_of(view.cast("B", shape));
  EXPECT_EQ(deep.ndim(), 64U);
  EXPECT_EQ(value_of(deep.at(std::vector<std::int64_t>(64, -1))), Value(42));
  EXPECT_EQ(error_of(view.cast("B", std::vector<std::int64_t>(65, 1)), ErrorCode::kInvalidArgument),
            "a view has at most 64 dimensions, found 65");
  std::vector<std::uint8_t> pair{1, 2};
  const MemoryView deep_pairs = value_of(MemoryView::over(pair).cast("2B", shape));
  EXPECT_EQ(error_of(deep_pairs.field(0), ErrorCode::kInvalidArgument),
            "the view of this field would have more than 64 dimensions");
}

TEST(MemoryView, emptyDimensionsOfNoBytes) {
  const MemoryView none;
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::min();
  const MemoryView rows =
      value_of(none.arranged({.format = "f", .shape = {3, 0}, .strides = {kHuge, kHuge}}));
  EXPECT_EQ(list(rows), "[[], [], []]");
  EXPECT_EQ(list(value_of(rows.slice({.start = 1, .step = -1}))), "[[], []]");
  EXPECT_EQ(list(value_of(rows.row(2))), "[]");
  EXPECT_TRUE(rows.c_contiguous());
  const MemoryView wide =
      value_of(none.arranged({.shape = {0, std::int64_t{1} << 40, std::int64_t{1} << 40}}));
  EXPECT_TRUE(wide.c_contiguous() && wide.f_contiguous());
  EXPECT_EQ(wide.nbytes(), 0U);
  EXPECT_EQ(value_of(wide.to_bytes(ItemOrder::kColumnMajor)).size(), 0U);
  EXPECT_EQ(list(value_of(wide.byteswapped())), "[]");
}

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
  error_of(fixed.set(99, "nonsense"), ErrorCode::kReadOnly);  // comes before the index and the value
  EXPECT_FALSE(view.readonly());                              // the original stays as it was
  EXPECT_TRUE(value_of(modify_if_writable(view, 1, 7)));
  EXPECT_FALSE(value_of(modify_if_writable(fixed, 1, 8)));
  EXPECT_EQ(values[1], 7);
  error_of(modify_if_writable(view, 2, 7), ErrorCode::kOutOfRange);
  std::vector<float> reals{0};
  ASSERT_TRUE(MemoryView::over(reals).set(0, 1e39));
  EXPECT_TRUE(std::isinf(reals[0]));  // as the C conversion
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

// --- Casts

TEST(MemoryView, castThereAndBack) {
  const auto bytes = counting(12);
  const MemoryView view = MemoryView::over(bytes);
  EXPECT_EQ(value_of(view.cast("<H")).item_count(), 6U);
  EXPECT_EQ(list(value_of(value_of(view.cast("I")).cast("B"))), list(view));
  EXPECT_EQ(value_of(view.cast("@f")).format().text(), "f");
  EXPECT_EQ(error_of(value_of(view.cast("f")).cast("I"), ErrorCode::kWrongType),
            "cannot cast from f to I: cast to B first, then to the other");
  error_of(value_of(view.cast("f")).cast("f"), ErrorCode::kWrongType);
  EXPECT_EQ(error_of(view.cast("Q"), ErrorCode::kWrongType),
            "12 bytes are not a multiple of the 8 of format Q");
  EXPECT_EQ(error_of(view.cast("Z"), ErrorCode::kInvalidArgument),
            "format \"Z\": expected a type code (one of xcbB?hHiIlLqQnNefdspP); found \"Z\" at position 0");
  EXPECT_EQ(error_of(view.cast(""), ErrorCode::kInvalidArgument), "format \"\" has no bytes");
  EXPECT_EQ(error_of(value_of(view.slice({.step = 2})).cast("b"), ErrorCode::kWrongType),
            "only views whose items lie one after the other can be cast");
  EXPECT_EQ(view.format().text(), "B");  // the view that was cast is as it was
}

TEST(MemoryView, castToAShapeAndBack) {
  const auto bytes = counting(24);
  const MemoryView view = MemoryView::over(bytes);
  const MemoryView cube = value_of(view.cast("H", {2, 2, 3}));
  EXPECT_THAT(cube.strides(), ElementsAre(12, 6, 2));
  EXPECT_EQ(list(value_of(cube.cast("B"))), list(view));
  EXPECT_EQ(error_of(view.cast("B", {5, 5}), ErrorCode::kWrongType),
            "the shape takes 25 bytes, the view has 24");
  EXPECT_EQ(error_of(view.cast("B", {0, 24}), ErrorCode::kInvalidArgument),
            "the extents of a shape must be at least 1, found 0");
  error_of(view.cast("B", {-1}), ErrorCode::kInvalidArgument);
  error_of(view.cast("B", {std::numeric_limits<std::int64_t>::max(), 3}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of(cube.cast("B", {4, 6}), ErrorCode::kWrongType),
            "a cast goes from one dimension to several or back, found 3 and 2");
  const MemoryView empty = value_of(view.slice({.stop = 0}));
  EXPECT_EQ(value_of(empty.cast("d")).item_count(), 0U);
  EXPECT_EQ(error_of(empty.cast("d", {1}), ErrorCode::kWrongType), "an empty view cannot be cast to a shape");
}

TEST(MemoryView, castMisaligned) {
  const auto bytes = counting(21);
  const MemoryView odd = value_of(MemoryView::over(bytes).slice({.start = 1}));
  const MemoryView doubles = value_of(value_of(odd.slice({.stop = 16})).cast("<Q"));
  EXPECT_EQ(value_of(doubles.at(0)), Value(std::uint64_t{0x0807060504030201}));
  const auto typed =
      value_of(value_of(value_of(odd.slice({.stop = 16})).cast("Q")).strided<const std::uint64_t>());
  EXPECT_EQ(typed.size(), 2U);
  EXPECT_EQ(value_of(odd.cast("@3f3Hxx")).record(0)->size(), 2U);
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
  const auto values = value_of(MemoryView::over(items).values().map([](const ViewedValues& range) {
    return std::pair(Value::List(range.begin(), range.end()), Value::List(range.rbegin(), range.rend()));
  }));
  EXPECT_EQ(to_string(values.first), "[1, 2, 3]");
  EXPECT_EQ(to_string(values.second), "[3, 2, 1]");
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
  others[0].padding = 12345;  // takes no part
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

TEST(MemoryView, hashOfReadOnlyBytes) {
  const std::string text = "abc";
  const MemoryView view = MemoryView::over(text);
  EXPECT_EQ(value_of(view.hash()), std::hash<std::string_view>()("abc"));
  EXPECT_EQ(value_of(value_of(view.reversed()).hash()), std::hash<std::string_view>()("cba"));
  std::string writable = "abc";
  EXPECT_EQ(error_of(MemoryView::over(writable).hash(), ErrorCode::kInvalidArgument),
            "a writable view has no hash");
  const std::vector<float> reals{1};
  EXPECT_EQ(error_of(MemoryView::over(reals).hash(), ErrorCode::kInvalidArgument),
            "only views of format B, b or c have a hash, not f");
}

// --- Release

TEST(MemoryView, releasedAnswersNothing) {
  auto bytes = counting(4);
  MemoryView view = MemoryView::over(bytes);
  const MemoryView other = view;
  view.release();
  view.release();  // repeating it is fine
  EXPECT_TRUE(view.released());
  EXPECT_EQ(error_of(view.at(0), ErrorCode::kReleased), "the view was released");
  error_of(view.set(0, 1), ErrorCode::kReleased);
  error_of(view.slice({}), ErrorCode::kReleased);
  error_of(view.cast("B"), ErrorCode::kReleased);
  error_of(view.cast("B", {4}), ErrorCode::kReleased);
  error_of(view.to_list(), ErrorCode::kReleased);
  error_of(view.to_bytes(), ErrorCode::kReleased);
  error_of(view.hex(), ErrorCode::kReleased);
  error_of(view.hex(":"), ErrorCode::kReleased);
  error_of(view.values(), ErrorCode::kReleased);
  error_of(view.count(1), ErrorCode::kReleased);
  error_of(view.index(1), ErrorCode::kReleased);
  error_of(view.contains(1), ErrorCode::kReleased);
  error_of(view.length(), ErrorCode::kReleased);
  error_of(view.field(0), ErrorCode::kReleased);
  error_of(view.field("x"), ErrorCode::kReleased);
  error_of(view.record(0), ErrorCode::kReleased);
  error_of(view.row(0), ErrorCode::kReleased);
  error_of(view.bytes(), ErrorCode::kReleased);
  error_of(view.writable_bytes(), ErrorCode::kReleased);
  error_of(view.strided<std::uint8_t>(), ErrorCode::kReleased);
  error_of(view.assign({}, other), ErrorCode::kReleased);
  error_of(other.assign({}, view), ErrorCode::kReleased);
  error_of(view.arranged({}), ErrorCode::kReleased);
  error_of(view.byteswapped(), ErrorCode::kReleased);
  error_of(view.hash(), ErrorCode::kReleased);
  error_of(modify_if_writable(view, 0, 1), ErrorCode::kReleased);
  EXPECT_EQ(view, view);
  EXPECT_NE(view, other);
  EXPECT_NE(view, MemoryView());
}

TEST(MemoryView, scopedRelease) {
  Buffer buffer(counting(4));
  MemoryView view = value_of(buffer.view());
  {
    const ScopedRelease at_the_end(view);
    EXPECT_EQ(buffer.exports(), 1U);
  }
  EXPECT_TRUE(view.released());
  EXPECT_EQ(buffer.exports(), 0U);
}

TEST(Buffer, cannotBeReleasedWhileViewed) {
  Buffer buffer(counting(8));
  MemoryView view = value_of(buffer.view());
  MemoryView part = value_of(view.slice({.start = 4}));
  EXPECT_EQ(buffer.exports(), 2U);
  EXPECT_EQ(error_of(buffer.release(), ErrorCode::kInUse),
            "the buffer cannot be released: 2 views of it are alive");
  view.release();
  EXPECT_EQ(list(part), "[4, 5, 6, 7]");
  error_of(buffer.release(), ErrorCode::kInUse);
  part = MemoryView();
  EXPECT_TRUE(buffer.release());
  EXPECT_TRUE(buffer.release());
  EXPECT_TRUE(buffer.released());
  EXPECT_EQ(error_of(buffer.view(), ErrorCode::kReleased), "the buffer was released");
}

TEST(Buffer, viewsKeepTheOwnerAlive) {
  auto owner = std::make_shared<std::vector<std::byte>>(4);
  const std::weak_ptr<std::vector<std::byte>> watch = owner;
  MemoryView view;
  {
    const std::span<std::byte> bytes(*owner);
    const Buffer buffer(bytes, std::move(owner));
    view = value_of(buffer.view());
  }
  EXPECT_FALSE(watch.expired());
  view.release();
  EXPECT_TRUE(watch.expired());
}

TEST(Buffer, releaseLetsGoOfTheOwner) {
  auto owner = std::make_shared<std::vector<std::byte>>(4);
  const std::weak_ptr<std::vector<std::byte>> watch = owner;
  const std::span<std::byte> bytes(*owner);
  Buffer buffer(bytes, std::move(owner));
  ASSERT_TRUE(buffer.release());
  EXPECT_TRUE(watch.expired());
}

// --- Records and fields

TEST(MemoryView, itemsOfRecords) {
  auto points = two_points();
  const MemoryView view = MemoryView::over(points);
  EXPECT_EQ(list(view), "[[1.0, 2.0, 3.0, 4, 5, 6], [-1.0, 0.5, 9.0, 65535, 0, 32768]]");
  EXPECT_EQ(to_string(value_of(view.at(-1))), "[-1.0, 0.5, 9.0, 65535, 0, 32768]");
  EXPECT_TRUE(value_of(view.contains(Value::List{1, 2, 3, 4, 5, 6})));
  EXPECT_EQ(value_of(view.index(Value::List{-1, 0.5, 9, 65535, 0, 32768})), 1U);
  ASSERT_TRUE(view.set(0, Value::List{9, 8, 7, 6, 5, 4}));
  EXPECT_EQ(points[0].position.x, 9.0F);
  EXPECT_EQ(points[0].padding, 77);  // not a value: untouched
  EXPECT_EQ(error_of(view.set(0, Value::List{1, 2}), ErrorCode::kWrongType),
            "an item of format @3f:position:3H:color:xx takes 6 values, found 2");
}

TEST(MemoryView, fieldsAreStridedViews) {
  auto points = two_points();
  const MemoryView view = MemoryView::over(points);
  const MemoryView position = value_of(view.field("position"));
  EXPECT_THAT(position.shape(), ElementsAre(2, 3));
  EXPECT_THAT(position.strides(), ElementsAre(20, 4));
  EXPECT_EQ(position.format().text(), "f");
  EXPECT_EQ(list(position), "[[1.0, 2.0, 3.0], [-1.0, 0.5, 9.0]]");
  EXPECT_EQ(value_of(view.field(1)), value_of(view.field("color")));
  const MemoryView green = value_of(value_of(view.field("color")).select(1, 1));
  ASSERT_TRUE(green.set(0, 500));
  EXPECT_EQ(points[0].color[1], 500);
  EXPECT_EQ(error_of(view.field("normal"), ErrorCode::kInvalidArgument),
            "format @3f:position:3H:color:xx has no field \"normal\"");
  EXPECT_EQ(error_of(view.field(2), ErrorCode::kOutOfRange),
            "field 2 of format @3f:position:3H:color:xx, which has 2");
}

TEST(Record, fieldsByNameAndPosition) {
  auto points = two_points();
  const Record record = *MemoryView::over(points).record(0);
  EXPECT_EQ(record.size(), 2U);
  EXPECT_EQ(to_string(value_of(record.get("position"))), "[1.0, 2.0, 3.0]");
  EXPECT_EQ(to_string(value_of(record.get(1))), "[4, 5, 6]");
  EXPECT_EQ(to_string(value_of(record.values())), "[1.0, 2.0, 3.0, 4, 5, 6]");
  ASSERT_TRUE(record.set("color", Value::List{7, 8, 9}));
  EXPECT_EQ(points[0].color[2], 9);
  error_of(record.set("color", Value::List{1, 2, 70000}), ErrorCode::kInvalidArgument);
  error_of(record.set("color", 1), ErrorCode::kWrongType);
  error_of(record.set("weight", 1), ErrorCode::kInvalidArgument);
  error_of(record.get(2), ErrorCode::kOutOfRange);
  EXPECT_EQ(points[0].color[0], 7);  // nothing of a bad write
  const Record fixed = *MemoryView::over(points).to_readonly().record(0);
  error_of(fixed.set(0, Value::List{1, 2, 3}), ErrorCode::kReadOnly);
}

TEST(Record, nestedAndShaped) {
  const auto bytes = counting(16);
  const MemoryView view =
      value_of(MemoryView::over(bytes).cast("T{(2)T{<B:a:<H:b:}:pair:(2,2)<B:grid:6s:text:}"));
  const Record record = *view.record(0);
  EXPECT_EQ(to_string(value_of(record.get("grid"))), "[[6, 7], [8, 9]]");
  EXPECT_EQ(to_string(value_of(record.get("pair"))), "[[0, 513], [3, 1284]]");
  EXPECT_EQ(to_string(value_of(record.get("text"))), "b'\\x0a\\x0b\\x0c\\x0d\\x0e\\x0f'");
  const MemoryView b = value_of(value_of(view.field("pair")).field("b"));
  EXPECT_EQ(list(b), "[[513, 1284]]");
  EXPECT_THAT(b.strides(), ElementsAre(16, 3));
}

// --- Typed views

TEST(MemoryView, stridedChecksTypeSizeOrderAndPlace) {
  auto points = two_points();
  const MemoryView view = MemoryView::over(points);
  EXPECT_EQ(value_of(view.strided<const Point>())[1].color[2], 32768);
  const auto positions = value_of(value_of(view.field("position")).strided<const Position>());
  EXPECT_EQ(positions[1].y, 0.5F);
  EXPECT_EQ(positions.stride(), 20);
  const auto x = value_of(value_of(value_of(view.field("position")).select(1, 0)).strided<float>());
  x.set(0, 42);
  EXPECT_EQ(points[0].position.x, 42.0F);
  EXPECT_EQ(error_of(view.strided<const Position>(), ErrorCode::kWrongType),
            "a view of format @3f:position:3H:color:xx cannot be read as @3f: their sizes differ");
  EXPECT_EQ(error_of(value_of(view.field("position")).strided<const std::array<std::uint32_t, 3>>(),
                     ErrorCode::kWrongType),
            "a view of format f cannot be read as @3I: their values differ in type or place");
  EXPECT_EQ(
      error_of(value_of(view.byteswapped()).strided<const Point>(), ErrorCode::kWrongType),
      "a view of format >3f:position:3H:color:xx cannot be read as @3f:position:3H:color:xx: its byte order "
      "is not this machine's (byteswapped() makes a copy that is)");
  EXPECT_EQ(error_of(value_of(view.field("position")).strided<const float>(), ErrorCode::kWrongType),
            "a view of format f cannot be read as f: its dimensions do not step evenly");
  error_of(view.to_readonly().strided<Point>(), ErrorCode::kReadOnly);
  EXPECT_EQ(value_of(view.to_readonly().strided<const Point>()).size(), 2U);
  EXPECT_EQ(value_of(value_of(view.slice({.stop = 0})).strided<Point>()).size(), 0U);
}

TEST(MemoryView, stridedFlattensEvenSteps) {
  const std::vector<float> values{0, 1, 2, 3, 4, 5};
  const MemoryView grid = value_of(value_of(MemoryView::over(values).cast("B")).cast("f", {2, 3}));
  EXPECT_EQ(value_of(grid.strided<const float>()).size(), 6U);
  EXPECT_EQ(value_of(grid.strided<const Position>())[1].x, 3.0F);
  const MemoryView single = value_of(value_of(grid.row(1)).select(0, 2));
  EXPECT_EQ(value_of(single.strided<const float>())[0], 5.0F);
  const MemoryView backwards = value_of(grid.reversed());
  EXPECT_EQ(value_of(backwards.strided<const Position>())[1].z, 2.0F);
}

TEST(MemoryView, bothByteOrders) {
  const std::string text("\0\1\2\3", 4);
  const MemoryView view = MemoryView::over(text);
  EXPECT_EQ(list(value_of(view.cast(">H"))), "[1, 515]");
  EXPECT_EQ(list(value_of(view.cast("<H"))), "[256, 770]");
  std::string out(4, '\0');
  ASSERT_TRUE(value_of(MemoryView::over(out).cast(">I")).set(0, 1));
  EXPECT_EQ(out, std::string("\0\0\0\1", 4));
}

TEST(MemoryView, hugeCopiesAreErrors) {
  std::vector<std::uint8_t> one{1};
  const MemoryView endless =
      value_of(MemoryView::over(one).arranged({.shape = {std::int64_t{1} << 62}, .strides = {0}}));
  EXPECT_EQ(error_of(endless.to_bytes(), ErrorCode::kOutOfMemory),
            "no memory for a copy of 4611686018427387904 bytes");
  error_of(endless.to_list(), ErrorCode::kOutOfMemory);
  error_of(endless.hex(), ErrorCode::kOutOfMemory);
  EXPECT_EQ(value_of(endless.at(-1)), Value(1));
}

}  // namespace
}  // namespace vertexview_memory_view_test
