#include "vertexview/vertex/scan_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace vertexview {

void scan_scalar(const std::byte* records, std::uint64_t count, Statistics& statistics) {
  Statistics result = statistics;  // a local, so that the loop keeps it in registers
  for (std::uint64_t i = 0; i < count; ++i) {
    ColoredVertex vertex;
    std::memcpy(&vertex, records + i * sizeof(ColoredVertex), sizeof(vertex));
    const auto [x, y, z] = vertex.position;
    const Color color = vertex.color;
    result.color_min = {std::min(result.color_min.red, color.red),
                        std::min(result.color_min.green, color.green),
                        std::min(result.color_min.blue, color.blue)};
    result.color_max = {std::max(result.color_max.red, color.red),
                        std::max(result.color_max.green, color.green),
                        std::max(result.color_max.blue, color.blue)};
    if (std::isfinite(x) && std::isfinite(y) && std::isfinite(z))
      result.bounds.include(Bounds{vertex.position, vertex.position});
    else
      ++result.non_finite;
  }
  result.count += count;
  statistics = result;
}

void scan_avx2(const std::byte* records, std::uint64_t count, Statistics& statistics) {
  scan_scalar(records, count, statistics);
}

ScanKernel best_scan_kernel() noexcept {
  return scan_scalar;
}

}  // namespace vertexview
