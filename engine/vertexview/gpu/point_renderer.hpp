#pragma once
#include <cstdint>
#include <glm/vec3.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/shading.hpp"

namespace vertexview::gpu {

/// The ways to draw points. All of them draw the same picture.
enum class Renderer : std::uint8_t {
  kAutomatic,  ///< PointRenderer::preferred()
  kPoints,     ///< OpenGL's points: the reference
  kCompute,    ///< a compute shader
  kCpu,        ///< this machine's cores, straight from the file's mapping
};

/// "automatic", "points", "compute", "cpu".
[[nodiscard]] std::string_view renderer_name(Renderer renderer) noexcept;
/// The renderer of that name.
[[nodiscard]] std::optional<Renderer> renderer_named(std::string_view name) noexcept;

/// How large points are drawn. What is drawn are whole pixels (others are rounded), 1 to 64 across; round
/// from 3 up.
struct PointSize {
  enum class Mode : std::uint8_t {
    kPixels,    ///< `value` pixels across
    kWorld,     ///< `value` units of the file across: the smaller the farther away
    kAdaptive,  ///< one pixel, and gaps between neighbours on a surface are filled
  };

  constexpr PointSize(float pixels = 1) noexcept : value(pixels) {}  // NOLINT: a number is a size in pixels
  [[nodiscard]] static constexpr PointSize world(float units) noexcept {
    PointSize size(units);
    size.mode = Mode::kWorld;
    return size;
  }
  [[nodiscard]] static constexpr PointSize adaptive() noexcept {
    PointSize size;
    size.mode = Mode::kAdaptive;
    return size;
  }
  friend bool operator==(const PointSize&, const PointSize&) = default;

  Mode mode = Mode::kPixels;
  float value = 1;
};

struct DrawOptions {
  PointSize point_size = {};
  glm::vec3 background{0.0F};
  /// Eye-dome lighting: how much edges are darkened, from 0 (colours are exactly the records') to about 2.
  float edl_strength = 0;
  Renderer renderer = Renderer::kAutomatic;
  /// Time for one draw(): it draws as much as fits, and the next one goes on. 0: everything at once.
  double budget_ms = 0;
  /// While a picture is not converged, pixels between its points that the rest will probably cover show their
  /// neighbours, ids included: it looks complete. Converged ones show what is there, to the pixel.
  bool fill_holes = true;
};

/// What one draw() did.
struct DrawStats {
  std::uint64_t points_drawn = 0;  ///< with this camera, over all calls since it last changed
  std::uint64_t points_total = 0;
  bool converged = true;  ///< false: call draw() again with the same arguments for a more complete picture
  Renderer renderer = Renderer::kAutomatic;  ///< which one drew; never kAutomatic
};

/// A cloud to draw, and how its records become colours.
struct DrawnCloud {
  VertexBuffer* buffer =
      nullptr;  ///< null: the cloud is hidden. A streamed one moves its chunks as it is drawn
  /// May change from draw to draw: the records are neither read nor uploaded again.
  Shading shading = {};
};

/// Draws clouds as coloured points into a Frame: colour and vertex ids. Positions are taken relative to the
/// eye in two float halves (the design's large-coordinate contract), so a cloud at 4e6 does not jitter;
/// non-finite positions are never drawn. Move-only; belongs to one context.
class PointRenderer {
 public:
  /// Builds what kAutomatic draws with. kDevice with the compiler's log when a shader does not build.
  [[nodiscard]] static Result<PointRenderer> create();
  PointRenderer(PointRenderer&&) noexcept;
  PointRenderer& operator=(PointRenderer&&) noexcept;
  ~PointRenderer();

  /// Builds what `renderer` needs, which draw() would otherwise do when it first uses it. kDevice when this
  /// context cannot have it: draw() then uses kPoints in its place.
  [[nodiscard]] Result<void> prepare(Renderer renderer);

  /// What kAutomatic draws with: at first kCpu where OpenGL runs on the CPU (llvmpipe), else kCompute, else
  /// kPoints. A DrawCostMeter measures what is fastest indeed.
  [[nodiscard]] Renderer preferred() const noexcept;
  /// kAutomatic draws with `renderer` from now on; kDevice, and no change, when this context cannot have it.
  [[nodiscard]] Result<void> prefer(Renderer renderer);

  /// Clears `target` and draws what is resident of `clouds`; the index in `clouds` is Pick::cloud. With a
  /// budget, a camera that stands still converges, over several calls, to exactly the picture that no budget
  /// gives; one that moves shows what was visible before and some more. A call that has nothing to add costs
  /// next to nothing.
  [[nodiscard]] DrawStats draw(const Camera& camera, std::span<const DrawnCloud> clouds,
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
