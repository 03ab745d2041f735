#pragma once
#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// A picture of vertices, one a pixel, with all that it takes to draw them again from elsewhere.
struct Layer {
  Texture rests;   // RG32UI: bytes 12 to 19 of the record
  Texture ids;     // RG32UI, low word first; 0: nothing
  Texture places;  // RGBA32F: position, and the reversed depth that it has in this picture
  Texture depth;   // DEPTH_COMPONENT32F, the same depth
  Framebuffer framebuffer;

  /// kOutOfMemory or kDevice where the context cannot have it.
  [[nodiscard]] static Result<Layer> create(Viewport size);

  /// Shows nothing.
  void clear() const noexcept;
  /// Binds them as textures 0 (ids), 1 (places) and 2 (rests) of the programs.
  void bind_textures() const noexcept;
};

}  // namespace vertexview::gpu::detail
