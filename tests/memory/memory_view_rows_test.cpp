// What MemoryView does to whole rows at once has the answers of one item at a time.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/pack.hpp"

namespace vertexview {
namespace {

TEST(MemoryViewRows, aDifferenceInAnyPlaceIsSeen) {
  // Around the blocks in which rows are compared.
  std::vector<float> a(2050, 1.5F);
  std::vector<float> b = a;
  const MemoryView view_a = MemoryView::over(a);
  const MemoryView view_b = MemoryView::over(b);
  EXPECT_EQ(view_a, view_b);
  for (std::size_t i = 0; i < a.size(); ++i) {
    b[i] = 1.25F;
    ASSERT_NE(view_a, view_b) << i;
    ASSERT_NE(*view_a.reversed(), *view_b.reversed()) << i;
    b[i] = std::numeric_limits<float>::quiet_NaN();
    ASSERT_NE(view_b, view_b.to_readonly()) << "NaN equals nothing";
    b[i] = 1.5F;
  }
  EXPECT_EQ(view_a, view_b);
}

template <class T>
void equal_by_value() {
  const std::vector<T> values{1, 2, 3, 4, 5, 6};
  std::vector<T> other{1, 9, 2, 9, 3, 9};
  const MemoryView strided = *MemoryView::over(other).slice({.step = 2});
  const MemoryView three = *MemoryView::over(values).slice({.stop = 3});
  EXPECT_EQ(three, strided);
  EXPECT_EQ(*three.reversed(), *strided.reversed());
  EXPECT_EQ(*three.byteswapped(), strided) << "in the other byte order";
  other[4] = 4;
  EXPECT_NE(three, strided);
}

TEST(MemoryViewRows, everyTypeIsComparedByValue) {
  equal_by_value<std::int8_t>();
  equal_by_value<std::uint8_t>();
  equal_by_value<std::int16_t>();
  equal_by_value<std::uint16_t>();
  equal_by_value<std::int32_t>();
  equal_by_value<std::uint64_t>();
  equal_by_value<float>();
  equal_by_value<double>();
  const std::vector<double> zeros{0.0, -0.0};
  const std::vector<double> turned{-0.0, 0.0};
  EXPECT_EQ(MemoryView::over(zeros), MemoryView::over(turned));
  const std::vector<std::int8_t> negative{-1};
  const std::vector<std::uint8_t> large{255};
  EXPECT_NE(MemoryView::over(negative), MemoryView::over(large)) << "the same byte, another value";
}

TEST(MemoryViewRows, moreDimensionsThanFour) {
  std::vector<std::uint8_t> bytes(64);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  const MemoryView six = *MemoryView::over(bytes).cast("B", {2, 2, 2, 2, 2, 2});
  EXPECT_EQ(six.ndim(), 6U);
  EXPECT_EQ(*six.at({1, 0, 1, 0, 1, 1}), Value(43));
  EXPECT_EQ(*six.row(1)->at({0, 1, 0, 1, 1}), Value(43)) << "from six to five";
  EXPECT_EQ(*six.row(1)->row(0)->at({1, 0, 1, 1}), Value(43)) << "from five to four";
  EXPECT_EQ(*six.select(5, 1)->select(4, 1)->select(0, 1)->at({0, 1, 0}), Value(43));
  EXPECT_EQ(six.reversed()->row(0)->to_bytes(), six.row(1)->to_bytes());
  EXPECT_TRUE(six.c_contiguous());
  EXPECT_FALSE(six.f_contiguous());
  MemoryView released = six;
  released.release();
  EXPECT_EQ(released.ndim(), 1U);
  EXPECT_EQ(*MemoryView::over(bytes).cast("B"), *six.cast("B"));
  const MemoryView records = *MemoryView::over(bytes).cast("(2,2,2,2,2)B:cube:");
  EXPECT_EQ(*records.field("cube")->at({1, 0, 1, 0, 1, 1}), Value(43)) << "one dimension and five";
}

TEST(MemoryViewRows, hexOfEverySizeAndGroup) {
  std::vector<std::uint8_t> bytes(70);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 37 + 5);
  for (std::int64_t size = 0; size <= 70; ++size) {
    const MemoryView part = *MemoryView::over(bytes).slice({.stop = size});
    std::string plain;
    for (std::int64_t i = 0; i < size; ++i) {
      char digits[3];
      std::snprintf(digits, sizeof(digits), "%02x", unsigned{bytes[static_cast<std::size_t>(i)]});
      plain += digits;
    }
    ASSERT_EQ(*part.hex(), plain);
    for (const std::int64_t group : {1, 2, 3, 7, 100, -1, -3, -100, 0}) {
      std::string expected;
      for (std::int64_t i = 0; i < size; ++i) {
        const std::int64_t from_end = group > 0 ? size - i : i;
        if (i != 0 && group != 0 && from_end % group == 0) expected += ':';
        expected += plain.substr(static_cast<std::size_t>(2 * i), 2);
      }
      ASSERT_EQ(*part.hex(":", group), expected) << size << ' ' << group;
    }
  }
  EXPECT_EQ(*MemoryView::over(bytes).slice({.step = 35})->hex("-"), "05-14");
}

TEST(MemoryViewRows, singleCodesAreSharedAndStillThemselves) {
  const std::vector<std::byte> bytes(16);
  const MemoryView view = MemoryView::over(bytes);
  for (const std::string text : {"f", "@f", "<f", ">H", "=l", "!d", "P", "@N"}) {
    const auto cast = view.cast(text);
    ASSERT_TRUE(cast) << text;
    EXPECT_EQ(cast->format(), *Format::parse(text));
    EXPECT_EQ(cast->format().text(), Format::parse(text)->text());
  }
  for (const std::string text : {"Z", "<P", "3", "@", "x2", "f\xff"})
    EXPECT_EQ(view.cast(text).error().code, ErrorCode::kInvalidArgument) << text;
}

}  // namespace
}  // namespace vertexview
