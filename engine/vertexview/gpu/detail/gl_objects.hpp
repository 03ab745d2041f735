#pragma once
// Owners of OpenGL names. Not part of the public interface: this header needs the generated loader.
#include <glad/gl.h>

#include <utility>

namespace vertexview::gpu::detail {

/// One OpenGL name, deleted with the object. 0 is "none". Move-only; the context it was made in must be
/// current wherever it is destroyed.
template <class Kind>
class GlObject {
 public:
  GlObject() noexcept = default;
  GlObject(GlObject&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  GlObject& operator=(GlObject&& other) noexcept {
    if (this != &other) {
      reset();
      name_ = std::exchange(other.name_, 0);
    }
    return *this;
  }
  GlObject(const GlObject&) = delete;
  GlObject& operator=(const GlObject&) = delete;
  ~GlObject() { reset(); }

  /// A new object; the arguments are the kind's own (a texture's target, a shader's stage).
  template <class... Arguments>
  [[nodiscard]] static GlObject create(Arguments... arguments) noexcept {
    GlObject made;
    made.name_ = Kind::create(arguments...);
    return made;
  }

  [[nodiscard]] GLuint name() const noexcept { return name_; }
  [[nodiscard]] explicit operator bool() const noexcept { return name_ != 0; }
  void reset() noexcept {
    if (name_ != 0) Kind::destroy(std::exchange(name_, 0));
  }

 private:
  GLuint name_ = 0;
};

struct BufferKind {
  static GLuint create() noexcept {
    GLuint name = 0;
    glCreateBuffers(1, &name);
    return name;
  }
  static void destroy(GLuint name) noexcept { glDeleteBuffers(1, &name); }
};

struct TextureKind {
  static GLuint create(GLenum target) noexcept {
    GLuint name = 0;
    glCreateTextures(target, 1, &name);
    return name;
  }
  static void destroy(GLuint name) noexcept { glDeleteTextures(1, &name); }
};

struct FramebufferKind {
  static GLuint create() noexcept {
    GLuint name = 0;
    glCreateFramebuffers(1, &name);
    return name;
  }
  static void destroy(GLuint name) noexcept { glDeleteFramebuffers(1, &name); }
};

struct VertexArrayKind {
  static GLuint create() noexcept {
    GLuint name = 0;
    glCreateVertexArrays(1, &name);
    return name;
  }
  static void destroy(GLuint name) noexcept { glDeleteVertexArrays(1, &name); }
};

struct ShaderKind {
  static GLuint create(GLenum stage) noexcept { return glCreateShader(stage); }
  static void destroy(GLuint name) noexcept { glDeleteShader(name); }
};

struct ProgramKind {
  static GLuint create() noexcept { return glCreateProgram(); }
  static void destroy(GLuint name) noexcept { glDeleteProgram(name); }
};

struct QueryKind {
  static GLuint create(GLenum target) noexcept {
    GLuint name = 0;
    glCreateQueries(target, 1, &name);
    return name;
  }
  static void destroy(GLuint name) noexcept { glDeleteQueries(1, &name); }
};

using Buffer = GlObject<BufferKind>;
using Texture = GlObject<TextureKind>;
using Framebuffer = GlObject<FramebufferKind>;
using VertexArray = GlObject<VertexArrayKind>;
using Shader = GlObject<ShaderKind>;
using Program = GlObject<ProgramKind>;
using Query = GlObject<QueryKind>;

}  // namespace vertexview::gpu::detail
