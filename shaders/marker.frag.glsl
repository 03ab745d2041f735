layout(location = 2) uniform vec4 marker_color;
layout(location = 3) uniform float radius;  // pixels
in vec2 offset;
layout(location = 0) out vec4 color;

// Draws a ring into the square of marker.vert.glsl; `offset` is -1 to 1 across that square.
void main() {
  const float kStroke = 2.0;  // pixels
  float from_centre = length(offset) * radius;
  float from_stroke = abs(from_centre - (radius - kStroke * 0.5 - 0.5)) - kStroke * 0.5;
  float cover = clamp(0.5 - from_stroke, 0.0, 1.0);
  // A dark rim keeps the ring visible on points of its own colour.
  float rim = clamp(1.5 - from_stroke, 0.0, 1.0) * 0.6;
  float alpha = max(cover, rim);
  if (alpha <= 0.0) discard;
  color = vec4(marker_color.rgb * (cover / alpha), alpha * marker_color.a);
}
