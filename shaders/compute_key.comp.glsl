// Finds the winner of each pixel in one pass where the driver has 64-bit atomics. A key has the depth in its
// high half and the index's complement in its low one, so that the greatest key is the nearest record and, at
// equal depth, the first. Needs compute_int64.glsl and compute_records.glsl.
layout(std430, binding = 1) coherent buffer Keys { uint64_t keys[]; };

void keep(uint pixel, uint depth, uint index) {
  uint64_t key = packUint2x32(uvec2(~index, depth));
  if (key > keys[pixel]) atomicMax(keys[pixel], key);
}

void main() {
  Landing at = land();
  if (!at.visible) return;
#ifdef SUBGROUPS
  // In an overview whole subgroups fall into one pixel: then one invocation writes the greatest key for all.
  if (subgroupAllEqual(at.pixel)) {
    uint nearest = subgroupMax(at.depth);
    uint first = subgroupMin(at.depth == nearest ? at.index : 0xFFFFFFFFu);
    if (subgroupElect()) keep(at.pixel, nearest, first);
    return;
  }
#endif
  keep(at.pixel, at.depth, at.index);
}
