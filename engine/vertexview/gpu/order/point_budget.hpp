#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "vertexview/gpu/gl/gl_objects.hpp"

namespace vertexview::gpu::detail {

/// An estimate of how many points can be drawn in a time, from timer queries of earlier frames whose results
/// are known by now: it never waits for the GPU.
class PointBudget {
 public:
  /// `first_guess` is the estimate before any frame was timed.
  explicit PointBudget(double first_guess) noexcept : points_(first_guess) {}

  /// Times what is drawn from start() to stop(), both within one frame. With budget_ms == 0 the timer query
  /// is not started.
  void start(double budget_ms);
  /// Ends the timing of `points`. `full` is false for a frame that had less to draw than its budget allowed:
  /// such a frame says nothing about how many fit.
  void stop(std::uint64_t points, bool full);
  /// Returns the estimate for the budget of the frames that were timed.
  [[nodiscard]] double points() const noexcept { return points_; }

 private:
  /// Takes over the results that are known by now.
  void learn();

  struct Timed {
    Query query;
    bool pending = false;
    double budget_ms = 0;
    double points = 0;
  };
  // With more frames under way than this, the newest is not timed.
  std::array<Timed, 4> timed_;
  std::size_t next_ = 0;
  bool running_ = false;
  double points_ = 0;
};

}  // namespace vertexview::gpu::detail
