#pragma once
#include <glm/vec3.hpp>
#include <memory>
#include <span>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/options.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/shading.hpp"

namespace vertexview::gpu {

/// A dataset to draw, and how its records become colours.
struct DrawnDataset {
  /// Null for a hidden dataset. Drawing moves the chunks of a streamed buffer, which is why it is not const.
  VertexBuffer* buffer = nullptr;
  /// The shading may change from draw to draw: records are neither read nor uploaded again.
  Shading shading = {};
};

/// Draws datasets as coloured points into a Frame: colours, depth and vertex ids. Positions are taken
/// relative to the eye, which is split into two floats, so that a dataset at 4e6 does not jitter; positions
/// that are not finite are never drawn. Move-only; belongs to the context that was current at create(), which
/// must be current for every call.
class PointRenderer {
 public:
  /// Builds what kAutomatic draws with. Fails with kDevice and the compiler's log when a shader does not
  /// build.
  [[nodiscard]] static Result<PointRenderer> create();
  PointRenderer(PointRenderer&&) noexcept;
  PointRenderer& operator=(PointRenderer&&) noexcept;
  ~PointRenderer();

  /// Builds what `backend` needs, which draw() would otherwise do when it first uses it. Fails with kDevice
  /// when this context cannot have it: draw() then uses kPoints in its place.
  [[nodiscard]] Result<void> prepare(Backend backend);

  /// Returns what kAutomatic draws with: at first kCpu where OpenGL runs on the CPU (llvmpipe), else
  /// kCompute, else kPoints. A DrawCostMeter measures which is the fastest in fact.
  [[nodiscard]] Backend preferred() const noexcept;
  /// Makes kAutomatic draw with `backend` from now on. Fails with kDevice, and changes nothing, when this
  /// context cannot have it.
  [[nodiscard]] Result<void> prefer(Backend backend);

  /// Draws what is resident of `datasets` into `target`, in place of what it showed; the index in `datasets`
  /// is Pick::dataset, and those after the first 65,535 are not drawn. With a budget, a camera that stands
  /// still converges, over several calls, to exactly the picture that no budget gives; one that moves shows
  /// what was visible before and some more. A call that has nothing to add costs next to nothing.
  [[nodiscard]] DrawStats draw(const Camera& camera, std::span<const DrawnDataset> datasets,
                               const DrawOptions& options, Frame& target);

  /// Draws a ring of `diameter` pixels and `color` (RGBA, 0 to 1) around `position` over everything, so that
  /// it is visible also where the vertex is occluded. Vertex ids stay.
  void draw_marker(const Camera& camera, glm::dvec3 position, float diameter, glm::vec4 color, Frame& target);
  /// Blends `image`, which must have the size of `target` (any other is not drawn), over its colours. Vertex
  /// ids stay. As after draw_marker(), the next draw() begins from the points.
  void draw_overlay(const Image& image, Frame& target);

 private:
  PointRenderer();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vertexview::gpu
