// Draws again, from another view, the vertices that a layer shows. Needs transform.glsl.
layout(location = 8) uniform uint layer_width;
layout(binding = 0) uniform usampler2D ids;
layout(binding = 1) uniform sampler2D places;
layout(binding = 2) uniform usampler2D rests;

flat out uvec2 vertex_rest;
flat out uvec2 vertex_id;
flat out vec4 vertex_place;

void main() {
  ivec2 at = ivec2(gl_VertexID % int(layer_width), gl_VertexID / int(layer_width));
  vec3 position = texelFetch(places, at, 0).xyz;
  vertex_id = texelFetch(ids, at, 0).xy;
  vertex_rest = texelFetch(rests, at, 0).xy;
  Seen seen = look_at(position);
  vertex_place = vec4(position, seen.depth);
  vec2 device = (floor(seen.window) + 0.5) / viewport * vec2(2.0, -2.0) + vec2(-1.0, 1.0);
  bool shown = seen.visible && vertex_id != uvec2(0u);
  gl_Position = shown ? vec4(device, seen.depth, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = 1.0;
}
