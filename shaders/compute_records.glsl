// Where the records of a chunk fall: shared by the compute passes. Needs transform.glsl, GROUP_SIZE and
// BLOCK_RECORDS. A dispatch covers turns in y and a block's records in x.
layout(local_size_x = GROUP_SIZE) in;

layout(std430, binding = 0) readonly buffer Records { uint words[]; };  // five a record
// Turn t visits block t * step mod blocks, so that some turns are a fair sample of all.
layout(location = 10) uniform uvec4 order;  // first turn, step, blocks, records
layout(location = 11) uniform uint picture_width;  // pixels
layout(location = 12) uniform uint first_index;    // of the chunk's record 0 in its group

struct Landing {
  uint index;  // in the group
  uint pixel;  // rows from the top
  uint depth;  // bits of the reversed depth: they grow as the depth does, and 0 is nothing
  bool visible;
};

Landing land() {
  Landing landing = Landing(0u, 0u, 0u, false);
  uint block = (order.x + gl_WorkGroupID.y) * order.y % order.z;
  uint record = block * BLOCK_RECORDS + gl_GlobalInvocationID.x;
  if (record >= order.w) return landing;
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
