#pragma once
#include "vertexview/gpu/detail/coverage.hpp"
#include "vertexview/gpu/detail/cpu_canvas.hpp"
#include "vertexview/gpu/detail/gl_objects.hpp"
#include "vertexview/gpu/frame.hpp"

namespace vertexview::gpu {

struct Frame::State {
  /// Who drew last, and so where the vertex ids are.
  enum class Ids : std::uint8_t { kNone, kTexture, kCanvas };

  Viewport viewport;
  detail::Texture color;  // RGBA8
  detail::Framebuffer framebuffer;
  // Made when a renderer first draws into them: see require_ids().
  detail::Texture ids;        // RG32UI, low word first
  detail::Texture depth;      // DEPTH_COMPONENT32F, reversed
  detail::Coverage coverage;  // of the textures
  std::unique_ptr<detail::CpuCanvas> canvas;
  Ids where = Ids::kNone;
  bool marked = false;  // something was drawn over the colours since they were made

  [[nodiscard]] Result<void> allocate(Viewport size);
  /// Attaches ids and depth to the framebuffer.
  [[nodiscard]] Result<void> require_ids();
};

}  // namespace vertexview::gpu
