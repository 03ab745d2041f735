#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "vertexview/task/progress.hpp"

namespace vertexview {

/// Divides `count` records among worker threads, a chunk at a time, so that a slow thread holds up nobody.
/// The calling thread is one of the workers; few records are visited by it alone.
class WorkPlan {
 public:
  /// 5 MiB of canonical records: long enough that claiming one costs nothing, short enough to cancel at once.
  static constexpr std::uint64_t kChunk = std::uint64_t{1} << 18;

  /// `threads` workers at most; 0: one per core.
  WorkPlan(std::uint64_t count, unsigned threads) noexcept : count_(count) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    workers_ = static_cast<std::size_t>(std::clamp<std::uint64_t>(chunks(), 1, threads));
  }

  [[nodiscard]] std::size_t workers() const noexcept { return workers_; }

  /// Calls visit(worker, first, count) for every chunk, each from the thread that is that worker. Returns
  /// once all are done; false when `progress` was cancelled before. Counts records in `progress`.
  template <class Visit>
  bool run(Progress* progress, const Visit& visit) const {
    if (progress != nullptr) progress->start(count_);
    std::atomic<std::uint64_t> next{0};
    std::atomic<std::uint64_t> finished{0};
    const auto work = [&](std::size_t worker) {
      while (progress == nullptr || !progress->cancelled()) {
        const std::uint64_t chunk = next.fetch_add(1, std::memory_order_relaxed);
        if (chunk >= chunks()) break;
        const std::uint64_t first = chunk * kChunk;
        const std::uint64_t size = std::min(kChunk, count_ - first);
        visit(worker, first, size);
        finished.fetch_add(1, std::memory_order_relaxed);
        if (progress != nullptr) progress->advance(size);
      }
    };
    {
      std::vector<std::jthread> helpers;
      for (std::size_t worker = 1; worker < workers_; ++worker) helpers.emplace_back(work, worker);
      work(0);
    }
    return finished.load(std::memory_order_relaxed) == chunks();
  }

 private:
  [[nodiscard]] std::uint64_t chunks() const noexcept {
    return count_ / kChunk + (count_ % kChunk != 0 ? 1 : 0);
  }

  std::uint64_t count_;
  std::size_t workers_ = 1;
};

}  // namespace vertexview
