// Finds the radius that closes the holes of each tile, one work group for one tile. It computes what
// even_radii(), expected_cover() and closing_radius() of finish/fill_radii.cpp do, which explains them. Needs
// fill_depths.glsl.
layout(local_size_x = 64) in;
layout(std430, binding = 0) writeonly buffer Radii { uint radii[]; };
layout(std430, binding = 2) readonly buffer Now { uint now[]; };
layout(std430, binding = 3) readonly buffer Between { uint between[]; };
layout(std430, binding = 4) readonly buffer Begun { uint begun[]; };
layout(location = 2) uniform vec2 shares;   // the shares of the records drawn at `between` and `now`
layout(location = 3) uniform ivec2 counted;  // whether `between` and `begun` hold counts
layout(location = 4) uniform ivec2 rule;     // whether the picture is unfinished, and its points adaptive
layout(location = 5) uniform vec2 sizes;     // the size of a point, as drawn and as counted

// kLargestFill, kMargin and kPointsInHole of the C++.
const int LARGEST = 8;
const int MARGIN = 16;
const float POINTS_IN_HOLE = 9.0;

// Each element holds one row of the tile and its margin, 64 pixels: first the pixels that show something,
// then squares of them.
shared uvec2 squares[64];
shared uvec2 outside[64];
shared uvec2 closed[64];
shared int counts[LARGEST + 1];

int tile_at(ivec2 tile) {
  return tile.y * tiles().x + tile.x;
}

float pixels_of(ivec2 tile) {
  ivec2 inside = min(picture_size - tile * TILE, ivec2(TILE));
  return float(inside.x * inside.y);
}

float density(ivec2 tile) {
  float pixels = pixels_of(tile);
  float covered = float(now[tile_at(tile)]);
  return -log((pixels - min(covered, pixels - 0.5)) / pixels) / (sizes.y * sizes.y);
}

int even_radius(ivec2 tile) {
  float most = 0.0;
  ivec2 last = min(tile + 1, tiles() - 1);
  for (int y = max(tile.y - 1, 0); y <= last.y; ++y)
    for (int x = max(tile.x - 1, 0); x <= last.x; ++x) most = max(most, density(ivec2(x, y)));
  if (most <= 0.0) return 0;
  float points = max(density(tile), most / 2.0);
  return int(clamp(ceil((sqrt(POINTS_IN_HOLE / points) - sizes.x) / 2.0), 1.0, float(LARGEST)));
}

float at_begin(int tile) {
  return counted.y == 0 ? 0.0 : float(begun[tile]);
}

float falling_rate(float first_share, float first_added, float share, float added) {
  const float RUN = 8.0;
  const float DEVIATIONS = 3.0;
  if (first_share <= 0.0 || share <= 0.0 || first_added <= 0.0) return 0.0;
  added += DEVIATIONS * sqrt(RUN * (added + RUN));
  float second = added / share;
  return max(log(first_added / first_share / second) * 2.0 / (first_share + share), 0.0);
}

// Returns e^x - 1, with full precision also where e^x is nearly 1.
float grown(float x) {
  return abs(x) < 0.01 ? x * (1.0 + x * 0.5) : exp(x) - 1.0;
}

float expected_cover(ivec2 tile) {
  int here = tile_at(tile);
  float share = shares.y;
  float rest = 1.0 - share;
  float open = pixels_of(tile) - float(now[here]);
  if (rule.x == 0 || rest <= 0.0 || share <= 0.0 || open <= 0.0) return 0.0;
  float rate = 0.0;
  float coming = 0.0;
  if (counted.x != 0) {
    float first = 0.0;
    float second = 0.0;
    ivec2 last = min(tile + 1, tiles() - 1);
    for (int y = max(tile.y - 1, 0); y <= last.y; ++y)
      for (int x = max(tile.x - 1, 0); x <= last.x; ++x) {
        int near = tile_at(ivec2(x, y));
        first += max(float(between[near]) - at_begin(near), 0.0);
        second += max(float(now[near]) - float(between[near]), 0.0);
      }
    rate = falling_rate(shares.x, first, share - shares.x, second);
    if (counted.y == 0 && shares.x > 0.0 && shares.x < share)
      coming = max(float(now[here]) - float(between[here]), 0.0) * log(1.0 / share) / log(share / shares.x);
  }
  float per_added = rate > 0.0 ? -grown(-rate * rest) / grown(rate * share) : rest / share;
  coming = max(coming, max(float(now[here]) - at_begin(here), 0.0) * per_added);
  return min(coming / open, 1.0);
}

uvec2 right(uvec2 bits, int by) {
  return by == 0 ? bits : uvec2(bits.x >> by | bits.y << (32 - by), bits.y >> by);
}

uvec2 one_of(uvec2 bits, int size) {
  int span = 1;
  for (; span * 2 <= size; span *= 2) bits |= right(bits, span);
  return span < size ? bits | right(bits, size - span) : bits;
}

uvec2 all_of(uvec2 bits, int size) {
  int span = 1;
  for (; span * 2 <= size; span *= 2) bits &= right(bits, span);
  return span < size ? bits & right(bits, size - span) : bits;
}

void load(ivec2 first, int row) {
  uvec2 shown = uvec2(0u);
  uvec2 beyond = uvec2(0u);
  for (int i = 0; i < 64; ++i) {
    ivec2 at = first - MARGIN + ivec2(i, row);
    uint bit = 1u << (i & 31);
    if (any(lessThan(at, ivec2(0))) || any(greaterThanEqual(at, picture_size)))
      beyond[i >> 5] |= bit;
    else if (is_shown(at))
      shown[i >> 5] |= bit;
  }
  outside[row] = beyond;
  closed[row] = shown;
}

// Counts, for each radius, how many pixels of the tile show something after a closing.
void count_closed(int row) {
  uvec2 shown = closed[row];
  for (int radius = 0; radius <= LARGEST; ++radius) {
    int size = 2 * radius + 1;
    // Bit i of row j stands for the square whose first pixel it is: first a dilation, then an erosion.
    squares[row] = one_of(shown, size);
    barrier();
    uvec2 bits = uvec2(0u);
    for (int j = row; j < min(row + size, 64); ++j) bits |= squares[j];
    // Bits name a square by its first pixel, but it counts as outside of the picture by its middle one.
    if (row + radius < 64) bits |= right(outside[row + radius], radius);
    closed[row] = all_of(bits, size);
    barrier();
    int first = MARGIN - 2 * radius;
    if (row >= first && row < first + TILE) {
      uvec2 covered = uvec2(0xFFFFFFFFu);
      for (int j = row; j < row + size; ++j) covered &= closed[j];
      atomicAdd(counts[radius], bitCount(right(covered, first).x));
    }
  }
}

int closing_radius(ivec2 tile, float expected, int even) {
  const int PART = 20;
  const int PIXELS = 10;
  int shown = counts[0];
  int pixels = int(pixels_of(tile));
  if (shown == pixels) return 0;
  int most = counts[LARGEST] - shown;
  if (most == 0) return 0;
  int wanted = int(expected * float(pixels - shown));
  if (wanted * 2 < most || wanted == 0) return shown >= 3 * most ? min(even, 1) : 0;
  int enough = min(wanted, most - max(most / PART, PIXELS));
  int radius = 0;
  int done = 0;
  while (radius < LARGEST && done < enough) {
    int next = counts[radius + 1] - shown;
    if (next - wanted > wanted - done) break;
    done = next;
    ++radius;
  }
  while (radius < even && counts[radius + 1] - shown <= wanted + PIXELS) ++radius;
  return radius;
}

void main() {
  int row = int(gl_LocalInvocationIndex);
  ivec2 tile = ivec2(gl_WorkGroupID.xy);
  if (rule.x != 0) {
    if (row <= LARGEST) counts[row] = 0;
    load(tile * TILE, row);
    barrier();
    count_closed(row);
    barrier();
  }
  if (row != 0) return;
  int even = even_radius(tile);
  int radius = rule.y != 0 ? even : 0;
  if (rule.x != 0) radius = max(radius, closing_radius(tile, expected_cover(tile), even));
  radii[tile_at(tile)] = uint(radius);
}
