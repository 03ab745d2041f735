#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "vertexview/gpu/options.hpp"

namespace vertexview::gpu::detail {

// The largest diameter in pixels, which points.vert.glsl repeats. To cover a pixel, the compute rasterizer
// looks at as many pixels as the square of the diameter.
inline constexpr std::uint32_t kLargestPoint = 64;
// Points are discs from this diameter in pixels on. Smaller discs would cover the same pixels as squares,
// which keep early depth tests.
inline constexpr std::uint32_t kRoundFrom = 3;

/// Returns the diameter that is drawn for `size`: whole pixels, from 1 to kLargestPoint.
[[nodiscard]] inline std::uint32_t whole_point_size(float size) noexcept {
  // Written so that NaN gives 1.
  if (!(size > 1)) return 1;
  return static_cast<std::uint32_t>(std::lround(std::min(size, static_cast<float>(kLargestPoint))));
}

/// A PointSize as it is drawn.
struct DrawnSize {
  std::uint32_t pixels = 1;  ///< pixels across, where `world` is 0
  float world = 0;           ///< units of the file across; 0 where `pixels` counts
  bool adaptive = false;     ///< gaps between points are filled, in finished pictures too
  friend bool operator==(const DrawnSize&, const DrawnSize&) = default;

  /// Returns whether every point covers just the pixel that its vertex falls in.
  [[nodiscard]] bool single() const noexcept { return world <= 0 && pixels == 1; }
  /// Returns the diameter in pixels of a point at `distance` along the view; `scale` is how many pixels a
  /// unit takes at distance 1.
  [[nodiscard]] std::uint32_t at(float distance, float scale) const noexcept {
    if (world <= 0) return pixels;
    const float size = std::floor(world * scale * (1 / distance) + 0.5F);
    return size > 1 ? static_cast<std::uint32_t>(std::min(size, static_cast<float>(kLargestPoint))) : 1;
  }
};

/// Returns `size` as it is drawn: rounded, and within what can be drawn.
[[nodiscard]] inline DrawnSize drawn_size(const PointSize& size) noexcept {
  if (size.mode == PointSize::Mode::kAdaptive) return {.adaptive = true};
  if (size.mode == PointSize::Mode::kPixels) return {.pixels = whole_point_size(size.value)};
  // Written so that NaN gives single pixels.
  return {.world = size.value > 0 ? size.value : 0.0F};
}

/// A row of a point's picture: the pixels (first..last, row) relative to the pixel that its vertex falls in.
struct ShapeRow {
  int row = 0;
  int first = 0;
  int last = 0;
};

/// Returns the pixels that a point of `size` pixels covers, row by row: a square, or from kRoundFrom on a
/// disc, around its pixel's centre where the size is odd and around that pixel's lower right corner where it
/// is even. shaders/points.vert.glsl and points.frag.glsl cover the same pixels.
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
