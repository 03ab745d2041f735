#pragma once
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/view_transform.hpp"

namespace vertexview::gpu::detail {

/// Sets the uniforms of shaders/transform.glsl to `view`, in a program that contains it.
void set_view(const Program& program, const ViewTransform& view) noexcept;

}  // namespace vertexview::gpu::detail
