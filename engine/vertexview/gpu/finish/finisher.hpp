#pragma once
#include <optional>

#include "vertexview/gpu/finish/eye_dome.hpp"
#include "vertexview/gpu/finish/gap_filler.hpp"
#include "vertexview/gpu/finish/raster.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/gpu/order/view_transform.hpp"

namespace vertexview::gpu::detail {

/// The way from a raster on the GPU to the picture: holes and gaps are filled, and edges lit. Programs are
/// built when they are first needed. Called on the thread of the OpenGL context.
class Finisher {
 public:
  /// Returns whether the raster's colours are to be kept apart from the picture's, which are filled, lit or
  /// marked: `wanted`, or false when the program that makes the picture of them does not build.
  [[nodiscard]] bool keeps_colors_apart(bool wanted);
  [[nodiscard]] GapFiller& gap_filler() noexcept { return gap_filler_; }

  /// What finish() is to do with a raster. Nothing is filled where `fill` is nullopt.
  struct Request {
    const ViewTransform& view;
    float edl_strength = 0;
    std::optional<FillRule> fill;
    bool apart = false;  ///< what keeps_colors_apart() returned for this draw
  };
  /// Brings the picture's colours up to date with its raster; does nothing when they are already.
  void finish(const Request& request, Raster& raster, Picture& picture);

 private:
  std::optional<EyeDome> eye_dome_;
  GapFiller gap_filler_;
};

}  // namespace vertexview::gpu::detail
