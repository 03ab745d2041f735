#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/task/worker_pool.hpp"

namespace vertexview {
namespace detail {

/// The part of a Task that does not depend on its type.
class TaskBody {
 public:
  explicit TaskBody(std::function<void()> when_finished) : when_finished_(std::move(when_finished)) {}
  TaskBody(const TaskBody&) = delete;
  TaskBody& operator=(const TaskBody&) = delete;
  virtual ~TaskBody() = default;

  void start(WorkerPool& pool);
  void cancel();
  void wait();
  /// Cancels and waits without calling when_finished; called before the destructor.
  void end() noexcept;

  [[nodiscard]] bool finished() const noexcept { return finished_.load(std::memory_order_acquire); }
  [[nodiscard]] const Progress& progress() const noexcept { return progress_; }

 protected:
  Progress progress_;

 private:
  virtual void work() = 0;
  virtual void fail_with(Error error) = 0;
  void run();
  void finish();
  /// Keeps the work from beginning; returns false when it has begun.
  [[nodiscard]] bool take_back() noexcept;

  std::function<void()> when_finished_;
  std::atomic<bool> finished_{false};
  WorkerPool* pool_ = nullptr;
  std::shared_ptr<Call> call_;
};

}  // namespace detail

/// An operation on a thread of a WorkerPool, with its progress, a way to cancel it, and its result. The
/// functions of one Task are called from one thread at a time; progress() and finished() from any.
///
/// What the operation throws, such as std::bad_alloc, becomes its Error. Where the system gives no thread the
/// constructor runs the operation itself. The destructor cancels the operation and waits for its end.
template <class T>
class Task {
 public:
  /// Makes an empty Task: it was never started, and only operator bool and assignment may be used.
  Task() noexcept = default;

  /// Starts `work(Progress&)`, which returns a Result<T>. It should look at Progress::cancelled() now and
  /// then, and may call parallel_for() with that progress. `when_finished`, if set, is called after result()
  /// can be taken: on the thread of the work, or on that of cancel() when the work had not begun. It must not
  /// end the Task.
  template <class F>
  explicit Task(F work, std::function<void()> when_finished = {}, WorkerPool& pool = WorkerPool::shared())
      : body_(std::make_unique<BodyOf<F>>(std::move(work), std::move(when_finished))) {
    body_->start(pool);
  }
  Task(Task&& other) noexcept = default;
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      end();
      body_ = std::move(other.body_);
    }
    return *this;
  }
  ~Task() { end(); }

  /// Returns whether the task was started.
  [[nodiscard]] explicit operator bool() const noexcept { return body_ != nullptr; }

  // All functions below need a task that was started.

  /// Returns how far the work is, in the work's own units.
  [[nodiscard]] const Progress& progress() const& noexcept { return body_->progress(); }
  const Progress& progress() const&& = delete;
  /// Asks the work to end soon. Work that has not begun never begins: it is finished at once, with
  /// kCancelled.
  void cancel() { body_->cancel(); }
  /// Returns whether result() can be taken.
  [[nodiscard]] bool finished() const noexcept { return body_->finished(); }
  /// Waits until the task is finished; does the work itself when no thread has begun with it.
  void wait() { body_->wait(); }

  /// Returns what the work returned; aborts unless finished() holds.
  [[nodiscard]] const Result<T>& result() const& noexcept { return finished_result(); }
  const Result<T>& result() const&& = delete;
  /// Returns what the work returned, moved out of the task; aborts unless finished() holds.
  [[nodiscard]] Result<T> take_result() { return std::move(finished_result()); }

 private:
  struct Body : detail::TaskBody {
    using TaskBody::TaskBody;
    std::optional<Result<T>> result;

   private:
    void fail_with(Error error) final { result.emplace(tl::unexpected(std::move(error))); }
  };

  template <class F>
  struct BodyOf final : Body {
    BodyOf(F work, std::function<void()> when_finished)
        : Body(std::move(when_finished)), function(std::move(work)) {}
    F function;

   private:
    void work() override { this->result.emplace(function(this->progress_)); }
  };

  [[nodiscard]] Result<T>& finished_result() const noexcept {
    if (!body_ || !finished()) [[unlikely]]
      abort_with("the result of a Task that is not finished was asked for");
    return *body_->result;
  }

  void end() noexcept {
    if (body_) body_->end();
  }

  std::unique_ptr<Body> body_;
};

}  // namespace vertexview
