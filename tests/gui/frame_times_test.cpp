// How long frames and answers take, as the state reports it.
#include "viewer/frame_times.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "gui/viewer_process.hpp"

namespace vertexview::app {
namespace {

TEST(FrameTimes, percentilesOfFramesThatMoved) {
  FrameTimes times;
  EXPECT_EQ(times.report().count, 0U);
  for (int i = 1; i <= 100; ++i) times.shown(10, 10 + i / 1000.0, true, true);
  times.shown(20, 29, false, true);
  const MovingFrames report = times.report();
  EXPECT_EQ(report.count, 100U);
  EXPECT_NEAR(report.p50_ms, 51, 1e-6);
  EXPECT_NEAR(report.p99_ms, 99, 1e-6);
  EXPECT_NEAR(report.longest_ms, 100, 1e-6);
  times.restart();
  EXPECT_EQ(times.report().count, 0U);
}

TEST(FrameTimes, anAnswerCountsFromTheFirstInputThatWaits) {
  FrameTimes times;
  times.input(1.000);
  times.input(1.010);
  times.shown(1.005, 1.020, true, false);  // some of the input is left for the next frame
  EXPECT_NEAR(times.report().longest_answer_ms, 20, 1e-6);
  times.shown(1.020, 1.035, true, true);
  EXPECT_NEAR(times.report().longest_answer_ms, 35, 1e-6);
  times.shown(1.035, 2, true, true);
  EXPECT_NEAR(times.report().longest_answer_ms, 35, 1e-6) << "nothing waited";
  times.input(3);
  times.shown(3, 3.01, true, true);
  EXPECT_NEAR(times.report().longest_answer_ms, 35, 1e-6);
}

TEST(FrameTimes, aDragIsToldOnceByTheState) {
  test::Viewer viewer({VERTEXVIEW_SOURCE_DIR "/assets/colors.bin"});
  (void)viewer.state();
  const auto start = std::chrono::steady_clock::now();
  viewer.drag({300, 300}, {420, 340});
  const test::Json frames = viewer.state().at("moving_frames");
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - start;
  ASSERT_GE(frames.at("count"), 1);
  // One frame follows the other, and half of them take at least the median.
  EXPECT_LE(frames.at("count").get<double>() / 2 * frames.at("p50_ms").get<double>(), passed.count());
  EXPECT_GT(frames.at("p50_ms").get<double>(), 1e-3) << "in milliseconds";
  EXPECT_LE(frames.at("p50_ms"), frames.at("p99_ms"));
  EXPECT_LE(frames.at("p99_ms"), frames.at("longest_ms"));
  EXPECT_LE(frames.at("longest_answer_ms").get<double>(), passed.count());
  EXPECT_GE(frames.at("longest_answer_ms"), frames.at("p50_ms")) << "an answer takes a frame at least";
  EXPECT_EQ(viewer.state().at("moving_frames").at("count"), 0) << "since the last state";
}

}  // namespace
}  // namespace vertexview::app
