#include "vertexview/task/chunks.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace vertexview {
namespace {

class Run {
 public:
  Run(std::uint64_t count, std::uint64_t chunk_size, WriteOrder order, Progress& progress)
      : count_(count),
        chunk_size_(chunk_size),
        chunks_(count / chunk_size + (count % chunk_size != 0 ? 1 : 0)),
        order_(order),
        progress_(progress) {}

  Result<void> finish(const std::function<std::unique_ptr<ChunkWorker>()>& new_worker) {
    const auto threads = std::min<std::uint64_t>(std::max(2U, std::thread::hardware_concurrency()), chunks_);
    std::vector<std::unique_ptr<ChunkWorker>> workers;
    workers.reserve(static_cast<std::size_t>(threads));
    for (std::uint64_t i = 0; i < threads; ++i) workers.push_back(new_worker());
    {
      std::vector<std::jthread> helpers;
      for (std::size_t i = 1; i < workers.size(); ++i)
        helpers.emplace_back([this, &worker = *workers[i]] { work(worker); });
      if (!workers.empty()) work(*workers[0]);
    }
    if (result_ && progress_.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    return std::move(result_);
  }

 private:
  void work(ChunkWorker& worker) {
    for (auto index = next_++; index < chunks_ && !stopped_; index = next_++) {
      const Chunk chunk{index * chunk_size_, std::min(chunk_size_, count_ - index * chunk_size_)};
      auto done = progress_.cancelled() ? fail(ErrorCode::kCancelled, "cancelled") : worker.make(chunk);
      if (done) done = order_ == WriteOrder::kAny ? worker.write(chunk) : write_in_turn(worker, index, chunk);
      if (!done) return stop(std::move(done));
      progress_.advance(chunk.count);
    }
  }

  Result<void> write_in_turn(ChunkWorker& worker, std::uint64_t index, const Chunk& chunk) {
    {
      std::unique_lock lock(mutex_);
      turn_.wait(lock, [&] { return written_ == index || stopped_; });
      if (stopped_) return {};
    }
    auto done = worker.write(chunk);  // nobody else's turn comes before written_ grows
    if (!done) return done;
    const std::lock_guard lock(mutex_);
    ++written_;
    turn_.notify_all();
    return done;
  }

  void stop(Result<void> reason) {
    const std::lock_guard lock(mutex_);
    if (result_) result_ = std::move(reason);
    stopped_ = true;
    turn_.notify_all();
  }

  std::uint64_t count_;
  std::uint64_t chunk_size_;
  std::uint64_t chunks_;
  WriteOrder order_;
  Progress& progress_;
  std::atomic<std::uint64_t> next_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::condition_variable turn_;
  std::uint64_t written_ = 0;
  Result<void> result_;
};

}  // namespace

Result<void> run_chunks(std::uint64_t count, std::uint64_t chunk_size, WriteOrder order, Progress& progress,
                        const std::function<std::unique_ptr<ChunkWorker>()>& new_worker) {
  return Run(count, chunk_size, order, progress).finish(new_worker);
}

}  // namespace vertexview
