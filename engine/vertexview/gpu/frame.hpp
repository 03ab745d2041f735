#pragma once
#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu {

namespace detail {
struct Inside;  // what the tests of this room define, to look at its inside
struct Picture;
}  // namespace detail

/// 8-bit RGBA pixels, rows from top to bottom, no padding between rows.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

/// A vertex that a pixel shows: which of the drawn datasets, and which record of it.
struct Pick {
  std::uint32_t dataset = 0;
  std::uint64_t vertex = 0;
  glm::ivec2 pixel{0};  ///< where it was found, from the top left
  friend bool operator==(const Pick&, const Pick&) = default;
};

/// An offscreen picture: colour (RGBA8, sRGB-encoded as stored), vertex ids (64 bits, 0 = background) and
/// reversed-Z depth. Move-only.
class Frame {
 public:
  /// A black picture. kInvalidArgument for a side below 1 or above what the device can have, kOutOfMemory or
  /// kDevice when it cannot be made.
  [[nodiscard]] static Result<Frame> create(Viewport viewport);
  Frame(Frame&&) noexcept;
  Frame& operator=(Frame&&) noexcept;
  ~Frame();

  /// Makes it `viewport` pixels; the content is lost when the size changes. Errors as create().
  [[nodiscard]] Result<void> resize(Viewport viewport);
  [[nodiscard]] Viewport viewport() const noexcept;

  /// The colour picture, read back.
  [[nodiscard]] Image read() const;
  /// What every pixel shows, rows from top to bottom: 0 for background, else dataset << 48 | vertex, plus
  /// one.
  [[nodiscard]] std::vector<std::uint64_t> read_ids() const;
  /// The vertex nearest to `pixel` (top left origin) within `radius` pixels: the nearest pixel first, then
  /// the nearest depth; nullopt over the background. Waits for the GPU.
  [[nodiscard]] std::optional<Pick> pick(glm::ivec2 pixel, int radius) const;

  /// GL names, for drawing the colour elsewhere: a texture for ImGui, a framebuffer for a blit. Row 0 is the
  /// bottom one, as OpenGL has it (ImGui::Image wants uv0 = (0, 1) and uv1 = (1, 0)). They change with
  /// resize().
  [[nodiscard]] unsigned color_texture() const noexcept;
  [[nodiscard]] unsigned framebuffer() const noexcept;

 private:
  friend class PointRenderer;
  friend struct detail::Inside;
  Frame();
  std::unique_ptr<detail::Picture> picture_;
};

}  // namespace vertexview::gpu
