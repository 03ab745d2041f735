#include "vertexview/gpu/gl/picture_texture.hpp"

#include <string>
#include <utility>
#include <vector>

namespace vertexview::gpu::detail {

Texture make_texture(GLenum format, const Viewport& size) {
  auto texture = Texture::create(GLenum{GL_TEXTURE_2D});
  glTextureStorage2D(texture.name(), 1, format, size.width, size.height);
  // Without mipmaps the default filter would leave the texture incomplete.
  glTextureParameteri(texture.name(), GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTextureParameteri(texture.name(), GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTextureParameteri(texture.name(), GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTextureParameteri(texture.name(), GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return texture;
}

Result<void> check_complete(const Viewport& size, const Framebuffer& framebuffer) {
  const std::string pixels = std::to_string(size.width) + " x " + std::to_string(size.height);
  if (glGetError() == GL_OUT_OF_MEMORY)
    return fail(ErrorCode::kOutOfMemory, "no GPU memory for a picture of " + pixels + " pixels");
  const GLenum status = glCheckNamedFramebufferStatus(framebuffer.name(), GL_DRAW_FRAMEBUFFER);
  if (status != GL_FRAMEBUFFER_COMPLETE)
    return fail(ErrorCode::kDevice,
                "a framebuffer of " + pixels + " pixels is refused (status " + std::to_string(status) + ")");
  return {};
}

Result<Framebuffer> make_framebuffer(const Viewport& size, std::span<const GLuint> colors, GLuint depth) {
  auto made = Framebuffer::create();
  std::vector<GLenum> targets;
  for (const GLuint color : colors) {
    targets.push_back(GL_COLOR_ATTACHMENT0 + static_cast<GLenum>(targets.size()));
    glNamedFramebufferTexture(made.name(), targets.back(), color, 0);
  }
  glNamedFramebufferTexture(made.name(), GL_DEPTH_ATTACHMENT, depth, 0);
  glNamedFramebufferDrawBuffers(made.name(), static_cast<GLsizei>(targets.size()), targets.data());
  if (auto complete = check_complete(size, made); !complete)
    return tl::unexpected(std::move(complete.error()));
  return made;
}

}  // namespace vertexview::gpu::detail
