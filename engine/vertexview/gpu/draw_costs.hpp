#pragma once
#include <array>
#include <limits>
#include <memory>
#include <optional>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu {

/// How long drawing takes in a context.
struct DrawCosts {
  /// The time of what was not or cannot be drawn.
  static constexpr double kNever = std::numeric_limits<double>::infinity();

  /// Milliseconds to draw 2^20 records into a small picture, by Backend; kNever for what the context cannot
  /// have, and for kAutomatic.
  std::array<double, 4> backend_ms{kNever, kNever, kNever, kNever};
  [[nodiscard]] double of(Backend backend) const noexcept {
    return backend_ms[static_cast<std::size_t>(backend)];
  }
  /// Returns the backend that takes the least time. One other than `presumed` has to be faster by a quarter,
  /// because a single measurement is not exact.
  [[nodiscard]] Backend fastest(Backend presumed) const noexcept;
};

/// A measurement of DrawCosts in steps of a few milliseconds, for the time between frames after the first
/// picture. It draws a made-up dataset a few times with every backend; the least time of each counts. The
/// dataset has 2^15 records, and then 2^20 for those backends that the first do not tell apart. Belongs to
/// the context that is current at the first step. Move-only.
class DrawCostMeter {
 public:
  DrawCostMeter();
  DrawCostMeter(DrawCostMeter&&) noexcept;
  DrawCostMeter& operator=(DrawCostMeter&&) noexcept;
  ~DrawCostMeter();

  /// Takes a step; `renderer` must be the same each time. Returns the costs once they are known, and nullopt
  /// while there are steps to take. Fails as VertexBuffer::create(), VertexBuffer::upload() and
  /// Frame::create() do.
  [[nodiscard]] Result<std::optional<DrawCosts>> step(PointRenderer& renderer);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vertexview::gpu
