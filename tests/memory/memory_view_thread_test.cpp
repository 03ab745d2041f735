// The thread rules of MemoryView and Buffer, for the thread sanitizer to judge.
#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <thread>
#include <vector>

#include "vertexview/memory/memory_view.hpp"

namespace {

using namespace vertexview;

template <class Work>
void on_threads(int count, const Work& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
  for (std::thread& thread : threads) thread.join();
}

// One const object, read by all.
TEST(MemoryViewThreads, oneViewIsReadByMany) {
  std::vector<std::int32_t> values(1000);
  std::iota(values.begin(), values.end(), 0);
  const MemoryView view = MemoryView::owning(std::move(values));
  std::atomic<std::int64_t> total{0};
  on_threads(4, [&](int) {
    std::int64_t sum = 0;
    const auto part = view.slice({.step = 2});
    const auto typed = part->strided<const std::int32_t>();
    for (const std::int32_t value : *typed) sum += value;
    if (view == *view.reversed() || *view.count(7) != 1 || view.hex()->size() != 8000) return;
    total += sum;
  });
  EXPECT_EQ(total, 4 * 249500);
}

// Views of the same bytes are made and released everywhere; the last one frees them.
TEST(MemoryViewThreads, viewsComeAndGo) {
  Buffer buffer(std::vector<std::uint8_t>(64, 1));
  on_threads(4, [&](int) {
    for (int round = 0; round < 500; ++round) {
      auto view = buffer.view();
      if (!view) return;
      MemoryView part = *view->slice({.start = round % 32});
      view->release();
      EXPECT_EQ(*part.at(0), Value(1));
      part.release();
    }
  });
  EXPECT_EQ(buffer.exports(), 0U);
  EXPECT_TRUE(buffer.release());
}

// release() and view() from different threads: either the view is whole, or there is none.
TEST(MemoryViewThreads, releaseNeverPullsBytesFromAView) {
  for (int round = 0; round < 200; ++round) {
    Buffer buffer(std::vector<std::uint8_t>(16, 7));
    std::atomic<bool> released{false};
    on_threads(4, [&](int thread) {
      if (thread == 0) {
        while (!buffer.release()) std::this_thread::yield();
        released = true;
        return;
      }
      for (int i = 0; i < 20; ++i)
        if (const auto view = buffer.view()) {
          EXPECT_EQ(*view->at(-1), Value(7));
        }
    });
    EXPECT_TRUE(released);
    EXPECT_FALSE(buffer.view());
  }
}

// Disjoint parts of the same bytes may be written at the same time.
TEST(MemoryViewThreads, disjointWrites) {
  std::vector<std::uint32_t> values(400);
  const MemoryView view = MemoryView::over(values);
  on_threads(4, [&](int thread) {
    const auto part = view.slice({.start = thread * 100, .stop = thread * 100 + 100});
    for (std::int64_t i = 0; i < 100; ++i) EXPECT_TRUE(part->set(i, thread));
  });
  EXPECT_EQ(std::accumulate(values.begin(), values.end(), 0U), 100U * (0 + 1 + 2 + 3));
}

}  // namespace
