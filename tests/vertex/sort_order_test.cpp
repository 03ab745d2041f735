#include "vertexview/vertex/sort_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "record/made_records.hpp"
#include "support_files.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::test {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

using Indices = std::vector<std::uint64_t>;

Dataset open_as(const std::string& path, const std::string& format) {
  auto file = Dataset::open(path, {.layout = *parse_layout(format)});
  EXPECT_TRUE(file) << describe(file.error());
  return *std::move(file);
}

/// Records in memory with a layout, which outlive the dataset.
struct Records {
  MadeRecords made;
  [[nodiscard]] Dataset dataset(const std::string& format) const {
    auto file = Dataset::over(made.bytes, {.layout = *parse_layout(format)});
    EXPECT_TRUE(file) << describe(file.error());
    return *std::move(file);
  }
};

Result<SortOrder> sort(const Dataset& file, const std::string& name, const SortOptions& options = {}) {
  const auto number = find_number(file.layout().schema, name);
  EXPECT_TRUE(number) << name;
  return sort_records(file, *number, options);
}

Indices indices_of(const SortOrder& order) {
  Indices indices;
  for (std::uint64_t row = 0; row < order.size(); ++row) indices.push_back(order.record_at(row));
  return indices;
}

Indices read_indices(const std::string& path) {
  const std::string bytes = contents_of(path);
  Indices indices(bytes.size() / sizeof(std::uint64_t));
  std::memcpy(indices.data(), bytes.data(), indices.size() * sizeof(std::uint64_t));
  return indices;
}

/// Compares both directions of every column that the oracle writes with numpy's.
void compare_with_numpy(int seed, std::uint64_t records) {
  const TemporaryFolder folder;
  const std::string script = "/usr/bin/python3 " VERTEXVIEW_SOURCE_DIR "/tests/vertex/sort_order_oracle.py ";
  const std::string arguments =
      folder.path().string() + " " + std::to_string(seed) + " " + std::to_string(records);
  ASSERT_EQ(std::system((script + arguments).c_str()), 0);
  std::ifstream columns(folder.file("columns"));
  std::string name;
  std::string code;
  int compared = 0;
  for (; columns >> name >> code; ++compared) {
    const Dataset file = open_as(folder.file(name + ".bin"), code + ":value:");
    const auto up = sort(file, "value");
    const auto down = sort(file, "value", {.descending = true});
    ASSERT_TRUE(up && down) << name;
    const Indices wanted = read_indices(folder.file(name + ".up"));
    ASSERT_EQ(wanted.size(), records);
    EXPECT_EQ(indices_of(*up), wanted) << name;
    EXPECT_EQ(indices_of(*down), read_indices(folder.file(name + ".down"))) << name;
    for (std::uint64_t row = 0; row < records; row += 1 + records / 50) {
      EXPECT_EQ(up->row_of(file, up->record_at(row)), row) << name;
      EXPECT_EQ(down->row_of(file, down->record_at(row)), row) << name;
    }
  }
  EXPECT_EQ(compared, 24);
}

TEST(SortOrder, everyTypeAsNumpySortsIt) {
  compare_with_numpy(5, 3000);
}

TEST(SortOrder, manyChunksAsNumpySortsThem) {
  compare_with_numpy(6, 300'000);  // more than one chunk of parallel_for()
}

TEST(SortOrder, nanIsLastInBothDirections) {
  Records records;
  for (const float x : {kNan, 2.0F, -kInfinity, -0.0F, kInfinity, 0.0F, -kNan}) records.made.put(x);
  const Dataset file = records.dataset("<f:x:");
  EXPECT_EQ(indices_of(*sort(file, "x")), (Indices{2, 3, 5, 1, 4, 0, 6}));
  EXPECT_EQ(indices_of(*sort(file, "x", {.descending = true})), (Indices{4, 1, 3, 5, 2, 0, 6}));
}

TEST(SortOrder, decodedNumbersInsideOfARecord) {
  Records records;
  for (const std::int8_t x : {std::int8_t{-128}, std::int8_t{127}, std::int8_t{-127}, std::int8_t{0}})
    records.made.put('p').put(x).put(std::uint16_t{7});
  const Dataset file = records.dataset("<Bb:x(snorm):H");
  EXPECT_EQ(indices_of(*sort(file, "x")), (Indices{0, 2, 3, 1})) << "-128 and -127 both are -1";
}

TEST(SortOrder, aNumberThatIsTheSameEverywhereChangesNothing) {
  Records records;
  for (int i = 0; i < 2000; ++i) records.made.put(1.5);
  Indices same(2000);
  std::iota(same.begin(), same.end(), 0);
  EXPECT_EQ(indices_of(*sort(records.dataset("<d:x:"), "x")), same);
}

TEST(SortOrder, noRecords) {
  const Records records;
  const auto order = sort(records.dataset("<d:x:"), "x");
  ASSERT_TRUE(order);
  EXPECT_EQ(order->size(), 0U);
  EXPECT_EQ(order->nbytes(), 0U);
}

TEST(SortOrder, takesFourBytesARecordAndTwelveWhileSorting) {
  Records records;
  for (int i = 0; i < 100; ++i) records.made.put(static_cast<float>(i));
  const Dataset file = records.dataset("<f:x:");
  const auto order = sort(file, "x", {.most_bytes = 1200});
  ASSERT_TRUE(order) << describe(order.error());
  EXPECT_EQ(order->nbytes(), 400U);
  const auto refused = sort(file, "x", {.most_bytes = 1199});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kOutOfMemory);
  EXPECT_EQ(
      refused.error().message,
      "sorting 100 records takes 12 bytes of memory for each, more than the 1199 bytes that it may take");
}

TEST(SortOrder, bytesAreNoNumber) {
  const Records records;
  const Dataset file = records.dataset("<4s:tag:");
  const auto order = sort_records(file, file.layout().schema.elements.front());
  ASSERT_FALSE(order);
  EXPECT_EQ(order.error().message, "'tag' holds bytes; expected a number to sort by");
}

TEST(SortOrder, countsThreeStepsARecordAndCanBeCancelled) {
  Records records;
  for (int i = 0; i < 5000; ++i) records.made.put(static_cast<float>(-i));
  const Dataset file = records.dataset("<f:x:");
  Progress progress;
  ASSERT_TRUE(sort(file, "x", {.progress = &progress}));
  EXPECT_EQ(progress.total(), 15'000U);
  EXPECT_EQ(progress.done(), 15'000U);
  progress.cancel();
  const auto cancelled = sort(file, "x", {.progress = &progress});
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::kCancelled);
}

TEST(SortOrder, theFileStaysAsItIs) {
  const TemporaryFolder folder;
  MadeRecords made;
  for (int i = 0; i < 1000; ++i) made.put(static_cast<float>(made.random(-1, 1)));
  const std::string path = folder.write("floats.bin", made.bytes);
  ASSERT_TRUE(sort(open_as(path, "<f:x:"), "x"));
  const std::string now = contents_of(path);
  ASSERT_EQ(now.size(), made.bytes.size());
  EXPECT_EQ(std::memcmp(now.data(), made.bytes.data(), now.size()), 0);
}

}  // namespace
}  // namespace vertexview::test
