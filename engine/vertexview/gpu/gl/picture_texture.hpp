#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// Creates a texture of `size` pixels that is shown and read pixel by pixel, without mipmaps or filtering.
/// Errors of OpenGL stay pending for check_complete().
[[nodiscard]] Texture make_texture(GLenum format, const Viewport& size);

/// Checks that `framebuffer` can be drawn into. Fails with kOutOfMemory when the driver had no memory for its
/// textures, and with kDevice when it refuses them; `size` is for the message. The caller must have fetched
/// all OpenGL errors before it made the textures, because a pending GL_OUT_OF_MEMORY counts as theirs.
[[nodiscard]] Result<void> check_complete(const Viewport& size, const Framebuffer& framebuffer);

/// Creates a framebuffer that draws into the textures `colors`, in their order, and tests against `depth`.
/// Fails as check_complete() does.
[[nodiscard]] Result<Framebuffer> make_framebuffer(const Viewport& size, std::span<const GLuint> colors,
                                                   GLuint depth);

/// Turns an image upside down whose rows have `row` elements: rows run upwards in OpenGL, and downwards in
/// every picture that callers get.
template <class T>
void flip_rows(std::vector<T>& pixels, std::size_t row) {
  const std::size_t rows = pixels.size() / row;
  for (std::size_t y = 0; y < rows / 2; ++y) {
    T* const upper = pixels.data() + y * row;
    std::swap_ranges(upper, upper + row, pixels.data() + (rows - 1 - y) * row);
  }
}

}  // namespace vertexview::gpu::detail
