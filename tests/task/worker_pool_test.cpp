#include "vertexview/task/worker_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <latch>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace vertexview {
namespace {

TEST(WorkerPool, runsOnEveryThreadThatIsFree) {
  WorkerPool pool(4);
  std::latch all(4);  // passed only when all four are in the job at once
  std::mutex mutex;
  std::set<std::thread::id> threads;
  pool.run([&] {
    all.arrive_and_wait();
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
  });
  EXPECT_EQ(threads.size(), 4U);
  EXPECT_EQ(threads.count(std::this_thread::get_id()), 1U) << "the caller works too";
}

TEST(WorkerPool, sizeIsBounded) {
  EXPECT_EQ(WorkerPool(1).size(), 1U);
  EXPECT_EQ(WorkerPool(1000).size(), 64U);
  EXPECT_GE(WorkerPool().size(), 1U);
  EXPECT_GE(WorkerPool::shared().size(), 2U);
}

TEST(WorkerPool, aLimitOfWorkers) {
  WorkerPool pool(4);
  std::atomic<int> calls{0};
  pool.run([&] { ++calls; }, Work::kFrame, 1);
  EXPECT_EQ(calls, 1);
  std::latch both(2);
  // A third call would count the latch below zero.
  pool.run([&] { both.arrive_and_wait(); }, Work::kFrame, 2);
}

TEST(WorkerPool, partsCoverEverythingOnce) {
  WorkerPool pool(3);
  std::vector<int> visits(10'007);
  pool.for_each_part(visits.size(), 100, [&](std::size_t first, std::size_t last) {
    EXPECT_LE(last - first, 100U);
    for (std::size_t i = first; i < last; ++i) ++visits[i];
  });
  EXPECT_EQ(visits, std::vector<int>(visits.size(), 1));
  pool.for_each_part(0, 100, [](std::size_t, std::size_t) { FAIL() << "there are no parts"; });
}

TEST(WorkerPool, manyRunsInARow) {
  WorkerPool pool(4);
  std::atomic<std::uint64_t> sum{0};
  for (int round = 0; round < 20'000; ++round)
    pool.for_each_part(8, 1, [&](std::size_t first, std::size_t) { sum += first; });
  EXPECT_EQ(sum, 20'000U * 28);
}

TEST(WorkerPool, aRunWithinARun) {
  WorkerPool pool(3);
  std::atomic<int> inner{0};
  pool.run([&] {
    pool.run([&] {
      ++inner;
      pool.for_each_part(10, 1, [&](std::size_t, std::size_t) { ++inner; });
    });
  });
  EXPECT_GE(inner, 11);
}

TEST(WorkerPool, runsFromSeveralThreadsAtOnce) {
  WorkerPool pool(3);
  std::vector<std::size_t> sums(4);
  {
    std::vector<std::jthread> threads;
    for (auto& sum : sums)
      threads.emplace_back([&] {
        for (int round = 0; round < 500; ++round) {
          std::atomic<std::size_t> total{0};
          pool.for_each_part(100, 7, [&](std::size_t first, std::size_t last) { total += last - first; });
          sum += total;
        }
      });
  }
  EXPECT_EQ(sums, std::vector<std::size_t>(4, 50'000));
}

TEST(WorkerPool, aFrameDoesNotWaitForOtherWork) {
  WorkerPool pool(2);
  std::latch busy(2);
  std::latch drawn(1);
  std::jthread scan([&] {
    pool.run(
        [&] {
          busy.count_down();
          drawn.wait();  // holds up every thread for chunks until the frame is drawn
        },
        Work::kChunk);
  });
  busy.wait();
  std::latch both(2);
  // The frame has all of its threads although the others are held up.
  pool.run([&] { both.arrive_and_wait(); });
  drawn.count_down();
}

TEST(WorkerPool, whatAJobThrowsIsThrownByRun) {
  WorkerPool pool(3);
  const auto caller = std::this_thread::get_id();
  std::latch all(3);
  EXPECT_THROW(pool.run([&] {
    all.arrive_and_wait();
    if (std::this_thread::get_id() != caller) throw std::runtime_error("a helper's");
  }),
               std::runtime_error);
  EXPECT_THROW(pool.run([&] {
    if (std::this_thread::get_id() == caller) throw std::logic_error("the caller's");
  }),
               std::logic_error);
  std::latch again(3);
  pool.run([&] { again.arrive_and_wait(); });  // the pool works as before
}

/// An executor that keeps the calls until somebody makes them.
struct Later {
  std::vector<std::function<void()>> calls;
  [[nodiscard]] WorkerPool::Executor executor() {
    return [this](Work, unsigned times, const std::function<void()>& call) {
      calls.insert(calls.end(), times, call);
      return true;
    };
  }
};

TEST(WorkerPool, anExecutorThatIsLateHoldsUpNobody) {
  Later later;
  std::atomic<int> calls{0};
  {
    WorkerPool pool(4, later.executor());
    EXPECT_EQ(pool.size(), 4U);
    pool.run([&] { ++calls; });
  }
  EXPECT_EQ(calls, 1) << "the caller did all of it";
  ASSERT_EQ(later.calls.size(), 3U);
  for (const auto& call : later.calls) call();
  EXPECT_EQ(calls, 1) << "what is late does nothing, also when the pool is gone";
}

TEST(WorkerPool, anExecutorTellsKindsOfWork) {
  std::vector<std::pair<Work, unsigned>> asked;
  WorkerPool pool(3, [&](Work work, unsigned times, const std::function<void()>&) {
    asked.emplace_back(work, times);
    return false;
  });
  pool.run([] {});
  pool.run([] {}, Work::kChunk, 2);
  const std::vector<std::pair<Work, unsigned>> expected{{Work::kFrame, 2U}, {Work::kChunk, 1U}};
  EXPECT_EQ(asked, expected);
}

TEST(WorkerPoolDeathTest, theSharedPoolTakesAnExecutorBeforeItIsUsed) {
  // Runs in a new process, in which nobody has used the shared pool.
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        int asked = 0;
        const auto executor = [&](Work, unsigned, const std::function<void()>&) {
          ++asked;
          return false;
        };
        const bool taken = WorkerPool::share(5, executor);
        WorkerPool::shared().run([] {});
        const bool taken_late = WorkerPool::share(6, executor);
        std::_Exit(taken && asked == 1 && WorkerPool::shared().size() == 5 && !taken_late ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace vertexview
