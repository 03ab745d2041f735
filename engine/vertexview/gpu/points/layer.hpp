#pragma once
#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// A picture of vertices, at most one for each pixel, with all that it takes to draw them again in another
/// view.
struct Layer {
  Texture rests;   // RG32UI: bytes 12 to 19 of the record
  Texture ids;     // RG32UI, low word first; 0: nothing
  Texture places;  // RGBA32F: position, and the reversed depth that it has in this picture
  Texture depth;   // DEPTH_COMPONENT32F, the same depth
  Framebuffer framebuffer;

  /// Fails with kOutOfMemory or kDevice where the context cannot have textures of this size.
  [[nodiscard]] static Result<Layer> create(Viewport size);

  /// Makes the layer show nothing.
  void clear() const noexcept;
  /// Binds `ids`, `places` and `rests` to texture units 0, 1 and 2, where the programs expect them.
  void bind_textures() const noexcept;
};

}  // namespace vertexview::gpu::detail
