// The small pictures of the Layout panel, and the scores of strides beside them, without a window.
#include "panels/layout/cloud_picture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "panels/layout/layout_finding.hpp"
#include "record/made_records.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {
namespace {

using test::MadeRecords;

/// Returns records of a position on a disk of radius 10 around (100, 200, 300), with a colour.
std::vector<std::byte> disk(int count) {
  MadeRecords made;
  for (int i = 0; i < count; ++i) {
    const double angle = made.random(0, 6.28);
    const double radius = made.random(0, 10);
    for (const double v : {100 + radius * std::cos(angle), 200 + radius * std::sin(angle), 300.0})
      made.put(static_cast<float>(v));
    made.put(std::uint16_t{65535}).put(std::uint16_t{0}).put(std::uint16_t{0}).put(std::uint16_t{0});
  }
  return made.bytes;
}

CloudSample sampled(std::string_view format, std::span<const std::byte> bytes) {
  return sample_cloud(parse_layout(format).value(), bytes);
}

TEST(CloudPicture, isAroundTheMiddleOfMostPoints) {
  auto bytes = disk(2000);
  const std::array<float, 3> far{1e6F, 1e6F, std::numeric_limits<float>::quiet_NaN()};
  std::memcpy(bytes.data(), far.data(), sizeof(far));
  const std::array<float, 3> lost{1e12F, 0, 0};
  std::memcpy(bytes.data() + 20, lost.data(), sizeof(lost));
  const CloudSample cloud = sampled("vertex", bytes);
  EXPECT_EQ(cloud.points.size(), 1998U) << "neither what is not finite nor what lies far away";
  EXPECT_EQ(cloud.colors.front(), 0xFF0000FFU) << "red";
  EXPECT_NEAR(cloud.across, 10, 0.3);
  EXPECT_NEAR(cloud.height, 0, 1e-3);
}

TEST(CloudPicture, takesAFewThousandOfManyRecords) {
  EXPECT_EQ(sampled("vertex", disk(100)).points.size(), 100U);
  const auto cloud = sampled("vertex", disk(20'000));
  EXPECT_LE(cloud.points.size(), 4096U);
  EXPECT_GE(cloud.points.size(), 4000U);
}

TEST(CloudPicture, isEmptyWhereTheLayoutMakesNoPoints) {
  const auto bytes = disk(100);
  EXPECT_TRUE(sampled("<20s:bytes:", bytes).points.empty()) << "no position";
  EXPECT_TRUE(sampled("vertex", std::span(bytes).first(19)).points.empty()) << "no record";
  const std::vector<std::byte> nothing(240, std::byte{0xFF});
  EXPECT_TRUE(sampled("xyz", nothing).points.empty()) << "nothing finite";
  Progress stop;
  stop.cancel();
  EXPECT_TRUE(sample_cloud(parse_layout("vertex").value(), bytes, stop).points.empty());
}

TEST(CloudPicture, showsADiskFromALittleAbove) {
  const CloudSample cloud = sampled("vertex", disk(20'000));
  const PixelImage image = draw_cloud(cloud, 200, 90, 0, 2);
  const auto drawn = [](std::uint32_t pixel) { return pixel != 0; };
  int left = 200, right = 0, top = 90, bottom = 0;
  for (int y = 0; y < 90; ++y)
    for (int x = 0; x < 200; ++x)
      if (drawn(image.pixels[static_cast<std::size_t>(y * 200 + x)])) {
        left = std::min(left, x), right = std::max(right, x);
        top = std::min(top, y), bottom = std::max(bottom, y);
      }
  EXPECT_NEAR((left + right) / 2.0, 100, 3);
  EXPECT_NEAR((top + bottom) / 2.0, 45, 3);
  EXPECT_NEAR(right - left, 184, 8) << "nearly all of the width";
  EXPECT_NEAR(bottom - top, 80, 6) << "an ellipse, as high as sin(0.45) of it";
}

TEST(CloudPicture, isTheSameForTheSamePoints) {
  const CloudSample cloud = sampled("vertex", disk(3000));
  EXPECT_EQ(draw_cloud(cloud, 60, 40, 0, 2).pixels, draw_cloud(cloud, 60, 40, 0, 2).pixels);
  EXPECT_NE(draw_cloud(cloud, 60, 40, 0, 2).pixels, draw_cloud(cloud, 60, 40, 1, 2).pixels);
  const PixelImage none = draw_cloud({}, 8, 4, 0, 2);
  EXPECT_EQ(none.pixels, std::vector<std::uint32_t>(32)) << "transparent";
}

TEST(CloudPicture, whatIsNearerHidesWhatIsBehind) {
  // Seen from the front, the first of two points one behind the other is drawn.
  const CloudSample cloud{{{0, -1, 0}, {0, 1, -0.966F}}, {0xFF0000FF, 0xFF00FF00}, 1, 1};
  const PixelImage image = draw_cloud(cloud, 21, 21, 0, 1);
  EXPECT_EQ(std::ranges::count_if(image.pixels, [](std::uint32_t pixel) { return (pixel & 0xFF00) != 0; }),
            0);
  EXPECT_EQ(std::ranges::count_if(image.pixels, [](std::uint32_t pixel) { return (pixel & 0xFF) != 0; }), 1);
}

TEST(StrideScores, ofRecordsThatTheLengthTells) {
  const auto bytes = disk(2000);
  const StrideScores scores = score_lengths(bytes);
  EXPECT_EQ(scores.all.size(), 253U);
  EXPECT_EQ(scores.likely.front(), 20U);
  EXPECT_EQ(scores.share(20), 1);
  EXPECT_LT(scores.share(19), 0.7);
  EXPECT_EQ(scores.share(3), 0);
  EXPECT_EQ(scores.share(300), 0);
  EXPECT_EQ(score_lengths({}).share(20), 0) << "nothing is known of nothing";
}

}  // namespace
}  // namespace vertexview::app
