#include "vertexview/gpu/finish/overlay.hpp"

#include "shaders.hpp"
#include "vertexview/gpu/gl/picture_texture.hpp"
#include "vertexview/gpu/gl/program.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"

namespace vertexview::gpu::detail {

Result<Overlay> Overlay::create() {
  auto program = build_program("the overlay", {{GL_VERTEX_SHADER, {shaders::screen_vert}},
                                               {GL_FRAGMENT_SHADER, {shaders::overlay_frag}}});
  if (!program) return tl::unexpected(std::move(program.error()));
  Overlay made;
  made.program_ = *std::move(program);
  made.no_attributes_ = VertexArray::create();
  return made;
}

void Overlay::draw(std::span<const std::uint8_t> rgba, const Picture& picture) {
  const StateGuard guard;
  const auto [width, height] = picture.viewport;
  if (size_.width != width || size_.height != height) {
    size_ = picture.viewport;
    texture_ = make_texture(GL_RGBA8, size_);
  }
  glTextureSubImage2D(texture_.name(), 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  glBindTextureUnit(0, texture_.name());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, picture.framebuffer.name());
  glViewport(0, 0, width, height);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
  glUseProgram(program_.name());
  glBindVertexArray(no_attributes_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

}  // namespace vertexview::gpu::detail
