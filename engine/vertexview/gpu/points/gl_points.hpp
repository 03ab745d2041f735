#pragma once
#include <memory>

#include "vertexview/gpu/finish/finisher.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/points/coverage.hpp"
#include "vertexview/gpu/points/rasterizer.hpp"

namespace vertexview::gpu::detail {

/// What GlPoints keeps of a picture. It draws straight into the raster, which holds no records, so that other
/// colour rules begin a new picture.
struct PointsCanvas final : RasterCanvas {
  static constexpr Backend kBackend = Backend::kPoints;
  // The first frame draws a hundred thousand records, which suits software drivers; timer queries soon tell
  // what others can draw.
  explicit PointsCanvas(Viewport viewport) noexcept : RasterCanvas(kBackend, viewport, 1e5) {}
  Coverage coverage;
};

/// The reference: OpenGL's own points, drawn in the order of the file, so that the first of several at the
/// same depth wins. A picture that takes several draws begins with a preview, a piece of every block in a
/// BlockOrder, so that it shows all of the dataset thinly. Those pieces are drawn a trifle farther away than
/// they are, so that the records themselves, drawn later, replace them.
class GlPoints final : public Rasterizer {
 public:
  /// `finisher` must outlive the rasterizer. Fails with kDevice and the compiler's log when a program does
  /// not build.
  [[nodiscard]] static Result<std::unique_ptr<GlPoints>> create(Finisher& finisher);
  [[nodiscard]] std::optional<DrawStats> draw(const DrawJob& job, Picture& target) override;

 private:
  explicit GlPoints(Finisher& finisher) noexcept : finisher_(finisher) {}
  /// Draws into the canvas' raster as much as the budget allows; `filler` may be null.
  [[nodiscard]] DrawStats draw_raster(const DrawJob& job, GapFiller* filler, PointsCanvas& canvas) const;

  Finisher& finisher_;
  Program square_;
  Program round_;
  RecordColors colors_;
};

}  // namespace vertexview::gpu::detail
