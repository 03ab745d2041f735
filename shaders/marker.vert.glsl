layout(location = 0) uniform vec2 centre;    // normalised device coordinates
layout(location = 1) uniform vec2 half_size;  // normalised device coordinates
out vec2 offset;

// Makes the square that marker.frag.glsl draws a ring into, as a triangle strip of four vertices.
void main() {
  offset = vec2((gl_VertexID & 1) * 2 - 1, (gl_VertexID >> 1) * 2 - 1);
  gl_Position = vec4(centre + offset * half_size, 0.5, 1.0);
}
