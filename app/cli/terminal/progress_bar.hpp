#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

#include "vertexview/task/progress.hpp"
#include "vertexview/task/task.hpp"

namespace vertexview::cli {

/// A line on stderr that shows how far `progress` is, how fast and how long it will take: only for work
/// longer than a moment. It is gone afterwards.
class ProgressBar {
 public:
  /// `doing` is what stands before the bar, `unit` what is counted, as in "vertices".
  ProgressBar(const Progress& progress, std::string doing, std::string unit)
      : progress_(progress), doing_(std::move(doing)), unit_(std::move(unit)) {}

  /// Draws the line now and then until end() is called from another thread, or was.
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

/// Whether there is anybody who would see a ProgressBar.
[[nodiscard]] bool stderr_is_terminal() noexcept;

/// Returns what `work()` returns, a Result. On a terminal it runs as a Task, and this thread, which has
/// nothing to do but wait, shows how far it is: also while the work itself waits, for a disk or for a slow
/// pipe.
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

/// The line itself, at most `columns` wide, after `seconds` of work.
[[nodiscard]] std::string progress_line(const Progress& progress, const std::string& doing,
                                        const std::string& unit, double seconds, std::size_t columns);

}  // namespace vertexview::cli
