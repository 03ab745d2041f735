#pragma once
#include <optional>

#include "vertexview/gpu/points/cpu_canvas.hpp"
#include "vertexview/gpu/points/rasterizer.hpp"
#include "vertexview/task/worker_pool.hpp"

namespace vertexview::gpu::detail {

/// Draws points on the processor's cores, straight from the mapped records. Where OpenGL itself runs on the
/// processor this is many times faster, and nothing is uploaded.
///
/// With a budget it draws blocks of records in a spread order until the time is used up; the next call goes
/// on. When the view has moved, the vertices that were visible are drawn first, from what the canvas keeps of
/// them. Source: M. Schuetz et al., "Progressive Real-Time Rendering of One Billion Points without
/// Hierarchical Acceleration Structures", 2020.
class CpuPoints final : public Rasterizer {
 public:
  /// `pool` must outlive it.
  explicit CpuPoints(WorkerPool& pool = WorkerPool::shared(), const SplatKernel& kernel = splat_kernel())
      : pool_(pool), kernel_(kernel) {}

  [[nodiscard]] std::optional<DrawStats> draw(const DrawJob& job, Picture& target) override;

  struct Budget {
    double milliseconds = 0;    ///< of the whole draw; 0: no limit
    std::uint64_t records = 0;  ///< new ones, about; 0: no limit
    [[nodiscard]] bool limited() const noexcept { return milliseconds > 0 || records > 0; }
  };
  struct Drawn {
    DrawStats stats;
    bool image_changed = false;  ///< canvas.image must be handed to OpenGL again
  };

  /// Brings `canvas` up to date, as far as the budget goes. Needs no OpenGL.
  [[nodiscard]] Drawn draw_canvas(const ViewTransform& view, RecordRow row, const CanvasLook& look,
                                  const Budget& budget, CpuCanvas& canvas);

 private:
  void clear(CpuCanvas& canvas);
  /// Draws the vertices that the last view showed.
  void redraw_visible(CpuCanvas& canvas);
  /// Draws blocks until `deadline`, in seconds of the steady clock, or until `most_records` or more are
  /// drawn.
  void visit_until(CpuCanvas& canvas, double deadline, std::uint64_t most_records);
  /// Draws those of the next blocks that are in memory, with the same limits.
  void visit_blocks(CpuCanvas& canvas, double deadline, std::uint64_t most_records);
  /// Finds the record of each pixel; `carried` says that redraw_visible() drew some of them.
  void resolve(CpuCanvas& canvas, bool carried);
  /// Colours every visible record anew, after a change of the rules.
  void recolor(CpuCanvas& canvas);
  void fetch_missing(CpuCanvas& canvas, std::size_t first, std::size_t last);

  WorkerPool& pool_;
  const SplatKernel& kernel_;
};

/// Turns the canvas' winners into canvas.image by canvas.look.
void shade(CpuCanvas& canvas, WorkerPool& pool);

}  // namespace vertexview::gpu::detail
