#pragma once
#include <atomic>
#include <functional>
#include <optional>
#include <thread>

#include "vertexview/memory/progress.hpp"
#include "vertexview/vertex/statistics.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::app {

/// A scan of a whole file in the background. Starts when made; the destructor cancels it and waits, which
/// takes no longer than one chunk of the scan.
class ScanJob {
 public:
  /// `when_done` is called on the worker's thread after the result can be taken. A system that gives no
  /// thread scans on this one.
  explicit ScanJob(VertexFile file, const std::function<void()>& when_done = {});
  ~ScanJob();
  ScanJob(const ScanJob&) = delete;
  ScanJob& operator=(const ScanJob&) = delete;

  /// How many records are done; may be cancelled through it.
  [[nodiscard]] const Progress& progress() const noexcept { return progress_; }
  void cancel() noexcept { progress_.cancel(); }
  [[nodiscard]] bool finished() const noexcept { return finished_.load(std::memory_order_acquire); }
  /// What scan() answered; finished() must hold. kCancelled after a cancel().
  [[nodiscard]] const Result<Statistics>& result() const noexcept { return *result_; }

 private:
  void run(const std::function<void()>& when_done) noexcept;

  VertexFile file_;
  Progress progress_;
  std::optional<Result<Statistics>> result_;
  std::atomic<bool> finished_{false};
  std::jthread worker_;  // last: it uses all of the above
};

}  // namespace vertexview::app
