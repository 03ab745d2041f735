#include "vertexview/task/parallel_for.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "vertexview/task/detail/exception.hpp"

namespace vertexview {
namespace {

WorkerPool& pool_of(const ParallelOptions& options) {
  return options.pool != nullptr ? *options.pool : WorkerPool::shared();
}

std::uint64_t chunk_count(std::uint64_t count, std::uint64_t chunk) noexcept {
  return count / chunk + (count % chunk != 0 ? 1 : 0);
}

class Chunks {
 public:
  Chunks(std::uint64_t count, const ParallelOptions& options, detail::ChunkFunction make,
         detail::ChunkFunction write)
      : count_(count),
        size_(std::max<std::uint64_t>(options.chunk, 1)),
        chunks_(chunk_count(count, size_)),
        progress_(options.progress),
        make_(make),
        write_(write) {}

  /// Does one worker's part, until there is no chunk left. A chunk that was claimed is also finished: others
  /// may wait for their turn after it.
  void work() noexcept {
    const std::size_t worker = workers_.fetch_add(1, std::memory_order_relaxed);
    while (!stopped_.load(std::memory_order_relaxed) && !cancelled()) {
      const std::uint64_t index = next_.fetch_add(1, std::memory_order_relaxed);
      if (index >= chunks_) return;
      const Chunk chunk{index * size_, std::min(size_, count_ - index * size_)};
      Result<void> done = call(make_, chunk, worker);
      if (done && write_.function != nullptr) {
        if (!await_turn(index)) return;
        done = call(write_, chunk, worker);
        if (done) end_turn();
      }
      if (!done) return stop(index, std::move(done.error()));
      if (progress_ != nullptr) progress_->advance(chunk.count);
    }
  }

  /// Returns the result of all chunks, once every worker has ended.
  [[nodiscard]] Result<void> result() && {
    if (failed_) return tl::unexpected(std::move(error_));
    if (cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    return {};
  }

 private:
  [[nodiscard]] bool cancelled() const noexcept { return progress_ != nullptr && progress_->cancelled(); }

  static Result<void> call(const detail::ChunkFunction& what, const Chunk& chunk, std::size_t worker) {
    try {
      return what.function(what.context, chunk, worker);
    } catch (...) {
      return tl::unexpected(detail::error_of_exception());
    }
  }

  /// Waits until all chunks before this one are written; returns false when one of them failed, so that the
  /// turn never comes.
  bool await_turn(std::uint64_t index) {
    std::unique_lock lock(mutex_);
    const auto never = [&] { return failed_ && failed_index_ < index; };
    turn_.wait(lock, [&] { return written_ == index || never(); });
    return !never();
  }

  void end_turn() {
    const std::lock_guard lock(mutex_);
    ++written_;
    turn_.notify_all();
  }

  void stop(std::uint64_t index, Error reason) {
    const std::lock_guard lock(mutex_);
    // Chunks are claimed in order and always finished, so those before this one report as well.
    if (!failed_ || index < failed_index_) {
      error_ = std::move(reason);
      failed_index_ = index;
    }
    failed_ = true;
    stopped_.store(true, std::memory_order_relaxed);
    turn_.notify_all();
  }

  const std::uint64_t count_;
  const std::uint64_t size_;
  const std::uint64_t chunks_;
  Progress* const progress_;
  const detail::ChunkFunction make_;
  const detail::ChunkFunction write_;
  std::atomic<std::size_t> workers_{0};
  std::atomic<std::uint64_t> next_{0};
  std::atomic<bool> stopped_{false};  // written under the mutex
  std::mutex mutex_;
  std::condition_variable turn_;
  std::uint64_t written_ = 0;
  bool failed_ = false;
  std::uint64_t failed_index_ = 0;
  Error error_;
};

}  // namespace

std::size_t worker_count(std::uint64_t count, const ParallelOptions& options) {
  const std::uint64_t size = pool_of(options).size();
  const std::uint64_t most = options.workers == 0 ? size : std::min<std::uint64_t>(options.workers, size);
  const std::uint64_t chunks = chunk_count(count, std::max<std::uint64_t>(options.chunk, 1));
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(chunks, 1, most));
}

Result<void> detail::for_each_chunk(std::uint64_t count, const ParallelOptions& options, ChunkFunction make,
                                    ChunkFunction write) {
  if (options.progress != nullptr) options.progress->start(count);
  Chunks chunks(count, options, make, write);
  try {
    pool_of(options).run([&] { chunks.work(); }, Work::kChunk,
                         static_cast<unsigned>(worker_count(count, options)));
  } catch (...) {  // there was no memory for the shared pool
    return tl::unexpected(error_of_exception());
  }
  return std::move(chunks).result();
}

}  // namespace vertexview
