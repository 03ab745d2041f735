#pragma once
#include <cstdint>
#include <glm/vec3.hpp>
#include <memory>
#include <span>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu {

struct DrawOptions {
  float point_size = 1;  ///< diameter in pixels; round from 3 up
  glm::vec3 background{0.0F};
};

/// What one draw() did.
struct DrawStats {
  std::uint64_t points_drawn = 0;
  std::uint64_t points_total = 0;
  bool converged = true;  ///< false: call draw() again with the same arguments for a more complete picture
};

/// Draws clouds as coloured points with GL_POINTS into a Frame: colour and vertex ids. Positions are taken
/// relative to the eye in two float halves (the design's large-coordinate contract), so a cloud at 4e6 does
/// not jitter; non-finite positions are never drawn. Move-only; belongs to one context.
class PointRenderer {
 public:
  /// kDevice with the compiler's log when a shader does not build.
  [[nodiscard]] static Result<PointRenderer> create();
  PointRenderer(PointRenderer&&) noexcept;
  PointRenderer& operator=(PointRenderer&&) noexcept;
  ~PointRenderer();

  /// Clears `target` and draws what is resident of `clouds`; the index in `clouds` is Pick::cloud. A null
  /// entry is a hidden cloud.
  [[nodiscard]] DrawStats draw(const Camera& camera, std::span<const VertexBuffer* const> clouds,
                               const DrawOptions& options, Frame& target);

  /// Draws a ring marker around `position` over everything, visible also when the vertex is occluded. Ids are
  /// untouched.
  void draw_marker(const Camera& camera, glm::dvec3 position, float diameter, glm::vec4 color, Frame& target);

 private:
  PointRenderer();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vertexview::gpu
