#include "actions/action_queue.hpp"

#include "session/support.hpp"

namespace vertexview::app {
namespace {

ActionQueue queue_of(const std::vector<std::string>& texts) {
  auto queue = ActionQueue::parse(texts);
  EXPECT_TRUE(queue) << queue.error().message;
  return std::move(queue).value_or(ActionQueue{});
}

TEST(ActionQueue, parseStopsAtTheFirstError) {
  const std::vector<std::string> texts{"fit", "selct 2", "xyzzy"};
  const auto queue = ActionQueue::parse(texts);
  ASSERT_FALSE(queue);
  EXPECT_EQ(queue.error().message, "no action 'selct'; did you mean 'select', 'deselect', 'select-to'?");
}

TEST(ActionQueue, runsInOrder) {
  Session session = colors_session();
  ActionQueue queue = queue_of({"select 1", "select-next", "point-size 5", "point-size larger"});
  ASSERT_TRUE(queue.advance(session));
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(session.selection.focus()->index, 2U);
  EXPECT_EQ(point_size_of(session), 6);
}

TEST(ActionQueue, waitsForAPictureToBeWritten) {
  Session session = colors_session();
  ActionQueue queue = queue_of({"select 1", "screenshot a.png", "select 2", "state s.json", "select 3"});
  ASSERT_TRUE(queue.advance(session));
  EXPECT_EQ(session.selection.focus()->index, 1U);
  ASSERT_TRUE(queue.advance(session));
  EXPECT_EQ(session.selection.focus()->index, 1U) << "not before the host has written it";
  session.requests.screenshots.clear();
  ASSERT_TRUE(queue.advance(session));
  EXPECT_EQ(session.selection.focus()->index, 2U);
  EXPECT_THAT(session.requests.state_files, ElementsAre("s.json"));
  session.requests.state_files.clear();
  ASSERT_TRUE(queue.advance(session));
  EXPECT_EQ(session.selection.focus()->index, 3U);
  EXPECT_TRUE(queue.empty());
}

TEST(ActionQueue, waitsForScans) {
  Session session;
  ActionQueue queue = queue_of({"open " + colors_bin(), "select 1"});
  ASSERT_TRUE(queue.advance(session));
  ASSERT_EQ(session.datasets.size(), 1U);
  EXPECT_TRUE(session.scanning()) << "only update() takes a scan over";
  EXPECT_FALSE(session.selection.focus());
  finish_scans(session);
  ASSERT_TRUE(queue.advance(session));
  EXPECT_EQ(session.selection.focus()->index, 1U);
}

TEST(ActionQueue, anErrorDropsOnlyItsAction) {
  Session session = colors_session();
  ActionQueue queue = queue_of({"select 9", "select 1"});
  const auto failed = queue.advance(session);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "select: there is no vertex 9; colors.bin has 4 vertices, 0 to 3");
  EXPECT_FALSE(session.selection.focus());
  ASSERT_TRUE(queue.advance(session));
  EXPECT_EQ(session.selection.focus()->index, 1U);
}

TEST(ActionQueue, quitDropsTheRest) {
  Session session = colors_session();
  ActionQueue queue = queue_of({"quit", "select 1"});
  ASSERT_TRUE(queue.advance(session));
  EXPECT_TRUE(session.requests.quit);
  EXPECT_TRUE(queue.empty());
  EXPECT_FALSE(session.selection.focus());
}

}  // namespace
}  // namespace vertexview::app
