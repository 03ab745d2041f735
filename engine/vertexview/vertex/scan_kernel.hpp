#pragma once
#include <cstddef>
#include <cstdint>

#include "vertexview/vertex/statistics.hpp"

namespace vertexview {

/// Adds `count` canonical 20-byte records at `records` (any alignment) to `statistics`. One thread.
using ScanKernel = void (*)(const std::byte* records, std::uint64_t count, Statistics& statistics);

/// The reference: plain C++, any machine.
void scan_scalar(const std::byte* records, std::uint64_t count, Statistics& statistics);

/// The same result from AVX2, eight records at a time; scan_scalar where the processor or the compiler has
/// none.
void scan_avx2(const std::byte* records, std::uint64_t count, Statistics& statistics);

/// The fastest kernel this machine runs.
[[nodiscard]] ScanKernel best_scan_kernel() noexcept;

}  // namespace vertexview
