#pragma once
#include <cstdint>

namespace vertexview::gpu::detail {

/// Returns how many bytes new buffers may still take, as the driver reports it (NVX_gpu_memory_info,
/// ATI_meminfo). Where the driver reports nothing, this is free_system_memory(), because such a driver shares
/// the system's memory. Needs a current context.
[[nodiscard]] std::uint64_t free_device_memory() noexcept;

/// Returns how many bytes of main memory can be had without swapping, the page cache included; 0 where the
/// system does not tell.
[[nodiscard]] std::uint64_t free_system_memory() noexcept;

}  // namespace vertexview::gpu::detail
