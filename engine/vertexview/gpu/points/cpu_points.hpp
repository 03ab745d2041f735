#pragma once
#include <optional>

#include "vertexview/gpu/points/cpu_canvas.hpp"
#include "vertexview/gpu/points/rasterizer.hpp"
#include "vertexview/task/worker_pool.hpp"

namespace vertexview::gpu::detail {

/// Draws points on the processor's cores, straight from the mapped records. Where OpenGL itself runs on the
/// processor this is many times faster than OpenGL's points, and nothing is uploaded.
///
/// With a budget it draws blocks of records in an order that is spread over the file until the time is used
/// up, and the next call goes on. When the view has moved, it first draws the vertices that were visible,
/// from the records that the canvas keeps of them. Source: M. Schuetz et al., "Progressive Real-Time
/// Rendering of One Billion Points without Hierarchical Acceleration Structures", 2020.
class CpuPoints final : public Rasterizer {
 public:
  /// `pool` and `kernel` must outlive the rasterizer.
  explicit CpuPoints(WorkerPool& pool = WorkerPool::shared(), const SplatKernel& kernel = splat_kernel())
      : pool_(pool), kernel_(kernel) {}

  [[nodiscard]] std::optional<DrawStats> draw(const DrawJob& job, Picture& target) override;

  struct Budget {
    double milliseconds = 0;    ///< for the whole draw; 0 is no limit
    std::uint64_t records = 0;  ///< about how many new records to draw; 0 is no limit
    [[nodiscard]] bool limited() const noexcept { return milliseconds > 0 || records > 0; }
  };
  struct Drawn {
    DrawStats stats;
    bool image_changed = false;  ///< canvas.image has changed and must be handed to OpenGL again
  };

  /// Brings `canvas` up to date, as far as the budget goes. Needs no OpenGL.
  [[nodiscard]] Drawn draw_canvas(const ViewTransform& view, RecordRow row, const CanvasLook& look,
                                  const Budget& budget, CpuCanvas& canvas);

 private:
  /// Makes canvas.now show nothing.
  void clear(CpuCanvas& canvas);
  /// Draws the vertices of canvas.before, which the last view showed, into canvas.now.
  void redraw_visible(CpuCanvas& canvas);
  /// Draws blocks until `deadline`, in seconds of the steady clock, or until `most_records` or more are
  /// drawn.
  void visit_until(CpuCanvas& canvas, double deadline, std::uint64_t most_records);
  /// Draws the next blocks that are in memory, with the limits of visit_until().
  void visit_blocks(CpuCanvas& canvas, double deadline, std::uint64_t most_records);
  /// Finds the record and the colour of each pixel's nearest vertex. `carried` says that redraw_visible()
  /// drew some of them: their records are then copied from canvas.before.
  void resolve(CpuCanvas& canvas, bool carried);
  /// Colours every visible record anew, after a change of the rules.
  void recolor(CpuCanvas& canvas);
  /// Reads the records of those pixels from `first` to `last` - 1 whose nearest vertex has changed.
  void fetch_missing(CpuCanvas& canvas, std::size_t first, std::size_t last);

  WorkerPool& pool_;
  const SplatKernel& kernel_;
};

/// Turns the visible records of the canvas into canvas.image, as canvas.look says.
void shade(CpuCanvas& canvas, WorkerPool& pool);

}  // namespace vertexview::gpu::detail
