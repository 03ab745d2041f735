#include "vertexview/task/task.hpp"

#include "vertexview/task/detail/call.hpp"
#include "vertexview/task/detail/exception.hpp"

namespace vertexview::detail {

void TaskBody::start(WorkerPool& pool) {
  pool_ = &pool;
  try {
    call_ = std::make_shared<Call>([](void* body) { static_cast<TaskBody*>(body)->run(); }, this, 1U);
  } catch (...) {  // without memory for the question, nobody is asked
    return run();
  }
  if (!pool.ask(call_, 1, Work::kTask) && take_back()) run();
}

void TaskBody::cancel() {
  progress_.cancel();
  if (finished() || !take_back()) return;
  fail_with({ErrorCode::kCancelled, "cancelled"});
  finish();
}

void TaskBody::wait() {
  if (finished()) return;
  if (take_back())
    run();
  else
    call_->wait();
}

void TaskBody::end() noexcept {
  progress_.cancel();
  if (!call_) return;  // the work ran in start()
  (void)take_back();
  call_->wait();
}

bool TaskBody::take_back() noexcept {
  if (!call_->take_back()) return false;
  pool_->withdraw(*call_, Work::kTask);
  return true;
}

void TaskBody::run() {
  try {
    work();
  } catch (...) {
    fail_with(error_of_exception());
  }
  finish();
}

void TaskBody::finish() {
  finished_.store(true, std::memory_order_release);
  if (when_finished_) when_finished_();
}

}  // namespace vertexview::detail
