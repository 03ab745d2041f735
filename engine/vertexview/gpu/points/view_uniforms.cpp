#include "vertexview/gpu/points/view_uniforms.hpp"

namespace vertexview::gpu::detail {

void set_view(const Program& program, const ViewTransform& view) noexcept {
  const auto set = [&](GLint location, const glm::vec3& value) {
    glProgramUniform3f(program.name(), location, value.x, value.y, value.z);
  };
  set(0, view.eye_high);
  set(1, view.eye_low);
  set(2, view.right);
  set(3, view.up);
  set(4, view.back);
  glProgramUniform4f(program.name(), 5, view.scale.x, view.scale.y, view.centre.x, view.centre.y);
  glProgramUniform2f(program.name(), 6, view.viewport.x, view.viewport.y);
  glProgramUniform4f(program.name(), 7, view.near_plane, view.reach, view.orthographic ? 1.0F : 0.0F,
                     view.farthest);
}

}  // namespace vertexview::gpu::detail
