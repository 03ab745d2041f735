// The second pass finds, of the records at a pixel's nearest depth, the first one in the file. Needs
// compute_records.glsl.
layout(std430, binding = 1) readonly buffer Depths { uint depths[]; };
layout(std430, binding = 2) buffer Winners { uint winners[]; };

void main() {
  Landing at = land();
  if (at.visible && at.depth == depths[at.pixel] && at.index < winners[at.pixel])
    atomicMin(winners[at.pixel], at.index);
}
