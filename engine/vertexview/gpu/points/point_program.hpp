#pragma once
#include <glm/vec3.hpp>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/points/point_shape.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// What a program that draws OpenGL's points is built for.
struct PointProgram {
  bool layer = false;  ///< draws the vertices of the layer whose textures are bound, not those of an array
  bool round = false;  ///< draws discs from kRoundFrom pixels on; else squares, with early depth tests
};

/// Builds the program. Fails with kDevice and the compiler's log when it does not compile.
[[nodiscard]] Result<Program> build_point_program(const PointProgram& options);
/// Sets the size that the program draws points in.
void set_point_size(const Program& program, const DrawnSize& size) noexcept;
/// Returns whether points of `size` are discs, or some may be.
[[nodiscard]] bool has_round_points(const DrawnSize& size) noexcept;

/// Makes the framebuffer of a Raster show nothing but `background`.
void clear_raster(const Framebuffer& raster, const glm::vec3& background) noexcept;
/// Sets the depth test, the depth range and point sizes as drawing points needs them. The caller's StateGuard
/// restores them.
void set_point_state() noexcept;

}  // namespace vertexview::gpu::detail
