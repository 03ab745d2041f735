// Writes a vertex of carry.vert.glsl to the textures of a layer.
flat in uvec2 vertex_rest;
flat in uvec2 vertex_id;
flat in vec4 vertex_place;

layout(location = 0) out uvec2 rest;
layout(location = 1) out uvec2 id;
layout(location = 2) out vec4 place;

void main() {
  rest = vertex_rest;
  id = vertex_id;
  place = vertex_place;
}
