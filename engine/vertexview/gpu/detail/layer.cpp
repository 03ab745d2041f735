#include "vertexview/gpu/detail/layer.hpp"

#include <array>
#include <string>

#include "vertexview/gpu/detail/picture_texture.hpp"

namespace vertexview::gpu::detail {

Result<Layer> Layer::create(Viewport size) {
  while (glGetError() != GL_NO_ERROR) {
  }
  Layer layer;
  layer.color = make_texture(GL_RGBA8, size);
  layer.ids = make_texture(GL_RG32UI, size);
  layer.places = make_texture(GL_RGBA32F, size);
  layer.depth = make_texture(GL_DEPTH_COMPONENT32F, size);
  layer.framebuffer = Framebuffer::create();
  const GLuint framebuffer = layer.framebuffer.name();
  glNamedFramebufferTexture(framebuffer, GL_COLOR_ATTACHMENT0, layer.color.name(), 0);
  glNamedFramebufferTexture(framebuffer, GL_COLOR_ATTACHMENT1, layer.ids.name(), 0);
  glNamedFramebufferTexture(framebuffer, GL_COLOR_ATTACHMENT2, layer.places.name(), 0);
  glNamedFramebufferTexture(framebuffer, GL_DEPTH_ATTACHMENT, layer.depth.name(), 0);
  constexpr std::array<GLenum, 3> kTargets = {GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT1,
                                              GL_COLOR_ATTACHMENT2};
  glNamedFramebufferDrawBuffers(framebuffer, static_cast<GLsizei>(kTargets.size()), kTargets.data());
  const std::string pixels = std::to_string(size.width) + " x " + std::to_string(size.height);
  if (glGetError() == GL_OUT_OF_MEMORY)
    return fail(ErrorCode::kOutOfMemory, "no GPU memory to draw " + pixels + " pixels");
  if (glCheckNamedFramebufferStatus(framebuffer, GL_DRAW_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
    return fail(ErrorCode::kDevice, "a layer of " + pixels + " pixels is refused");
  return layer;
}

void Layer::clear() const noexcept {
  constexpr std::array<GLfloat, 4> kZero = {0, 0, 0, 0};
  constexpr std::array<GLuint, 4> kNothing = {0, 0, 0, 0};
  glClearNamedFramebufferfv(framebuffer.name(), GL_COLOR, 0, kZero.data());
  glClearNamedFramebufferuiv(framebuffer.name(), GL_COLOR, 1, kNothing.data());
  glClearNamedFramebufferfv(framebuffer.name(), GL_COLOR, 2, kZero.data());
  glClearNamedFramebufferfv(framebuffer.name(), GL_DEPTH, 0, kZero.data());
}

void Layer::bind_textures() const noexcept {
  const std::array<GLuint, 3> names = {ids.name(), places.name(), color.name()};
  glBindTextures(0, static_cast<GLsizei>(names.size()), names.data());
}

}  // namespace vertexview::gpu::detail
