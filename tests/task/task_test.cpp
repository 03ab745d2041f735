#include "vertexview/task/task.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <latch>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

/// Returns the executor of a system that gives no thread.
WorkerPool::Executor no_threads() {
  return [](Work, unsigned, const std::function<void()>&) { return false; };
}

/// Returns the executor of a system whose threads have no time.
WorkerPool::Executor busy_threads() {
  return [](Work, unsigned, const std::function<void()>&) { return true; };
}

TEST(Task, answersOnAnotherThread) {
  std::latch told(1);
  std::thread::id worker;
  Task<std::string> task(
      [&](Progress& progress) -> Result<std::string> {
        worker = std::this_thread::get_id();
        progress.start(7);
        progress.advance(7);
        return "done";
      },
      [&] { told.count_down(); });
  told.wait();
  EXPECT_TRUE(task.finished());
  EXPECT_EQ(task.result().value(), "done");
  EXPECT_EQ(task.progress().fraction(), 1.0);
  EXPECT_NE(worker, std::this_thread::get_id());
  EXPECT_EQ(task.take_result().value(), "done");
}

TEST(Task, anErrorIsItsResult) {
  Task<int> task([](Progress&) -> Result<int> { return fail(ErrorCode::kNotFound, "nothing there"); });
  task.wait();
  ASSERT_FALSE(task.result());
  EXPECT_EQ(task.result().error().message, "nothing there");
}

TEST(Task, whatIsThrownIsItsError) {
  Task<int> task([](Progress&) -> Result<int> { throw std::bad_alloc(); });
  task.wait();
  ASSERT_FALSE(task.result());
  EXPECT_EQ(task.result().error().code, ErrorCode::kOutOfMemory);
  Task<void> helped([](Progress& progress) {
    return parallel_for(100, {.chunk = 1, .progress = &progress},
                        [](const Chunk&, std::size_t) { throw std::bad_alloc(); });
  });
  helped.wait();
  ASSERT_FALSE(helped.result());
  EXPECT_EQ(helped.result().error().code, ErrorCode::kOutOfMemory);
}

TEST(TaskDeathTest, theResultOfWhatIsNotFinished) {
  Task<int> never;
  const auto aborts = testing::KilledBySignal(SIGABRT);
  const auto text = testing::StrEq("the result of a Task that is not finished was asked for\n");
  EXPECT_EXIT((void)never.result(), aborts, text);
  EXPECT_EXIT((void)never.take_result(), aborts, text);
  WorkerPool pool(4, busy_threads());
  const Task<int> waits([](Progress&) -> Result<int> { return 1; }, {}, pool);
  EXPECT_EXIT((void)waits.result(), aborts, text);
}

TEST(Task, runsInTheCallerWhereThereIsNoThread) {
  WorkerPool pool(4, no_threads());
  bool told = false;
  const Task<std::thread::id> task(
      [](Progress&) -> Result<std::thread::id> { return std::this_thread::get_id(); }, [&] { told = true; },
      pool);
  EXPECT_TRUE(task.finished());
  EXPECT_TRUE(told);
  EXPECT_EQ(task.result().value(), std::this_thread::get_id());
}

TEST(Task, aWaiterDoesWhatNobodyHasBegun) {
  WorkerPool pool(4, busy_threads());
  Task<int> task([](Progress&) -> Result<int> { return 5; }, {}, pool);
  EXPECT_FALSE(task.finished());
  task.wait();
  EXPECT_EQ(task.result().value(), 5);
}

TEST(Task, cancelBeforeItBegins) {
  WorkerPool pool(4, busy_threads());
  int told = 0;
  Task<int> task(
      [](Progress&) -> Result<int> {
        ADD_FAILURE() << "it was cancelled";
        return 5;
      },
      [&] { ++told; }, pool);
  task.cancel();
  EXPECT_TRUE(task.finished());
  EXPECT_EQ(told, 1);
  ASSERT_FALSE(task.result());
  EXPECT_EQ(task.result().error().code, ErrorCode::kCancelled);
  task.cancel();
  task.wait();
  EXPECT_EQ(told, 1);
}

TEST(Task, cancelOnTheWay) {
  std::latch begun(1);
  Task<void> task([&](Progress& progress) {
    begun.count_down();
    return parallel_for(std::uint64_t{1} << 62, {.chunk = 1, .progress = &progress},
                        [](const Chunk&, std::size_t) {});
  });
  begun.wait();
  task.cancel();
  task.wait();
  ASSERT_FALSE(task.result());
  EXPECT_EQ(task.result().error().code, ErrorCode::kCancelled);
}

TEST(Task, theEndOfATaskCancelsIt) {
  std::latch begun(1);
  std::atomic<bool> ended{false};
  {
    const Task<void> task([&](Progress& progress) -> Result<void> {
      begun.count_down();
      while (!progress.cancelled()) std::this_thread::yield();
      ended = true;
      return {};
    });
    begun.wait();
  }
  EXPECT_TRUE(ended) << "the destructor waits";
}

TEST(Task, onesThatWereNotStarted) {
  Task<int> task;
  EXPECT_FALSE(task);
  task = Task<int>([](Progress&) -> Result<int> { return 1; });
  EXPECT_TRUE(task);
  task = Task<int>([](Progress&) -> Result<int> { return 2; });
  task.wait();
  EXPECT_EQ(task.result().value(), 2);
  const Task<int> moved = std::move(task);
  EXPECT_EQ(moved.result().value(), 2);
}

TEST(Task, aResultThatCannotBeCopied) {
  Task<std::unique_ptr<int>> task(
      [](Progress&) -> Result<std::unique_ptr<int>> { return std::make_unique<int>(3); });
  task.wait();
  EXPECT_EQ(*task.take_result().value(), 3);
}

TEST(Task, aShortOneDoesNotWaitForLongOnes) {
  std::latch end(1);
  std::vector<Task<void>> long_ones;
  for (unsigned i = 0; i < 4 * WorkerPool::shared().size(); ++i)
    long_ones.emplace_back([&](Progress&) -> Result<void> {
      end.wait();
      return {};
    });
  std::latch told(1);
  const Task<int> short_one([](Progress&) -> Result<int> { return 1; }, [&] { told.count_down(); });
  told.wait();
  end.count_down();
}

TEST(Task, moreThanThereAreThreads) {
  std::atomic<int> done{0};
  std::vector<Task<void>> tasks;
  for (int i = 0; i < 300; ++i)
    tasks.emplace_back([&](Progress& progress) {
      ++done;
      return parallel_for(50, {.chunk = 10, .progress = &progress}, [](const Chunk&, std::size_t) {});
    });
  for (auto& task : tasks) {
    task.wait();
    EXPECT_TRUE(task.result());
  }
  EXPECT_EQ(done, 300);
}

TEST(Task, withinATask) {
  Task<int> outer([](Progress&) -> Result<int> {
    std::atomic<int> sum{0};
    const auto done = parallel_for(8, {.chunk = 1}, [&](const Chunk& chunk, std::size_t) {
      Task<int> inner([&](Progress&) -> Result<int> { return static_cast<int>(chunk.first); });
      inner.wait();
      sum += inner.result().value();
    });
    if (!done) return tl::unexpected(done.error());
    return sum.load();
  });
  outer.wait();
  EXPECT_EQ(outer.result().value(), 28);
}

TEST(Task, framesBesideTasks) {
  std::vector<Task<void>> scans;
  for (int i = 0; i < 3; ++i)
    scans.emplace_back([](Progress& progress) {
      return parallel_for(std::uint64_t{1} << 62, {.chunk = 1, .progress = &progress},
                          [](const Chunk&, std::size_t) {});
    });
  std::size_t pixels = 0;
  for (int frame = 0; frame < 200; ++frame) {
    std::atomic<std::size_t> drawn{0};
    WorkerPool::shared().for_each_part(1000, 10,
                                       [&](std::size_t first, std::size_t last) { drawn += last - first; });
    pixels += drawn;
  }
  EXPECT_EQ(pixels, 200'000U);
  for (auto& scan : scans) scan.cancel();
}

}  // namespace
}  // namespace vertexview
