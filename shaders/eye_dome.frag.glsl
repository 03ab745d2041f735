// Darkens what lies behind its neighbours (eye-dome lighting), by the same formula as points/cpu_shade.cpp.
// Source: C. Boucheny, "Interactive Scientific Visualization of Large Datasets", 2009.
layout(location = 0) uniform float strength;
layout(location = 1) uniform bool flat_view;
layout(binding = 0) uniform sampler2D colors;
layout(binding = 1) uniform sampler2D depths;
layout(location = 0) out vec4 color;

const float kFarAway = 1.0e30;

// Returns what neighbours are compared by: the logarithm of the distance; in an orthographic view the
// distance scaled to the slope that the logarithm has at the target.
float relief(ivec2 at) {
  if (any(lessThan(at, ivec2(0))) || any(greaterThanEqual(at, textureSize(depths, 0)))) return kFarAway;
  float depth = texelFetch(depths, at, 0).r;
  if (depth <= 0.0) return kFarAway;
  if (!flat_view) return -log2(depth);
  float behind = depth * 2.0 - 1.0;
  return -behind / (1.0 - abs(behind)) * 1.442695041;
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  color = texelFetch(colors, at, 0);
  float here = relief(at);
  if (strength <= 0.0 || here == kFarAway) return;
  float sum = 0.0;
  for (int y = -1; y <= 1; ++y)
    for (int x = -1; x <= 1; ++x) sum += max(0.0, here - relief(at + ivec2(x, y)));
  // eye_dome_row() in points/cpu_shade.cpp explains the numbers.
  float base = 1.0 + 300.0 / 8.0 * strength * sum * 0.125;
  float squared = base * base;
  float fourth = squared * squared;
  color.rgb *= 1.0 / (fourth * fourth);
}
