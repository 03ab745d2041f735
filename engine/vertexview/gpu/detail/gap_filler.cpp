#include "vertexview/gpu/detail/gap_filler.hpp"

#include <array>

#include "shaders.hpp"
#include "vertexview/gpu/detail/frame_state.hpp"
#include "vertexview/gpu/detail/hole_filling.hpp"
#include "vertexview/gpu/detail/program.hpp"
#include "vertexview/gpu/detail/state_guard.hpp"

namespace vertexview::gpu::detail {

Result<GapFiller> GapFiller::create() {
  GapFiller made;
  auto count = build_program("the tiles to fill",
                             {{GL_COMPUTE_SHADER, {shaders::fill_depths, shaders::fill_tiles_comp}}});
  if (!count) return tl::unexpected(std::move(count.error()));
  auto find =
      build_program("the gaps to fill", {{GL_COMPUTE_SHADER, {shaders::fill_depths, shaders::fill_comp}}});
  if (!find) return tl::unexpected(std::move(find.error()));
  auto take =
      build_program("the filled gaps", {{GL_VERTEX_SHADER, {shaders::screen_vert}},
                                        {GL_FRAGMENT_SHADER, {shaders::fill_depths, shaders::fill_frag}}});
  if (!take) return tl::unexpected(std::move(take.error()));
  made.count_ = *std::move(count);
  made.find_ = *std::move(find);
  made.take_ = *std::move(take);
  made.nothing_ = VertexArray::create();
  return made;
}

Result<void> GapFiller::fill(const ViewTransform& view, Frame::State& target) {
  if (auto made = target.require_filled(); !made) return made;
  const StateGuard guard;
  const TileGrid grid(target.viewport);
  const auto pixels =
      static_cast<std::uint64_t>(target.viewport.width) * static_cast<std::uint64_t>(target.viewport.height);
  if (pixels > room_) {
    room_ = pixels;
    tiles_ = Buffer::create();
    sources_ = Buffer::create();
    // No picture of as many pixels, whatever its shape, has more tiles than pixels.
    glNamedBufferStorage(tiles_.name(), static_cast<GLsizeiptr>(pixels * sizeof(GLuint)), nullptr, 0);
    glNamedBufferStorage(sources_.name(), static_cast<GLsizeiptr>(pixels * sizeof(GLuint)), nullptr, 0);
  }
  const FillSlack slack = fill_slack(view);
  for (const Program* program : {&count_, &find_, &take_}) {
    glProgramUniform2i(program->name(), 0, target.viewport.width, target.viewport.height);
    glProgramUniform3f(program->name(), 1, view.near_plane, view.reach, view.orthographic ? 1.0F : 0.0F);
  }
  glProgramUniform1ui(find_.name(), 2, slack.bits);
  glProgramUniform1f(find_.name(), 3, slack.distance);
  const std::array<GLuint, 3> textures = {target.depth.name(), target.ids.name(), target.unlit.name()};
  glBindTextures(0, static_cast<GLsizei>(textures.size()), textures.data());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, tiles_.name());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 1, sources_.name());
  const auto columns = static_cast<GLuint>(grid.columns);
  const auto rows = static_cast<GLuint>(grid.rows);
  glUseProgram(count_.name());
  glDispatchCompute(columns, rows, 1);
  glMemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT);
  glUseProgram(find_.name());
  glDispatchCompute(columns, rows, 1);
  glMemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT);

  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.filled.framebuffer.name());
  glViewport(0, 0, target.viewport.width, target.viewport.height);
  glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_ALWAYS);
  glUseProgram(take_.name());
  glBindVertexArray(nothing_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
  return {};
}

}  // namespace vertexview::gpu::detail
