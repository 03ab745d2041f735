#pragma once
#include <semaphore.h>

#include <cerrno>

namespace vertexview {

/// Wakes a thread that waits. A call of wake() before the wait counts, so none is lost.
class Wakeup {
 public:
  Wakeup() noexcept { ::sem_init(&semaphore_, 0, 0); }
  Wakeup(const Wakeup&) = delete;
  Wakeup& operator=(const Wakeup&) = delete;
  ~Wakeup() { ::sem_destroy(&semaphore_); }

  /// May be called on any thread, and by a signal handler: therefore this uses POSIX's semaphore, whose
  /// sem_post is async-signal-safe.
  void wake() noexcept { ::sem_post(&semaphore_); }

  /// Waits until wake() has been called since the last wait(). One thread at a time.
  void wait() noexcept {
    while (::sem_wait(&semaphore_) != 0 && errno == EINTR) {
    }
    while (::sem_trywait(&semaphore_) == 0) {
    }
  }

 private:
  sem_t semaphore_{};
};

}  // namespace vertexview
