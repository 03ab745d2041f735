// A driver that is reset while it draws.
#include <glad/gl.h>

#include "actions/command.hpp"
#include "render/offscreen.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

// Functions of OpenGL are variables of the loader, which a new context fills again.
GLenum GLAD_API_PTR lost() {
  return GL_GUILTY_CONTEXT_RESET;
}

TEST(LostContext, thePictureIsDrawnAgainWithoutCompute) {
  auto document = test::colors_document();
  document.viewport = {160, 120};
  document.look.backend = gpu::Backend::kCompute;
  document.selection.select(id_of(document, 0, 2));
  auto offscreen = Offscreen::create();
  ASSERT_TRUE(offscreen) << describe(offscreen.error());
  const auto before = offscreen->render(document);
  ASSERT_TRUE(before) << describe(before.error());
  EXPECT_EQ(document.frame.drawn.backend, gpu::Backend::kCompute);
  const Camera camera = document.camera;
  glad_glGetGraphicsResetStatus = lost;
  const auto after = offscreen->render(document);
  ASSERT_TRUE(after) << describe(after.error());
  EXPECT_NE(glad_glGetGraphicsResetStatus, &lost) << "another context";
  EXPECT_TRUE(after->rgba == before->rgba);
  EXPECT_EQ(document.frame.drawn.backend, gpu::Backend::kPoints);
  EXPECT_EQ(document.selection.focus(), id_of(document, 0, 2));
  EXPECT_EQ(document.camera, camera);
  ASSERT_FALSE(document.notices.empty());
  EXPECT_EQ(document.notices.back().text,
            "The graphics driver was reset. Everything is shown again, without compute shaders; 'backend "
            "compute' draws with them once more.");
}

}  // namespace
}  // namespace vertexview::app
