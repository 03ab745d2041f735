#pragma once
#include <vector>

#include "session/session.hpp"

namespace vertexview::app {

/// Collects how long frames take while somebody moves the picture, and how long input waits to be seen.
class FrameTimes {
 public:
  /// Notes that input came at `earliest` (seconds) or later. Where earlier input is not answered yet, that
  /// input's time counts.
  void input(double earliest);
  /// Notes that a frame was shown, made from `begin` to `end` (seconds). `moved`: it drew a picture that a
  /// person is moving. `all`: it took all the input that had come; otherwise the rest is answered by the next
  /// frame.
  void shown(double begin, double end, bool moved, bool all);
  /// Returns the times of the frames that moved since the last restart().
  [[nodiscard]] MovingFrames report() const;
  void restart();

 private:
  std::vector<double> milliseconds_;
  double longest_answer_ms_ = 0;
  double waiting_since_ = -1;  ///< negative: no input waits
};

}  // namespace vertexview::app
