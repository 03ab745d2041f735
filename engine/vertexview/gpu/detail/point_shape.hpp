#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace vertexview::gpu::detail {

inline constexpr std::uint32_t kLargestPoint = 64;
// From this diameter on a square shows as one.
inline constexpr std::uint32_t kRoundFrom = 3;

/// The diameter that is drawn: whole pixels, at least one.
[[nodiscard]] inline std::uint32_t whole_point_size(float size) noexcept {
  // Written so that NaN gives 1.
  if (!(size > 1)) return 1;
  return static_cast<std::uint32_t>(std::lround(std::min(size, static_cast<float>(kLargestPoint))));
}

/// A row of a point's picture: the pixels (first..last, row) relative to the pixel that its vertex falls in.
struct ShapeRow {
  int row = 0;
  int first = 0;
  int last = 0;
};

/// What a point of `size` pixels covers: a square, from kRoundFrom on a disc, around its pixel's centre where
/// the size is odd and around that pixel's lower right corner where it is even. The same pixels as
/// shaders/points.vert.glsl and points.frag.glsl cover.
[[nodiscard]] inline std::vector<ShapeRow> point_shape(std::uint32_t size) {
  std::vector<ShapeRow> rows;
  const int low = -(static_cast<int>(size) - 1) / 2;
  const int high = static_cast<int>(size) / 2;
  const double centre = size % 2 == 0 ? 0.5 : 0.0;
  const double radius = size / 2.0;
  const auto inside = [&](int x, int y) {
    return size < kRoundFrom || (x - centre) * (x - centre) + (y - centre) * (y - centre) <= radius * radius;
  };
  for (int y = low; y <= high; ++y) {
    ShapeRow row{y, high + 1, low - 1};
    for (int x = low; x <= high; ++x)
      if (inside(x, y)) {
        row.first = std::min(row.first, x);
        row.last = std::max(row.last, x);
      }
    if (row.first <= row.last) rows.push_back(row);
  }
  return rows;
}

}  // namespace vertexview::gpu::detail
