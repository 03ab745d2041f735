#pragma once
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "vertexview/task/task.hpp"

namespace vertexview::app {

/// Work of which only the last is of interest: each ask() gives up the one before, which may still run for a
/// moment. Used on one thread.
template <class T>
class LatestTask {
 public:
  /// Begins `work(const Progress&)`, which returns a Result<T>, in place of what was asked before.
  /// `when_done` is called on the task's thread once the result can be taken.
  template <class Work>
  void ask(Work work, std::function<void()> when_done) {
    give_up();
    last_ = Task<T>(std::move(work), std::move(when_done));
  }
  /// Cancels what was asked last, so that take() returns nothing of it.
  void give_up() {
    std::erase_if(given_up_, [](const auto& task) { return task.finished(); });
    if (busy()) {
      last_.cancel();
      given_up_.push_back(std::move(last_));
    }
    last_ = Task<T>();
  }
  /// Returns the result of the last ask() once it is there, and only once; else nullopt. It is an Error only
  /// without memory, or where the work returned one.
  [[nodiscard]] std::optional<Result<T>> take() {
    if (!last_ || !last_.finished()) return std::nullopt;
    auto result = last_.take_result();
    last_ = Task<T>();
    return result;
  }
  /// Returns whether a result is still to come.
  [[nodiscard]] bool busy() const { return last_ && !last_.finished(); }

 private:
  Task<T> last_;
  std::vector<Task<T>> given_up_;  ///< cancelled, but not ended yet
};

}  // namespace vertexview::app
