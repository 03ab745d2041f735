#include "vertexview/gpu/gl/program.hpp"

#include <string>
#include <vector>

namespace vertexview::gpu::detail {

namespace {

std::string_view stage_name(GLenum kind) {
  switch (kind) {
    case GL_VERTEX_SHADER:
      return "vertex";
    case GL_FRAGMENT_SHADER:
      return "fragment";
    default:
      return "compute";
  }
}

std::string log_of(GLuint name, decltype(glGetShaderiv) get, decltype(glGetShaderInfoLog) get_log) {
  GLint length = 0;
  get(name, GL_INFO_LOG_LENGTH, &length);
  std::string log(static_cast<std::size_t>(length > 0 ? length : 0), '\0');
  if (length > 0) get_log(name, length, nullptr, log.data());
  while (!log.empty() && (log.back() == '\0' || log.back() == '\n')) log.pop_back();
  return log;
}

Result<Shader> compile(std::string_view label, const Stage& stage) {
  std::vector<const GLchar*> texts;
  std::vector<GLint> lengths;
  const auto add = [&](std::string_view text) {
    texts.push_back(text.data());
    lengths.push_back(static_cast<GLint>(text.size()));
  };
  add("#version 450 core\n");
  for (const auto text : stage.texts) add(text);
  auto shader = Shader::create(stage.kind);
  glShaderSource(shader.name(), static_cast<GLsizei>(texts.size()), texts.data(), lengths.data());
  glCompileShader(shader.name());
  GLint compiled = GL_FALSE;
  glGetShaderiv(shader.name(), GL_COMPILE_STATUS, &compiled);
  if (compiled != GL_TRUE)
    return fail(ErrorCode::kDevice,
                "the " + std::string(stage_name(stage.kind)) + " shader of " + std::string(label) +
                    " does not compile: " + log_of(shader.name(), glGetShaderiv, glGetShaderInfoLog));
  return shader;
}

}  // namespace

bool has_extension(std::string_view name) noexcept {
  GLint count = 0;
  glGetIntegerv(GL_NUM_EXTENSIONS, &count);
  for (GLint i = 0; i < count; ++i)
    if (name == reinterpret_cast<const char*>(glGetStringi(GL_EXTENSIONS, static_cast<GLuint>(i))))
      return true;
  return false;
}

Result<Program> build_program(std::string_view label, std::initializer_list<Stage> stages) {
  auto program = Program::create();
  for (const Stage& stage : stages) {
    auto shader = compile(label, stage);
    if (!shader) return tl::unexpected(std::move(shader.error()));
    glAttachShader(program.name(), shader->name());
  }
  glLinkProgram(program.name());
  GLint linked = GL_FALSE;
  glGetProgramiv(program.name(), GL_LINK_STATUS, &linked);
  if (linked != GL_TRUE)
    return fail(ErrorCode::kDevice, "the program " + std::string(label) + " does not link: " +
                                        log_of(program.name(), glGetProgramiv, glGetProgramInfoLog));
  return program;
}

}  // namespace vertexview::gpu::detail
