// Draws a pixel of a point. Points are discs from a diameter of ROUND_FROM on; without that definition all
// are squares.
flat in vec3 point_color;
flat in uvec2 point_id;
flat in float point_diameter;

layout(location = 0) out vec4 color;
layout(location = 1) out uvec2 id;

void main() {
#ifdef ROUND_FROM
  vec2 offset = gl_PointCoord * 2.0 - 1.0;
  if (point_diameter >= ROUND_FROM && dot(offset, offset) > 1.0) discard;
#endif
  color = vec4(point_color, 1.0);
  id = point_id;
}
