#pragma once
#include <atomic>
#include <cmath>
#include <cstdint>

#include "vertexview/gpu/points/splat.hpp"

namespace vertexview::gpu::detail {

/// Lowers `cell` to `key` if that is smaller, atomically.
inline void keep_nearest(std::uint64_t& cell, std::uint64_t key) noexcept {
  const std::atomic_ref<std::uint64_t> shared(cell);
  std::uint64_t current = shared.load(std::memory_order_relaxed);
  while (key < current && !shared.compare_exchange_weak(current, key, std::memory_order_relaxed)) {
  }
}

/// Returns the key of a vertex; see KeyImage. The depth gives up the bits that the index mask takes.
[[nodiscard]] inline std::uint64_t make_key(std::uint32_t depth, std::uint64_t index,
                                            std::uint64_t index_mask) noexcept {
  return ((std::uint64_t{depth} << 32) & ~index_mask) | index;
}

}  // namespace vertexview::gpu::detail
