#include "vertexview/gpu/finish/raster.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "vertexview/gpu/gl/picture_texture.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"

namespace vertexview::gpu::detail {

Result<void> Raster::require(bool separate_colors, const Picture& picture) {
  while (glGetError() != GL_NO_ERROR) {
  }
  if (!framebuffer) {
    ids = make_texture(GL_RG32UI, viewport);
    depth = make_texture(GL_DEPTH_COMPONENT32F, viewport);
    framebuffer = Framebuffer::create();
    glNamedFramebufferTexture(framebuffer.name(), GL_COLOR_ATTACHMENT1, ids.name(), 0);
    glNamedFramebufferTexture(framebuffer.name(), GL_DEPTH_ATTACHMENT, depth.name(), 0);
    constexpr std::array<GLenum, 2> kTargets = {GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT1};
    glNamedFramebufferDrawBuffers(framebuffer.name(), static_cast<GLsizei>(kTargets.size()), kTargets.data());
    colors_apart.reset();
  }
  if (colors_apart == separate_colors) return {};
  if (separate_colors && !unlit) unlit = make_texture(GL_RGBA8, viewport);
  const GLuint colors = separate_colors ? unlit.name() : picture.color.name();
  glNamedFramebufferTexture(framebuffer.name(), GL_COLOR_ATTACHMENT0, colors, 0);
  colors_apart = separate_colors;
  // The other texture does not show the picture yet, so all of it has to be drawn again.
  empty = true;
  finished.reset();
  return check_complete(viewport, framebuffer);
}

Result<void> Raster::require_filled() {
  if (filled.framebuffer) return {};
  while (glGetError() != GL_NO_ERROR) {
  }
  Filled made;
  made.color = make_texture(GL_RGBA8, viewport);
  made.ids = make_texture(GL_RG32UI, viewport);
  made.depth = make_texture(GL_DEPTH_COMPONENT32F, viewport);
  const std::array colors = {made.color.name(), made.ids.name()};
  auto target = make_framebuffer(viewport, colors, made.depth.name());
  if (!target) return tl::unexpected(std::move(target.error()));
  made.framebuffer = *std::move(target);
  filled = std::move(made);
  return {};
}

PickWindow Raster::read_window(glm::ivec2 low, glm::ivec2 high, bool with_nearness) const {
  const glm::ivec2 size = high - low + 1;
  const auto columns = static_cast<std::size_t>(size.x);
  const std::size_t pixels = columns * static_cast<std::size_t>(size.y);
  PickWindow window{std::vector<std::uint64_t>(pixels), std::vector<float>(pixels)};
  const StateGuard guard;
  const int bottom = viewport.height - 1 - high.y;
  const auto read = [&](const Texture& texture, GLenum format, GLenum type, std::size_t bytes, void* out) {
    glGetTextureSubImage(texture.name(), 0, low.x, bottom, 0, size.x, size.y, 1, format, type,
                         static_cast<GLsizei>(bytes), out);
  };
  read(shown_ids(), GL_RG_INTEGER, GL_UNSIGNED_INT, pixels * sizeof(std::uint64_t), window.ids.data());
  // The texture has the low word first, which a big-endian machine reads as the high one.
  if constexpr (std::endian::native == std::endian::big)
    for (auto& id : window.ids) id = id << 32 | id >> 32;
  flip_rows(window.ids, columns);
  if (with_nearness) {
    read(shown_depth(), GL_DEPTH_COMPONENT, GL_FLOAT, pixels * sizeof(float), window.nearness.data());
    flip_rows(window.nearness, columns);
  }
  return window;
}

}  // namespace vertexview::gpu::detail
