#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "vertexview/gpu/finish/finisher.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/points/compute_passes.hpp"
#include "vertexview/gpu/points/coverage.hpp"
#include "vertexview/gpu/points/layer.hpp"
#include "vertexview/gpu/points/rasterizer.hpp"

namespace vertexview::gpu::detail {

/// What ComputePoints keeps of a picture from one draw to the next.
struct ComputeCanvas final : RasterCanvas {
  static constexpr Backend kBackend = Backend::kCompute;
  // The first frame draws a million records, which every GPU does within a frame; timer queries soon tell how
  // many it can draw.
  explicit ComputeCanvas(Viewport viewport) noexcept : RasterCanvas(kBackend, viewport, 1e6) {}

  /// How much of a chunk is drawn. A chunk that is still being filled is drawn in runs: once all of a run is
  /// drawn, the records that came in the meantime are the next one. Records that are in the picture stay in
  /// it, also where their chunk gives its place to another one.
  struct Progress {
    std::uint32_t from = 0;          // the first record of the run
    ComputePasses::Batches batches;  // of the run's records
    std::uint32_t first = 0;         // the batch that the run began with
    std::uint32_t done = 0;          // batches of the run that are drawn in this picture
    std::uint64_t points = 0;        // records of the chunk that are drawn in this picture

    /// Begins a new picture: a chunk that was all one run goes on where the last picture stopped.
    void begin() noexcept;
    /// Returns how many batches can be drawn now, where the chunk has `records` on the GPU.
    [[nodiscard]] std::uint32_t ready(std::uint64_t records) noexcept;
    /// Counts the next `number` batches as drawn. Returns how many records those have.
    std::uint64_t advance(std::uint32_t number) noexcept;
  };

  Layer now;
  Layer before;
  std::optional<Coverage::Subject> subject;     // nullopt: nothing is drawn yet
  std::vector<ColorRule> rules;                 // by dataset, as the raster shows them
  std::vector<std::vector<Progress>> progress;  // by dataset and chunk
  bool shown = false;                           // whether the raster shows what the layer has
};

/// Draws by compute shaders into a layer of single pixels that lasts, and from that into the target at the
/// wanted point size. With a budget it draws a part of every chunk, and the next call goes on; when the view
/// has moved, the vertices of the last layer are drawn first. Source: M. Schuetz et al., "Progressive
/// Real-Time Rendering of One Billion Points without Hierarchical Acceleration Structures", 2020.
class ComputePoints final : public Rasterizer {
 public:
  /// `finisher` must outlive the rasterizer. Fails with kDevice where the driver cannot; see ComputePasses
  /// for `wide_atomics`.
  [[nodiscard]] static Result<std::unique_ptr<ComputePoints>> create(Finisher& finisher,
                                                                     bool wide_atomics = true);

  [[nodiscard]] bool wide() const noexcept { return passes_.wide(); }
  /// With other colour rules it shows the layer anew, and draws no record again.
  [[nodiscard]] std::optional<DrawStats> draw(const DrawJob& job, Picture& target) override;

 private:
  ComputePoints(Finisher& finisher, ComputePasses passes) : finisher_(finisher), passes_(std::move(passes)) {}

  /// Begins a picture of `subject` with an empty layer or, when `carries`, with the vertices that the last
  /// layer showed. Fails with kOutOfMemory or kDevice when the layers cannot be made.
  [[nodiscard]] Result<void> begin(Coverage::Subject subject, std::span<ResidentDataset* const> datasets,
                                   bool carries, ComputeCanvas& canvas);
  /// Draws into the layer as much as the budget allows, and shows it in the canvas' raster. `filler` may be
  /// null; `marked` says that the picture has a marker on it.
  [[nodiscard]] std::optional<DrawStats> draw_raster(const DrawJob& job, GapFiller* filler, bool marked,
                                                     ComputeCanvas& canvas);
  /// Draws up to `batches` more batches of each chunk that is on the GPU and not completely drawn, and as
  /// many of those that are streamed in meanwhile. Returns how many records those have.
  std::uint64_t draw_batches(std::span<ResidentDataset* const> datasets, std::uint32_t batches,
                             double budget_ms, ComputeCanvas& canvas);
  /// Draws the vertices that the last layer shows into the new one.
  void carry_layer(const ViewTransform& view, const ComputeCanvas& canvas) const;
  /// Shows the layer in the raster as points of one size.
  void show_equal_points(const ComputeCanvas& canvas, std::uint32_t point_size,
                         const glm::vec3& background) const;
  /// Shows the layer in the raster as points whose sizes follow their distances.
  void show_distant_points(const ComputeCanvas& canvas, const ViewTransform& view, const DrawnSize& size,
                           const glm::vec3& background) const;

  Finisher& finisher_;
  ComputePasses passes_;
  Program carry_;
  Program cover_;
  Program spread_;
  VertexArray nothing_;
  RecordColors colors_;
};

}  // namespace vertexview::gpu::detail
