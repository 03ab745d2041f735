#pragma once
#include "vertexview/gpu/finish/raster.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// Eye-dome lighting as one pass over a picture, from its unlit colours and its depth to its lit colours.
class EyeDome {
 public:
  /// Fails with kDevice and the compiler's log when the program does not build.
  [[nodiscard]] static Result<EyeDome> create();
  /// Makes the picture's colours from what `raster`, whose colours must be kept apart, shows. `strength` is
  /// that of DrawOptions::edl_strength; with 0 the colours are copied unchanged.
  void light(const Raster& raster, float strength, const ViewTransform& view, const Picture& picture) const;

 private:
  Program program_;
  VertexArray no_attributes_;
};

}  // namespace vertexview::gpu::detail
