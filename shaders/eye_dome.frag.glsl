// Darkens what lies behind its neighbours (eye-dome lighting). It does the same operations in the same order as
// points/cpu_shade.cpp, which explains the numbers, so that the pictures are equal. Needs reciprocal.glsl and
// depth.glsl. Source: C. Boucheny, "Interactive Scientific Visualization of Large Datasets", 2009.
layout(location = 0) uniform float strength;
layout(location = 1) uniform vec3 range;  // near plane, relief for each unit of distance, 1 for orthographic
layout(binding = 0) uniform sampler2D colors;
layout(binding = 1) uniform sampler2D depths;
layout(location = 0) out vec4 color;

const float FAR_AWAY = 1.0e30;

// Does what fast_log2() does.
float fast_log2(float value) {
  uint bits = floatBitsToUint(value);
  precise float exponent = float(int(bits >> 23) - 127);
  precise float mantissa = uintBitsToFloat((bits & 0x007FFFFFu) | 0x3F800000u);
  precise float t = (mantissa - 1.0) * reciprocal(mantissa + 1.0);
  precise float t2 = t * t;
  precise float series =
      1.0 + t2 * (0.333333343 + t2 * (0.200000003 + t2 * (0.142857149 + t2 * 0.111111112)));
  precise float logarithm = exponent + 2.885390082 * t * series;
  return logarithm;
}

// Returns what neighbours are compared by.
float relief(ivec2 at) {
  if (any(lessThan(at, ivec2(0))) || any(greaterThanEqual(at, textureSize(depths, 0)))) return FAR_AWAY;
  float depth = texelFetch(depths, at, 0).r;
  if (depth <= 0.0) return FAR_AWAY;
  bool orthographic = range.z != 0.0;
  float distance = coded_distance(code_of(depth, nearest_code(range.x, orthographic)), orthographic);
  precise float slope = distance * range.y;
  return orthographic ? slope : fast_log2(distance);
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  color = texelFetch(colors, at, 0);
  float here = relief(at);
  if (strength <= 0.0 || here == FAR_AWAY) return;
  float behind[9];  // how far this pixel lies behind each neighbour, rows from above
  for (int i = 0; i < 9; ++i) {
    precise float step_back = here - relief(at + ivec2(i % 3 - 1, 1 - i / 3));
    behind[i] = max(0.0, step_back);
  }
  precise float above = behind[0] + behind[1] + behind[2];
  precise float beside = behind[3] + behind[5];
  precise float below = behind[6] + behind[7] + behind[8];
  precise float sum = above + beside + below;
  precise float base = min(1.0 + 37.5 * strength * sum * 0.125, 8.0);
  precise float squared = base * base;
  precise float fourth = squared * squared;
  precise float eighth = fourth * fourth;
  const uint ONE = 65536u;
  uint share = uint(reciprocal(eighth) * float(ONE));
  uvec3 channels = uvec3(color.rgb * 255.0 + 0.5);
  color.rgb = vec3((channels * share + ONE / 2u) / ONE) / 255.0;
}
