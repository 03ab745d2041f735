#pragma once
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace vertexview::gpu::detail {

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

}  // namespace vertexview::gpu::detail
