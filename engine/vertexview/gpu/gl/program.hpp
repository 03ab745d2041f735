#pragma once
#include <initializer_list>
#include <span>
#include <string_view>

#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::gpu::detail {

/// One stage of a program: its texts are joined after `#version 450 core`.
struct Stage {
  GLenum kind = GL_VERTEX_SHADER;
  std::initializer_list<std::string_view> texts;
};

/// Whether the current context's driver lists an extension.
[[nodiscard]] bool has_extension(std::string_view name) noexcept;

/// Compiles and links. kDevice with the driver's log, naming `label` and the stage.
[[nodiscard]] Result<Program> build_program(std::string_view label, std::initializer_list<Stage> stages);

}  // namespace vertexview::gpu::detail
