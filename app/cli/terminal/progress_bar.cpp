#include "cli/terminal/progress_bar.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>

#include "vertexview/memory/printable.hpp"

namespace vertexview::cli {
namespace {

// Work that takes less needs no bar.
constexpr std::chrono::milliseconds kPatience{300};
// Ten lines a second are as many as anybody can read.
constexpr std::chrono::milliseconds kPause{100};

std::size_t terminal_columns() {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

std::string short_number(double value) {
  if (value < 1e3) return fmt::format("{:.0f}", value);
  if (value < 1e6) return fmt::format("{:.1f}k", value / 1e3);
  if (value < 1e9) return fmt::format("{:.1f}M", value / 1e6);
  return fmt::format("{:.2f}G", value / 1e9);
}

std::string clock(double seconds) {
  const auto whole = std::llround(std::min(seconds, 360000.0));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string progress_line(const Progress& progress, const std::string& doing, const std::string& unit,
                          double seconds, std::size_t columns) {
  const auto done = static_cast<double>(progress.done());
  const double fraction = std::min(progress.fraction(), 1.0);
  std::string text = fmt::format(" {:3.0f}% {} of {} {}", fraction * 100, short_number(done),
                                 short_number(static_cast<double>(progress.total())), unit);
  if (seconds > 0 && done > 0)
    text += fmt::format(", {}/s, {} left", short_number(done / seconds),
                        clock(seconds * (1 - fraction) / std::max(fraction, 1e-9)));
  std::string line = printable_name(doing);
  if (const auto taken = line.size() + text.size() + 3; taken + 10 <= columns) {
    const auto width = std::min<std::size_t>(columns - taken, 40);
    const auto filled = static_cast<std::size_t>(fraction * static_cast<double>(width));
    line += " [" + std::string(filled, '#') + std::string(width - filled, '.') + "]";
  }
  line += text;
  return line.substr(0, columns);
}

namespace {

/// Draws the line; returns false without memory for it, which is no reason for the work to fail.
bool draw(const Progress& progress, const std::string& doing, const std::string& unit,
          double seconds) noexcept {
  try {
    // The last column stays free: some terminals wrap as soon as it is written.
    const auto line = progress_line(progress, doing, unit, seconds, terminal_columns() - 1);
    std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace

void ProgressBar::draw_until_end() {
  const auto begin = std::chrono::steady_clock::now();
  bool drawn = false;
  std::unique_lock lock(mutex_);
  for (auto pause = kPatience; !ended_.wait_for(lock, pause, [this] { return end_; }); pause = kPause) {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    drawn = draw(progress_, doing_, unit_, passed.count()) || drawn;
  }
  if (drawn) std::fputs("\r\x1b[K", stderr);
}

void ProgressBar::end() {
  const std::lock_guard lock(mutex_);
  end_ = true;
  ended_.notify_one();
}

bool stderr_is_terminal() noexcept {
  return ::isatty(STDERR_FILENO) == 1;
}

}  // namespace vertexview::cli
