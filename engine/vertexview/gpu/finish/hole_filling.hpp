#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/order/view_transform.hpp"

namespace vertexview::gpu::detail {

// A picture of which a part is drawn has holes that the rest will cover. They are closed in screen space, by
// a morphological closing of the depths: a pixel stays open where a square of 2 radius + 1 pixels that
// nothing is drawn in covers it, so that outlines do not grow. Elsewhere the closed depth is that of a
// surface between the points around, and the pixel takes the nearest drawn pixel of that surface, itself if
// it is one: what lies well behind was seen through a hole. shaders/fill.comp.glsl does the same. Source of
// the operation: J. Serra, "Image Analysis and Mathematical Morphology", 1982; of filling points' pictures in
// screen space: R. Pintus, E. Gobbetti, M. Agus, "Real-time Rendering of Massive Unstructured Raw Point
// Clouds using Screen-space Operators", 2011.

/// The radius is chosen for tiles of this many pixels in width and height.
inline constexpr int kFillTile = 32;
inline constexpr std::uint32_t kLargestFill = 8;

struct TileGrid {
  explicit TileGrid(const Viewport& viewport) noexcept
      : columns((viewport.width + kFillTile - 1) / kFillTile),
        rows((viewport.height + kFillTile - 1) / kFillTile) {}
  [[nodiscard]] std::size_t size() const noexcept {
    return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  }
  int columns;
  int rows;
};

/// How many pixels of each tile showed a vertex, points being single pixels, when `share` of all records had
/// been drawn in this view. `shown` is empty where nothing was counted.
struct TileCount {
  double share = 0;
  std::vector<std::uint32_t> shown;
};

/// A picture's progress: when the view began, with what was carried over from another, at some time after,
/// and now.
struct FillHistory {
  TileCount begun;
  TileCount between;
  TileCount now;
};

/// Of each tile's open pixels the part, 0 to 1, that the records still to come will probably cover. As they
/// come in a fair order, the rest goes on covering as those before did; what each one adds falls off
/// exponentially where tiles saturate, as thin things do long before they fill a tile.
[[nodiscard]] std::vector<float> expected_cover(const Viewport& viewport, const FillHistory& history);

/// The radius, 1 to kLargestFill, for each tile whose points are scattered evenly: their expected number in a
/// square of that radius is large enough for an empty one to be rare.
[[nodiscard]] std::vector<std::uint8_t> even_radii(const Viewport& viewport, const TileCount& now,
                                                   std::uint32_t point_size);

/// The depth of a pixel that shows nothing. Depths are the high halves of keys (see KeyImage): 31 bits, and
/// the smaller is the nearer.
inline constexpr std::uint32_t kOpen = 0x7FFF'FFFF;

/// How far behind a surface a pixel may be to count as a part of it.
struct FillSlack {
  /// Slopes up to about this many depths to one across belong to a surface.
  static constexpr double kSteepest = 8;

  std::uint32_t bits = 0;  ///< perspective, for a radius of one: equal steps of bits are equal ratios, nearly
  float distance = 0;      ///< orthographic, for a radius of one
  bool orthographic = false;

  /// The deepest that counts as a part of a surface at `depth`.
  [[nodiscard]] std::uint32_t deepest(std::uint32_t depth, std::uint32_t radius) const noexcept;
};

[[nodiscard]] FillSlack fill_slack(const ViewTransform& view) noexcept;

/// A picture of depths, and what each pixel shows; both width x height.
struct FillImage {
  const std::uint32_t* depths = nullptr;
  const std::uint32_t* sources = nullptr;
  int width = 0;
  int height = 0;
};

/// The radius, 0 to kLargestFill, that closes the holes of a tile whose first pixel is (x, y): as many pixels
/// as `expected` (a part of its open ones) says; 0 where filling would be wrong more often than right. Up to
/// `even` it is larger if that closes no more: then what shines through a surface is covered as well.
[[nodiscard]] std::uint32_t closing_radius(const FillImage& image, int x, int y, float expected,
                                           std::uint32_t even) noexcept;

/// Fills a picture in bands of kFillTile rows. Holds working memory: one for each thread.
class HoleFiller {
 public:
  HoleFiller(const FillImage& image, const FillSlack& slack);

  /// Writes what the pixels of a row of tiles show once they are filled with these radii: kFillTile rows of
  /// `out`, or fewer at the picture's end.
  void fill(int tile_row, std::span<const std::uint8_t> radii, std::uint32_t* out);

 private:
  FillImage image_;
  FillSlack slack_;
  std::vector<std::uint32_t> closed_;
  std::vector<std::uint32_t> depths_;
  std::vector<std::uint32_t> places_;
};

/// The pixel that (x, y) takes its source from, by the definition above: what HoleFiller is tested against.
[[nodiscard]] std::size_t fill_from(const FillImage& image, const FillSlack& slack, std::uint32_t radius,
                                    int x, int y) noexcept;

}  // namespace vertexview::gpu::detail
