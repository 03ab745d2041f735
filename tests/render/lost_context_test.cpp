// Tests of a driver that is reset while it draws.
#include <glad/gl.h>

#include "actions/command.hpp"
#include "render/offscreen.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

// The functions of OpenGL are variables of the loader, so that a test can replace one; a new context fills
// them again.
GLenum GLAD_API_PTR lost() {
  return GL_GUILTY_CONTEXT_RESET;
}

TEST(LostContext, thePictureIsDrawnAgainWithoutCompute) {
  auto session = test::colors_session();
  session.viewport = {160, 120};
  session.look.backend = gpu::Backend::kCompute;
  session.selection.select(id_of(session, 0, 2));
  auto offscreen = Offscreen::create();
  ASSERT_TRUE(offscreen) << describe(offscreen.error());
  const auto before = offscreen->render(session);
  ASSERT_TRUE(before) << describe(before.error());
  EXPECT_EQ(session.frame.drawn.backend, gpu::Backend::kCompute);
  const Camera camera = session.camera;
  glad_glGetGraphicsResetStatus = lost;
  const auto after = offscreen->render(session);
  ASSERT_TRUE(after) << describe(after.error());
  EXPECT_NE(glad_glGetGraphicsResetStatus, &lost) << "another context";
  EXPECT_TRUE(after->rgba == before->rgba);
  EXPECT_EQ(session.frame.drawn.backend, gpu::Backend::kPoints);
  EXPECT_EQ(session.selection.focus(), id_of(session, 0, 2));
  EXPECT_EQ(session.camera, camera);
  ASSERT_FALSE(session.notices.empty());
  EXPECT_EQ(session.notices.back().text,
            "The graphics driver was reset. Everything is shown again, without compute shaders; 'backend "
            "compute' draws with them once more.");
}

}  // namespace
}  // namespace vertexview::app
