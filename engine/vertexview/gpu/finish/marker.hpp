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
  [[nodiscard]] static Result<Marker> create();
  /// Draws a ring of `diameter` pixels around `pixel` (from the top left) into the colour image of
  /// `framebuffer`. OpenGL's state is as before afterwards.
  void draw_ring(glm::dvec2 pixel, float diameter, glm::vec4 color, Viewport viewport,
                 GLuint framebuffer) const;

 private:
  Program program_;
  VertexArray no_attributes_;
};

}  // namespace vertexview::gpu::detail
