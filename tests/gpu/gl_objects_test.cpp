#include "vertexview/gpu/gl/gl_objects.hpp"

#include "gpu/gl_test.hpp"
#include "vertexview/gpu/gl/program.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"

namespace vertexview::gpu::detail {
namespace {

class GlObjects : public GlTest {};

static_assert(std::is_nothrow_move_constructible_v<Buffer> && !std::is_copy_constructible_v<Buffer>);
static_assert(std::is_nothrow_move_assignable_v<Texture> && !std::is_copy_assignable_v<Texture>);

TEST_F(GlObjects, constructEmpty) {
  const Buffer none;
  EXPECT_EQ(none.name(), 0U);
  EXPECT_FALSE(none);
}

TEST_F(GlObjects, destroyedWithTheOwner) {
  GLuint name = 0;
  {
    const auto buffer = Buffer::create();
    name = buffer.name();
    EXPECT_EQ(glIsBuffer(name), GL_TRUE);
  }
  EXPECT_EQ(glIsBuffer(name), GL_FALSE);
}

TEST_F(GlObjects, moveConstruct) {
  auto first = Texture::create(GLenum{GL_TEXTURE_2D});
  const GLuint name = first.name();
  const Texture second = std::move(first);
  EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): what a moved-from object is, is the test
  EXPECT_EQ(second.name(), name);
  EXPECT_EQ(glIsTexture(name), GL_TRUE);
}

TEST_F(GlObjects, moveAssignDestroysTheOld) {
  auto target = Buffer::create();
  const GLuint old = target.name();
  auto source = Buffer::create();
  const GLuint kept = source.name();
  target = std::move(source);
  EXPECT_EQ(glIsBuffer(old), GL_FALSE);
  EXPECT_EQ(target.name(), kept);
  EXPECT_EQ(glIsBuffer(kept), GL_TRUE);
}

TEST_F(GlObjects, moveAssignToItself) {
  auto buffer = Buffer::create();
  const GLuint name = buffer.name();
  auto& alias = buffer;
  buffer = std::move(alias);
  EXPECT_EQ(buffer.name(), name);
  EXPECT_EQ(glIsBuffer(name), GL_TRUE);
}

TEST_F(GlObjects, shaderThatDoesNotCompile) {
  const auto program =
      build_program("the test", {{GL_VERTEX_SHADER, {"void main() { gl_Position = nonsense; }\n"}}});
  ASSERT_FALSE(program.has_value());
  EXPECT_EQ(program.error().code, ErrorCode::kDevice);
  EXPECT_THAT(program.error().message,
              ::testing::StartsWith("the vertex shader of the test does not compile: "));
  EXPECT_THAT(program.error().message, ::testing::HasSubstr("nonsense"));
}

TEST_F(GlObjects, programThatDoesNotLink) {
  const auto program =
      build_program("the test", {{GL_VERTEX_SHADER, {"out vec3 a; void main() { a = vec3(1); }\n"}},
                                 {GL_FRAGMENT_SHADER, {"in vec4 a; out vec4 c; void main() { c = a; }\n"}}});
  ASSERT_FALSE(program.has_value());
  EXPECT_EQ(program.error().code, ErrorCode::kDevice);
  EXPECT_THAT(program.error().message, ::testing::StartsWith("the program the test does not link: "));
}

TEST_F(GlObjects, stateGuardPutsBack) {
  const auto framebuffer = Framebuffer::create();
  const auto buffer = Buffer::create();
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.name());
  glBindBuffer(GL_PIXEL_PACK_BUFFER, buffer.name());
  glEnable(GL_BLEND);
  const auto texture = Texture::create(GLenum{GL_TEXTURE_2D});
  glBindTextureUnit(2, texture.name());
  glActiveTexture(GL_TEXTURE5);
  glEnable(GL_SCISSOR_TEST);
  glBlendFunc(GL_ONE, GL_DST_ALPHA);
  glViewport(1, 2, 3, 4);
  glColorMask(GL_TRUE, GL_FALSE, GL_TRUE, GL_FALSE);
  glDepthMask(GL_FALSE);
  glDepthFunc(GL_ALWAYS);
  glClipControl(GL_UPPER_LEFT, GL_NEGATIVE_ONE_TO_ONE);
  {
    const StateGuard guard;
    EXPECT_EQ(glIsEnabled(GL_SCISSOR_TEST), GL_FALSE);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glBindTextureUnit(2, 0);
    glViewport(0, 0, 9, 9);
    glBlendFunc(GL_ZERO, GL_ZERO);
    glDepthFunc(GL_LESS);
    glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);
    glEnable(GL_DEPTH_TEST);
  }
  const auto integer = [](GLenum what) {
    GLint value = 0;
    glGetIntegerv(what, &value);
    return value;
  };
  EXPECT_EQ(integer(GL_DRAW_FRAMEBUFFER_BINDING), static_cast<GLint>(framebuffer.name()));
  EXPECT_EQ(integer(GL_PIXEL_PACK_BUFFER_BINDING), static_cast<GLint>(buffer.name()));
  EXPECT_EQ(glIsEnabled(GL_BLEND), GL_TRUE);
  EXPECT_EQ(glIsEnabled(GL_SCISSOR_TEST), GL_TRUE);
  EXPECT_EQ(glIsEnabled(GL_DEPTH_TEST), GL_FALSE);
  EXPECT_EQ(integer(GL_BLEND_SRC_RGB), GL_ONE);
  EXPECT_EQ(integer(GL_BLEND_DST_ALPHA), GL_DST_ALPHA);
  EXPECT_EQ(integer(GL_DEPTH_FUNC), GL_ALWAYS);
  EXPECT_EQ(integer(GL_CLIP_ORIGIN), GL_UPPER_LEFT);
  EXPECT_EQ(integer(GL_CLIP_DEPTH_MODE), GL_NEGATIVE_ONE_TO_ONE);
  EXPECT_EQ(integer(GL_ACTIVE_TEXTURE), GL_TEXTURE5);
  glActiveTexture(GL_TEXTURE2);
  EXPECT_EQ(integer(GL_TEXTURE_BINDING_2D), static_cast<GLint>(texture.name()));
  glActiveTexture(GL_TEXTURE0);
  GLint viewport[4] = {};
  glGetIntegerv(GL_VIEWPORT, viewport);
  EXPECT_THAT(viewport, ::testing::ElementsAre(1, 2, 3, 4));
  GLboolean mask[4] = {};
  glGetBooleanv(GL_COLOR_WRITEMASK, mask);
  EXPECT_THAT(mask, ::testing::ElementsAre(GL_TRUE, GL_FALSE, GL_TRUE, GL_FALSE));

  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glDepthMask(GL_TRUE);
  glClipControl(GL_LOWER_LEFT, GL_NEGATIVE_ONE_TO_ONE);
}

}  // namespace
}  // namespace vertexview::gpu::detail
