// MemoryView: records, their fields, and typed views.
#include <gmock/gmock.h>

#include <array>
#include <string>
#include <vector>

#include "memory/memory_view_support.hpp"
#include "vertexview/memory/memory_view.hpp"

namespace vertexview_memory_view_test {
namespace {

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
  EXPECT_EQ(points[0].padding, 77);  // padding is not a value, so it is untouched
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
  EXPECT_EQ(points[0].color[0], 7);  // a bad write changes nothing
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
  EXPECT_EQ(to_string(value_of(record.get("text"))), "b'\\n\\x0b\\x0c\\r\\x0e\\x0f'");
  const MemoryView b = value_of(value_of(view.field("pair")).field("b"));
  EXPECT_EQ(list(b), "[[513, 1284]]");
  EXPECT_THAT(b.strides(), ElementsAre(16, 3));
}

// --- Typed views

TEST(MemoryView, stridedChecksTypeSizeOrderAndPlace) {
  auto points = two_points();
  const MemoryView view = MemoryView::over(points);
  EXPECT_EQ(value_of(view.strided<const Point>())[1].color[2], 32768);
  const auto field = value_of(view.field("position"));
  const auto positions = value_of(field.strided<const Position>());
  EXPECT_EQ(positions[1].y, 0.5F);
  EXPECT_EQ(positions.stride(), 20);
  const auto column = value_of(field.select(1, 0));
  const auto x = value_of(column.strided<float>());
  x.set(0, 42);
  EXPECT_EQ(points[0].position.x, 42.0F);
  EXPECT_EQ(error_of(view.strided<const Position>(), ErrorCode::kWrongType),
            "a view of format @3f:position:3H:color:xx cannot be read as @3f: their sizes differ");
  EXPECT_EQ(error_of(field.strided<const std::array<std::uint32_t, 3>>(), ErrorCode::kWrongType),
            "a view of format f cannot be read as @3I: their values differ in type or place");
  const auto swapped = value_of(view.byteswapped());
  EXPECT_EQ(
      error_of(swapped.strided<const Point>(), ErrorCode::kWrongType),
      "a view of format >3f:position:3H:color:xx cannot be read as @3f:position:3H:color:xx: its byte order "
      "is not this machine's (byteswapped() makes a copy that is)");
  EXPECT_EQ(error_of(field.strided<const float>(), ErrorCode::kWrongType),
            "a view of format f cannot be read as f: its dimensions do not step evenly");
  const auto readonly = view.to_readonly();
  error_of(readonly.strided<Point>(), ErrorCode::kReadOnly);
  EXPECT_EQ(value_of(readonly.strided<const Point>()).size(), 2U);
  const auto none = value_of(view.slice({.stop = 0}));
  EXPECT_EQ(value_of(none.strided<Point>()).size(), 0U);
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
