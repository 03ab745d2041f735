// What the Layout panel reads of a file, on a thread of its own, and the text it makes of that.
#include "panels/layout/layout_sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <limits>
#include <mutex>

#include "panels/layout/layout_preview.hpp"
#include "support_files.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {
namespace {

using testing::ElementsAre;

TEST(LayoutSample, finiteNumbersOfEachElement) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> numbers{1, 2, nan, 7, -3, 5, nan, 8};
  const Layout layout = parse_layout("<2f:a:f:b:f:c:").value();
  const auto ranges = sample_layout(layout, std::as_bytes(std::span(numbers)), 2).ranges;
  ASSERT_EQ(ranges.size(), 3U);
  EXPECT_EQ(ranges[0], (ValueRange{-3, 5}));
  EXPECT_EQ(ranges[1], std::nullopt) << "no finite number";
  EXPECT_EQ(ranges[2], (ValueRange{7, 8}));
  EXPECT_EQ(sample_layout(layout, {}, 2).ranges[0], std::nullopt);
}

TEST(LayoutSample, onlyTheFirstRecordsAndOnlyThoseThereAre) {
  const std::vector<float> numbers{9, 1.5F, 2, 0.1F, 4};
  const auto bytes = std::as_bytes(std::span(numbers));
  Layout layout = parse_layout("<f:a:f:b:").value();
  layout.data_offset = 4;
  EXPECT_EQ(sample_layout(layout, bytes, 2).rows.size(), 2U);
  EXPECT_EQ(sample_layout(layout, bytes, 1).rows.size(), 1U);
  EXPECT_EQ(sample_layout(layout, bytes, 1).ranges[0], (ValueRange{1.5, 1.5})) << "of records that are taken";
  EXPECT_EQ(sample_layout(layout, bytes, 1000).rows.size(), 2U) << "a count that the file does not hold";
  const std::vector<float> many(1000);
  EXPECT_EQ(sample_layout(layout, std::as_bytes(std::span(many)), 400).rows.size(), 12U);
  layout.data_offset = 21;
  EXPECT_TRUE(sample_layout(layout, bytes, 0).rows.empty()) << "past the end";
}

TEST(LayoutSample, aRecordLongerThanAnyRuler) {
  const std::vector<std::byte> bytes(100'000);
  const Layout layout = parse_layout("<3f:position:99988x").value();
  const LayoutSample sample = sample_layout(layout, bytes, 1);
  EXPECT_EQ(sample.record.size(), 4096U);
  EXPECT_EQ(sample.rows.size(), 1U);
}

TEST(LayoutSample, endsWhenToldTo) {
  const std::vector<float> numbers{1, 2};
  Progress stop;
  stop.cancel();
  const Layout layout = parse_layout("<f:a:").value();
  EXPECT_EQ(sample_layout(layout, std::as_bytes(std::span(numbers)), 2, stop).ranges[0], std::nullopt);
}

class SamplerOfAFile : public testing::Test {
 protected:
  /// Waits for the answer to the last ask().
  LayoutSample answer() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return !sampler_.busy(); });
    return sampler_.take().value();
  }
  void ask(const char* format) {
    const Layout layout = parse_layout(format).value();
    sampler_.ask(dataset_, layout, dataset_.data.file_size() / layout.schema.stride, [this] {
      const std::scoped_lock lock(mutex_);
      done_.notify_all();
    });
  }

  static OpenDataset opened(const std::string& path) {
    Dataset::Options options;
    options.layout = parse_layout("<f:x:").value();
    OpenDataset dataset;
    dataset.data = Dataset::open(path, options).value();
    return dataset;
  }

  test::TemporaryFolder folder_;
  std::vector<float> numbers_{1, 2, 3, 4, 5, 6, 7, 8};
  std::string path_ = folder_.write("numbers.bin", std::as_bytes(std::span(numbers_)));
  std::mutex mutex_;
  std::condition_variable done_;
  OpenDataset dataset_ = opened(path_);
  LayoutSampler sampler_;
};

TEST_F(SamplerOfAFile, answersOnceOnAnotherThread) {
  EXPECT_FALSE(sampler_.busy());
  EXPECT_FALSE(sampler_.take());
  ask("<f:a:f:b:");
  const LayoutSample sample = answer();
  EXPECT_EQ(sample.rows.size(), 4U);
  EXPECT_EQ(sample.ranges[1], (ValueRange{2, 8}));
  EXPECT_FALSE(sampler_.take()) << "taken";
}

TEST_F(SamplerOfAFile, theLastQuestionCounts) {
  for (int i = 0; i < 200; ++i) {
    ask("<f:a:");
    ask("<f:a:3f:b:");
  }
  const LayoutSample sample = answer();
  EXPECT_EQ(sample.ranges.size(), 2U);
  EXPECT_EQ(sample.ranges[0], (ValueRange{1, 5}));
  EXPECT_FALSE(sampler_.busy());
}

TEST_F(SamplerOfAFile, mayEndWhileItReads) {
  for (int i = 0; i < 50; ++i) {
    LayoutSampler sampler;
    sampler.ask(dataset_, dataset_.data.layout(), dataset_.data.size(), {});
  }
}

TEST(Preview, everyNumberKeepsItsDigits) {
  const std::vector<float> numbers{1.5F, 20, 0.1F, -4.25F};
  const Layout layout = parse_layout("<f:x:f:b:").value();
  const LayoutSample sample = sample_layout(layout, std::as_bytes(std::span(numbers)), 2);
  const Preview preview = preview_of(sample, layout);
  EXPECT_THAT(preview.rows, ElementsAre(ElementsAre("1.5", "20"), ElementsAre("0.1", "-4.25")));
  EXPECT_EQ(preview.columns[0].name, "x");
  EXPECT_EQ(preview.columns[1].width.blanks_after("20"), 3U) << "its point stands over that of -4.25";
}

TEST(Preview, aHugeNumberTakesNoDigitsFromItsNeighbours) {
  const std::vector<float> numbers{-0.5625677704811096F, 1e30F, 1.17549435e-38F};
  const Layout layout = parse_layout("<f:x:").value();
  const LayoutSample sample = sample_layout(layout, std::as_bytes(std::span(numbers)), 3);
  EXPECT_THAT(preview_of(sample, layout).rows,
              ElementsAre(ElementsAre("-0.5625678"), ElementsAre("1e+30"), ElementsAre("1.1754944e-38")));
}

TEST(Preview, aScaledCoordinateIsFollowedByTheStoredNumber) {
  const std::vector<std::int32_t> numbers{63600176, 2, 3};
  Layout layout = parse_layout("<3i:position:").value();
  layout.placement.scale = {0.01, 1, 1};
  const LayoutSample sample = sample_layout(layout, std::as_bytes(std::span(numbers)), 1);
  const Preview preview = preview_of(sample, layout);
  std::vector<std::string> names;
  for (const PreviewColumn& column : preview.columns) names.push_back(column.name);
  EXPECT_THAT(names, ElementsAre("x", "raw x", "y", "z"));
  EXPECT_THAT(preview.rows, ElementsAre(ElementsAre("636001.76", "63600176", "2", "3")));
}

TEST(Preview, aDecodedNumberIsFollowedByTheStoredOne) {
  const std::vector<std::uint16_t> numbers{0xF81E, 13107};
  const Layout layout = parse_layout("<H:color(unorm5_6_5):H:w(unorm):").value();
  const LayoutSample sample = sample_layout(layout, std::as_bytes(std::span(numbers)), 1);
  EXPECT_EQ(sample.ranges[0], (ValueRange{0, 1}));
  const Preview preview = preview_of(sample, layout);
  std::vector<std::string> names;
  for (const PreviewColumn& column : preview.columns) names.push_back(column.name);
  EXPECT_THAT(names, ElementsAre("red", "raw red", "green", "raw green", "blue", "raw blue", "w", "raw w"));
  EXPECT_THAT(preview.rows, ElementsAre(ElementsAre("1", "31", "0", "0", "0.9677419", "30", "0.2", "13107")));
}

}  // namespace
}  // namespace vertexview::app
