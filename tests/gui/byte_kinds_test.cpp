// What the bytes of a record are like, without a window.
#include "panels/layout/byte_kinds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "record/made_records.hpp"

namespace vertexview::app {
namespace {

using test::MadeRecords;
using testing::ElementsAre;

/// Describes records of a float32, a uint16 below 8, a byte that never changes, and a random one.
std::vector<ByteColumn> described(int count, const Progress& progress = {}) {
  MadeRecords made;
  for (int i = 0; i < count; ++i)
    made.put(static_cast<float>(made.random(-50, 50)))
        .put(static_cast<std::uint16_t>(made.random(0, 8)))
        .put(std::uint8_t{0x2A})
        .put(static_cast<std::uint8_t>(made.random(0, 256)));
  return describe_bytes(RecordSpan{made.bytes.data(), static_cast<std::uint64_t>(count), 8}, 4096, progress);
}

std::vector<ByteKind> kinds(const std::vector<ByteColumn>& columns) {
  std::vector<ByteKind> kinds;
  for (const ByteColumn& column : columns) kinds.push_back(column.kind);
  return kinds;
}

TEST(ByteKinds, ofAFloatAnIntegerAConstantAndNoise) {
  EXPECT_THAT(kinds(described(4000)),
              ElementsAre(ByteKind::kNoise, ByteKind::kNoise, ByteKind::kNoise, ByteKind::kExponent,
                          ByteKind::kSmall, ByteKind::kConstant, ByteKind::kConstant, ByteKind::kNoise));
}

TEST(ByteKinds, numbersOfAColumn) {
  const auto columns = described(4000);
  EXPECT_EQ(columns[6].most, 0x2A);
  EXPECT_EQ(columns[6].share, 1);
  EXPECT_EQ(columns[6].entropy, 0);
  EXPECT_THAT(columns[6].examples, ElementsAre(0x2A, 0x2A, 0x2A, 0x2A, 0x2A, 0x2A));
  EXPECT_NEAR(columns[4].entropy, 3, 0.02) << "eight values, equally often";
  EXPECT_NEAR(columns[4].share, 0.125, 0.04);
  EXPECT_GT(columns[7].entropy, 7.7);
  EXPECT_THAT(lines_about(columns[6], 6),
              ElementsAre("byte 6", "constant", "entropy 0.0 of 8 bits",
                          "most often 2a, in 100 % of the records", "such as 2a 2a 2a 2a 2a 2a"));
}

TEST(ByteKinds, ofFewRecords) {
  EXPECT_TRUE(described(0).empty());
  EXPECT_THAT(kinds(described(1)), testing::Each(ByteKind::kConstant));
  EXPECT_EQ(described(40)[3].kind, ByteKind::kExponent);
  EXPECT_EQ(described(40)[7].kind, ByteKind::kNoise) << "forty random bytes are nearly all different";
}

TEST(ByteKinds, signsOfIntegersAndZeros) {
  MadeRecords made;
  for (int i = 0; i < 1000; ++i)
    made.put(static_cast<std::int16_t>(made.random(-300, 300))).put(i % 3 == 0 ? 0.0F : 1.5F);
  const auto columns = describe_bytes(RecordSpan{made.bytes.data(), 1000, 6}, 4096);
  EXPECT_EQ(columns[1].kind, ByteKind::kSmall) << "0xfe to 0x01";
  EXPECT_EQ(columns[5].kind, ByteKind::kExponent) << "zeros among them";
}

TEST(ByteKinds, onlySoManyBytesOfALongRecord) {
  const std::vector<std::byte> bytes(100'000);
  EXPECT_EQ(describe_bytes(RecordSpan{bytes.data(), 10, 10'000}, 64).size(), 64U);
  Progress stop;
  stop.cancel();
  EXPECT_TRUE(described(100, stop).empty());
}

}  // namespace
}  // namespace vertexview::app
