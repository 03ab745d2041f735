#pragma once
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/view_transform.hpp"

namespace vertexview::gpu::detail {

/// Hands `view` to a program that contains shaders/transform.glsl.
void set_view(const Program& program, const ViewTransform& view) noexcept;

}  // namespace vertexview::gpu::detail
