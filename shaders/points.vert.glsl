layout(location = 0) in vec3 position;
layout(location = 1) in vec4 color;
layout(location = 8) uniform float point_size;  // whole pixels
layout(location = 9) uniform uvec2 first_id;

flat out vec3 point_color;
flat out uvec2 point_id;

void main() {
  Seen seen = look_at(position);
  point_color = color.rgb;
  uint low = first_id.x + uint(gl_VertexID);
  point_id = uvec2(low, first_id.y + (low < first_id.x ? 1u : 0u));
  // A point goes to the centre of its pixel, or to that pixel's lower right corner where its size is even:
  // rasterisers round to their own subpixel grid, and would move one in a few hundred to a neighbour.
  vec2 window = floor(seen.window) + (mod(point_size, 2.0) == 0.0 ? 1.0 : 0.5);
  vec2 device = window / viewport * vec2(2.0, -2.0) + vec2(-1.0, 1.0);
  gl_Position = seen.visible ? vec4(device, seen.depth, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = point_size;
}
