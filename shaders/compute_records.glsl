// Where the records of a chunk fall: shared by the compute passes. Needs transform.glsl.
layout(local_size_x = 128) in;

layout(std430, binding = 0) readonly buffer Records { uint words[]; };  // five a record
layout(location = 10) uniform uvec2 run;          // the first record and the one after the last
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
  uint record = run.x + gl_GlobalInvocationID.x;
  if (record >= run.y) return landing;
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
