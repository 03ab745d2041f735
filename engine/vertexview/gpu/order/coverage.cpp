#include "vertexview/gpu/order/coverage.hpp"

#include <algorithm>

#include "vertexview/gpu/residency/buffer_state.hpp"

namespace vertexview::gpu::detail {

bool Coverage::streams(std::span<VertexBuffer::State* const> clouds) {
  return std::any_of(clouds.begin(), clouds.end(), [](const auto* cloud) {
    return cloud != nullptr && cloud->chunks->residency() == Residency::kStreamed;
  });
}

}  // namespace vertexview::gpu::detail
