// Turns distances along the view into depths and back, without a rounding: order/depth_code.hpp says what the
// codes are. A depth is what a depth buffer of 32-bit floats holds, and is reversed: 1 is nearest, 0 is nothing.
const uint NEAREST = 0x3F800000u;  // the bits of 1.0

uint ordered_bits(float value) {
  uint bits = floatBitsToUint(value);
  return bits ^ ((bits & 0x80000000u) != 0u ? 0xFFFFFFFFu : 0x80000000u);
}

uint depth_code(float distance, bool orthographic) {
  return orthographic ? ordered_bits(distance) >> 2 : floatBitsToUint(distance);
}

float coded_distance(uint code, bool orthographic) {
  if (!orthographic) return uintBitsToFloat(code);
  uint ordered = code << 2;
  return uintBitsToFloat(ordered ^ ((ordered & 0x80000000u) != 0u ? 0x80000000u : 0xFFFFFFFFu));
}

// Returns the code that becomes a depth of 1.
uint nearest_code(float near_plane, bool orthographic) {
  return orthographic ? 0u : floatBitsToUint(near_plane);
}

float depth_of(uint code, uint nearest) {
  return uintBitsToFloat(NEAREST - (code - nearest));
}

uint code_of(float depth, uint nearest) {
  return NEAREST - floatBitsToUint(depth) + nearest;
}
