// Where views do more than CPython's, on purpose: the list at the top of differential_test.cpp, one test
// each.
#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/pack.hpp"

namespace {

using namespace vertexview;
using testing::ElementsAre;

MemoryView cast(const MemoryView& view, std::string_view format) {
  auto made = view.cast(format);
  EXPECT_TRUE(made) << (made ? "" : made.error().message);
  return made ? *made : MemoryView();
}
std::string list(const MemoryView& view) {
  const auto items = view.to_list();
  return items ? to_string(*items) : items.error().message;
}

TEST(Deviation, recordsAreItems) {
  std::string text("\1\0\2\3\0\4", 6);
  const MemoryView records = cast(MemoryView::over(text), "<HB");
  EXPECT_EQ(list(records), "[[1, 2], [3, 4]]");
  EXPECT_EQ(*records.index(Value::List{3, 4}), 1U);
  ASSERT_TRUE(records.set(1, Value::List{5, 6}));
  EXPECT_EQ(list(*records.reversed()), "[[5, 6], [1, 2]]");
}

TEST(Deviation, failingWritesChangeNothing) {
  std::array<std::uint8_t, 3> bytes{7, 8, 9};
  const MemoryView records = cast(MemoryView::over(bytes), "3B");
  EXPECT_FALSE(records.set(0, Value::List{1, 2, 256}));
  EXPECT_FALSE(pack_into(*Format::parse("3B"), *records.writable_bytes(), 0, {1, 2, 256}));
  EXPECT_THAT(bytes, ElementsAre(7, 8, 9));
}

TEST(Deviation, slicesOfSeveralDimensionsAreAssigned) {
  std::vector<std::uint8_t> bytes{0, 1, 2, 3, 4, 5};
  const MemoryView grid = *MemoryView::over(bytes).cast("B", {3, 2});
  ASSERT_TRUE(grid.assign({.start = 1}, *grid.slice({.stop = 2})));
  EXPECT_THAT(bytes, ElementsAre(0, 1, 0, 1, 2, 3));
  ASSERT_TRUE(grid.assign({.step = -1}, grid));
  EXPECT_THAT(bytes, ElementsAre(2, 3, 0, 1, 0, 1));
}

TEST(Deviation, emptyViewsAreContiguous) {
  const std::vector<std::uint8_t> bytes(8);
  const MemoryView empty = *MemoryView::over(bytes).slice({.stop = 0, .step = 2});
  EXPECT_TRUE(empty.c_contiguous() && empty.f_contiguous());
  EXPECT_EQ(cast(empty, "d").item_count(), 0U);
}

TEST(Deviation, stridesNeverOverflow) {
  const std::vector<float> values{1, 2, 3};
  const MemoryView view = *MemoryView::over(values).slice({.step = std::numeric_limits<std::int64_t>::max()});
  EXPECT_THAT(view.shape(), ElementsAre(1));
  EXPECT_THAT(view.strides(), ElementsAre(4));
  EXPECT_EQ(list(*view.slice({.step = -3})), "[1.0]");
}

TEST(Deviation, spellingOfAFormatDoesNotMatter) {
  std::vector<float> values{1, 2};
  const MemoryView bytes = cast(MemoryView::over(values), "B");
  const bool little = kNativeOrder == ByteOrder::kLittle;
  const MemoryView spelled = cast(bytes, little ? "<f" : ">f");
  EXPECT_TRUE(MemoryView::over(values).assign({.stop = 1}, *spelled.slice({.start = 1})));
  EXPECT_EQ(values[0], 2.0F);
  const MemoryView other = cast(bytes, little ? ">f" : "<f");
  EXPECT_FALSE(MemoryView::over(values).assign({}, other));
}

TEST(Deviation, signallingNansSurvive) {
  const std::string nan("\x01\x00\x80\xff", 4);
  std::string out(4, '\0');
  ASSERT_TRUE(cast(MemoryView::over(out), "<f").set(0, *cast(MemoryView::over(nan), "<f").at(0)));
  EXPECT_EQ(out, nan);
}

TEST(Deviation, valuesOutliveTheView) {
  MemoryView view = MemoryView::owning(std::vector<int>{1, 2});
  const auto values = view.values();
  view.release();
  EXPECT_THAT(Value::List(values->begin(), values->end()), ElementsAre(Value(1), Value(2)));
}

TEST(Deviation, attributesOfAReleasedView) {
  std::vector<double> values{1, 2};
  MemoryView view = MemoryView::over(values);
  view.release();
  EXPECT_EQ(view.format().text(), "B");
  EXPECT_THAT(view.shape(), ElementsAre(0));
  EXPECT_EQ(view.nbytes(), 0U);
  EXPECT_TRUE(view.readonly());
}

TEST(Deviation, halfFloatsAreItems) {
  const std::array<std::uint16_t, 2> halves{0x3c00, 0xc000};
  EXPECT_EQ(list(cast(cast(MemoryView::over(halves), "B"), "e")), "[1.0, -2.0]");
}

TEST(Deviation, truthValuesAreTruth) {
  const std::string one = "\1";
  const std::string three = "\3";
  EXPECT_EQ(cast(MemoryView::over(one), "?"), cast(MemoryView::over(three), "?"));
}

TEST(Deviation, emptyPascalString) {
  EXPECT_EQ(*unpack(*Format::parse("0p"), {}), std::vector<Value>{Value("")});
}

TEST(Deviation, hashEndsWithTheView) {
  MemoryView view = MemoryView::over(std::string_view("abc"));
  EXPECT_TRUE(view.hash());
  view.release();
  EXPECT_EQ(view.hash().error().code, ErrorCode::kReleased);
}

TEST(Deviation, viewsAreValues) {
  std::vector<int> numbers{1, 2};
  MemoryView view = MemoryView::over(numbers);
  const MemoryView copy = view;
  view.release();
  EXPECT_EQ(list(copy), "[1, 2]");
  view = copy;
  EXPECT_EQ(view, copy);
}

TEST(Deviation, formatsOfExporters) {
  EXPECT_EQ(Format::parse("T{(3)<f:p:(3)<H:c:2x}")->itemsize(), 20U);
}

}  // namespace
