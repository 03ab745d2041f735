#include "vertexview/task/worker_pool.hpp"

#include <algorithm>

namespace vertexview {

WorkerPool::WorkerPool(unsigned threads) {
  constexpr unsigned kMost = 64;
  if (threads == 0) threads = std::thread::hardware_concurrency();
  threads = std::clamp(threads, 1U, kMost);
  threads_.reserve(threads - 1);
  for (unsigned i = 1; i < threads; ++i) threads_.emplace_back([this] { serve(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void WorkerPool::start(Function function, void* context) {
  if (threads_.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    function_ = function;
    context_ = context;
    busy_ = threads_.size();
    ++round_;
  }
  wake_.notify_all();
}

void WorkerPool::finish() {
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return busy_ == 0; });
}

void WorkerPool::serve() {
  std::uint64_t seen = 0;
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [&] { return stop_ || round_ != seen; });
    if (stop_) return;
    seen = round_;
    const Function function = function_;
    void* const context = context_;
    lock.unlock();
    function(context);
    lock.lock();
    if (--busy_ == 0) done_.notify_one();
  }
}

}  // namespace vertexview
