#pragma once
#include "vertexview/gpu/finish/raster.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// Eye-dome lighting as one pass over a picture: from its unlit colours and its depth to its colours.
class EyeDome {
 public:
  [[nodiscard]] static Result<EyeDome> create();
  /// Makes the picture's colours of what `raster`, whose colours must be kept apart, shows. `strength` 0
  /// hands them on as they are.
  void light(const Raster& raster, float strength, bool orthographic, const Picture& picture) const;

 private:
  Program program_;
  VertexArray no_attributes_;
};

}  // namespace vertexview::gpu::detail
