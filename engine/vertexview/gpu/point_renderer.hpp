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
  VertexBuffer* buffer =
      nullptr;  ///< null: the dataset is hidden. A streamed one moves its chunks as it is drawn
  /// May change from draw to draw: the records are neither read nor uploaded again.
  Shading shading = {};
};

/// Draws datasets as coloured points into a Frame: colour and vertex ids. Positions are taken relative to the
/// eye in two float halves (the design's large-coordinate contract), so a dataset at 4e6 does not jitter;
/// non-finite positions are never drawn. Move-only; belongs to one context.
class PointRenderer {
 public:
  /// Builds what kAutomatic draws with. kDevice with the compiler's log when a shader does not build.
  [[nodiscard]] static Result<PointRenderer> create();
  PointRenderer(PointRenderer&&) noexcept;
  PointRenderer& operator=(PointRenderer&&) noexcept;
  ~PointRenderer();

  /// Builds what `backend` needs, which draw() would otherwise do when it first uses it. kDevice when this
  /// context cannot have it: draw() then uses kPoints in its place.
  [[nodiscard]] Result<void> prepare(Backend backend);

  /// What kAutomatic draws with: at first kCpu where OpenGL runs on the CPU (llvmpipe), else kCompute, else
  /// kPoints. A DrawCostMeter measures what is fastest indeed.
  [[nodiscard]] Backend preferred() const noexcept;
  /// kAutomatic draws with `backend` from now on; kDevice, and no change, when this context cannot have it.
  [[nodiscard]] Result<void> prefer(Backend backend);

  /// Clears `target` and draws what is resident of `datasets`; the index in `datasets` is Pick::dataset. With
  /// a budget, a camera that stands still converges, over several calls, to exactly the picture that no
  /// budget gives; one that moves shows what was visible before and some more. A call that has nothing to add
  /// costs next to nothing.
  [[nodiscard]] DrawStats draw(const Camera& camera, std::span<const DrawnDataset> datasets,
                               const DrawOptions& options, Frame& target);

  /// Draws a ring of `diameter` pixels and `color` (RGBA, 0 to 1) around `position` over everything, visible
  /// also when the vertex is occluded. Ids are untouched.
  void draw_marker(const Camera& camera, glm::dvec3 position, float diameter, glm::vec4 color, Frame& target);

 private:
  PointRenderer();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vertexview::gpu
