// Finds the colour that a canonical record shows. It does the same operations in the same order as
// ShadingRule in vertex/shading_rule.hpp, because tests compare the pictures bit for bit.
layout(binding = 3) uniform sampler2D ramps;  // a row for each ramp, a texel for each step
layout(binding = 4) uniform sampler2D rules;  // one rule for each dataset, in rows of 256

// Returns the rule of a dataset: the number of the first step, steps per unit, an offset that rounds, and
// source + 8 * ramp.
vec4 rule_of_dataset(uint dataset) {
  return texelFetch(rules, ivec2(dataset & 255u, dataset >> 8), 0);
}

// The first of the ramps whose 1024 steps come again: kCategories of Ramp.
const int FIRST_CATEGORIES = 3;

// Returns which step `value` lies in, from 0 to `last`.
float step_of(vec4 rule, float value, float last) {
  float least = 0.5 - rule.z;
  precise float place = (value - rule.x) * rule.y;
  int kind = int(rule.w);
  if ((kind & 7) != 0 && kind >> 3 >= FIRST_CATEGORIES) place -= floor(place * (1.0 / 1024.0)) * 1024.0;
  // The comparison is written so that NaN, which no comparison holds for, gives the first step.
  float kept = place > least ? min(place, least + last) : least;
  return floor(kept + rule.z);
}

// Returns the colour of a record. `rest` are its bytes 12 to 19: three colours of 16 bits, or a float32.
vec3 record_color(vec4 rule, vec3 position, uvec2 rest) {
  int kind = int(rule.w);
  int source = kind & 7;
  if (source == 0)
    return vec3(step_of(rule, float(rest.x & 0xFFFFu), 255.0), step_of(rule, float(rest.x >> 16), 255.0),
                step_of(rule, float(rest.y & 0xFFFFu), 255.0)) / 255.0;
  float value = source == 1   ? uintBitsToFloat(rest.x)
                : source == 2 ? position.x
                : source == 3 ? position.y
                              : position.z;
  return texelFetch(ramps, ivec2(int(step_of(rule, value, 1023.0)), kind >> 3), 0).rgb;
}
