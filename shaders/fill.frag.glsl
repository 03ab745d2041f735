// Writes a raster with its holes filled: each pixel takes its colour, id and depth from the pixel that
// fill.comp.glsl found for it. Needs fill_depths.glsl.
layout(std430, binding = 1) readonly buffer Sources { uint sources[]; };
layout(binding = 1) uniform usampler2D ids;
layout(binding = 2) uniform sampler2D colors;

layout(location = 0) out vec4 color;
layout(location = 1) out uvec2 id;

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  int source = int(sources[(picture_size.y - 1 - here.y) * picture_size.x + here.x]);
  ivec2 from = ivec2(source % picture_size.x, picture_size.y - 1 - source / picture_size.x);
  color = texelFetch(colors, from, 0);
  id = texelFetch(ids, from, 0).xy;
  gl_FragDepth = texelFetch(depths, from, 0).r;
}
