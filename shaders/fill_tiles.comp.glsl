// Counts the pixels of each tile that show something, one work group for one tile. Needs fill_depths.glsl.
layout(local_size_x = 16, local_size_y = 16) in;
layout(std430, binding = 2) writeonly buffer Tiles { uint shown[]; };

shared uint count;

void main() {
  if (gl_LocalInvocationIndex == 0u) count = 0u;
  barrier();
  ivec2 first = ivec2(gl_WorkGroupID.xy) * TILE;
  uint own = 0u;
  for (int y = int(gl_LocalInvocationID.y); y < TILE; y += 16)
    for (int x = int(gl_LocalInvocationID.x); x < TILE; x += 16)
      own += depth_at(first + ivec2(x, y)) != OPEN ? 1u : 0u;
  atomicAdd(count, own);
  barrier();
  if (gl_LocalInvocationIndex == 0u)
    shown[int(gl_WorkGroupID.y) * tiles().x + int(gl_WorkGroupID.x)] = count;
}
