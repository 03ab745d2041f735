#include "vertexview/record/byte_columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "record/made_records.hpp"

namespace vertexview::test {
namespace {

std::uint64_t best_stride(const std::vector<std::byte>& bytes) {
  const auto scores = score_strides(bytes);
  if (scores.empty()) return 0;
  return std::ranges::max_element(scores, {}, &StrideScore::gain)->stride;
}

TEST(ByteColumns, strideOfRandomPositionsWithIntensity) {
  MadeRecords made;
  for (int i = 0; i < 2000; ++i) {
    for (int k = 0; k < 3; ++k) made.put(static_cast<float>(made.random(-50, 50)));
    made.put(static_cast<float>(made.random(0, 1)));
  }
  EXPECT_EQ(best_stride(made.bytes), 16U);
}

TEST(ByteColumns, strideOfLongRecordsWhoseFloatsDifferLittle) {
  // Columns of noise cost nothing, so that the true stride is not beaten by its short parts.
  MadeRecords made;
  for (int i = 0; i < 1000; ++i) {
    for (int k = 0; k < 3; ++k) made.put(static_cast<float>(made.random(0, 1)));
    for (int k = 0; k < 5; ++k) made.put(static_cast<float>(made.random(-1, 1)));
  }
  EXPECT_EQ(best_stride(made.bytes), 32U);
}

TEST(ByteColumns, strideThatIsNoMultipleOfFour) {
  MadeRecords made;
  for (int i = 0; i < 1000; ++i) {
    for (int k = 0; k < 3; ++k) made.put(made.random(4e5, 6e5));
    for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint8_t>(made.random(0, 256)));
  }
  EXPECT_EQ(best_stride(made.bytes), 27U);
}

TEST(ByteColumns, noiseGainsNothing) {
  MadeRecords made;
  for (int i = 0; i < 40'000; ++i) made.put(static_cast<std::uint8_t>(made.random(0, 256)));
  for (const StrideScore& score : score_strides(made.bytes)) EXPECT_LT(score.gain, 0.1) << score.stride;
}

TEST(ByteColumns, bytesThatNeverChangeGainNearlyAll) {
  const auto scores = score_strides(std::vector<std::byte>(4000));
  EXPECT_EQ(scores[16].stride, 20U);
  EXPECT_GT(scores[16].gain, 7.5);
}

TEST(ByteColumns, fewerThanFourRecordsSayNothing) {
  const std::vector<std::byte> bytes(59);
  EXPECT_TRUE(score_strides({}).empty());
  EXPECT_TRUE(score_strides(std::span(bytes).first(15)).empty());
  EXPECT_EQ(score_strides(bytes).back().stride, 14U);
}

}  // namespace
}  // namespace vertexview::test
