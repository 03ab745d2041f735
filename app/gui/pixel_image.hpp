#pragma once
#include <cstdint>
#include <vector>

namespace vertexview::app {

/// A picture that is drawn on the CPU, row by row from the top. A pixel has red in its lowest byte, then
/// green, blue and opacity, as ImGui's colours do.
struct PixelImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> pixels;
};

}  // namespace vertexview::app
