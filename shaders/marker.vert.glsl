layout(location = 0) uniform vec2 centre;    // normalised device coordinates
layout(location = 1) uniform vec2 half_size;  // likewise
out vec2 offset;

void main() {
  offset = vec2((gl_VertexID & 1) * 2 - 1, (gl_VertexID >> 1) * 2 - 1);
  gl_Position = vec4(centre + offset * half_size, 0.5, 1.0);
}
