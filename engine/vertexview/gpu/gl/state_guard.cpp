#include "vertexview/gpu/gl/state_guard.hpp"

namespace vertexview::gpu::detail {

namespace {

GLuint as_name(GLint value) {
  return static_cast<GLuint>(value);
}
GLenum as_enum(GLint value) {
  return static_cast<GLenum>(value);
}

}  // namespace

StateGuard::StateGuard() {
  for (std::size_t i = 0; i < kSwitches.size(); ++i) {
    switches_[i] = glIsEnabled(kSwitches[i]);
    glDisable(kSwitches[i]);
  }
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_framebuffer_);
  glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_framebuffer_);
  glGetIntegerv(GL_CURRENT_PROGRAM, &program_);
  glGetIntegerv(GL_VERTEX_ARRAY_BINDING, &vertex_array_);
  glGetIntegerv(GL_CLIP_ORIGIN, &clip_origin_);
  glGetIntegerv(GL_CLIP_DEPTH_MODE, &clip_depth_);
  glGetIntegerv(GL_DEPTH_FUNC, &depth_function_);
  glGetIntegerv(GL_POLYGON_MODE, &polygon_mode_);
  constexpr std::array<GLint, kPacking.size()> kTight = {4, 0, 4, 0};
  for (std::size_t i = 0; i < kPacking.size(); ++i) {
    glGetIntegerv(kPacking[i], &packing_[i]);
    glPixelStorei(kPacking[i], kTight[i]);
  }
  glGetIntegerv(GL_PIXEL_PACK_BUFFER_BINDING, &pack_buffer_);
  glGetIntegerv(GL_PIXEL_UNPACK_BUFFER_BINDING, &unpack_buffer_);
  glGetIntegerv(GL_BLEND_SRC_RGB, &blend_source_rgb_);
  glGetIntegerv(GL_BLEND_SRC_ALPHA, &blend_source_alpha_);
  glGetIntegerv(GL_BLEND_DST_RGB, &blend_target_rgb_);
  glGetIntegerv(GL_BLEND_DST_ALPHA, &blend_target_alpha_);
  glGetIntegerv(GL_ACTIVE_TEXTURE, &active_texture_);
  for (GLuint unit = 0; unit < kTextureUnits; ++unit) {
    glActiveTexture(GL_TEXTURE0 + unit);
    glGetIntegerv(GL_TEXTURE_BINDING_2D, &textures_[unit]);
  }
  glGetIntegerv(GL_VIEWPORT, viewport_.data());
  glGetBooleanv(GL_COLOR_WRITEMASK, color_mask_.data());
  glGetBooleanv(GL_DEPTH_WRITEMASK, &depth_mask_);

  glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glDepthMask(GL_TRUE);
  glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
  glBindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
}

StateGuard::~StateGuard() {
  for (std::size_t i = 0; i < kSwitches.size(); ++i)
    switches_[i] == GL_TRUE ? glEnable(kSwitches[i]) : glDisable(kSwitches[i]);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, as_name(draw_framebuffer_));
  glBindFramebuffer(GL_READ_FRAMEBUFFER, as_name(read_framebuffer_));
  glUseProgram(as_name(program_));
  glBindVertexArray(as_name(vertex_array_));
  glClipControl(as_enum(clip_origin_), as_enum(clip_depth_));
  glDepthFunc(as_enum(depth_function_));
  glPolygonMode(GL_FRONT_AND_BACK, as_enum(polygon_mode_));
  for (std::size_t i = 0; i < kPacking.size(); ++i) glPixelStorei(kPacking[i], packing_[i]);
  glBindBuffer(GL_PIXEL_PACK_BUFFER, as_name(pack_buffer_));
  glBindBuffer(GL_PIXEL_UNPACK_BUFFER, as_name(unpack_buffer_));
  glBlendFuncSeparate(as_enum(blend_source_rgb_), as_enum(blend_target_rgb_), as_enum(blend_source_alpha_),
                      as_enum(blend_target_alpha_));
  for (GLuint unit = 0; unit < kTextureUnits; ++unit) {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, as_name(textures_[unit]));
  }
  glActiveTexture(as_enum(active_texture_));
  glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
  glColorMask(color_mask_[0], color_mask_[1], color_mask_[2], color_mask_[3]);
  glDepthMask(depth_mask_);
}

}  // namespace vertexview::gpu::detail
