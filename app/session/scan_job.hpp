#pragma once
#include <atomic>
#include <functional>
#include <optional>

#include "vertexview/task/task.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::app {

/// The scan of a whole file as a Task. Where the range depends on the whole file, that of the colours is
/// found first. Results can be taken as soon as they are there, before the scan ends. The scan starts in the
/// constructor; the destructor cancels it and waits, at most for one chunk of the scan. Used on one thread.
class ScanJob {
 public:
  /// Starts the scan, with the fence of a sample of the file; empty without one. `when_changed` is called on
  /// the task's thread whenever a further result can be taken. With `trust`, doubt_layout() runs first.
  explicit ScanJob(Dataset file, const Bounds& fence = {}, std::function<void()> when_changed = {},
                   std::optional<LayoutTrust> trust = std::nullopt);
  ScanJob(const ScanJob&) = delete;
  ScanJob& operator=(const ScanJob&) = delete;

  /// Returns how many records have been scanned.
  [[nodiscard]] const Progress& progress() const noexcept { return task_.progress(); }
  void cancel() { task_.cancel(); }
  [[nodiscard]] bool finished() const noexcept { return task_.finished(); }
  /// Returns once the scan has finished.
  void wait() { task_.wait(); }
  /// Returns whether doubt() can be taken; always false without `trust`.
  [[nodiscard]] bool layout_checked() const noexcept { return checked_.load(std::memory_order_acquire); }
  /// Returns the result of doubt_layout(); layout_checked() must be true.
  [[nodiscard]] const std::optional<LayoutDoubt>& doubt() const noexcept { return doubt_; }
  /// Returns whether ranged() can be taken; always false for a file whose colours need no range over all
  /// records.
  [[nodiscard]] bool has_range() const noexcept { return has_range_.load(std::memory_order_acquire); }
  /// Returns the file as Dataset::with_whole_range() gives it, which is the one that is scanned; has_range()
  /// or finished() must be true.
  [[nodiscard]] const Dataset& ranged() const noexcept { return file_; }
  /// Returns the result of scan(); finished() must be true. kCancelled after cancel().
  [[nodiscard]] const Result<Statistics>& result() const noexcept { return task_.result(); }

 private:
  [[nodiscard]] Result<Statistics> run(Progress& progress, std::optional<LayoutTrust> trust);
  [[nodiscard]] Result<void> find_range(Progress& progress);

  Dataset file_;
  Bounds fence_;
  std::function<void()> when_changed_;
  std::optional<LayoutDoubt> doubt_;
  std::atomic<bool> checked_{false};
  std::atomic<bool> has_range_{false};
  Task<Statistics> task_;  // last, because its thread uses all members above
};

}  // namespace vertexview::app
