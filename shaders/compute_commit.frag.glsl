// Puts the winners of a group of chunks into a layer, where they are nearer than what it shows, or as near
// and earlier in the file. Needs GROUP and CHUNK_BITS.
#ifdef KEYS
layout(std430, binding = 1) buffer Keys { uvec2 keys[]; };
#else
layout(std430, binding = 1) readonly buffer Depths { uint depths[]; };
layout(std430, binding = 2) buffer Winners { uint winners[]; };
#endif
layout(std430, binding = 3) readonly buffer Chunk { uint words[]; } chunks[GROUP];
layout(location = 0) uniform uvec2 picture_size;
layout(location = 1) uniform uvec2 first_ids[GROUP];  // the id of each chunk's record 0
layout(binding = 0) uniform usampler2D ids;           // the target layer itself, after a texture barrier
layout(binding = 1) uniform sampler2D places;

layout(location = 0) out uvec2 rest;  // bytes 12 to 19 of the record
layout(location = 1) out uvec2 id;
layout(location = 2) out vec4 place;

#define FETCH(chunk)                                                                            \
  place.xyz = vec3(uintBitsToFloat(chunks[chunk].words[at]), uintBitsToFloat(chunks[chunk].words[at + 1u]), \
                   uintBitsToFloat(chunks[chunk].words[at + 2u]));                              \
  rest = uvec2(chunks[chunk].words[at + 3u], chunks[chunk].words[at + 4u]);                     \
  break

// Reads a record of a chunk of the group. GLSL lets an array of storage blocks be indexed only by a value
// that all invocations agree on, so there is a case for each of the GROUP chunks.
void fetch(uint chunk, uint record) {
  uint at = record * 5u;
  switch (chunk) {
    case 0u: FETCH(0);
    case 1u: FETCH(1);
    case 2u: FETCH(2);
    case 3u: FETCH(3);
    case 4u: FETCH(4);
    case 5u: FETCH(5);
    case 6u: FETCH(6);
    default: FETCH(7);
  }
}

// Returns whether id `a` is `b` or comes after it.
bool later(uvec2 a, uvec2 b) {
  return a.y > b.y || (a.y == b.y && a.x >= b.x);
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  uint pixel = (picture_size.y - 1u - uint(at.y)) * picture_size.x + uint(at.x);
#ifdef KEYS
  uvec2 key = keys[pixel];
  uint index = ~key.x;
  if (key.y == 0u || index == 0xFFFFFFFFu) discard;
  keys[pixel].x = 0u;  // its depth stays, to hold off what lies behind in later groups
  float depth = uintBitsToFloat(key.y);
#else
  uint index = winners[pixel];
  if (index == 0xFFFFFFFFu) discard;
  winners[pixel] = 0xFFFFFFFFu;  // ready for the next group
  float depth = uintBitsToFloat(depths[pixel]);
#endif
  uint chunk = index >> CHUNK_BITS;
  uint record = index & ((1u << CHUNK_BITS) - 1u);
  uvec2 first = first_ids[min(chunk, GROUP - 1u)];
  id.x = first.x + record;
  id.y = first.y + (id.x < record ? 1u : 0u);
  float there = texelFetch(places, at, 0).w;
  if (depth < there || (depth == there && later(id, texelFetch(ids, at, 0).xy))) discard;
  place.w = depth;
  fetch(chunk, record);
  gl_FragDepth = depth;
}
