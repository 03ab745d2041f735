// Reads all of a buffer, to measure how fast the device reads its memory.
layout(local_size_x = 256) in;
layout(std430, binding = 0) readonly buffer Source { uvec4 source[]; };
layout(std430, binding = 1) buffer Sum { uint sum[]; };
layout(location = 0) uniform uint count;

void main() {
  uint total = 0u;
  uint stride = gl_NumWorkGroups.x * 256u;
  for (uint i = gl_GlobalInvocationID.x; i < count; i += stride) {
    uvec4 part = source[i];
    total += part.x ^ part.y ^ part.z ^ part.w;
  }
  // The condition never holds, but the compiler cannot know and so must not drop the reads.
  if (total == 0x9E3779B9u) sum[0] = total;
}
