#include "viewer/frame_times.hpp"

#include <algorithm>
#include <cmath>

namespace vertexview::app {
namespace {

// Half an hour of movement at 60 frames a second, in 800 kB; later frames are not counted.
constexpr std::size_t kMost = 100'000;

/// Returns the value whose rank is the nearest to the share `part` of the sorted values.
double percentile(const std::vector<double>& sorted, double part) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<std::size_t>(std::lround(last * part))];
}

}  // namespace

void FrameTimes::input(double earliest) {
  if (waiting_since_ < 0) waiting_since_ = earliest;
}

void FrameTimes::shown(double begin, double end, bool moved, bool all) {
  if (moved && milliseconds_.size() < kMost) {
    milliseconds_.push_back((end - begin) * 1000);
    if (waiting_since_ >= 0) longest_answer_ms_ = std::max(longest_answer_ms_, (end - waiting_since_) * 1000);
  }
  if (all) waiting_since_ = -1;
}

MovingFrames FrameTimes::report() const {
  if (milliseconds_.empty()) return {};
  std::vector<double> sorted = milliseconds_;
  std::ranges::sort(sorted);
  return {sorted.size(), percentile(sorted, 0.5), percentile(sorted, 0.99), sorted.back(),
          longest_answer_ms_};
}

void FrameTimes::restart() {
  milliseconds_.clear();
  longest_answer_ms_ = 0;
}

}  // namespace vertexview::app
