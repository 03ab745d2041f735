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
struct Inside;  // lets this library's tests look inside
struct Picture;
}  // namespace detail

/// 8-bit RGBA pixels, rows from top to bottom, no padding between rows.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

/// A vertex that a pixel shows: which of the drawn datasets, and which record of that dataset.
struct Pick {
  std::uint32_t dataset = 0;
  std::uint64_t vertex = 0;
  glm::ivec2 pixel{0};  ///< where it was found, from the top left
  friend bool operator==(const Pick&, const Pick&) = default;
};

/// The vertex that an id of Frame::read_ids() means.
struct ShownVertex {
  std::uint32_t dataset = 0;
  std::uint64_t vertex = 0;
  friend bool operator==(const ShownVertex&, const ShownVertex&) = default;
};

/// Returns the vertex of an id; nullopt for that of the background. May be called from any thread.
[[nodiscard]] std::optional<ShownVertex> shown_vertex(std::uint64_t id) noexcept;

/// An offscreen picture: colour (RGBA8, sRGB-encoded as stored), vertex ids (64 bits, 0 for the background)
/// and reversed-Z depth. Move-only. It belongs to the context that was current at create(), which must be
/// current for every call.
class Frame {
 public:
  /// Creates a black picture. Fails with kInvalidArgument for a side below 1 or above what the device can
  /// have, and with kOutOfMemory or kDevice when it cannot be made.
  [[nodiscard]] static Result<Frame> create(Viewport viewport);
  Frame(Frame&&) noexcept;
  Frame& operator=(Frame&&) noexcept;
  ~Frame();

  /// Makes the picture `viewport` pixels large; its content is lost when the size changes. Fails as create()
  /// does, and then leaves the picture as it was.
  [[nodiscard]] Result<void> resize(Viewport viewport);
  [[nodiscard]] Viewport viewport() const noexcept;

  /// Returns the colours of the picture. Waits for the GPU.
  [[nodiscard]] Image read() const;
  /// Returns what every pixel shows, rows from top to bottom, as shown_vertex() reads it: 0 for the
  /// background, equal numbers for the same vertex. Waits for the GPU.
  [[nodiscard]] std::vector<std::uint64_t> read_ids() const;
  /// Returns the vertex nearest to `pixel` (counted from the top left) within `radius` pixels: that of the
  /// nearest pixel, and of the nearest depth where pixels are equally near; nullopt where only background is.
  /// Waits for the GPU.
  [[nodiscard]] std::optional<Pick> pick(glm::ivec2 pixel, int radius) const;

  /// OpenGL names, for drawing the colours elsewhere: a texture for ImGui, a framebuffer for a blit. Row 0 is
  /// the bottom one, as OpenGL has it (ImGui::Image wants uv0 = (0, 1) and uv1 = (1, 0)). The names change
  /// with resize().
  [[nodiscard]] unsigned color_texture() const noexcept;
  [[nodiscard]] unsigned framebuffer() const noexcept;

 private:
  friend class PointRenderer;
  friend struct detail::Inside;
  Frame();
  std::unique_ptr<detail::Picture> picture_;
};

}  // namespace vertexview::gpu
