// Puts a group's winners into the picture; the depth test decides against what is there.
#ifdef KEYS
layout(std430, binding = 1) readonly buffer Keys { uvec2 keys[]; };
#else
layout(std430, binding = 1) readonly buffer Depths { uint depths[]; };
layout(std430, binding = 2) buffer Winners { uint winners[]; };
#endif
layout(std430, binding = 3) readonly buffer Chunk { uint words[]; } chunks[GROUP];
layout(location = 0) uniform uvec2 picture_size;
layout(location = 1) uniform uvec2 ids[GROUP];  // of each chunk's record 0

layout(location = 0) out vec4 color;
layout(location = 1) out uvec2 id;

// Storage blocks are only indexed by what all invocations agree on.
uvec2 color_words(uint chunk, uint record) {
  uint at = record * 5u + 3u;
  switch (chunk) {
    case 0u: return uvec2(chunks[0].words[at], chunks[0].words[at + 1u]);
    case 1u: return uvec2(chunks[1].words[at], chunks[1].words[at + 1u]);
    case 2u: return uvec2(chunks[2].words[at], chunks[2].words[at + 1u]);
    case 3u: return uvec2(chunks[3].words[at], chunks[3].words[at + 1u]);
    case 4u: return uvec2(chunks[4].words[at], chunks[4].words[at + 1u]);
    case 5u: return uvec2(chunks[5].words[at], chunks[5].words[at + 1u]);
    case 6u: return uvec2(chunks[6].words[at], chunks[6].words[at + 1u]);
    default: return uvec2(chunks[7].words[at], chunks[7].words[at + 1u]);
  }
}

void main() {
  uvec2 at = uvec2(gl_FragCoord.xy);
  uint pixel = (picture_size.y - 1u - at.y) * picture_size.x + at.x;
#ifdef KEYS
  uvec2 key = keys[pixel];
  uint depth = key.y;
  uint index = ~key.x;
  if (depth == 0u) discard;
#else
  uint index = winners[pixel];
  if (index == 0xFFFFFFFFu) discard;
  uint depth = depths[pixel];
  winners[pixel] = 0xFFFFFFFFu;  // ready for the next group
#endif
  uint chunk = index >> CHUNK_BITS;
  uint record = index & ((1u << CHUNK_BITS) - 1u);
  uvec2 stored = color_words(chunk, record);
  color = vec4(unpackUnorm2x16(stored.x), unpackUnorm2x16(stored.y).x, 1.0);
  uint low = ids[chunk].x + record;
  id = uvec2(low, ids[chunk].y + (low < record ? 1u : 0u));
  gl_FragDepth = uintBitsToFloat(depth);
}
