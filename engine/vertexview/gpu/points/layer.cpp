#include "vertexview/gpu/points/layer.hpp"

#include <array>
#include <utility>

#include "vertexview/gpu/gl/picture_texture.hpp"

namespace vertexview::gpu::detail {

Result<Layer> Layer::create(Viewport size) {
  while (glGetError() != GL_NO_ERROR) {
  }
  Layer layer;
  layer.rests = make_texture(GL_RG32UI, size);
  layer.ids = make_texture(GL_RG32UI, size);
  layer.places = make_texture(GL_RGBA32F, size);
  layer.depth = make_texture(GL_DEPTH_COMPONENT32F, size);
  const std::array colors = {layer.rests.name(), layer.ids.name(), layer.places.name()};
  auto framebuffer = make_framebuffer(size, colors, layer.depth.name());
  if (!framebuffer) return tl::unexpected(std::move(framebuffer.error()));
  layer.framebuffer = *std::move(framebuffer);
  return layer;
}

void Layer::clear() const noexcept {
  constexpr std::array<GLfloat, 4> kZero = {0, 0, 0, 0};
  constexpr std::array<GLuint, 4> kNothing = {0, 0, 0, 0};
  glClearNamedFramebufferuiv(framebuffer.name(), GL_COLOR, 0, kNothing.data());
  glClearNamedFramebufferuiv(framebuffer.name(), GL_COLOR, 1, kNothing.data());
  glClearNamedFramebufferfv(framebuffer.name(), GL_COLOR, 2, kZero.data());
  glClearNamedFramebufferfv(framebuffer.name(), GL_DEPTH, 0, kZero.data());
}

void Layer::bind_textures() const noexcept {
  const std::array<GLuint, 3> names = {ids.name(), places.name(), rests.name()};
  glBindTextures(0, static_cast<GLsizei>(names.size()), names.data());
}

}  // namespace vertexview::gpu::detail
