// How many records have which number.
#include "vertexview/record/categories.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <span>

namespace vertexview {
namespace {

using testing::ElementsAre;

template <class T>
RecordSpan records_of(const std::vector<T>& numbers) {
  return {std::as_bytes(std::span(numbers)).data(), numbers.size(), sizeof(T)};
}

TEST(CountCategories, theMostFrequentFirst) {
  const std::vector<std::uint16_t> numbers{40, 10, 40, 7, 10, 40};
  const auto counted = count_categories({.name = "label", .type = ElementType::kUint16}, records_of(numbers));
  ASSERT_TRUE(counted);
  EXPECT_THAT(counted->counted, ElementsAre(Category{40, 3}, Category{10, 2}, Category{7, 1}));
  EXPECT_EQ(counted->others, 0U);
}

TEST(CountCategories, whatIsNoNumber) {
  const std::vector<double> numbers{NAN, HUGE_VAL, -1, 1e30, -1, 2.4};
  const auto counted =
      count_categories({.name = "label", .type = ElementType::kFloat64}, records_of(numbers));
  ASSERT_TRUE(counted);
  EXPECT_THAT(counted->counted, ElementsAre(Category{-1, 2}, Category{2, 1}));
  EXPECT_EQ(counted->others, 3U);
}

TEST(CountCategories, noRecords) {
  const auto counted = count_categories({.name = "label", .type = ElementType::kUint8}, {});
  ASSERT_TRUE(counted);
  EXPECT_TRUE(counted->counted.empty());
}

// On all workers; more different numbers than are counted are told apart from none.
TEST(CountCategories, aMillionNumbers) {
  constexpr std::uint32_t kCount = 1'000'000;
  std::vector<std::uint32_t> few(kCount);
  std::vector<std::uint32_t> many(kCount);
  std::map<std::int64_t, std::uint64_t> wanted;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    few[i] = i * 2654435761U >> 24;
    many[i] = i;
    ++wanted[few[i]];
  }
  const Element element{.name = "label", .type = ElementType::kUint32};
  const auto counted = count_categories(element, records_of(few));
  ASSERT_TRUE(counted);
  ASSERT_EQ(counted->counted.size(), wanted.size());
  for (const Category& category : counted->counted) EXPECT_EQ(wanted[category.number], category.count);
  const auto all = count_categories(element, records_of(many));
  ASSERT_TRUE(all);
  EXPECT_EQ(all->counted.size(), 65536U);
  EXPECT_EQ(all->others, kCount - 65536U);
}

TEST(CountCategories, cancelled) {
  const std::vector<std::uint8_t> numbers(1'000'000);
  Progress progress;
  progress.cancel();
  const auto counted =
      count_categories({.name = "label", .type = ElementType::kUint8}, records_of(numbers), &progress);
  ASSERT_FALSE(counted);
  EXPECT_EQ(counted.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace vertexview
