// Shows a layer of vertices as points of one size: each pixel takes the nearest vertex whose point covers it,
// by the shape of points/point_shape.hpp. Needs record_color.glsl.
layout(location = 0) uniform int point_size;
layout(location = 1) uniform int round_from;
layout(location = 2) uniform vec3 background;
layout(binding = 0) uniform usampler2D ids;
layout(binding = 1) uniform sampler2D places;
layout(binding = 2) uniform usampler2D rests;

layout(location = 0) out vec4 color;
layout(location = 1) out uvec2 id;

bool earlier(uvec2 a, uvec2 b) {
  return a.y < b.y || (a.y == b.y && a.x < b.x);
}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec2 size = textureSize(ids, 0);
  int low = -(point_size - 1) / 2;
  int high = point_size / 2;
  float centre = point_size % 2 == 0 ? 0.5 : 0.0;
  float radius = float(point_size) * 0.5;
  float nearest = 0.0;
  ivec2 source = ivec2(-1);
  id = uvec2(0u);
  for (int y = low; y <= high; ++y)
    for (int x = low; x <= high; ++x) {
      vec2 off = vec2(x, y) - centre;
      if (point_size >= round_from && dot(off, off) > radius * radius) continue;
      // Rows count from the top in a point's shape, but from the bottom here.
      ivec2 from = here + ivec2(-x, y);
      if (any(lessThan(from, ivec2(0))) || any(greaterThanEqual(from, size))) continue;
      float depth = texelFetch(places, from, 0).w;
      if (depth == 0.0 || depth < nearest) continue;
      uvec2 candidate = texelFetch(ids, from, 0).xy;
      if (depth == nearest && !earlier(candidate, id)) continue;
      nearest = depth;
      id = candidate;
      source = from;
    }
  color = vec4(background, 1.0);
  if (source.x >= 0)
    color.rgb = record_color(rule_of_dataset(id.y >> 16), texelFetch(places, source, 0).xyz,
                             texelFetch(rests, source, 0).xy);
  gl_FragDepth = nearest;
}
