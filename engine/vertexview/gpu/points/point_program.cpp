#include "vertexview/gpu/points/point_program.hpp"

#include <array>
#include <string>
#include <string_view>

#include "shaders.hpp"
#include "vertexview/gpu/gl/program.hpp"

namespace vertexview::gpu::detail {

Result<Program> build_point_program(const PointProgram& options) {
  const std::string_view source = options.layer ? "#define LAYER\n" : "";
  const std::string shape =
      options.round ? "#define ROUND_FROM float(" + std::to_string(kRoundFrom) + ")\n" : "";
  return build_program("the points", {{GL_VERTEX_SHADER,
                                       {source, shaders::reciprocal, shaders::depth, shaders::transform,
                                        shaders::record_color, shaders::points_vert}},
                                      {GL_FRAGMENT_SHADER, {shape, shaders::points_frag}}});
}

void set_point_size(const Program& program, const DrawnSize& size) noexcept {
  glProgramUniform1f(program.name(), 8, static_cast<GLfloat>(size.pixels));
  glProgramUniform1f(program.name(), 10, size.world);
}

bool has_round_points(const DrawnSize& size) noexcept {
  return size.world > 0 || size.pixels >= kRoundFrom;
}

void clear_raster(const Framebuffer& raster, const glm::vec3& background) noexcept {
  const std::array<GLfloat, 4> color = {background.r, background.g, background.b, 1};
  constexpr std::array<GLuint, 4> kNothing = {0, 0, 0, 0};
  constexpr GLfloat kFarthest = 0;
  glClearNamedFramebufferfv(raster.name(), GL_COLOR, 0, color.data());
  glClearNamedFramebufferuiv(raster.name(), GL_COLOR, 1, kNothing.data());
  glClearNamedFramebufferfv(raster.name(), GL_DEPTH, 0, &kFarthest);
}

void set_point_state() noexcept {
  glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_GREATER);
  glEnable(GL_PROGRAM_POINT_SIZE);
}

}  // namespace vertexview::gpu::detail
