// The first of two passes with 32-bit atomics finds the nearest depth of each pixel. Needs
// compute_records.glsl.
layout(std430, binding = 1) buffer Depths { uint depths[]; };

void main() {
  Landing at = land();
  // Most points lie behind what is there already, and a plain read is cheaper than an atomic.
  if (at.visible && at.depth > depths[at.pixel]) atomicMax(depths[at.pixel], at.depth);
}
