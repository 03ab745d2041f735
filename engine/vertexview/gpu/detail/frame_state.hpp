#pragma once
#include "vertexview/gpu/detail/coverage.hpp"
#include "vertexview/gpu/detail/gl_objects.hpp"
#include "vertexview/gpu/frame.hpp"

namespace vertexview::gpu {

struct Frame::State {
  Viewport viewport;
  detail::Texture color;  // RGBA8
  detail::Texture ids;    // RG32UI, low word first
  detail::Texture depth;  // DEPTH_COMPONENT32F, reversed
  detail::Framebuffer framebuffer;
  detail::Coverage coverage;

  [[nodiscard]] Result<void> allocate(Viewport size);
};

}  // namespace vertexview::gpu
