// Loops over what a temporary Result holds. Each is compiled without optimisation and at two levels of it, as
// the suite VERTEXVIEW_SUITE: use after scope gives the right values at some levels and not at others.
#include <gmock/gmock.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/pack.hpp"

namespace vertexview {
namespace {

using testing::ElementsAre;

const std::vector<float> kFloats{1.5F, -2, 3.25F};

TEST(VERTEXVIEW_SUITE, stridedOfAView) {
  const auto view = MemoryView::over(kFloats);
  std::vector<float> seen;
  for (float v : *view.strided<const float>()) seen.push_back(v);
  EXPECT_THAT(seen, ElementsAre(1.5F, -2, 3.25F));
}

TEST(VERTEXVIEW_SUITE, stridedOfAViewOfAView) {
  const auto view = MemoryView::over(kFloats);
  std::vector<float> seen;
  const auto reversed = *view.reversed();
  for (const float v : *reversed.strided<const float>()) seen.push_back(v);
  EXPECT_THAT(seen, ElementsAre(3.25F, -2, 1.5F));
}

TEST(VERTEXVIEW_SUITE, partOfAStridedView) {
  const auto view = MemoryView::over(kFloats);
  std::vector<float> seen;
  for (const float v : view.strided<const float>()->except_prefix(1)) seen.push_back(v);
  EXPECT_THAT(seen, ElementsAre(-2, 3.25F));
}

TEST(VERTEXVIEW_SUITE, stridedViewOfBytes) {
  std::vector<float> seen;
  for (const float v : *StridedView<const float>::from(std::as_bytes(std::span(kFloats)), 8, 3, -4))
    seen.push_back(v);
  EXPECT_THAT(seen, ElementsAre(3.25F, -2, 1.5F));
}

TEST(VERTEXVIEW_SUITE, valuesOfAView) {
  const auto view = MemoryView::over(kFloats);
  std::vector<Value> seen;
  for (const auto& value : *view.values()) seen.push_back(value);
  for (auto&& value : view.values().value()) seen.push_back(value);
  EXPECT_THAT(seen, ElementsAre(1.5, -2.0, 3.25, 1.5, -2.0, 3.25));
}

TEST(VERTEXVIEW_SUITE, iterUnpack) {
  const std::vector<std::uint16_t> numbers{1, 2, 3, 4};
  const auto pairs = Format::parse("@2H");
  ASSERT_TRUE(pairs);
  std::vector<Value> seen;
  for (const auto& record : *iter_unpack(*pairs, std::as_bytes(std::span(numbers))))
    seen.insert(seen.end(), record.begin(), record.end());
  EXPECT_THAT(seen, ElementsAre(1, 2, 3, 4));
}

TEST(VERTEXVIEW_SUITE, copies) {
  const auto view = MemoryView::over(kFloats);
  std::size_t sum = 0;
  for (const std::byte b : *view.to_bytes()) sum += std::to_integer<std::size_t>(b);
  std::size_t in_place = 0;
  for (const std::byte b : *view.bytes()) in_place += std::to_integer<std::size_t>(b);
  EXPECT_EQ(sum, 0xC0U + 0x3F + 0xC0 + 0x50 + 0x40) << "1.5 is 3FC00000, -2 is C0000000, 3.25 is 40500000";
  EXPECT_EQ(in_place, sum);
  std::string digits;
  for (const char digit : *view.slice({.stop = 1})->hex()) digits += digit;
  EXPECT_EQ(digits, "0000c03f");
}

TEST(VERTEXVIEW_SUITE, valuesOfARecord) {
  const auto bytes = MemoryView::over(kFloats).cast("B");
  ASSERT_TRUE(bytes);
  std::vector<Value> seen;
  for (const Value& value : *bytes->cast("3f")->record(0)->values()) seen.push_back(value);
  EXPECT_THAT(seen, ElementsAre(1.5, -2.0, 3.25));
}

}  // namespace
}  // namespace vertexview
