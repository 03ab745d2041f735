// MemoryView, by the lines of Python's behaviour: construction, attributes, casts. The same operations run
// beside CPython in differential_test.cpp.
#include "vertexview/memory/memory_view.hpp"

#include <gmock/gmock.h>

#include <array>
#include <fstream>
#include <limits>
#include <list>
#include <string>
#include <utility>
#include <vector>

#include "memory/memory_view_support.hpp"
#include "support_files.hpp"
#include "vertexview/io/file_buffer.hpp"

namespace vertexview_memory_view_test {
namespace {

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
  const auto pairs = MemoryView::over(nested);
  EXPECT_EQ(pairs.format().text(), "@2f");
}

template <class T>
concept Viewable = requires { MemoryView::over(std::declval<T>()); };

TEST(MemoryView, ofBytesOnly) {
  EXPECT_TRUE(Viewable<std::vector<float>&>);
  EXPECT_FALSE(Viewable<std::vector<float>>);  // a temporary would be gone before its view is used
  EXPECT_FALSE(Viewable<std::list<float>&>);
  EXPECT_FALSE(Viewable<std::vector<std::string>&>);
  EXPECT_FALSE(Viewable<std::vector<std::vector<float>>&>);
  EXPECT_FALSE(Viewable<float&>);
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

  MemoryView view = view_of(value_of(MappedFile::open(path)));
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
  const MemoryView view = view_of(value_of(MappedFile::open_private(path)));
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
  EXPECT_EQ(gaps.nbytes(), 12U);  // the strides do not count
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

TEST(MemoryView, rowsOfNothingHaveNoAddress) {
  const MemoryView rows = value_of(
      MemoryView::over(std::span<const std::uint8_t>()).arranged({.shape = {5, 0}, .strides = {-11, 1}}));
  error_of(rows.at({3, 0}), ErrorCode::kOutOfRange);
  EXPECT_EQ(value_of(rows.to_list()), Value(Value::List(5, Value(Value::List()))));
  const MemoryView many = value_of(MemoryView::over(std::span<const std::uint8_t>())
                                       .arranged({.shape = {std::int64_t{1} << 62, 0}, .strides = {1, 1}}));
  error_of(many.to_list(), ErrorCode::kOutOfMemory);
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

// --- Casts

TEST(MemoryView, castThereAndBack) {
  const auto bytes = counting(12);
  const MemoryView view = MemoryView::over(bytes);
  EXPECT_EQ(value_of(view.cast("<H")).item_count(), 6U);
  EXPECT_EQ(list(value_of(value_of(view.cast("I")).cast("B"))), list(view));
  const auto floats = value_of(view.cast("@f"));
  EXPECT_EQ(floats.format().text(), "f");
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
  const auto native = value_of(value_of(odd.slice({.stop = 16})).cast("Q"));
  const auto typed = value_of(native.strided<const std::uint64_t>());
  EXPECT_EQ(typed.size(), 2U);
  EXPECT_EQ(value_of(odd.cast("@3f3Hxx")).record(0)->size(), 2U);
}

}  // namespace
}  // namespace vertexview_memory_view_test
