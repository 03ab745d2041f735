#pragma once
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace vertexview {

/// Threads that wait for work, so that a frame does not pay for starting any. The calling thread works too.
class WorkerPool {
 public:
  /// `threads` in all, the caller included; 0: one per core.
  explicit WorkerPool(unsigned threads = 0);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool();

  [[nodiscard]] unsigned size() const noexcept { return static_cast<unsigned>(threads_.size()) + 1; }

  /// Calls `job()` once on every thread at the same time and returns when all calls have.
  template <class Job>
  void run(Job&& job) {
    start([](void* context) { (*static_cast<std::remove_reference_t<Job>*>(context))(); }, &job);
    job();
    finish();
  }

  /// Calls `task(first, last)` for parts [first, last) of [0, count), each of `part` or fewer at the end, on
  /// all threads.
  template <class Task>
  void for_each_part(std::size_t count, std::size_t part, Task&& task) {
    std::atomic<std::size_t> next{0};
    run([&] {
      for (;;) {
        const std::size_t first = next.fetch_add(part, std::memory_order_relaxed);
        if (first >= count) return;
        task(first, std::min(first + part, count));
      }
    });
  }

 private:
  using Function = void (*)(void* context);
  void start(Function function, void* context);
  void finish();
  void serve();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
  Function function_ = nullptr;
  void* context_ = nullptr;
  std::uint64_t round_ = 0;
  std::size_t busy_ = 0;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace vertexview
