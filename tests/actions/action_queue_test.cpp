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
  EXPECT_EQ(queue.error().message, "no action 'selct'; did you mean 'select', 'deselect'?");
}

TEST(ActionQueue, runsInOrder) {
  Document document = colors_document();
  ActionQueue queue = queue_of({"select 1", "select-next", "point-size 5", "point-size larger"});
  ASSERT_TRUE(queue.advance(document));
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(document.selection.focus()->index, 2U);
  EXPECT_EQ(point_size_of(document), 6);
}

TEST(ActionQueue, waitsForAPictureToBeWritten) {
  Document document = colors_document();
  ActionQueue queue = queue_of({"select 1", "screenshot a.png", "select 2", "state s.json", "select 3"});
  ASSERT_TRUE(queue.advance(document));
  EXPECT_EQ(document.selection.focus()->index, 1U);
  ASSERT_TRUE(queue.advance(document));
  EXPECT_EQ(document.selection.focus()->index, 1U) << "not before the host has written it";
  document.requests.screenshots.clear();
  ASSERT_TRUE(queue.advance(document));
  EXPECT_EQ(document.selection.focus()->index, 2U);
  EXPECT_THAT(document.requests.state_files, ElementsAre("s.json"));
  document.requests.state_files.clear();
  ASSERT_TRUE(queue.advance(document));
  EXPECT_EQ(document.selection.focus()->index, 3U);
  EXPECT_TRUE(queue.empty());
}

TEST(ActionQueue, waitsForScans) {
  Document document;
  ActionQueue queue = queue_of({"open " + colors_bin(), "select 1"});
  ASSERT_TRUE(queue.advance(document));
  ASSERT_EQ(document.clouds.size(), 1U);
  EXPECT_TRUE(document.scanning()) << "only update() takes a scan over";
  EXPECT_FALSE(document.selection.focus());
  finish_scans(document);
  ASSERT_TRUE(queue.advance(document));
  EXPECT_EQ(document.selection.focus()->index, 1U);
}

TEST(ActionQueue, anErrorDropsOnlyItsAction) {
  Document document = colors_document();
  ActionQueue queue = queue_of({"select 9", "select 1"});
  const auto failed = queue.advance(document);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "select: there is no vertex 9; colors.bin has 4 vertices, 0 to 3");
  EXPECT_FALSE(document.selection.focus());
  ASSERT_TRUE(queue.advance(document));
  EXPECT_EQ(document.selection.focus()->index, 1U);
}

TEST(ActionQueue, quitDropsTheRest) {
  Document document = colors_document();
  ActionQueue queue = queue_of({"quit", "select 1"});
  ASSERT_TRUE(queue.advance(document));
  EXPECT_TRUE(document.requests.quit);
  EXPECT_TRUE(queue.empty());
  EXPECT_FALSE(document.selection.focus());
}

}  // namespace
}  // namespace vertexview::app
