#include "vertexview/gpu/finish/gap_filler.hpp"

#include <array>

#include "shaders.hpp"
#include "vertexview/gpu/finish/hole_filling.hpp"
#include "vertexview/gpu/gl/program.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"

namespace vertexview::gpu::detail {

namespace {

// The binding points of the storage blocks; they must equal those in shaders/fill*.glsl.
constexpr GLuint kRadii = 0, kSources = 1, kNow = 2, kBetween = 3, kBegun = 4;

void set_picture(const Program& program, const ViewTransform& view, const Viewport& viewport) {
  glProgramUniform2i(program.name(), 0, viewport.width, viewport.height);
  glProgramUniform2f(program.name(), 1, view.near_plane, view.orthographic ? 1.0F : 0.0F);
}

void run_on_tiles(const Program& program, const TileGrid& grid) {
  glUseProgram(program.name());
  glDispatchCompute(static_cast<GLuint>(grid.columns), static_cast<GLuint>(grid.rows), 1);
  glMemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT);
}

}  // namespace

Result<GapFiller::Programs> GapFiller::build() {
  Programs made;
  const auto build_pass = [](std::string_view label, std::string_view source) {
    return build_program(label, {{GL_COMPUTE_SHADER, {shaders::depth, shaders::fill_depths, source}}});
  };
  auto count = build_pass("the tiles to fill", shaders::fill_tiles_comp);
  if (!count) return tl::unexpected(std::move(count.error()));
  auto radii = build_pass("the sizes of the gaps", shaders::fill_radii_comp);
  if (!radii) return tl::unexpected(std::move(radii.error()));
  auto find = build_pass("the filling of gaps", shaders::fill_comp);
  if (!find) return tl::unexpected(std::move(find.error()));
  auto take =
      build_program("the filled picture",
                    {{GL_VERTEX_SHADER, {shaders::screen_vert}},
                     {GL_FRAGMENT_SHADER, {shaders::depth, shaders::fill_depths, shaders::fill_frag}}});
  if (!take) return tl::unexpected(std::move(take.error()));
  made.count = *std::move(count);
  made.radii = *std::move(radii);
  made.find = *std::move(find);
  made.take = *std::move(take);
  made.nothing = VertexArray::create();
  return made;
}

bool GapFiller::ready() {
  if (!tried_) {
    tried_ = true;
    if (!has_extension("GL_ARB_compute_shader")) return false;
    if (auto made = build()) programs_ = *std::move(made);
  }
  return programs_.has_value();
}

void GapFiller::count(const ViewTransform& view, const Texture& depths, const Viewport& viewport,
                      double share, FillLooks::Look& look) {
  look.counted = ready();
  if (!look.counted) return;
  const TileGrid grid(viewport);
  if (!look.tiles) {
    look.tiles = Buffer::create();
    glNamedBufferStorage(look.tiles.name(), static_cast<GLsizeiptr>(grid.size() * sizeof(GLuint)), nullptr,
                         0);
  }
  look.share = share;
  set_picture(programs_->count, view, viewport);
  glBindTextureUnit(0, depths.name());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, kNow, look.tiles.name());
  run_on_tiles(programs_->count, grid);
}

bool GapFiller::fill(const ViewTransform& view, const FillRule& rule, Raster& raster) {
  if (!ready() || !raster.require_filled()) return false;
  const StateGuard guard;
  const Viewport viewport = raster.viewport;
  const TileGrid grid(viewport);
  auto& [begun, between, now] = raster.looks;
  // A finished picture keeps no history of its progress, so its tiles are counted here.
  if (!rule.unfinished || !now.counted) count(view, raster.depth, viewport, 1, now);
  const auto pixels =
      static_cast<std::uint64_t>(viewport.width) * static_cast<std::uint64_t>(viewport.height);
  if (pixels > room_) {
    room_ = pixels;
    radii_ = Buffer::create();
    sources_ = Buffer::create();
    // A picture never has more tiles than pixels, whatever its shape: this buffer needs no size of its own.
    glNamedBufferStorage(radii_.name(), static_cast<GLsizeiptr>(pixels * sizeof(GLuint)), nullptr, 0);
    glNamedBufferStorage(sources_.name(), static_cast<GLsizeiptr>(pixels * sizeof(GLuint)), nullptr, 0);
  }
  for (const Program* program : {&programs_->radii, &programs_->find, &programs_->take})
    set_picture(*program, view, viewport);
  const GLuint radii = programs_->radii.name();
  glProgramUniform2f(radii, 2, static_cast<GLfloat>(between.share), static_cast<GLfloat>(now.share));
  glProgramUniform2i(radii, 3, between.counted ? 1 : 0, begun.counted ? 1 : 0);
  glProgramUniform2i(radii, 4, rule.unfinished ? 1 : 0, rule.adaptive ? 1 : 0);
  glProgramUniform2f(radii, 5, static_cast<GLfloat>(rule.point_size),
                     static_cast<GLfloat>(rule.counted_size));
  const FillSlack slack = fill_slack(view);
  glProgramUniform1ui(programs_->find.name(), 2, slack.bits);
  glProgramUniform1f(programs_->find.name(), 3, slack.distance);

  const std::array<GLuint, 3> textures = {raster.depth.name(), raster.ids.name(), raster.unlit.name()};
  glBindTextures(0, static_cast<GLsizei>(textures.size()), textures.data());
  // OpenGL wants a buffer at every block that a shader declares, also where the uniforms say that it is not
  // read because nothing was counted.
  const auto bind = [](GLuint block, const Buffer& buffer) {
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, block, buffer.name());
  };
  bind(kRadii, radii_);
  bind(kSources, sources_);
  bind(kNow, now.tiles);
  bind(kBetween, between.counted ? between.tiles : now.tiles);
  bind(kBegun, begun.counted ? begun.tiles : now.tiles);
  run_on_tiles(programs_->radii, grid);
  run_on_tiles(programs_->find, grid);

  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, raster.filled.framebuffer.name());
  glViewport(0, 0, viewport.width, viewport.height);
  glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_ALWAYS);
  glUseProgram(programs_->take.name());
  glBindVertexArray(programs_->nothing.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
  return true;
}

}  // namespace vertexview::gpu::detail
