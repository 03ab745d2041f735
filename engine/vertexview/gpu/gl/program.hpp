#pragma once
#include <initializer_list>
#include <span>
#include <string_view>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// One stage of a program. Its source is `#version 450 core` followed by `texts`, in their order.
struct Stage {
  GLenum kind = GL_VERTEX_SHADER;
  std::initializer_list<std::string_view> texts;
};

/// Returns whether the driver of the current context lists the extension `name`.
[[nodiscard]] bool has_extension(std::string_view name) noexcept;

/// Compiles and links a program. Fails with kDevice and the driver's log; the message names `label` and, for
/// a stage that does not compile, the stage.
[[nodiscard]] Result<Program> build_program(std::string_view label, std::initializer_list<Stage> stages);

}  // namespace vertexview::gpu::detail
