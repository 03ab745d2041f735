flat in vec4 vertex_color;
flat in uvec2 vertex_id;
flat in vec4 vertex_place;

layout(location = 0) out vec4 color;
layout(location = 1) out uvec2 id;
layout(location = 2) out vec4 place;

void main() {
  color = vertex_color;
  id = vertex_id;
  place = vertex_place;
}
