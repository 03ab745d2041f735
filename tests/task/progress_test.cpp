#include "vertexview/task/progress.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

TEST(Progress, fraction) {
  Progress progress;
  EXPECT_EQ(progress.fraction(), 0) << "the total is unknown";
  progress.start(8);
  progress.advance(2);
  EXPECT_EQ(progress.fraction(), 0.25);
  progress.start(4);
  EXPECT_EQ(progress.done(), 0U) << "another operation";
}

TEST(Progress, tellsOfEachAdvance) {
  WorkerPool pool(4);
  Progress progress;
  std::atomic<int> told{0};
  progress.when_advanced([&] { ++told; });
  const ParallelOptions options{.chunk = 10, .progress = &progress, .pool = &pool};
  EXPECT_TRUE(parallel_for(1000, options, [](const Chunk&, std::size_t) {}));
  EXPECT_EQ(told, 100);
  progress.when_advanced({});
  EXPECT_TRUE(parallel_for(1000, options, [](const Chunk&, std::size_t) {}));
  EXPECT_EQ(told, 100);
}

}  // namespace
}  // namespace vertexview
