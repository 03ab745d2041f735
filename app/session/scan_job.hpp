#pragma once
#include <atomic>
#include <functional>
#include <optional>
#include <thread>

#include "vertexview/record/layout_guess.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/vertex/statistics.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::app {

/// A scan of a whole file in the background, after its colour range where ColorRange::kFile asks for one.
/// Starts when made; the destructor cancels it and waits, which takes no longer than one chunk of the scan.
class ScanJob {
 public:
  /// `when_done` is called on the worker's thread after the result can be taken. A system that gives no
  /// thread scans on this one.
  /// With `check_layout`, doubt_layout() is asked first, and `when_done` is called after that as well.
  explicit ScanJob(VertexFile file, const std::function<void()>& when_done = {}, bool check_layout = false);
  ~ScanJob();
  ScanJob(const ScanJob&) = delete;
  ScanJob& operator=(const ScanJob&) = delete;

  /// How many records are done; may be cancelled through it.
  [[nodiscard]] const Progress& progress() const noexcept { return progress_; }
  void cancel() noexcept { progress_.cancel(); }
  [[nodiscard]] bool finished() const noexcept { return finished_.load(std::memory_order_acquire); }
  /// Whether doubt() can be taken; never without `check_layout`.
  [[nodiscard]] bool layout_checked() const noexcept { return checked_.load(std::memory_order_acquire); }
  /// What doubt_layout() answered; layout_checked() must hold.
  [[nodiscard]] const std::optional<LayoutDoubt>& doubt() const noexcept { return doubt_; }
  /// Whether ranged() can be taken; never for a file that needs no range of all its records.
  [[nodiscard]] bool has_range() const noexcept { return has_range_.load(std::memory_order_acquire); }
  /// The file with the colours of VertexFile::with_whole_range(); has_range() must hold.
  [[nodiscard]] const VertexFile& ranged() const noexcept { return file_; }
  /// What scan() answered; finished() must hold. kCancelled after a cancel().
  [[nodiscard]] const Result<Statistics>& result() const noexcept { return *result_; }

 private:
  void run(const std::function<void()>& when_done, bool check_layout) noexcept;

  [[nodiscard]] Result<void> find_range();

  VertexFile file_;
  Progress progress_;
  std::optional<Result<Statistics>> result_;
  std::optional<LayoutDoubt> doubt_;
  std::atomic<bool> checked_{false};
  std::atomic<bool> has_range_{false};
  std::atomic<bool> finished_{false};
  std::jthread worker_;  // last: it uses all of the above
};

}  // namespace vertexview::app
