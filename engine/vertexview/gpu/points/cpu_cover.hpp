#pragma once
#include "vertexview/gpu/points/cpu_canvas.hpp"
#include "vertexview/task/worker_pool.hpp"

namespace vertexview::gpu::detail {

/// Finds what every pixel shows, point size and filled holes included: canvas.shown and canvas.displaced.
void cover(CpuCanvas& canvas, WorkerPool& pool);

/// What is shown now, for the history of the picture.
[[nodiscard]] TileCount count_tiles(const CpuCanvas& canvas, WorkerPool& pool);

}  // namespace vertexview::gpu::detail
