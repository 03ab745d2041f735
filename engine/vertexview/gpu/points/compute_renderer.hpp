#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "vertexview/gpu/finish/gap_filler.hpp"
#include "vertexview/gpu/finish/record_colors.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/coverage.hpp"
#include "vertexview/gpu/order/layer.hpp"
#include "vertexview/gpu/order/point_budget.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/gpu/points/compute_rasterizer.hpp"

namespace vertexview::gpu::detail {

/// What the compute renderer keeps of a picture from one draw to the next.
struct ComputeCanvas {
  /// How far a chunk is drawn.
  struct Progress {
    ComputeRasterizer::Turns turns;  // of what was there of it when that was begun
    std::uint32_t first = 0;         // turn of this picture: the next one goes on where this one stops
    std::uint32_t done = 0;          // turns
    std::uint64_t points = 0;        // records
  };

  Layer now;
  Layer before;
  std::optional<Coverage::Subject> subject;     // nullopt: nothing is drawn yet
  std::vector<ColorRule> rules;                 // by cloud, as last shown
  std::vector<std::vector<Progress>> progress;  // by cloud and chunk
  bool shown = false;                           // the target has what the layer has

  PointBudget budget{1e6};
};

/// Draws by compute shaders into a layer of single pixels that lasts, and from that into the target at the
/// wanted point size. With a budget it draws a part of every chunk, and the next call goes on; when the view
/// has moved, the vertices of the last layer are drawn first. Source: M. Schuetz et al., "Progressive
/// Real-Time Rendering of One Billion Points without Hierarchical Acceleration Structures", 2020.
class ComputeRenderer {
 public:
  /// kDevice where the driver cannot; see ComputeRasterizer for `wide_atomics`.
  [[nodiscard]] static Result<ComputeRenderer> create(bool wide_atomics = true);

  [[nodiscard]] bool wide() const noexcept { return rasterizer_.wide(); }
  [[nodiscard]] bool fits(const Viewport& viewport) const noexcept { return rasterizer_.fits(viewport); }

  /// Brings the raster of `target` up to date, which must be there; null entries of `clouds` are skipped.
  /// Other `rules` show the layer anew and draw no record again. `budget_ms` 0: everything that is there at
  /// once. Keeps target.looks for `filler`, which may be null. kOutOfMemory when there is no room for the
  /// layers.
  [[nodiscard]] Result<DrawStats> draw(const ViewTransform& view,
                                       std::span<VertexBuffer::State* const> clouds,
                                       std::span<const ColorRule> rules, const DrawnSize& size,
                                       const glm::vec3& background, double budget_ms, GapFiller* filler,
                                       Frame::State& target);

 private:
  explicit ComputeRenderer(ComputeRasterizer rasterizer) : rasterizer_(std::move(rasterizer)) {}

  [[nodiscard]] Result<void> begin(Coverage::Subject subject, std::span<VertexBuffer::State* const> clouds,
                                   bool carry, Frame::State& target);
  /// Draws up to `turns` of each chunk that is there and not whole; how many records.
  std::uint64_t draw_turns(std::span<VertexBuffer::State* const> clouds, std::uint32_t turns,
                           ComputeCanvas& canvas);
  void carry(const ViewTransform& view, const ComputeCanvas& canvas, const Viewport& viewport) const;
  /// The layer as points of one size.
  void cover(const Frame::State& target, std::uint32_t point_size, const glm::vec3& background) const;
  /// The layer as points whose sizes follow their distances.
  void spread(const Frame::State& target, const ViewTransform& view, const DrawnSize& size,
              const glm::vec3& background) const;

  ComputeRasterizer rasterizer_;
  Program carry_;
  Program cover_;
  Program spread_;
  VertexArray nothing_;
  RecordColors colors_;
};

}  // namespace vertexview::gpu::detail
