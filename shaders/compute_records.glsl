// Finds where the records of a chunk fall; all compute passes share it. A work group draws a batch, and each
// of its invocations one record. Needs transform.glsl, BLOCK_RECORDS and BATCH_RECORDS.
layout(local_size_x = BATCH_RECORDS) in;

layout(std430, binding = 0) readonly buffer Records { uint words[]; };  // five words make a record
layout(location = 10) uniform uvec4 order;         // first batch, step, batches, records; step 0: file order
layout(location = 11) uniform uint picture_width;  // pixels
layout(location = 12) uniform uint first_index;    // the index, in its group, of the chunk's record 0
layout(location = 13) uniform uint from;           // the chunk's record at which the order begins

struct Landing {
  uint index;  // in the group
  uint pixel;  // rows from the top
  uint depth;  // bits of the reversed depth: they grow as the depth does, and 0 is nothing
  bool visible;
};

// Returns the block that changes places with `block`: as in BlockOrder, a random digital shift within its
// group. All groups have SIZE blocks here, and chunks that are too small for SIZE groups keep their order.
// The shifts need not be those of BlockOrder, because a finished picture does not depend on the order.
uint shuffled(uint block, uint blocks) {
  const uint SIZE = 64u;
  uint group = block / SIZE;
  if (blocks < SIZE * SIZE || (group + 1u) * SIZE > blocks) return block;
  return block ^ ((group + 1u) * 0x9E3779B9u >> 16) % SIZE;
}

// Returns the record at a place of the drawing order: whole blocks go in BlockOrder's order, and the records
// that fill no block come last.
uint record_at(uint place) {
  uint blocks = order.w / BLOCK_RECORDS;
  uint block = place / BLOCK_RECORDS;
  if (block < blocks) block = shuffled(block * order.y % blocks, blocks);
  return block * BLOCK_RECORDS + place % BLOCK_RECORDS;
}

// Returns where the record of this invocation falls.
Landing land() {
  Landing landing = Landing(0u, 0u, 0u, false);
  uint record = gl_GlobalInvocationID.x;
  if (order.y != 0u)
    record = record_at((order.x + gl_WorkGroupID.x) % order.z * BATCH_RECORDS + gl_LocalInvocationID.x);
  if (record >= order.w) return landing;
  record += from;
  uint at = record * 5u;
  Seen seen = look_at(vec3(uintBitsToFloat(words[at]), uintBitsToFloat(words[at + 1u]),
                           uintBitsToFloat(words[at + 2u])));
  if (!seen.visible) return landing;
  landing.index = first_index + record;
  landing.pixel = uint(seen.window.y) * picture_width + uint(seen.window.x);
  landing.depth = floatBitsToUint(seen.depth);
  landing.visible = landing.depth != 0u;
  return landing;
}
