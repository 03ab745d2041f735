#include "vertexview/gpu/finish/marker.hpp"

#include <glm/vec2.hpp>

#include "shaders.hpp"
#include "vertexview/gpu/gl/program.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"

namespace vertexview::gpu::detail {

Result<Marker> Marker::create() {
  auto program = build_program("the marker", {{GL_VERTEX_SHADER, {shaders::marker_vert}},
                                              {GL_FRAGMENT_SHADER, {shaders::marker_frag}}});
  if (!program) return tl::unexpected(std::move(program.error()));
  Marker made;
  made.program_ = *std::move(program);
  made.no_attributes_ = VertexArray::create();
  return made;
}

void Marker::draw_ring(glm::dvec2 pixel, float diameter, glm::vec4 color, Viewport viewport,
                       GLuint framebuffer) const {
  const glm::dvec2 size(viewport.width, viewport.height);
  const glm::vec2 centre(pixel / size * glm::dvec2(2, -2) + glm::dvec2(-1, 1));
  const float radius = diameter * 0.5F;
  const glm::vec2 half = glm::vec2(2.0 * static_cast<double>(radius) / size);

  const StateGuard guard;
  glProgramUniform2f(program_.name(), 0, centre.x, centre.y);
  glProgramUniform2f(program_.name(), 1, half.x, half.y);
  glProgramUniform4f(program_.name(), 2, color.r, color.g, color.b, color.a);
  glProgramUniform1f(program_.name(), 3, radius);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
  glViewport(0, 0, viewport.width, viewport.height);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
  glUseProgram(program_.name());
  glBindVertexArray(no_attributes_.name());
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

}  // namespace vertexview::gpu::detail
