#pragma once
#include <array>

#include "vertexview/gpu/gl/gl_objects.hpp"

namespace vertexview::gpu::detail {

/// Saves the part of the context's state that drawing changes, sets the plain state that the drawing code
/// relies on (no blending, no scissor, every colour mask open, depth writes on), and restores the caller's
/// state at its end: the window and its GUI library share the context.
class StateGuard {
 public:
  StateGuard();
  StateGuard(const StateGuard&) = delete;
  StateGuard& operator=(const StateGuard&) = delete;
  ~StateGuard();

 private:
  static constexpr std::array<GLenum, 7> kSwitches = {
      GL_BLEND,        GL_CULL_FACE,   GL_DEPTH_TEST,        GL_SCISSOR_TEST,
      GL_STENCIL_TEST, GL_MULTISAMPLE, GL_PROGRAM_POINT_SIZE};
  std::array<GLboolean, kSwitches.size()> switches_{};
  GLint draw_framebuffer_ = 0, read_framebuffer_ = 0, program_ = 0, vertex_array_ = 0;
  GLint clip_origin_ = 0, clip_depth_ = 0, depth_function_ = 0, polygon_mode_ = 0;
  static constexpr std::array<GLenum, 4> kPacking = {GL_PACK_ALIGNMENT, GL_PACK_ROW_LENGTH,
                                                     GL_UNPACK_ALIGNMENT, GL_UNPACK_ROW_LENGTH};
  std::array<GLint, kPacking.size()> packing_{};
  GLint pack_buffer_ = 0, unpack_buffer_ = 0;
  GLint blend_source_rgb_ = 0, blend_source_alpha_ = 0, blend_target_rgb_ = 0, blend_target_alpha_ = 0;
  static constexpr std::size_t kTextureUnits = 5;  // the programs here read units 0 to 4
  GLint active_texture_ = 0;
  std::array<GLint, kTextureUnits> textures_{};
  std::array<GLint, 4> viewport_{};
  std::array<GLboolean, 4> color_mask_{};
  GLboolean depth_mask_ = GL_TRUE;
};

}  // namespace vertexview::gpu::detail
