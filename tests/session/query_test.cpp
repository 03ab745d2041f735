// Questions about all vertices of a dataset, as the action select-where asks them.
#include "session/query.hpp"

#include "session/support.hpp"

namespace vertexview::app {
namespace {

std::string write_steps(const TemporaryFolder& folder) {
  std::vector<ColoredVertex> vertices;
  for (int i = 0; i < 1000; ++i) vertices.push_back(vertex(static_cast<float>(i), 0, 0));
  return write_vertices(folder, "steps.bin", vertices);
}

TEST(SelectWhere, selectsWhatIsFound) {
  const TemporaryFolder folder;
  Session session;
  ASSERT_TRUE(open_file(session, write_steps(folder), {}));
  finish_scans(session);
  expect_done(session, "select-where x in 10..19 || x == 500");
  EXPECT_TRUE(session.scanning()) << "it runs beside the window";
  EXPECT_FALSE(session.selection.focus()) << "what was selected stays until the answer is there";
  finish_scans(session);
  const Selection& selection = session.selection.of(session.active);
  EXPECT_EQ(selection.vertices.count(), 11U);
  EXPECT_EQ(selection.focus, 10U);
  EXPECT_EQ(session.scroll_to, 10U) << "the table shows the first";
  EXPECT_EQ(session.notices.back().text, "steps.bin: 11 of 1 000 vertices are selected");
}

TEST(SelectWhere, errorsPointAtTheirPlace) {
  Session session = colors_session();
  const auto refused = perform(session, "select-where intesity > 3");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            "no number is called 'intesity'; expected x, y, z, red, green, blue, or index\n"
            "  intesity > 3\n  ^");
  EXPECT_FALSE(perform(session, "select-where x +")) << "such a text is right for no records";
  EXPECT_FALSE(parse_command("select-where x +"));
  EXPECT_EQ(perform(session, "select-where x + 1").error().code, ErrorCode::kWrongType);
}

TEST(SelectWhere, cancelled) {
  const TemporaryFolder folder;
  Session session;
  ASSERT_TRUE(open_file(session, write_steps(folder), {}));
  finish_scans(session);
  expect_done(session, "select 3");
  session.datasets[0].question = std::make_shared<VertexQuestion>([](Progress& progress) -> Result<IndexSet> {
    while (!progress.cancelled()) std::this_thread::yield();
    return fail(ErrorCode::kCancelled, "cancelled");
  });
  expect_done(session, "cancel");
  finish_scans(session);
  EXPECT_EQ(session.selection.of(session.active).focus, 3U);
  EXPECT_EQ(session.notices.back().text, "steps.bin: the question was stopped");
}

TEST(SelectVertices, rangesAllNoneAndInvert) {
  const TemporaryFolder folder;
  Session session;
  ASSERT_TRUE(open_file(session, write_steps(folder), {}));
  finish_scans(session);
  const auto& chosen = session.selection;
  expect_done(session, "select 10-19,35, 990 .. last");
  EXPECT_EQ(chosen.of(session.active).vertices.ranges(),
            (std::vector<IndexRange>{{10, 20}, {35, 36}, {990, 1000}}));
  EXPECT_EQ(session.scroll_to, 10U);
  expect_done(session, "select invert");
  EXPECT_EQ(chosen.of(session.active).vertices.count(), 979U);
  expect_done(session, "select all");
  EXPECT_EQ(chosen.of(session.active).vertices.count(), 1000U);
  expect_done(session, "select none");
  EXPECT_TRUE(chosen.of(session.active).empty());
  expect_done(session, "undo-selection");
  EXPECT_EQ(chosen.of(session.active).vertices.count(), 1000U);
  expect_done(session, "select 7");
  expect_done(session, "select-to 9");
  expect_done(session, "select-toggle 8");
  EXPECT_EQ(chosen.of(session.active).vertices.ranges(), (std::vector<IndexRange>{{7, 8}, {9, 10}}));
  EXPECT_FALSE(perform(session, "select 5-2000")) << "there is no vertex 2000";
  EXPECT_EQ(chosen.of(session.active).vertices.count(), 2U) << "and nothing has changed";
}

}  // namespace
}  // namespace vertexview::app
