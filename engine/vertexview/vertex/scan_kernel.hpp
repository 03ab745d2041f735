#pragma once
#include <cstddef>
#include <cstdint>

#include "vertexview/vertex/statistics.hpp"

namespace vertexview {

/// A function that adds `count` canonical 20-byte records at `records` (any alignment) to `statistics`, on
/// the calling thread.
using ScanKernel = void (*)(const std::byte* records, std::uint64_t count, Statistics& statistics);

/// Scans in plain C++, on any machine: the reference for the other kernels.
void scan_scalar(const std::byte* records, std::uint64_t count, Statistics& statistics);

/// Scans with the same result by AVX2, eight records at a time; calls scan_scalar() where the processor or
/// the compiler has no AVX2.
void scan_avx2(const std::byte* records, std::uint64_t count, Statistics& statistics);

/// Returns the fastest kernel that this machine runs.
[[nodiscard]] ScanKernel best_scan_kernel() noexcept;

}  // namespace vertexview
