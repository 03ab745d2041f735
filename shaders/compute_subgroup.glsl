#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_vote : require
#extension GL_KHR_shader_subgroup_arithmetic : require
// With subgroups, compute_key.comp.glsl needs fewer atomics.
#define SUBGROUPS
