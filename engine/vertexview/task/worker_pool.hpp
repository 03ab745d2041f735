#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>

namespace vertexview {

/// What a call on the workers is part of. Each kind has threads of its own: a picture never waits for a scan
/// that waits for the disk, and a short operation never waits for a long one. The system shares the cores
/// among them.
enum class Work : std::uint8_t {
  kFrame,  ///< a part of a picture, which somebody waits for now
  kChunk,  ///< a chunk of records: much to compute, and sometimes a wait for the disk
  kTask    ///< a whole operation, however long it takes
};

namespace detail {
class Call;      // a function that threads are asked to call; defined in detail/call.hpp
class Lanes;     // the threads of each kind of work; defined in worker_pool.cpp
class TaskBody;  // a Task without its type; defined in task.hpp
}  // namespace detail

/// Threads that wait for work, so that a frame does not pay for starting any. They are started when they are
/// first asked for; where the system gives fewer, or no memory to ask them, more is left to the calling
/// thread, which always works too. Every function may be called from any thread, even from within work of the
/// same pool: nobody waits for work that no thread has begun.
class WorkerPool {
 public:
  /// Calls functions on somebody else's threads, such as the job system of a game: has `call` called up to
  /// `times` times, soon, each on a thread other than this one and at once where possible. Returns false when
  /// it will not be called at all. Calls may come late, even after the pool has ended; they do nothing then.
  using Executor = std::function<bool(Work work, unsigned times, const std::function<void()>& call)>;

  /// Makes a pool of `threads` threads for one job, the calling thread included; 0: one per core. 64 at most:
  /// more threads would spend their time waiting for the same memory.
  explicit WorkerPool(unsigned threads = 0);
  /// Makes a pool without threads of its own, whose calls go to `executor`.
  WorkerPool(unsigned threads, Executor executor);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  /// No run() may be under way, and no Task of this pool may be left.
  ~WorkerPool();

  /// Returns the pool that everything uses which was not given another.
  [[nodiscard]] static WorkerPool& shared();
  /// Gives the shared pool an executor in place of threads. Returns false, without any effect, once shared()
  /// was used.
  [[nodiscard]] static bool share(unsigned threads, Executor executor);

  /// Returns how many threads may call one job at once, the calling thread included.
  [[nodiscard]] unsigned size() const noexcept { return size_; }

  /// Calls `job()` on this thread and, at the same time, once on each of up to `workers` - 1 others that
  /// become free before this thread is done (0: of as many as there are). Returns when all calls have ended;
  /// throws the first exception that one of them threw.
  template <class Job>
  void run(Job&& job, Work work = Work::kFrame, unsigned workers = 0) {
    run([](void* context) { (*static_cast<std::remove_reference_t<Job>*>(context))(); },
        const_cast<void*>(static_cast<const void*>(&job)), work, workers);
  }

  /// Calls `task(first, last)` for parts [first, last) of [0, count), each of `part` or fewer at the end, on
  /// all threads that are free.
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
  friend class detail::TaskBody;
  using Function = void (*)(void* context);
  void run(Function function, void* context, Work work, unsigned workers);
  /// Asks for calls; returns false when nobody will answer, as where there is no memory to ask.
  [[nodiscard]] bool ask(const std::shared_ptr<detail::Call>& call, unsigned times, Work work);
  void withdraw(const detail::Call& call, Work work) noexcept;

  unsigned size_;
  Executor executor_;                     // empty: the threads are those of lanes_
  std::unique_ptr<detail::Lanes> lanes_;  // null with an executor
};

}  // namespace vertexview
