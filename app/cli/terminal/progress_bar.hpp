#pragma once
#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

#include "vertexview/task/progress.hpp"

namespace vertexview::cli {

/// While it lives, a line on stderr that shows how far `progress` is, how fast and how long it will take:
/// only on a terminal, and only for work longer than a moment. The line is gone afterwards. Whichever thread
/// of the work advances draws it when it is time to, so nobody has to wait for that.
class ProgressBar {
 public:
  /// `doing` is what stands before the bar, `unit` what is counted, as in "vertices".
  ProgressBar(Progress& progress, std::string doing, std::string unit);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

 private:
  using Clock = std::chrono::steady_clock;
  void draw_when_due();

  Progress& progress_;
  std::string doing_;
  std::string unit_;
  bool shown_;  ///< stderr is a terminal
  Clock::time_point begin_ = Clock::now();
  std::atomic<Clock::rep> due_;  ///< when to draw next
  std::mutex mutex_;             ///< of whoever draws
  bool drawn_ = false;
};

/// The line itself, at most `columns` wide, after `seconds` of work.
[[nodiscard]] std::string progress_line(const Progress& progress, const std::string& doing,
                                        const std::string& unit, double seconds, std::size_t columns);

}  // namespace vertexview::cli
