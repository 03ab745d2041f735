#pragma once
#include <glm/vec3.hpp>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/points/point_shape.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// What a program of OpenGL's points draws.
struct PointProgram {
  bool layer = false;  ///< the vertices of a layer's pixels, its textures bound, instead of an array's
  bool round = false;  ///< discs from kRoundFrom pixels on; else squares, which keeps early depth tests
};

/// kDevice with the compiler's log when it does not build.
[[nodiscard]] Result<Program> build_point_program(const PointProgram& options);
void set_point_size(const Program& program, const DrawnSize& size) noexcept;
/// Whether `size` has points that are discs.
[[nodiscard]] bool has_round_points(const DrawnSize& size) noexcept;

/// Makes the framebuffer of a Raster show nothing but `background`.
void clear_raster(const Framebuffer& raster, const glm::vec3& background) noexcept;
/// Depth test and point sizes as points want them.
void set_point_state() noexcept;

}  // namespace vertexview::gpu::detail
