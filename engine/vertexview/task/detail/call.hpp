#pragma once
#include <condition_variable>
#include <exception>
#include <mutex>
#include <utility>

namespace vertexview::detail {

/// A function that a few threads are asked to call. Its owner may take back the calls that have not begun, so
/// that it never waits for a thread that is busy elsewhere. Every function may be called from any thread.
class Call {
 public:
  using Function = void (*)(void* context);

  Call(Function function, void* context, unsigned times) noexcept
      : function_(function), context_(context), left_(times) {}

  /// Calls the function, unless it has been called often enough or was taken back. An exception is kept for
  /// failure().
  void answer() noexcept {
    {
      const std::lock_guard lock(mutex_);
      if (left_ == 0) return;
      --left_;
      ++inside_;
    }
    std::exception_ptr thrown;
    try {
      function_(context_);
    } catch (...) {
      thrown = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = thrown;
    if (--inside_ == 0) ended_.notify_all();
  }

  /// Keeps calls that have not begun from beginning. Returns whether there were any.
  bool take_back() noexcept {
    const std::lock_guard lock(mutex_);
    return std::exchange(left_, 0) > 0;
  }

  /// Waits until no call is under way; take_back() comes first.
  void wait() noexcept {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return inside_ == 0; });
  }

  /// Returns the first exception that a call threw, or null; call it after wait().
  [[nodiscard]] const std::exception_ptr& failure() const noexcept { return failure_; }

 private:
  const Function function_;
  void* const context_;
  std::mutex mutex_;
  std::condition_variable ended_;
  unsigned left_;
  unsigned inside_ = 0;
  std::exception_ptr failure_;
};

}  // namespace vertexview::detail
