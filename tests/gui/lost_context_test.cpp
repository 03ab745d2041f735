// A driver that is reset under the window.
#include <glad/gl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "actions/command.hpp"
#include "gui/viewer_process.hpp"
#include "session/open_files.hpp"
#include "viewer/window.hpp"

namespace vertexview::app {
namespace {

int g_frames = 0;

// Stands in for glGetGraphicsResetStatus: functions of OpenGL are variables of the loader, which a new
// context fills again.
GLenum GLAD_API_PTR lost_after_a_frame() {
  return ++g_frames < 3 ? GL_NO_ERROR : GL_GUILTY_CONTEXT_RESET;
}

TEST(LostContext, anotherWindowShowsTheSame) {
  const test::VirtualDisplay display;
  ASSERT_FALSE(display.name().empty());
  ASSERT_EQ(::setenv("DISPLAY", display.name().c_str(), 1), 0);
  const test::TemporaryFolder folder;
  const auto png = folder.file("after.png");
  auto window = Window::create({.size = Viewport{800, 600}});
  ASSERT_TRUE(window) << describe(window.error());
  Session session;
  ASSERT_TRUE(open_file(session, VERTEXVIEW_SOURCE_DIR "/assets/colors.bin", {}));
  ASSERT_TRUE(perform(session, "select 2"));
  ASSERT_TRUE(perform(session, "renderer compute"));
  session.camera_moved_by_user = true;
  session.camera.eye = {1, -20'000, 3};
  const Camera camera = session.camera;
  glad_glGetGraphicsResetStatus = lost_after_a_frame;
  auto actions = ActionQueue::parse(std::vector<std::string>{"screenshot " + png, "quit"});
  ASSERT_TRUE(actions);
  const auto ended = window->run(session, *std::move(actions));
  ASSERT_TRUE(ended) << describe(ended.error());
  EXPECT_NE(glad_glGetGraphicsResetStatus, &lost_after_a_frame) << "another context";
  EXPECT_EQ(session.selection.focus(), (VertexId{session.datasets[0].id, 2}));
  EXPECT_EQ(session.camera, camera);
  EXPECT_EQ(session.frame.drawn.backend, gpu::Backend::kPoints);
  EXPECT_FALSE(test::contents_of(png).empty());
  const auto told = [](const Notice& notice) {
    return notice.text.starts_with("The graphics driver was reset.");
  };
  EXPECT_EQ(std::ranges::count_if(session.notices, told), 1);
}

}  // namespace
}  // namespace vertexview::app
