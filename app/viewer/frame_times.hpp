#pragma once
#include <vector>

#include "session/session.hpp"

namespace vertexview::app {

/// Collects how long frames take while somebody moves the picture, and how long input waits to be seen.
class FrameTimes {
 public:
  /// Input may have come at `earliest`; what came before and is not answered yet counts. Seconds.
  void input(double earliest);
  /// A frame from `begin` to `end` has been shown. `moved`: it drew a picture that a person moves. `all`: it
  /// took all of the input that had come, else what is left is answered by the next.
  void shown(double begin, double end, bool moved, bool all);
  /// Of the frames that moved since the last restart().
  [[nodiscard]] MovingFrames report() const;
  void restart();

 private:
  std::vector<double> milliseconds_;
  double longest_answer_ms_ = 0;
  double waiting_since_ = -1;  ///< negative: no input waits
};

}  // namespace vertexview::app
