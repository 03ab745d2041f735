#pragma once
#include <atomic>
#include <cstdint>

namespace vertexview {

/// How far a long operation is, and the way to stop it. The operation's threads report; any thread, and a
/// signal handler, may read or cancel. Units are the operation's own (records, bytes); `total` is 0 while
/// unknown.
class Progress {
 public:
  void start(std::uint64_t total) noexcept {
    done_.store(0, std::memory_order_relaxed);
    total_.store(total, std::memory_order_relaxed);
  }
  void advance(std::uint64_t amount) noexcept { done_.fetch_add(amount, std::memory_order_relaxed); }
  void cancel() noexcept { cancelled_.store(true, std::memory_order_relaxed); }

  [[nodiscard]] std::uint64_t done() const noexcept { return done_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t total() const noexcept { return total_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool cancelled() const noexcept { return cancelled_.load(std::memory_order_relaxed); }
  /// Returns done() as a share of total(), between 0 and 1; 0 while the total is unknown.
  [[nodiscard]] double fraction() const noexcept {
    const auto whole = total();
    return whole == 0 ? 0.0 : static_cast<double>(done()) / static_cast<double>(whole);
  }

 private:
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> total_{0};
  std::atomic<bool> cancelled_{false};
};

}  // namespace vertexview
