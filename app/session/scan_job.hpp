#pragma once
#include <atomic>
#include <functional>
#include <optional>

#include "vertexview/task/task.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::app {

/// A scan of a whole file as a Task, after its colour range where ColorRange::kFile asks for one. What it
/// finds on its way can be taken before it ends. Starts when made; the destructor cancels it and waits, which
/// takes no longer than one chunk of the scan.
class ScanJob {
 public:
  /// `when_changed` is called on the task's thread each time that something more can be taken. With
  /// `check_layout`, doubt_layout() is asked first.
  explicit ScanJob(Dataset file, std::function<void()> when_changed = {}, bool check_layout = false);
  ScanJob(const ScanJob&) = delete;
  ScanJob& operator=(const ScanJob&) = delete;

  /// How many records are done.
  [[nodiscard]] const Progress& progress() const noexcept { return task_.progress(); }
  void cancel() { task_.cancel(); }
  [[nodiscard]] bool finished() const noexcept { return task_.finished(); }
  /// Returns once the scan has finished.
  void wait() { task_.wait(); }
  /// Whether doubt() can be taken; never without `check_layout`.
  [[nodiscard]] bool layout_checked() const noexcept { return checked_.load(std::memory_order_acquire); }
  /// What doubt_layout() answered; layout_checked() must hold.
  [[nodiscard]] const std::optional<LayoutDoubt>& doubt() const noexcept { return doubt_; }
  /// Whether ranged() can be taken; never for a file that needs no range of all its records.
  [[nodiscard]] bool has_range() const noexcept { return has_range_.load(std::memory_order_acquire); }
  /// The file with the colours of Dataset::with_whole_range(); has_range() must hold.
  [[nodiscard]] const Dataset& ranged() const noexcept { return file_; }
  /// What scan() answered; finished() must hold. kCancelled after a cancel().
  [[nodiscard]] const Result<Statistics>& result() const noexcept { return task_.result(); }

 private:
  [[nodiscard]] Result<Statistics> run(Progress& progress, bool check_layout);
  [[nodiscard]] Result<void> find_range(Progress& progress);

  Dataset file_;
  std::function<void()> when_changed_;
  std::optional<LayoutDoubt> doubt_;
  std::atomic<bool> checked_{false};
  std::atomic<bool> has_range_{false};
  Task<Statistics> task_;  // last: it uses all of the above
};

}  // namespace vertexview::app
