#include "vertexview/task/parallel_for.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <new>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

namespace vertexview {
namespace {

struct OfAPool : testing::Test {
  WorkerPool pool{4};
  Progress progress;
  ParallelOptions options{.chunk = 10, .progress = &progress, .pool = &pool};
};

using ParallelFor = OfAPool;

TEST_F(ParallelFor, everyRecordOnce) {
  std::vector<int> visits(1003);
  std::vector<std::uint64_t> counts(worker_count(visits.size(), options));
  const auto done = parallel_for(visits.size(), options, [&](const Chunk& chunk, std::size_t worker) {
    EXPECT_EQ(chunk.first % 10, 0U);
    EXPECT_EQ(chunk.count, chunk.first == 1000 ? 3U : 10U);
    for (std::uint64_t i = chunk.first; i < chunk.first + chunk.count; ++i) ++visits[i];
    counts.at(worker) += chunk.count;
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(visits, std::vector<int>(visits.size(), 1));
  EXPECT_EQ(std::reduce(counts.begin(), counts.end()), 1003U);
  EXPECT_EQ(progress.done(), 1003U);
  EXPECT_EQ(progress.total(), 1003U);
}

TEST_F(ParallelFor, aWorkerIsInOneCallAtATime) {
  std::vector<std::atomic<int>> inside(worker_count(10'000, options));
  EXPECT_TRUE(parallel_for(10'000, options, [&](const Chunk&, std::size_t worker) {
    EXPECT_EQ(++inside[worker], 1);
    --inside[worker];
  }));
}

TEST_F(ParallelFor, nothingToDo) {
  EXPECT_TRUE(parallel_for(0, options, [](const Chunk&, std::size_t) { FAIL() << "there is no chunk"; }));
}

TEST_F(ParallelFor, workerCount) {
  EXPECT_EQ(worker_count(1000, options), 4U);
  EXPECT_EQ(worker_count(11, options), 2U) << "no more than chunks";
  EXPECT_EQ(worker_count(0, options), 1U);
  options.workers = 3;
  EXPECT_EQ(worker_count(1000, options), 3U);
  options.workers = 9;
  EXPECT_EQ(worker_count(1000, options), 4U) << "no more than the pool has";
}

TEST_F(ParallelFor, oneWorkerGoesFromFirstToLast) {
  options.workers = 1;
  std::vector<std::uint64_t> firsts;
  EXPECT_TRUE(parallel_for(35, options, [&](const Chunk& chunk, std::size_t worker) {
    EXPECT_EQ(worker, 0U);
    firsts.push_back(chunk.first);
  }));
  EXPECT_EQ(firsts, (std::vector<std::uint64_t>{0, 10, 20, 30}));
}

TEST_F(ParallelFor, allWorkersAtOnce) {
  std::latch all(4);
  EXPECT_TRUE(parallel_for(40, options, [&](const Chunk&, std::size_t) { all.arrive_and_wait(); }));
}

TEST_F(ParallelFor, theErrorOfTheFirstChunkThatFails) {
  std::latch all(4);
  const auto done = parallel_for(1000, options, [&](const Chunk& chunk, std::size_t) -> Result<void> {
    if (chunk.first < 40) all.arrive_and_wait();  // the first four chunks have begun before any of them fails
    if (chunk.first < 10) return {};
    return fail(ErrorCode::kIo, "chunk " + std::to_string(chunk.first));
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "chunk 10");
  EXPECT_LT(progress.done(), 1000U) << "the others were not begun";
}

TEST_F(ParallelFor, whatIsThrownIsAnError) {
  auto done = parallel_for(100, options, [](const Chunk&, std::size_t) { throw std::bad_alloc(); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kOutOfMemory);
  EXPECT_EQ(done.error().message, "out of memory");
  done = parallel_for(100, options, [](const Chunk&, std::size_t) { throw std::runtime_error("it broke"); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "it broke");
}

TEST_F(ParallelFor, cancelledBeforeItBegins) {
  progress.cancel();
  const auto done = parallel_for(100, options, [](const Chunk&, std::size_t) { FAIL(); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kCancelled);
}

TEST_F(ParallelFor, cancelledOnTheWay) {
  std::atomic<std::uint64_t> records{0};
  const auto done = parallel_for(std::uint64_t{1} << 60, options, [&](const Chunk& chunk, std::size_t) {
    records += chunk.count;
    progress.cancel();
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kCancelled);
  EXPECT_LE(records, 40U) << "one chunk a worker";
}

TEST_F(ParallelFor, writesInOrder) {
  std::vector<Chunk> buffers(worker_count(5000, options));
  std::vector<std::uint64_t> written;
  const auto done = parallel_for(
      5000, options, [&](const Chunk& chunk, std::size_t worker) { buffers[worker] = chunk; },
      [&](const Chunk& chunk, std::size_t worker) {
        EXPECT_EQ(buffers[worker].first, chunk.first) << "the buffer of the same worker";
        written.push_back(chunk.first);
      });
  EXPECT_TRUE(done);
  ASSERT_EQ(written.size(), 500U);
  for (std::uint64_t i = 0; i < 500; ++i) EXPECT_EQ(written[i], i * 10);
}

TEST_F(ParallelFor, aFailureEndsTheOrder) {
  for (const bool in_make : {true, false}) {
    std::vector<std::uint64_t> written;
    const auto fails = [](const Chunk& chunk, bool here) -> Result<void> {
      if (here && chunk.first >= 200) return fail(ErrorCode::kIo, "chunk " + std::to_string(chunk.first));
      return {};
    };
    const auto done = parallel_for(
        100'000, options, [&](const Chunk& chunk, std::size_t) { return fails(chunk, in_make); },
        [&](const Chunk& chunk, std::size_t) {
          auto result = fails(chunk, !in_make);
          if (result) written.push_back(chunk.first);
          return result;
        });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "chunk 200");
    EXPECT_EQ(written.size(), 20U) << "all before it, and none after";
  }
}

TEST_F(ParallelFor, withinItself) {
  std::atomic<std::uint64_t> records{0};
  const auto done = parallel_for(100, options, [&](const Chunk&, std::size_t) {
    return parallel_for(50, {.chunk = 5, .pool = &pool}, [&](const Chunk& chunk, std::size_t) {
      records += chunk.count;
      pool.run([] {}, Work::kChunk);
    });
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(records, 500U);
}

TEST_F(ParallelFor, fromSeveralThreadsInOrder) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      std::vector<std::uint64_t> written;
      EXPECT_TRUE(parallel_for(
          3000, {.chunk = 10, .pool = &pool}, [](const Chunk&, std::size_t) {},
          [&](const Chunk& chunk, std::size_t) { written.push_back(chunk.first); }));
      EXPECT_TRUE(std::ranges::is_sorted(written));
      EXPECT_EQ(written.size(), 300U);
    });
}

TEST(ParallelForShared, usesTheSharedPool) {
  std::atomic<std::uint64_t> records{0};
  const std::uint64_t many = std::uint64_t{1} << 22;
  EXPECT_TRUE(parallel_for(many, {}, [&](const Chunk& chunk, std::size_t) { records += chunk.count; }));
  EXPECT_EQ(records, many);
  EXPECT_EQ(worker_count(many * 64), WorkerPool::shared().size());
}

}  // namespace
}  // namespace vertexview
