// Finds from which pixel each pixel of a tile takes what it shows, by a morphological closing of the depths
// with the tile's radius. The result is that of fill_from() in finish/hole_filling.hpp, where the papers are
// named. Needs fill_depths.glsl.
layout(local_size_x = 16, local_size_y = 16) in;
layout(std430, binding = 0) readonly buffer Radii { uint radii[]; };
layout(std430, binding = 1) writeonly buffer Sources { uint sources[]; };
layout(location = 2) uniform uint slack_bits;       // FillSlack::bits, for perspective pictures
layout(location = 3) uniform float slack_distance;  // FillSlack::distance, for orthographic pictures

// kLargestFill of finish/hole_filling.hpp, and the width of the areas that a tile with that radius needs.
const int LARGEST = 8;
const int LOADED = TILE + 4 * LARGEST;
const int SQUARES = TILE + 2 * LARGEST;

shared uint area[LOADED * LOADED];
shared uint rows[LOADED * SQUARES];

// Does what FillSlack::deepest() does.
uint deepest_of(uint depth, int radius) {
  if (!is_flat()) return min(depth + slack_bits * uint(radius), OPEN - 1u);
  return min(depth_code(coded_distance(depth, true) + slack_distance * float(radius), true), OPEN - 1u);
}

ivec2 source_of(ivec2 pixel, uint closed, int radius) {
  if (closed == OPEN || radius == 0) return pixel;
  uint deepest = deepest_of(closed, radius);
  ivec2 best = pixel;
  int best_distance = 1 << 20;
  for (int y = -radius; y <= radius; ++y)
    for (int x = -radius; x <= radius; ++x) {
      if (x * x + y * y >= best_distance || depth_at(pixel + ivec2(x, y)) > deepest) continue;
      best_distance = x * x + y * y;
      best = pixel + ivec2(x, y);
    }
  return best;
}

void main() {
  const int me = int(gl_LocalInvocationIndex);
  const int all = 256;
  int radius = int(radii[gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x]);
  ivec2 first = ivec2(gl_WorkGroupID.xy) * TILE;
  int loaded = TILE + 4 * radius;
  int squares = TILE + 2 * radius;
  for (int i = me; i < loaded * loaded; i += all) {
    ivec2 at = ivec2(i % loaded, i / loaded);
    area[at.y * LOADED + at.x] = depth_at(first - 2 * radius + at);
  }
  barrier();
  // Each value becomes the nearest depth of the square that begins at it.
  for (int i = me; i < loaded * squares; i += all) {
    ivec2 at = ivec2(i % squares, i / squares);
    uint nearest = OPEN;
    for (int k = 0; k <= 2 * radius; ++k) nearest = min(nearest, area[at.y * LOADED + at.x + k]);
    rows[at.y * SQUARES + at.x] = nearest;
  }
  barrier();
  for (int i = me; i < squares * squares; i += all) {
    ivec2 at = ivec2(i % squares, i / squares);
    uint nearest = OPEN;
    for (int k = 0; k <= 2 * radius; ++k) nearest = min(nearest, rows[(at.y + k) * SQUARES + at.x]);
    // Squares whose middle lies outside of the picture do not take part.
    ivec2 middle = first - radius + at;
    bool outside = any(lessThan(middle, ivec2(0))) || any(greaterThanEqual(middle, picture_size));
    area[at.y * LOADED + at.x] = outside ? 0u : nearest;
  }
  barrier();
  // The closed depth of a pixel is the farthest of those of the squares that it lies in.
  for (int i = me; i < squares * TILE; i += all) {
    ivec2 at = ivec2(i % TILE, i / TILE);
    uint farthest = 0u;
    for (int k = 0; k <= 2 * radius; ++k) farthest = max(farthest, area[at.y * LOADED + at.x + k]);
    rows[at.y * SQUARES + at.x] = farthest;
  }
  barrier();
  for (int i = me; i < TILE * TILE; i += all) {
    ivec2 at = ivec2(i % TILE, i / TILE);
    ivec2 pixel = first + at;
    if (any(greaterThanEqual(pixel, picture_size))) continue;
    uint closed = 0u;
    for (int k = 0; k <= 2 * radius; ++k) closed = max(closed, rows[(at.y + k) * SQUARES + at.x]);
    ivec2 source = source_of(pixel, closed, radius);
    sources[pixel.y * picture_size.x + pixel.x] = uint(source.y * picture_size.x + source.x);
  }
}
