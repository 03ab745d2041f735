#pragma once
// Owners of OpenGL names. Not part of the public interface: this header needs the generated loader.
#include <glad/gl.h>

#include <utility>

namespace vertexview::gpu::detail {

/// The owner of one OpenGL name, which deletes the object at its end; a name of 0 means that it owns none.
/// Move-only; the context in which the object was made must be current wherever it is destroyed.
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

  /// Creates an OpenGL object. The arguments are those that its kind needs: a texture's target, a shader's
  /// stage.
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

/// A kind of object that OpenGL creates and deletes in arrays of names. The template takes the addresses of
/// glad's function pointers, because glad fills them in only when it loads a context's functions.
template <PFNGLCREATEBUFFERSPROC* Create, PFNGLDELETEBUFFERSPROC* Delete>
struct PlainKind {
  static GLuint create() noexcept {
    GLuint name = 0;
    (*Create)(1, &name);
    return name;
  }
  static void destroy(GLuint name) noexcept { (*Delete)(1, &name); }
};

/// Like PlainKind, for objects that are created for a target, such as GL_TEXTURE_2D.
template <PFNGLCREATETEXTURESPROC* Create, PFNGLDELETETEXTURESPROC* Delete>
struct TargetKind {
  static GLuint create(GLenum target) noexcept {
    GLuint name = 0;
    (*Create)(target, 1, &name);
    return name;
  }
  static void destroy(GLuint name) noexcept { (*Delete)(1, &name); }
};

struct ShaderKind {
  static GLuint create(GLenum stage) noexcept { return glCreateShader(stage); }
  static void destroy(GLuint name) noexcept { glDeleteShader(name); }
};

struct ProgramKind {
  static GLuint create() noexcept { return glCreateProgram(); }
  static void destroy(GLuint name) noexcept { glDeleteProgram(name); }
};

using Buffer = GlObject<PlainKind<&glad_glCreateBuffers, &glad_glDeleteBuffers>>;
using Framebuffer = GlObject<PlainKind<&glad_glCreateFramebuffers, &glad_glDeleteFramebuffers>>;
using VertexArray = GlObject<PlainKind<&glad_glCreateVertexArrays, &glad_glDeleteVertexArrays>>;
using Texture = GlObject<TargetKind<&glad_glCreateTextures, &glad_glDeleteTextures>>;
using Query = GlObject<TargetKind<&glad_glCreateQueries, &glad_glDeleteQueries>>;
using Shader = GlObject<ShaderKind>;
using Program = GlObject<ProgramKind>;

}  // namespace vertexview::gpu::detail
