#include "vertexview/vertex/element_statistics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "record/made_records.hpp"
#include "support_files.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Records in memory with a layout.
struct Records {
  MadeRecords made;
  std::string format;

  [[nodiscard]] Dataset dataset() const {
    auto file = Dataset::over(made.bytes, {.layout = *parse_layout(format)});
    EXPECT_TRUE(file) << describe(file.error());
    return *std::move(file);
  }
};

template <class T>
Records column(const std::string& format, const std::vector<T>& numbers) {
  Records records{{}, format};
  for (const T number : numbers) records.made.put(number);
  return records;
}

NumberStatistics only(const Records& records, const ElementStatisticsOptions& options = {}) {
  const auto statistics = element_statistics(records.dataset(), options);
  EXPECT_TRUE(statistics) << describe(statistics.error());
  EXPECT_EQ(statistics->numbers.size(), 1U);
  return statistics->numbers.front();
}

std::vector<std::string> names_of(const ElementStatistics& statistics) {
  std::vector<std::string> names;
  for (const NumberStatistics& of : statistics.numbers) names.push_back(of.number.name);
  return names;
}

TEST(ElementStatistics, everyNumberByItsName) {
  const Records records{{}, "<3f:position:4B:color:2h:data:4s:tag:2xI:packed(unorm10_10_10_2):"};
  const auto statistics = element_statistics(records.dataset());
  ASSERT_TRUE(statistics);
  EXPECT_EQ(statistics->records, 0U);
  EXPECT_EQ(statistics->left_out, 0U);
  EXPECT_THAT(names_of(*statistics),
              ElementsAre("x", "y", "z", "red", "green", "blue", "alpha", "data[0]", "data[1]", "packed[0]",
                          "packed[1]", "packed[2]", "packed[3]"));
  for (const NumberStatistics& of : statistics->numbers) {
    EXPECT_EQ(of.count, 0U);
    EXPECT_EQ(of.finite(), 0U);
    EXPECT_TRUE(of.distinct.empty());
  }
}

TEST(ElementStatistics, fewFloats) {
  const auto of = only(column<float>("<f:value:", {3, NAN, 1, INFINITY, 2, -INFINITY, 2}));
  EXPECT_EQ(of.count, 7U);
  EXPECT_EQ(of.nan, 1U);
  EXPECT_EQ(of.inf, 2U);
  EXPECT_EQ(of.min, Scalar(1.0));
  EXPECT_EQ(of.max, Scalar(3.0));
  EXPECT_EQ(of.mean, 2);
  EXPECT_EQ(of.deviation, std::sqrt(0.5));
  constexpr std::array<double, 7> kExpected{1.03, 1.15, 1.75, 2, 2.25, 2.85, 2.97};
  for (std::size_t i = 0; i < kExpected.size(); ++i) EXPECT_DOUBLE_EQ(of.percentiles[i], kExpected[i]);
  EXPECT_EQ(of.percentile_error, 0);
  EXPECT_EQ(of.histogram.low, 1);
  EXPECT_EQ(of.histogram.high, 3);
  EXPECT_EQ(of.histogram.counts[0], 1U);
  EXPECT_EQ(of.histogram.counts[128], 2U);
  EXPECT_EQ(of.histogram.counts[255], 1U);
  ASSERT_EQ(of.distinct.size(), 3U);
  EXPECT_EQ(of.distinct[1].value, Scalar(2.0));
  EXPECT_EQ(of.distinct[1].count, 2U);
}

TEST(ElementStatistics, decodedNumbers) {
  const auto of = only(column<std::uint8_t>("<B:value(unorm):", {0, 255, 51}));
  EXPECT_EQ(of.min, Scalar(0.0));
  EXPECT_EQ(of.max, Scalar(1.0));
  EXPECT_DOUBLE_EQ(of.percentiles[3], 0.2);
}

TEST(ElementStatistics, zeroHasOneSign) {
  for (const auto& of : {only(column<float>("<f:value:", {-0.0F, 0.0F, -0.0F})),
                         only(column<std::uint16_t>("<e:value:", {0x8000, 0, 0x8000}))}) {
    ASSERT_EQ(of.distinct.size(), 1U);
    EXPECT_EQ(of.distinct[0].count, 3U);
    EXPECT_FALSE(std::signbit(std::get<double>(of.min)));
  }
}

TEST(ElementStatistics, wideIntegersKeepTheirLastDigit) {
  std::vector<std::uint64_t> large(1000);
  std::iota(large.begin(), large.end(), UINT64_MAX - 999);
  const auto of = only(column("<Q:value:", large));
  EXPECT_EQ(of.min, Scalar(UINT64_MAX - 999));
  EXPECT_EQ(of.max, Scalar(UINT64_MAX));
  EXPECT_GE(of.percentile_error, 2048) << "doubles there are 2048 apart";
  const auto few = only(column<std::int64_t>("<q:value:", {INT64_MIN, INT64_MIN + 1, INT64_MAX}));
  ASSERT_EQ(few.distinct.size(), 3U) << "two of them are the same double";
  EXPECT_EQ(few.distinct[1].value, Scalar(INT64_MIN + 1));
}

TEST(ElementStatistics, farFromZero) {
  std::vector<double> numbers;
  for (int i = 0; i < 100'000; ++i) numbers.push_back(1e9 + i % 1000 * 1e-4);
  const auto of = only(column("<d:value:", numbers));
  EXPECT_NEAR(of.mean, 1e9 + 499.5e-4, 1e-6);
  EXPECT_NEAR(of.deviation, 1e-4 * std::sqrt((1e6 - 1) / 12), 1e-9);
}

TEST(ElementStatistics, aFewAbsurdNumbersHideNoOthers) {
  std::vector<float> numbers;
  for (int i = 0; i < 50'000; ++i) numbers.push_back(static_cast<float>(i % 1001));
  numbers[7] = 1e30F;
  numbers[9] = -1e30F;
  const auto of = only(column("<f:value:", numbers));
  EXPECT_EQ(of.max, Scalar(double{1e30F}));
  EXPECT_NEAR(of.percentiles[3], 500, of.percentile_error);
  EXPECT_LT(of.percentile_error, 1);
  EXPECT_EQ(of.histogram.below, 1U);
  EXPECT_EQ(of.histogram.above, 1U);
  EXPECT_GE(of.histogram.low, -3000);
  EXPECT_LE(of.histogram.high, 4000);
}

// The sample tells nothing of such a file: half of it is past the end of the scale.
TEST(ElementStatistics, whatNoSampleHasSeenIsCountedAllTheSame) {
  std::vector<double> numbers(300'000, 0.0);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<double>(i % 1200 < 64 ? i % 64 : i);
  const auto of = only(column("<d:value:", numbers));
  std::ranges::sort(numbers);
  EXPECT_NEAR(of.percentiles[3], numbers[150'000], of.percentile_error);
  EXPECT_NEAR(of.percentiles[6], numbers[297'000], of.percentile_error + 2);
  EXPECT_LT(of.percentile_error, 30'000);
}

TEST(ElementStatistics, theEndsOfDouble) {
  std::vector<double> numbers;
  constexpr double kMost = std::numeric_limits<double>::max();
  for (int i = 0; i < 200; ++i) numbers.push_back(i % 2 == 0 ? kMost / (i + 1) : -kMost / (i + 1));
  for (int i = 0; i < 200; ++i) numbers.push_back(std::numeric_limits<double>::denorm_min() * i);
  const auto of = only(column("<d:value:", numbers));
  EXPECT_EQ(of.finite(), 400U);
  EXPECT_EQ(of.min, Scalar(-kMost / 2));
  EXPECT_EQ(of.max, Scalar(kMost));
  std::uint64_t sum = of.histogram.below + of.histogram.above;
  for (const std::uint64_t count : of.histogram.counts) sum += count;
  EXPECT_EQ(sum, 400U);
}

TEST(ElementStatistics, nothingFinite) {
  for (const auto& of : {only(column<float>("<f:value:", {NAN, INFINITY})),
                         only(column<std::uint16_t>("<e:value:", {0x7e00, 0x7c00}))}) {
    EXPECT_EQ(of.nan, 1U);
    EXPECT_EQ(of.inf, 1U);
    EXPECT_EQ(of.finite(), 0U);
    EXPECT_TRUE(of.distinct.empty());
  }
}

TEST(ElementStatistics, someRecords) {
  std::vector<std::int32_t> numbers(1000);
  std::iota(numbers.begin(), numbers.end(), 0);
  const Records records = column("<i:value:", numbers);
  const std::vector<IndexRange> ranges{{1, 3}, {500, 500}, {998, 1000}};
  const auto of = only(records, {.ranges = ranges});
  EXPECT_EQ(of.count, 4U);
  ASSERT_EQ(of.distinct.size(), 4U);
  EXPECT_EQ(of.distinct[1].value, Scalar(std::int64_t{2}));
  EXPECT_EQ(of.distinct[2].value, Scalar(std::int64_t{998}));
  EXPECT_EQ(of.mean, 500);
  EXPECT_EQ(only(records, {.ranges = std::span<const IndexRange>()}).count, 0U);
}

TEST(ElementStatistics, rangesThatAreNone) {
  const Records records = column<std::int32_t>("<i:value:", {1, 2, 3});
  const std::vector<IndexRange> past{{1, 4}};
  const auto out = element_statistics(records.dataset(), {.ranges = past});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error(),
            (Error{ErrorCode::kOutOfRange, "the range 1 to 4 ends after the last of 3 records"}));
  const std::vector<IndexRange> unsorted{{1, 3}, {0, 1}};
  const auto mixed = element_statistics(records.dataset(), {.ranges = unsorted});
  ASSERT_FALSE(mixed);
  EXPECT_EQ(mixed.error(), (Error{ErrorCode::kInvalidArgument,
                                  "the range 0 to 1 follows 1 to 3; expected sorted ranges that do not "
                                  "overlap"}));
}

TEST(ElementStatistics, workersAgree) {
  Records records{{}, "<f:a:d:b:i:c:q:d:H:e:f:f:"};
  for (int i = 0; i < 700'000; ++i)
    records.made.put(static_cast<float>(records.made.random(-5, 5)))
        .put(records.made.random(0, 1) < 0.001 ? kNan : records.made.random(1e6, 2e6))
        .put(i)
        .put(static_cast<std::int64_t>(i) << 40)
        .put(static_cast<std::uint16_t>(i))
        .put(static_cast<float>(i / 300'000));
  Progress progress;
  const auto one = element_statistics(records.dataset(), {.progress = &progress, .workers = 1});
  EXPECT_EQ(progress.done(), 700'000U);
  const auto many = element_statistics(records.dataset());
  ASSERT_TRUE(one && many);
  for (std::size_t i = 0; i < one->numbers.size(); ++i) {
    const NumberStatistics& a = one->numbers[i];
    const NumberStatistics& b = many->numbers[i];
    EXPECT_EQ(a.nan, b.nan);
    EXPECT_EQ(a.min, b.min);
    EXPECT_EQ(a.max, b.max);
    EXPECT_EQ(a.mean, b.mean) << "to the last bit";
    EXPECT_EQ(a.deviation, b.deviation);
    EXPECT_EQ(a.percentiles, b.percentiles);
    EXPECT_EQ(a.histogram.counts, b.histogram.counts);
  }
  EXPECT_EQ(one->numbers[2].percentile_error, 53) << "54 integers share a bin";
  EXPECT_EQ(one->numbers[5].distinct.size(), 3U);
}

TEST(ElementStatistics, cancel) {
  Progress progress;
  progress.cancel();
  const auto statistics =
      element_statistics(column<float>("<f:value:", {1, 2}).dataset(), {.progress = &progress});
  ASSERT_FALSE(statistics);
  EXPECT_EQ(statistics.error().code, ErrorCode::kCancelled);
}

TEST(ElementStatistics, aRecordOfThousandsOfNumbers) {
  Records records{{}, "<3000H:data:5f:more:"};
  for (int record = 0; record < 3; ++record) {
    for (std::uint16_t i = 0; i < 3000; ++i) records.made.put(static_cast<std::uint16_t>(i + record));
    for (int i = 0; i < 5; ++i) records.made.put(0.5F);
  }
  const auto statistics = element_statistics(records.dataset());
  ASSERT_TRUE(statistics);
  ASSERT_EQ(statistics->numbers.size(), 1029U);
  EXPECT_EQ(statistics->left_out, 3000U - 1024U);
  EXPECT_EQ(statistics->numbers[1023].number.name, "data[1023]");
  EXPECT_EQ(statistics->numbers[1023].mean, 1024);
  EXPECT_EQ(statistics->numbers[1028].mean, 0.5);
}

}  // namespace
}  // namespace vertexview::test
