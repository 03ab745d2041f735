#pragma once
#include <cstdint>
#include <span>

#include "vertexview/gpu/finish/picture.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// Blends images over a picture.
class Overlay {
 public:
  /// Fails with kDevice and the compiler's log when the program does not build.
  [[nodiscard]] static Result<Overlay> create();
  /// Blends an image of the picture's size, RGBA with rows from top to bottom, over the picture's colours.
  /// Restores the OpenGL state that it changes.
  void draw(std::span<const std::uint8_t> rgba, const Picture& picture);

 private:
  Program program_;
  VertexArray no_attributes_;
  Texture texture_;  // of the size of the last image
  Viewport size_{0, 0};
};

}  // namespace vertexview::gpu::detail
