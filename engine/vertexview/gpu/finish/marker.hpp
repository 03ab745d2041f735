#pragma once
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// Draws rings over a picture.
class Marker {
 public:
  /// Fails with kDevice and the compiler's log when the program does not build.
  [[nodiscard]] static Result<Marker> create();
  /// Draws a ring of `diameter` pixels around `pixel` (counted from the top left) into the colours of
  /// `framebuffer`, which has the size of `viewport`. `color` is RGBA from 0 to 1. Restores the OpenGL state
  /// that it changes.
  void draw_ring(glm::dvec2 pixel, float diameter, glm::vec4 color, Viewport viewport,
                 GLuint framebuffer) const;

 private:
  Program program_;
  VertexArray no_attributes_;
};

}  // namespace vertexview::gpu::detail
