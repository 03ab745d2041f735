// Reads the depths of a raster as finish/hole_filling.hpp defines them: codes of depths, of which the smaller is
// nearer, and OPEN where nothing is drawn. Pixels count from the top left. Needs depth.glsl.
layout(binding = 0) uniform sampler2D depths;  // reversed
layout(location = 0) uniform ivec2 picture_size;
layout(location = 1) uniform vec2 range;  // near plane, 1 for orthographic

// kOpen and kFillTile of finish/hole_filling.hpp.
const uint OPEN = 0x7FFFFFFFu;
const int TILE = 32;

bool is_flat() {
  return range.y != 0.0;
}

ivec2 tiles() {
  return (picture_size + TILE - 1) / TILE;
}

// Returns the depth of a pixel, which must lie within the picture.
float raw_depth(ivec2 pixel) {
  return texelFetch(depths, ivec2(pixel.x, picture_size.y - 1 - pixel.y), 0).r;
}

bool is_shown(ivec2 pixel) {
  return raw_depth(pixel) > 0.0;
}

// Returns the depth of a pixel, which is OPEN outside the picture.
uint depth_at(ivec2 pixel) {
  if (any(lessThan(pixel, ivec2(0))) || any(greaterThanEqual(pixel, picture_size))) return OPEN;
  float depth = raw_depth(pixel);
  if (depth <= 0.0) return OPEN;
  return min(code_of(depth, nearest_code(range.x, is_flat())), OPEN - 1u);
}
