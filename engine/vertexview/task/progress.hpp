#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <utility>

namespace vertexview {

/// How far a long operation is, and the way to stop it. Its threads report, any thread reads or cancels, and
/// so may a signal handler. Units are the operation's own (records, bytes); `total` is 0 while unknown.
class Progress {
 public:
  void start(std::uint64_t total) noexcept {
    done_.store(0, std::memory_order_relaxed);
    total_.store(total, std::memory_order_relaxed);
  }
  void advance(std::uint64_t amount) {
    done_.fetch_add(amount, std::memory_order_relaxed);
    if (when_advanced_) when_advanced_();
  }
  /// Has `call` called after every advance(), on the thread that advanced, so by several at once; {} ends
  /// that. Only while no operation is under way.
  void when_advanced(std::function<void()> call) { when_advanced_ = std::move(call); }
  void cancel() noexcept { cancelled_.store(true, std::memory_order_relaxed); }

  [[nodiscard]] std::uint64_t done() const noexcept { return done_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t total() const noexcept { return total_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool cancelled() const noexcept { return cancelled_.load(std::memory_order_relaxed); }
  /// Between 0 and 1; 0 while the total is unknown.
  [[nodiscard]] double fraction() const noexcept {
    const auto whole = total();
    return whole == 0 ? 0.0 : static_cast<double>(done()) / static_cast<double>(whole);
  }

 private:
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> total_{0};
  std::atomic<bool> cancelled_{false};
  std::function<void()> when_advanced_;
};

}  // namespace vertexview
