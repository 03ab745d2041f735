#pragma once
#include <array>
#include <limits>
#include <memory>
#include <optional>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu {

/// What drawing takes in a context.
struct DrawCosts {
  static constexpr double kNever = std::numeric_limits<double>::infinity();

  /// Milliseconds for a small picture of 2^20 records, by Backend; kNever for what the context cannot have,
  /// and for kAutomatic.
  std::array<double, 4> backend_ms{kNever, kNever, kNever, kNever};
  /// Milliseconds that eye-dome lighting adds to a picture.
  double edl_ms = kNever;

  [[nodiscard]] double of(Backend backend) const noexcept {
    return backend_ms[static_cast<std::size_t>(backend)];
  }
  /// The backend that takes the least. Another one than `presumed` has to be faster by a quarter: what is
  /// measured once is not exact.
  [[nodiscard]] Backend fastest(Backend presumed) const noexcept;
};

/// Finds DrawCosts in steps of a few milliseconds, for the time between frames after the first picture: draws
/// a made-up dataset a few times with every backend, and with and without eye-dome lighting in a picture of
/// `viewport`; the least time of each counts. The dataset has 2^15 records, and 2^20 for backends that those
/// do not tell apart. Belongs to the context that is current at the first step. Move-only.
class DrawCostMeter {
 public:
  explicit DrawCostMeter(const Viewport& viewport);
  DrawCostMeter(DrawCostMeter&&) noexcept;
  DrawCostMeter& operator=(DrawCostMeter&&) noexcept;
  ~DrawCostMeter();

  /// Takes a step, with the same renderer each time. The costs once they are known; nullopt: step on. Errors
  /// as of VertexBuffer::create, upload and Frame::create.
  [[nodiscard]] Result<std::optional<DrawCosts>> step(PointRenderer& renderer);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vertexview::gpu
