#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "vertexview/task/progress.hpp"

namespace vertexview::cli {

/// While it lives, a line on stderr that shows how far `progress` is, how fast and how long it will take:
/// only on a terminal, and only for work longer than a moment. The line is gone afterwards.
class ProgressBar {
 public:
  /// `doing` is what stands before the bar, `unit` what is counted, as in "vertices".
  ProgressBar(const Progress& progress, std::string doing, std::string unit);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

 private:
  void draw_until_done();

  const Progress& progress_;
  std::string doing_;
  std::string unit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool done_ = false;
  std::thread thread_;
};

/// The line itself, at most `columns` wide, after `seconds` of work.
[[nodiscard]] std::string progress_line(const Progress& progress, const std::string& doing,
                                        const std::string& unit, double seconds, std::size_t columns);

}  // namespace vertexview::cli
