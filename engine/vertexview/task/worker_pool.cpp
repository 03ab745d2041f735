#include "vertexview/task/worker_pool.hpp"

#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "vertexview/task/detail/call.hpp"

namespace vertexview {
namespace detail {

/// The threads for one kind of work. They answer calls in the order in which they were asked to.
class Lane {
 public:
  explicit Lane(unsigned most_threads) : most_threads_(most_threads) {}
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  ~Lane() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
  }

  bool ask(const std::shared_ptr<Call>& call, unsigned times) noexcept {
    if (!note(call, times)) return false;
    if (times == 1)
      wake_.notify_one();
    else
      wake_.notify_all();
    return true;
  }

  void withdraw(const Call& call) noexcept {
    const std::lock_guard lock(mutex_);
    std::erase_if(asked_, [&](const Asked& asked) {
      if (asked.call.get() != &call) return false;
      waiting_ -= asked.times;
      return true;
    });
  }

 private:
  struct Asked {
    std::shared_ptr<Call> call;
    unsigned times;
  };

  /// Puts the question where the threads find it; returns false where there is no thread, or no memory.
  bool note(const std::shared_ptr<Call>& call, unsigned times) noexcept {
    const std::lock_guard lock(mutex_);
    try {
      asked_.push_back({call, times});
    } catch (...) {
      return false;
    }
    waiting_ += times;
    start_threads();
    if (!threads_.empty()) return true;
    asked_.pop_back();
    waiting_ -= times;
    return false;
  }

  void start_threads() noexcept {
    try {
      while (idle_ < waiting_ && threads_.size() < most_threads_) {
        threads_.emplace_back([this] { serve(); });
        ++idle_;
      }
    } catch (...) {  // NOLINT(bugprone-empty-catch): nothing is lost
      // The system gives no more threads, or no memory for them: those that there are do all of the work.
    }
  }

  void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return stop_ || !asked_.empty(); });
      if (stop_) return;
      std::shared_ptr<Call> call = asked_.front().call;
      if (--asked_.front().times == 0) asked_.pop_front();
      --waiting_;
      --idle_;
      lock.unlock();
      call->answer();
      call.reset();
      lock.lock();
      ++idle_;
    }
  }

  const unsigned most_threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Asked> asked_;
  unsigned waiting_ = 0;  // calls in asked_
  unsigned idle_ = 0;     // threads that wait for a call, or have just been started
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

class Lanes {
 public:
  explicit Lanes(unsigned threads) : frame_(threads - 1), chunk_(threads - 1), task_(kMostTasks) {}
  Lane& operator[](Work work) noexcept {
    if (work == Work::kFrame) return frame_;
    return work == Work::kChunk ? chunk_ : task_;
  }

 private:
  // Tasks mostly wait: for a disk, or for their own chunks. Each gets a thread at once, up to more than the
  // files that anybody opens at a time; later tasks wait for their turn.
  static constexpr unsigned kMostTasks = 64;
  Lane frame_;
  Lane chunk_;
  Lane task_;
};

}  // namespace detail

namespace {

unsigned thread_count(unsigned wanted) noexcept {
  // More threads would spend their time waiting for the same memory.
  constexpr unsigned kMost = 64;
  return std::clamp(wanted == 0 ? std::thread::hardware_concurrency() : wanted, 1U, kMost);
}

/// The arguments of the pool of shared(): set once, before it is made.
struct Sharing {
  std::mutex mutex;
  bool used = false;
  unsigned threads = 0;
  WorkerPool::Executor executor;
};

Sharing& sharing() {
  static Sharing sharing;
  return sharing;
}

/// Returns a call for `times` threads; null without memory for it.
std::shared_ptr<detail::Call> new_call(detail::Call::Function function, void* context,
                                       unsigned times) noexcept {
  try {
    return std::make_shared<detail::Call>(function, context, times);
  } catch (...) {
    return nullptr;
  }
}

}  // namespace

WorkerPool::WorkerPool(unsigned threads)
    : size_(thread_count(threads)), lanes_(std::make_unique<detail::Lanes>(size_)) {}

WorkerPool::WorkerPool(unsigned threads, Executor executor)
    : size_(thread_count(threads)), executor_(std::move(executor)) {}

WorkerPool::~WorkerPool() = default;

WorkerPool& WorkerPool::shared() {
  static const std::unique_ptr<WorkerPool> pool = [] {
    Sharing& from = sharing();
    const std::lock_guard lock(from.mutex);
    from.used = true;
    if (from.executor) return std::make_unique<WorkerPool>(from.threads, std::move(from.executor));
    // The pool has two threads at least: on one core, the second computes while the first waits for the disk.
    return std::make_unique<WorkerPool>(std::max(2U, std::thread::hardware_concurrency()));
  }();
  return *pool;
}

bool WorkerPool::share(unsigned threads, Executor executor) {
  Sharing& to = sharing();
  const std::lock_guard lock(to.mutex);
  if (to.used) return false;
  to.threads = threads;
  to.executor = std::move(executor);
  return true;
}

void WorkerPool::run(Function function, void* context, Work work, unsigned workers) {
  const unsigned helpers = (workers == 0 ? size_ : std::min(workers, size_)) - 1;
  if (helpers == 0) return function(context);
  const std::shared_ptr<detail::Call> call = new_call(function, context, helpers);
  if (call == nullptr) return function(context);
  /// Ends the calls on every way out: they use what lies on this thread's stack.
  struct Ending {
    WorkerPool& pool;
    detail::Call& call;
    Work work;
    ~Ending() {
      if (call.take_back()) pool.withdraw(call, work);
      call.wait();
    }
  };
  {
    const Ending ending{*this, *call, work};
    (void)ask(call, helpers, work);
    function(context);
  }
  if (call->failure()) std::rethrow_exception(call->failure());
}

bool WorkerPool::ask(const std::shared_ptr<detail::Call>& call, unsigned times, Work work) {
  if (!executor_) return (*lanes_)[work].ask(call, times);
  try {
    return executor_(work, times, [call] { call->answer(); });
  } catch (...) {  // threads that it asked before it failed may still answer
    return false;
  }
}

void WorkerPool::withdraw(const detail::Call& call, Work work) noexcept {
  if (lanes_) (*lanes_)[work].withdraw(call);
}

}  // namespace vertexview
