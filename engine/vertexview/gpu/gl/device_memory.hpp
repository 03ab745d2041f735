#pragma once
#include <cstdint>

namespace vertexview::gpu::detail {

/// Bytes that buffers may still take: as the driver tells (NVX_gpu_memory_info, ATI_meminfo), else what the
/// system has available, since a driver that tells nothing shares the system's memory.
[[nodiscard]] std::uint64_t free_device_memory() noexcept;

/// Bytes of main memory that can be had without swapping, the page cache included; 0 where nothing tells.
[[nodiscard]] std::uint64_t free_system_memory() noexcept;

}  // namespace vertexview::gpu::detail
