#pragma once
#include <cstdint>
#include <glm/vec3.hpp>
#include <span>
#include <vector>

#include "gui/pixel_image.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/task/progress.hpp"

// A small picture of what a layout makes of some bytes, drawn without a GPU. The same points give the same
// picture, pixel by pixel. Every function may be called from any thread.
namespace vertexview::app {

/// A sample of points, around the middle of most of them and with z up.
struct CloudSample {
  std::vector<glm::vec3> points;
  std::vector<std::uint32_t> colors;  ///< as PixelImage has them, one for each point
  float across = 0;                   ///< the largest distance from the upright axis
  float height = 0;                   ///< the largest distance from the middle, upwards or downwards
};

/// Reads about four thousand records, neighbours at 256 places all over those of the layout, and keeps the
/// points that are finite and do not lie far from most others. Empty where nothing is left, where the layout
/// has no position or does not fit the bytes, and when `progress` is cancelled. The bytes may be untrusted.
[[nodiscard]] CloudSample sample_cloud(const Layout& layout, std::span<const std::byte> bytes,
                                       const Progress& progress = {});

/// Draws the points from a little above, turned by `turn` radians around the upright axis; those farther away
/// let more of what is behind the picture through, so that depth shows on any ground. Each takes `dot` x
/// `dot` pixels. Where nothing is drawn the picture is transparent.
[[nodiscard]] PixelImage draw_cloud(const CloudSample& cloud, int width, int height, float turn, int dot);

}  // namespace vertexview::app
