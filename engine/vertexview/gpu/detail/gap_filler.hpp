#pragma once
#include <cstdint>

#include "vertexview/gpu/detail/gl_objects.hpp"
#include "vertexview/gpu/detail/view_transform.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// Fills the gaps between the single-pixel points of a raster, on the GPU: as hole_filling.hpp does, with the
/// radii that even_radii() gives.
class GapFiller {
 public:
  /// kDevice where the driver cannot.
  [[nodiscard]] static Result<GapFiller> create();
  /// Makes target.filled from the raster of `target`, whose colours must be kept apart. kOutOfMemory or
  /// kDevice when there is no room for it.
  [[nodiscard]] Result<void> fill(const ViewTransform& view, Frame::State& target);

 private:
  Program count_;
  Program find_;
  Program take_;
  VertexArray nothing_;
  Buffer tiles_;
  Buffer sources_;
  std::uint64_t room_ = 0;  // pixels
};

}  // namespace vertexview::gpu::detail
