#include "vertexview/gpu/finish/eye_dome.hpp"

#include <array>

#include "shaders.hpp"
#include "vertexview/gpu/gl/program.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"

namespace vertexview::gpu::detail {

Result<EyeDome> EyeDome::create() {
  auto program =
      build_program("eye-dome lighting",
                    {{GL_VERTEX_SHADER, {shaders::screen_vert}},
                     {GL_FRAGMENT_SHADER, {shaders::reciprocal, shaders::depth, shaders::eye_dome_frag}}});
  if (!program) return tl::unexpected(std::move(program.error()));
  EyeDome made;
  made.program_ = *std::move(program);
  made.no_attributes_ = VertexArray::create();
  return made;
}

void EyeDome::light(const Raster& raster, float strength, const ViewTransform& view,
                    const Picture& picture) const {
  if (strength <= 0) {
    glCopyImageSubData(raster.shown_color().name(), GL_TEXTURE_2D, 0, 0, 0, 0, picture.color.name(),
                       GL_TEXTURE_2D, 0, 0, 0, 0, picture.viewport.width, picture.viewport.height, 1);
    return;
  }
  const StateGuard guard;
  glProgramUniform1f(program_.name(), 0, strength);
  glProgramUniform3f(program_.name(), 1, view.near_plane, view.relief_of_distance(),
                     view.orthographic ? 1.0F : 0.0F);
  const std::array<GLuint, 2> textures = {raster.shown_color().name(), raster.shown_depth().name()};
  glBindTextures(0, static_cast<GLsizei>(textures.size()), textures.data());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, picture.framebuffer.name());
  glViewport(0, 0, picture.viewport.width, picture.viewport.height);
  glUseProgram(program_.name());
  glBindVertexArray(no_attributes_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

}  // namespace vertexview::gpu::detail
