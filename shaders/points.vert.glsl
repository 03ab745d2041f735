// Draws a vertex as a point. With LAYER defined the vertices are those that a layer shows, else those of a
// vertex array. Needs transform.glsl and record_color.glsl.
#ifdef LAYER
layout(location = 11) uniform uint layer_width;
layout(binding = 0) uniform usampler2D ids;
layout(binding = 1) uniform sampler2D places;
layout(binding = 2) uniform usampler2D rests;
#else
layout(location = 0) in vec3 position;
layout(location = 1) in uvec2 rest;  // bytes 12 to 19 of the record
layout(location = 9) uniform uvec2 first_id;
layout(location = 12) uniform float behind;  // factor of depths: below 1 in previews, which records replace
layout(location = 13) uniform vec4 rule;     // how the dataset is coloured; see record_color.glsl
#endif
layout(location = 8) uniform float point_size;    // the diameter in whole pixels, where point_world is 0
layout(location = 10) uniform float point_world;  // the diameter in units of the file; 0: it is in pixels

flat out vec3 point_color;
flat out uvec2 point_id;
flat out float point_diameter;

// Does the same arithmetic as DrawnSize::at in points/point_shape.hpp, so that all rasterizers agree.
float diameter_at(float distance) {
  if (point_world <= 0.0) return point_size;
  precise float size = floor(point_world * screen.x * reciprocal(distance) + 0.5);
  return clamp(size, 1.0, 64.0);  // kLargestPoint
}

void main() {
#ifdef LAYER
  ivec2 at = ivec2(gl_VertexID % int(layer_width), gl_VertexID / int(layer_width));
  vec3 position = texelFetch(places, at, 0).xyz;
  Seen seen = look_at(position);
  point_id = texelFetch(ids, at, 0).xy;
  point_color = record_color(rule_of_dataset(point_id.y >> 16), position, texelFetch(rests, at, 0).xy);
  bool shown = seen.visible && point_id != uvec2(0u);
#else
  Seen seen = look_at(position);
  point_color = record_color(rule, position, rest);
  uint low = first_id.x + uint(gl_VertexID);
  point_id = uvec2(low, first_id.y + (low < first_id.x ? 1u : 0u));
  bool shown = seen.visible;
  seen.depth *= behind;
#endif
  point_diameter = diameter_at(range.z != 0.0 ? 1.0 : seen.distance);
  // A point goes to the centre of its pixel, or to that pixel's lower right corner where its size is even.
  // Rasterizers round to their own subpixel grid: unsnapped, one point in a few hundred would move to a
  // neighbour.
  vec2 window = floor(seen.window) + (mod(point_diameter, 2.0) == 0.0 ? 1.0 : 0.5);
  vec2 device = window / viewport * vec2(2.0, -2.0) + vec2(-1.0, 1.0);
  gl_Position = shown ? vec4(device, seen.depth, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = point_diameter;
}
