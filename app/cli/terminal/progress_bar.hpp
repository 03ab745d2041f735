#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

#include "vertexview/task/progress.hpp"
#include "vertexview/task/task.hpp"

namespace vertexview::cli {

/// A line on stderr that shows how far `progress` is, how fast it goes and how long it will take; it appears
/// only for work longer than a moment, and is gone afterwards.
class ProgressBar {
 public:
  /// `doing` is the word before the bar, `unit` what is counted, as in "vertices".
  ProgressBar(const Progress& progress, std::string doing, std::string unit)
      : progress_(progress), doing_(std::move(doing)), unit_(std::move(unit)) {}

  /// Draws the line now and then until end() is called from another thread; returns at once if it was.
  void draw_until_end();
  void end();

 private:
  const Progress& progress_;
  std::string doing_;
  std::string unit_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool end_ = false;
};

/// Returns whether stderr is a terminal, where somebody would see a ProgressBar.
[[nodiscard]] bool stderr_is_terminal() noexcept;

/// Runs `work()` and returns its Result. On a terminal the work runs as a Task, and this thread shows the
/// progress, even while the work itself waits for a disk or a slow pipe.
template <class Work>
[[nodiscard]] auto with_progress_bar(const Progress& progress, std::string doing, std::string unit,
                                     const Work& work) {
  if (!stderr_is_terminal()) return work();
  ProgressBar bar(progress, std::move(doing), std::move(unit));
  using Value = typename std::invoke_result_t<const Work&>::value_type;
  Task<Value> task([&work](Progress&) { return work(); }, [&bar] { bar.end(); });
  bar.draw_until_end();
  task.wait();
  return task.take_result();
}

/// Returns the line of a ProgressBar, at most `columns` wide, after `seconds` of work.
[[nodiscard]] std::string progress_line(const Progress& progress, const std::string& doing,
                                        const std::string& unit, double seconds, std::size_t columns);

}  // namespace vertexview::cli
