#pragma once
#include "vertexview/gpu/points/cpu_canvas.hpp"
#include "vertexview/task/worker_pool.hpp"

namespace vertexview::gpu::detail {

/// Finds the pixel whose vertex each pixel shows, taking point sizes and filled holes into account, and
/// stores it in canvas.shown; canvas.displaced says whether it had to.
void cover(CpuCanvas& canvas, WorkerPool& pool);

/// Counts how many pixels of each tile show a vertex, points being single pixels, for the history of the
/// picture's progress.
[[nodiscard]] TileCount count_tiles(const CpuCanvas& canvas, WorkerPool& pool);

}  // namespace vertexview::gpu::detail
