#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// Records as they lie in memory: `count` of them, `stride` bytes apart.
struct RecordSpan {
  const std::byte* data = nullptr;
  std::uint64_t count = 0;
  std::uint64_t stride = 0;

  [[nodiscard]] RecordSpan part(std::uint64_t first, std::uint64_t size) const noexcept {
    return {data + first * stride, size, stride};
  }
};

/// Writes the component's value in each record to `out`, which has room for records.count; integers beyond
/// 2^53 are rounded, a bool is 0 or 1. One thread.
void read_component(const Component& component, const RecordSpan& records, double* out) noexcept;

/// The component's value in 16384 records at 256 places spread evenly over all of them, or in all where there
/// are fewer; non-finite values are left out. Touches a few hundred pages, whatever the size.
[[nodiscard]] std::vector<double> sample_component(const Component& component, const RecordSpan& records);

/// The smallest and the largest finite value of the components in all records; {0, 0} without any. On
/// `threads` worker threads (0: one per core); `progress` counts records and can cancel (kCancelled).
[[nodiscard]] Result<ValueRange> range_of_components(std::span<const Component> components,
                                                     const RecordSpan& records, Progress* progress = nullptr,
                                                     unsigned threads = 0);

/// The range that holds all of `values` but the fraction `outliers` at each end; {0, 0} without values.
[[nodiscard]] ValueRange robust_range(std::vector<double> values, double outliers);

}  // namespace vertexview
