// Finds where a position falls in the picture. Needs reciprocal.glsl and
// depth.glsl. It does the same arithmetic in the same order as land() in
// points/splat.cpp, because tests compare the pictures vertex by vertex.
layout(location = 0) uniform vec3 eye_high;
layout(location = 1) uniform vec3 eye_low;
layout(location = 2) uniform vec3 view_right;
layout(location = 3) uniform vec3 view_up;
layout(location = 4) uniform vec3 view_back;
layout(location = 5) uniform vec4 screen;  // scale in xy, centre in zw
layout(location = 6) uniform vec2 viewport;
layout(location = 7) uniform vec4 range;  // near plane, reach, 1 for orthographic, the farthest that is drawn

struct Seen {
  vec2 window;     // pixels from the top left
  float distance;  // along the view
  float depth;     // reversed: 1 is nearest
  bool visible;
};

// Returns where a position falls, and whether it is visible.
Seen look_at(vec3 position) {
  precise vec3 relative = (position - eye_high) - eye_low;
  precise float x = view_right.x * relative.x + view_right.y * relative.y + view_right.z * relative.z;
  precise float y = view_up.x * relative.x + view_up.y * relative.y + view_up.z * relative.z;
  precise float z = view_back.x * relative.x + view_back.y * relative.y + view_back.z * relative.z;
  bool flat_view = range.z != 0.0;
  float scale = flat_view ? 1.0 : reciprocal(-z);
  precise vec2 window = vec2(x * scale, y * scale) * screen.xy + screen.zw;
  Seen seen;
  seen.window = window;
  seen.distance = -z;
  seen.depth = depth_of(depth_code(-z, flat_view), nearest_code(range.x, flat_view));
  // Each comparison is false for NaN, so that whatever is not finite stays undrawn.
  bool near_enough = abs(z) <= range.w;
  bool in_front = flat_view || -z >= range.x;
  bool inside = window.x >= 0.0 && window.x < viewport.x && window.y >= 0.0 && window.y < viewport.y;
  seen.visible = near_enough && in_front && inside;
  return seen;
}
