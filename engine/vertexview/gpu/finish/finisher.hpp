#pragma once
#include <optional>

#include "vertexview/gpu/finish/eye_dome.hpp"
#include "vertexview/gpu/finish/gap_filler.hpp"
#include "vertexview/gpu/finish/raster.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/gpu/order/view_transform.hpp"

namespace vertexview::gpu::detail {

/// What stands between a raster and the picture on the GPU: holes and gaps are filled, edges lit. Its
/// programs are built when they are first wanted.
class Finisher {
 public:
  /// Whether colours can be kept apart from what is lit or marked, where that is `wanted`: false when the
  /// program that hands them on does not build.
  [[nodiscard]] bool keeps_colors_apart(bool wanted);
  [[nodiscard]] GapFiller& gap_filler() noexcept { return gap_filler_; }

  /// What is to become of a raster. `fill` is empty where nothing is filled.
  struct Request {
    const ViewTransform& view;
    float edl_strength = 0;
    std::optional<FillRule> fill;
    bool apart = false;  ///< as keeps_colors_apart() answered
  };
  /// Brings the picture's colours up to date with its raster; does nothing when they are.
  void finish(const Request& request, Raster& raster, Picture& picture);

 private:
  std::optional<EyeDome> eye_dome_;
  GapFiller gap_filler_;
};

}  // namespace vertexview::gpu::detail
