// Second pass: of the records at the nearest depth, the first.
layout(std430, binding = 1) readonly buffer Depths { uint depths[]; };
layout(std430, binding = 2) buffer Winners { uint winners[]; };

void main() {
  for (uint round = 0u; round < ROUNDS; ++round) {
    Landing at = land(round);
    if (at.visible && at.depth == depths[at.pixel] && at.index < winners[at.pixel])
      atomicMin(winners[at.pixel], at.index);
  }
}
