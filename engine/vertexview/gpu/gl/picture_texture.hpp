#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// A texture of `size` pixels that is shown and read pixel by pixel.
[[nodiscard]] Texture make_texture(GLenum format, const Viewport& size);

/// kOutOfMemory or kDevice when the driver has no memory for what is attached, or refuses it; `size` is for
/// the message. Errors of OpenGL from before what was attached was made must have been fetched.
[[nodiscard]] Result<void> check_complete(const Viewport& size, const Framebuffer& framebuffer);

/// A framebuffer that draws into the textures `colors`, in their order, and tests against `depth`. Errors as
/// of check_complete.
[[nodiscard]] Result<Framebuffer> make_framebuffer(const Viewport& size, std::span<const GLuint> colors,
                                                   GLuint depth);

/// Turns an image of rows of `row` elements upside down: rows run upwards in OpenGL, and downwards for those
/// who read pictures.
template <class T>
void flip_rows(std::vector<T>& pixels, std::size_t row) {
  const std::size_t rows = pixels.size() / row;
  for (std::size_t y = 0; y < rows / 2; ++y) {
    T* const upper = pixels.data() + y * row;
    std::swap_ranges(upper, upper + row, pixels.data() + (rows - 1 - y) * row);
  }
}

}  // namespace vertexview::gpu::detail
