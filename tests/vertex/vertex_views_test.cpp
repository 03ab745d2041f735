#include "vertexview/vertex/vertex_views.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace vertexview {
namespace {

template <class T>
StridedView<const T> view_of(const std::vector<T>& values) {
  return *StridedView<const T>::from(std::as_bytes(std::span(values)), 0, values.size());
}

template <class T>
concept makes_a_vector = requires(StridedView<const T> view) { vector_from(view); };
template <class T>
concept makes_a_color = requires(StridedView<const T> view) { color_from(view); };
static_assert(makes_a_vector<float> && makes_a_vector<double>);
static_assert(!makes_a_vector<int> && !makes_a_vector<std::uint16_t> && !makes_a_vector<std::int64_t>);
static_assert(makes_a_color<std::uint16_t> && makes_a_color<std::uint32_t> && makes_a_color<std::uint64_t>);
static_assert(!makes_a_color<float> && !makes_a_color<std::uint8_t> && !makes_a_color<std::int16_t> &&
              !makes_a_color<std::int32_t>);

TEST(VertexViews, vectorFromFloat) {
  EXPECT_EQ(*vector_from(view_of<float>({1.5F, -2, 3})), (Vector{1.5F, -2, 3}));
  EXPECT_EQ(*vector_from(view_of<float>({1, 2, 3, 4})), (Vector{1, 2, 3})) << "more values are ignored";
}

TEST(VertexViews, vectorFromDouble) {
  EXPECT_EQ(*vector_from(view_of<double>({1.5, 0.1, 1e-300})), (Vector{1.5F, 0.1F, 0}));
  const auto special = vector_from(view_of<double>(
      {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), std::nan("")}));
  ASSERT_TRUE(special);
  EXPECT_EQ(special->x, std::numeric_limits<float>::infinity());
  EXPECT_EQ(special->y, -std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(special->z));
}

TEST(VertexViews, vectorFromStridedAndMisaligned) {
  std::array<std::byte, 64> bytes{};
  const float values[]{1, 2, 3};
  for (std::size_t i = 0; i < 3; ++i) std::memcpy(bytes.data() + 41 - 20 * i, &values[i], sizeof(float));
  const auto view = StridedView<const float>::from(bytes, 41, 3, -20);
  ASSERT_TRUE(view);
  EXPECT_EQ(*vector_from(*view), (Vector{1, 2, 3}));
}

TEST(VertexViews, vectorTooShort) {
  const auto two = vector_from(view_of<float>({1, 2}));
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(two.error().message, "a Vector needs at least 3 values, the view has 2");
  EXPECT_EQ(vector_from(StridedView<const double>()).error().message,
            "a Vector needs at least 3 values, the view has 0");
}

TEST(VertexViews, vectorOutsideFloat) {
  const auto large = vector_from(view_of<double>({0, -1e39, 0}));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::kOverflow);
  EXPECT_EQ(large.error().message, "value 1 of a Vector, -1e+39, does not fit in float32");
  EXPECT_TRUE(vector_from(view_of<double>({3.4028234e38, 0, 0})));
}

TEST(VertexViews, colorFromEveryWidth) {
  EXPECT_EQ(*color_from(view_of<std::uint16_t>({0, 65535, 7})), (Color{0, 65535, 7}));
  EXPECT_EQ(*color_from(view_of<std::uint32_t>({0, 65535, 7})), (Color{0, 65535, 7}));
  EXPECT_EQ(*color_from(view_of<std::uint64_t>({0, 65535, 7, 70000})), (Color{0, 65535, 7}));
}

TEST(VertexViews, colorTooShort) {
  const auto none = color_from(view_of<std::uint16_t>({1}));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(none.error().message, "a Color needs at least 3 values, the view has 1");
}

TEST(VertexViews, colorOver65535) {
  const auto wide = color_from(view_of<std::uint32_t>({1, 2, 65536}));
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().code, ErrorCode::kOverflow);
  EXPECT_EQ(wide.error().message, "value 2 of a Color, 65536, is over 65535");
  EXPECT_EQ(color_from(view_of<std::uint64_t>({18446744073709551615U, 0, 0})).error().message,
            "value 0 of a Color, 18446744073709551615, is over 65535");
}

TEST(VertexViews, fromMemoryViews) {
  const std::vector<float> floats{1, 2, 3};
  const std::vector<double> doubles{4, 5, 6};
  const std::vector<std::uint16_t> shorts{1, 2, 65535};
  const std::vector<std::uint32_t> ints{1, 2, 3};
  const std::vector<std::uint64_t> longs{1, 2, 70000};
  EXPECT_EQ(*vector_from(MemoryView::over(floats)), (Vector{1, 2, 3}));
  EXPECT_EQ(*vector_from(*MemoryView::over(doubles).reversed()), (Vector{6, 5, 4}));
  EXPECT_EQ(*color_from(MemoryView::over(shorts)), (Color{1, 2, 65535}));
  EXPECT_EQ(*color_from(MemoryView::over(ints)), (Color{1, 2, 3}));
  EXPECT_EQ(color_from(MemoryView::over(longs)).error().message, "value 2 of a Color, 70000, is over 65535");

  const auto wrong_vector = vector_from(MemoryView::over(shorts));
  ASSERT_FALSE(wrong_vector);
  EXPECT_EQ(wrong_vector.error().code, ErrorCode::kWrongType);
  EXPECT_EQ(wrong_vector.error().message, "values must be floating-point: expected format f or d, found H");
  const auto wrong_color = color_from(MemoryView::over(floats));
  ASSERT_FALSE(wrong_color);
  EXPECT_EQ(wrong_color.error().code, ErrorCode::kWrongType);
  EXPECT_EQ(wrong_color.error().message,
            "values must be unsigned integers: expected format H, I, L or Q, found f");
  const std::vector<std::int16_t> negative{-1, 2, 3};
  EXPECT_EQ(color_from(MemoryView::over(negative)).error().code, ErrorCode::kWrongType);
  EXPECT_EQ(vector_from(*MemoryView::over(floats).slice({.stop = 2})).error().message,
            "a Vector needs at least 3 values, the view has 2");
}

TEST(VertexViews, fromFieldsOfRecords) {
  const std::vector<ColoredVertex> vertices{{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
  const auto view = MemoryView::over(vertices);
  EXPECT_EQ(*vector_from(*view.field("position")->row(1)), (Vector{7, 8, 9}));
  EXPECT_EQ(*color_from(*view.field("color")->row(0)), (Color{4, 5, 6}));
  EXPECT_EQ(vector_from(*view.field("position")).error().message,
            "a Vector needs a view of one dimension, this one has 2");
  EXPECT_EQ((*view.strided<const ColoredVertex>())[1].color, (Color{10, 11, 12}));
}

TEST(VertexViews, followTheirMemory) {
  std::vector<float> xyz{1, 2, 3};
  std::vector<std::uint32_t> rgb{10, 20, 70000};
  const VectorView vector = *VectorView::of(MemoryView::over(xyz));
  const ColorView color = *ColorView::of(MemoryView::over(rgb));
  EXPECT_EQ(to_string(vector), "Vector(1.0, 2.0, 3.0)");
  EXPECT_EQ(to_string(color), "Color(10, 20, 70000)");
  xyz[0] = 42;
  rgb[1] = 21;
  EXPECT_EQ(vector.x(), 42);
  EXPECT_EQ(vector.z(), 3);
  EXPECT_EQ(color.green(), 21U);
  EXPECT_EQ(color.blue(), 70000U);
}

TEST(VertexViews, viewsKeepDoublesAndTheOwner) {
  const VectorView vector = *VectorView::of(MemoryView::owning(std::vector<double>{0.1, 1e300, -2}));
  EXPECT_EQ(vector.x(), 0.1);
  EXPECT_EQ(vector.y(), 1e300);
  EXPECT_EQ(to_string(vector), "Vector(0.1, 1e+300, -2.0)");
  const std::vector<std::uint8_t> bytes{1, 2, 3};
  EXPECT_EQ(VectorView::of(MemoryView::over(bytes)).error().code, ErrorCode::kWrongType);
  EXPECT_EQ(ColorView::of(MemoryView::over(bytes)).error().message,
            "values must be unsigned integers: expected format H, I, L or Q, found B");
  const std::vector<std::uint16_t> two{1, 2};
  EXPECT_EQ(ColorView::of(MemoryView::over(two)).error().message,
            "a Color needs at least 3 values, the view has 2");
}

TEST(VertexViews, aRecordInMemory) {
  std::vector<ColoredVertex> vertices{{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
  const MemoryView bytes = *MemoryView::over(vertices).cast("B");
  const VertexView vertex = *VertexView::of(*bytes.slice({.start = 20}));
  EXPECT_EQ(to_string(vertex), "Vertex(Vector(7.0, 8.0, 9.0), Color(10, 11, 12))");
  vertices[1].position.y = 80;
  EXPECT_EQ(vertex.position.y(), 80);
  EXPECT_EQ(VertexView::of(bytes).error().message, "a record of @3f3Hxx has 20 bytes, found 40");
  EXPECT_EQ(VertexView::of(*bytes.slice({.stop = 19})).error().code, ErrorCode::kWrongType);
  EXPECT_EQ(VertexView::of(*bytes.slice({.stop = 0})).error().code, ErrorCode::kInvalidArgument);
}

TEST(VertexViews, vertexFromRecord) {
  const ColoredVertex record{{1, 2, 3}, {4, 5, 6}, 999};
  const auto bytes = std::as_bytes(std::span(&record, 1));
  EXPECT_EQ(*vertex_from(bytes), (Vertex{{1, 2, 3}, {4, 5, 6}}));
  const auto cut = vertex_from(bytes.first(18));
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(cut.error().message, "a record of @3f3Hxx has 20 bytes, found 18");
  EXPECT_EQ(vertex_from({}).error().message, "a record of @3f3Hxx has 20 bytes, found 0");
}

TEST(VertexViews, everyTruncationOfARecord) {
  const ColoredVertex record{};
  const auto bytes = std::as_bytes(std::span(&record, 1));
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(vertex_from(bytes.first(size)));
}

}  // namespace
}  // namespace vertexview
