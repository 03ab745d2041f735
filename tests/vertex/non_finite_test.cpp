#include "vertexview/vertex/non_finite.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "support_files.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {
namespace {

using testing::ElementsAre;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Returns records at the origin, but for those of the given indices, whose positions are not finite.
std::vector<ColoredVertex> vertices(std::size_t count, const std::vector<std::size_t>& bad) {
  std::vector<ColoredVertex> all(count);
  for (const std::size_t index : bad) all[index].position.z = index % 2 == 0 ? kNan : -kInfinity;
  return all;
}

Dataset over(const std::vector<ColoredVertex>& all) {
  return *Dataset::over(std::as_bytes(std::span(all)), {});
}

std::optional<std::uint64_t> found(const Dataset& file, std::uint64_t from,
                                   const NonFiniteParts& parts = {}) {
  const auto result = find_non_finite(file, from, parts);
  EXPECT_TRUE(result) << describe(result.error());
  return result.value_or(std::nullopt);
}

std::uint64_t total(const NonFiniteParts& parts) {
  return std::accumulate(parts.counts.begin(), parts.counts.end(), std::uint64_t{0});
}

TEST(NonFiniteParts, areOfEqualLength) {
  EXPECT_FALSE(NonFiniteParts().known());
  EXPECT_EQ(NonFiniteParts(0).counts.size(), 0U);
  EXPECT_EQ(NonFiniteParts(3).counts.size(), 3U);
  EXPECT_EQ(NonFiniteParts(512).length, 1U);
  EXPECT_EQ(NonFiniteParts(513).length, 2U);
  EXPECT_EQ(NonFiniteParts(513).counts.size(), 257U);
  const NonFiniteParts most(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(most.length, std::uint64_t{1} << 55U);
  EXPECT_EQ(most.counts.size(), NonFiniteParts::kMost);
}

TEST(NonFiniteParts, aStretchLiesInOnePart) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> stretches;
  NonFiniteParts(5 * 512).for_each_stretch(
      7, 9, [&](std::uint64_t first, std::uint64_t count) { stretches.emplace_back(first, count); });
  EXPECT_THAT(stretches, ElementsAre(std::pair(7, 3), std::pair(10, 5), std::pair(15, 1)));
}

TEST(NonFiniteParts, scanCountsEachInItsPart) {
  // More records than a chunk of the scan has, so that several workers count.
  const std::vector<std::size_t> bad{0, 1, 599'999, 262'144, 262'143, 4096};
  const auto all = vertices(600'000, bad);
  const auto statistics = scan(over(all), nullptr, 3);
  ASSERT_TRUE(statistics);
  const NonFiniteParts& parts = statistics->non_finite_parts;
  ASSERT_EQ(parts.length, 1172U);
  EXPECT_EQ(parts.counts.size(), 512U);
  EXPECT_EQ(parts.counts[0], 2U);
  EXPECT_EQ(parts.counts[3], 1U) << "record 4096";
  EXPECT_EQ(parts.counts[223], 2U) << "records 262143 and 262144";
  EXPECT_EQ(parts.counts[511], 1U);
  EXPECT_EQ(total(parts), 6U);
  EXPECT_FALSE(sample(over(all)).non_finite_parts.known());
}

TEST(NonFiniteParts, scanCountsConvertedRecords) {
  std::vector<double> numbers(3 * 2000);
  numbers[3 * 1234 + 1] = std::numeric_limits<double>::infinity();
  const auto file = Dataset::over(std::as_bytes(std::span(numbers)), {.layout = parse_layout("<3d").value()});
  ASSERT_TRUE(file);
  const auto statistics = scan(*file);
  ASSERT_TRUE(statistics);
  EXPECT_EQ(statistics->non_finite_parts.counts[1234 / 4], 1U);
  EXPECT_EQ(total(statistics->non_finite_parts), 1U);
  EXPECT_EQ(found(*file, 0, statistics->non_finite_parts), 1234U);
}

TEST(FindNonFinite, goesOnAndWrapsAround) {
  const auto all = vertices(100'000, {5, 6, 70'000});
  const Dataset file = over(all);
  const NonFiniteParts parts = scan(file)->non_finite_parts;
  for (const NonFiniteParts& known : {NonFiniteParts(), parts}) {
    EXPECT_EQ(found(file, 0, known), 5U);
    EXPECT_EQ(found(file, 6, known), 6U);
    EXPECT_EQ(found(file, 7, known), 70'000U);
    EXPECT_EQ(found(file, 70'001, known), 5U);
    EXPECT_EQ(found(file, 100'000, known), 5U) << "past the end";
  }
}

TEST(FindNonFinite, theOnlyOneIsFoundAgain) {
  const auto all = vertices(1000, {400});
  EXPECT_EQ(found(over(all), 401), 400U);
}

TEST(FindNonFinite, saysThatThereIsNone) {
  const auto all = vertices(50'000, {});
  const Dataset file = over(all);
  EXPECT_EQ(found(file, 17), std::nullopt);
  EXPECT_EQ(found(file, 17, scan(file)->non_finite_parts), std::nullopt);
  EXPECT_EQ(found(Dataset(), 0), std::nullopt);
}

TEST(FindNonFinite, readsNoPartThatHasNone) {
  const auto all = vertices(5120, {15, 4000});
  NonFiniteParts parts(5120);
  parts.counts[400] = 1;
  EXPECT_EQ(found(over(all), 0, parts), 4000U) << "as the parts say, record 15 is finite";
}

TEST(FindNonFinite, skipsHoles) {
  constexpr std::uint64_t kCount = 5'000'000'000;
  constexpr std::uint64_t kOdd = std::uint64_t{1} << 32;
  const test::TemporaryFolder folder;
  const auto path = folder.sparse("sparse.bin", kCount * 20);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files of 100 GB";
  const ColoredVertex odd{{kNan, 9, 9}, {7, 8, 9}, 0};
  test::patch(path, kOdd * 20, std::as_bytes(std::span(&odd, 1)));
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file);
  EXPECT_EQ(found(*file, 0), kOdd);
  EXPECT_EQ(found(*file, kOdd + 1), kOdd);
  const NonFiniteParts parts = scan(*file)->non_finite_parts;
  EXPECT_EQ(parts.counts[parts.part_of(kOdd)], 1U);
  EXPECT_EQ(total(parts), 1U);
}

TEST(FindNonFinite, canBeCancelled) {
  const auto all = vertices(100, {});
  Progress progress;
  progress.cancel();
  const auto result = find_non_finite(over(all), 0, {}, &progress);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kCancelled);
}

TEST(FindNonFinite, aFileThatBecameShorter) {
  const test::TemporaryFolder folder;
  const auto all = vertices(100'000, {});
  const auto path = folder.write("cloud.bin", std::as_bytes(std::span(all)));
  const auto file = Dataset::open(path).value();
  ASSERT_EQ(::truncate(path.c_str(), 1'000'000), 0);
  const auto result = find_non_finite(file, 0);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace vertexview
