#pragma once
#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/detail/gl_objects.hpp"

namespace vertexview::gpu::detail {

/// A texture of `size` pixels that is shown and read pixel by pixel.
[[nodiscard]] inline Texture make_texture(GLenum format, const Viewport& size) {
  auto texture = Texture::create(GLenum{GL_TEXTURE_2D});
  glTextureStorage2D(texture.name(), 1, format, size.width, size.height);
  // Without mipmaps the default filter would leave the texture incomplete.
  glTextureParameteri(texture.name(), GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTextureParameteri(texture.name(), GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTextureParameteri(texture.name(), GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTextureParameteri(texture.name(), GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return texture;
}

}  // namespace vertexview::gpu::detail
