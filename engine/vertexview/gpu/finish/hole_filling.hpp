#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/order/depth_code.hpp"
#include "vertexview/gpu/order/view_transform.hpp"

namespace vertexview::gpu::detail {

// A picture of which a part is drawn has holes that the rest will cover. They are closed in screen space, by
// a morphological closing of the depths: a pixel stays open where a square of 2 radius + 1 pixels that
// nothing is drawn in covers it, so that outlines do not grow. Elsewhere the closed depth is that of a
// surface between the points around, and the pixel takes the nearest drawn pixel of that surface, itself if
// it is one: what lies well behind was seen through a hole. shaders/fill.comp.glsl does the same. Source of
// the operation: J. Serra, "Image Analysis and Mathematical Morphology", 1982; of filling points' pictures in
// screen space: R. Pintus, E. Gobbetti, M. Agus, "Real-time Rendering of Massive Unstructured Raw Point
// Datasets using Screen-space Operators", 2011.

/// The radius is chosen for tiles of this many pixels in width and height: a tile and a margin of twice the
/// largest radius on each side fill one 64-bit word a row, which is how fill_radii.cpp counts.
inline constexpr int kFillTile = 32;
/// The largest radius: kFillTile + 4 * kLargestFill is 64.
inline constexpr std::uint32_t kLargestFill = 8;

/// The number of tiles that cover a picture; those at its right and lower end may be smaller.
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

/// Three counts of a picture's progress: `begun` when the view began, with the vertices carried over from the
/// view before; `between` at some later time; and `now`.
struct FillHistory {
  TileCount begun;
  TileCount between;
  TileCount now;
};

/// Returns, for each tile, which part (0 to 1) of its open pixels the records still to come will probably
/// cover. Records are drawn in a fair order, so the rest goes on covering pixels as those before did. Where a
/// tile saturates, as thin objects do long before they fill it, each record adds exponentially less.
[[nodiscard]] std::vector<float> expected_cover(const Viewport& viewport, const FillHistory& history);

/// Returns, for each tile, the radius from 1 to kLargestFill that suits points which are scattered evenly
/// over it: a square of that radius is expected to hold so many points that an empty one is rare. Tiles
/// without a point near them get 0.
[[nodiscard]] std::vector<std::uint8_t> even_radii(const Viewport& viewport, const TileCount& now,
                                                   std::uint32_t point_size);

/// The depth of a pixel that shows nothing. Depths are the codes of depth_code.hpp, the high halves of keys
/// (see KeyImage).
inline constexpr std::uint32_t kOpen = 0x7FFF'FFFF;

/// How far behind a surface a pixel may be to count as a part of it.
struct FillSlack {
  /// A surface may fall away by up to about this many units of depth for each unit across; a steeper step is
  /// taken for the edge of another surface behind. 8 is a slope of 83 degrees.
  static constexpr double kSteepest = 8;

  /// The slack of a perspective picture for a radius of one, in steps of a float's bits: equal steps are
  /// nearly equal ratios of distance.
  std::uint32_t bits = 0;
  float distance = 0;  ///< the slack of an orthographic picture for a radius of one, in units of the file
  bool orthographic = false;

  /// Returns the greatest depth that still counts as a part of a surface at `depth`.
  [[nodiscard]] std::uint32_t deepest(std::uint32_t depth, std::uint32_t radius) const noexcept;
};

/// Returns the slack for pictures with this view.
[[nodiscard]] FillSlack fill_slack(const ViewTransform& view) noexcept;

/// A picture of depths and of what each pixel shows: two arrays of width x height, rows from top to bottom,
/// which the caller owns.
struct FillImage {
  const std::uint32_t* depths = nullptr;
  const std::uint32_t* sources = nullptr;
  int width = 0;
  int height = 0;
};

/// Returns the radius, 0 to kLargestFill, that closes the holes of the tile whose first pixel is (x, y).
/// `expected` is the part of the tile's open pixels that it should close; it returns 0 where filling would be
/// wrong more often than right. It returns a larger radius, up to `even`, as long as that closes hardly more
/// pixels, because a larger one also covers what shines through a surface.
[[nodiscard]] std::uint32_t closing_radius(const FillImage& image, int x, int y, float expected,
                                           std::uint32_t even) noexcept;

/// Fills a picture in bands of kFillTile rows. An instance holds working memory, so each thread needs its
/// own; several may fill different bands of one picture at the same time.
class HoleFiller {
 public:
  HoleFiller(const FillImage& image, const FillSlack& slack);

  /// Fills the row of tiles number `tile_row` with one radius for each tile, and writes what its pixels then
  /// show to `out`: kFillTile rows of the picture's width, fewer at the picture's end.
  void fill(int tile_row, std::span<const std::uint8_t> radii, std::uint32_t* out);

 private:
  FillImage image_;
  FillSlack slack_;
  std::vector<std::uint32_t> closed_;
  std::vector<std::uint32_t> depths_;
  std::vector<std::uint32_t> places_;
};

/// Returns the index of the pixel that (x, y) takes its source from, straight from the definition at the top
/// of this file. It is slow: tests compare HoleFiller and the shader with it.
[[nodiscard]] std::size_t fill_from(const FillImage& image, const FillSlack& slack, std::uint32_t radius,
                                    int x, int y) noexcept;

}  // namespace vertexview::gpu::detail
