#pragma once
#include <optional>

#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/gpu/points/cpu_canvas.hpp"
#include "vertexview/task/worker_pool.hpp"

namespace vertexview::gpu::detail {

/// Draws points on the processor's cores, straight from the mapped records. Where OpenGL itself runs on the
/// processor this is many times faster, and nothing is uploaded.
///
/// With a budget it draws blocks of records in a spread order until the time is used up; the next call goes
/// on. When the view has moved, the vertices that were visible are drawn first, from what the canvas keeps of
/// them. Source: M. Schuetz et al., "Progressive Real-Time Rendering of One Billion Points without
/// Hierarchical Acceleration Structures", 2020.
class CpuRenderer {
 public:
  explicit CpuRenderer(unsigned threads = 0, const SplatKernel& kernel = splat_kernel())
      : pool_(threads), kernel_(kernel) {}

  struct Budget {
    double milliseconds = 0;    ///< of the whole draw; 0: no limit
    std::uint64_t records = 0;  ///< new ones, about; 0: no limit
    [[nodiscard]] bool limited() const noexcept { return milliseconds > 0 || records > 0; }
  };
  struct Drawn {
    DrawStats stats;
    bool image_changed = false;  ///< canvas.image must be handed to OpenGL again
  };

  /// Brings `canvas` up to date, as far as the budget goes.
  [[nodiscard]] Drawn draw(const ViewTransform& view, Scene scene, const CanvasLook& look,
                           const Budget& budget, CpuCanvas& canvas);

 private:
  void clear(CpuCanvas& canvas);
  void redraw_visible(CpuCanvas& canvas);
  /// Until `deadline`, in seconds of the steady clock, or `most_records` or more are drawn.
  void visit_until(CpuCanvas& canvas, double deadline, std::uint64_t most_records);
  /// The same of what can be drawn now.
  void visit_blocks(CpuCanvas& canvas, double deadline, std::uint64_t most_records);
  void resolve(CpuCanvas& canvas, bool carried);
  /// Colours every visible record anew, after a change of the rules.
  void recolor(CpuCanvas& canvas);
  void fetch_missing(CpuCanvas& canvas, std::size_t first, std::size_t last);

  WorkerPool pool_;
  const SplatKernel& kernel_;
};

/// Turns the canvas' winners into canvas.image by canvas.look.
void shade(CpuCanvas& canvas, WorkerPool& pool);

}  // namespace vertexview::gpu::detail
