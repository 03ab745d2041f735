// The search for positions that are not finite, as the action next-nonfinite runs it.
#include "session/search.hpp"

#include <limits>
#include <memory>
#include <thread>

#include "session/layout_argument.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::string write_flawed(const TemporaryFolder& folder) {
  std::vector<ColoredVertex> vertices(1000, vertex(1, 2, 3));
  vertices[10].position.x = kNan;
  vertices[700].position.y = kInfinity;
  return write_vertices(folder, "flawed.bin", vertices);
}

std::optional<std::uint64_t> next(Session& session) {
  expect_done(session, "next-nonfinite");
  EXPECT_TRUE(session.scanning()) << "it runs beside the window";
  finish_scans(session);
  const auto focus = session.selection.focus();
  return focus ? std::optional(focus->index) : std::nullopt;
}

TEST(Search, goesFromOneToTheNextAndAround) {
  const TemporaryFolder folder;
  Session session;
  ASSERT_TRUE(open_file(session, write_flawed(folder), {}));
  finish_scans(session);
  EXPECT_EQ(next(session), 10U);
  EXPECT_EQ(session.scroll_to, 10U) << "the table shows its row";
  EXPECT_EQ(next(session), 700U);
  EXPECT_EQ(next(session), 10U);
  expect_done(session, "select 11");
  EXPECT_EQ(next(session), 700U) << "from the selected vertex on";
}

TEST(Search, findsBeforeTheScanHasEnded) {
  const TemporaryFolder folder;
  Session session;
  ASSERT_TRUE(open_file(session, write_flawed(folder), {}));
  ASSERT_FALSE(session.datasets[0].statistics.non_finite_parts.known());
  EXPECT_EQ(next(session), 10U);
}

TEST(Search, saysThatThereIsNone) {
  Session session = colors_session();
  EXPECT_EQ(next(session), std::nullopt);
  EXPECT_EQ(session.notices.back().kind, Notice::Kind::kInfo);
  EXPECT_EQ(session.notices.back().text, "colors.bin: every position is finite");
}

TEST(Search, needsAPosition) {
  const TemporaryFolder folder;
  const std::vector<std::uint32_t> labels(128, 7);
  Session session;
  ASSERT_TRUE(open_file(session, folder.write("a.label", std::as_bytes(std::span(labels))),
                        {.layout = layout_of_argument("<I:label:").value()}));
  const auto done = perform(session, "next-nonfinite");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "next-nonfinite: no element of the layout is a position");
}

TEST(Search, canBeCancelled) {
  Session session = colors_session();
  // A search whose end the test decides.
  session.datasets[0].search =
      std::make_shared<VertexSearch>([](Progress& progress) -> Result<std::optional<std::uint64_t>> {
        while (!progress.cancelled()) std::this_thread::yield();
        return fail(ErrorCode::kCancelled, "the search was cancelled");
      });
  EXPECT_FALSE(update(session)) << "it has not ended";
  expect_done(session, "cancel");
  finish_scans(session);
  EXPECT_EQ(session.notices.back().text, "colors.bin: the search was stopped");
  EXPECT_FALSE(session.selection.focus());
  EXPECT_FALSE(perform(session, "cancel")) << "nothing is under way";
}

TEST(Search, endsWithItsFile) {
  const TemporaryFolder folder;
  Session session;
  ASSERT_TRUE(open_file(session, write_flawed(folder), {}));
  finish_scans(session);
  expect_done(session, "next-nonfinite");
  expect_done(session, "close");
  finish_scans(session);
  EXPECT_FALSE(session.selection.focus());
}

}  // namespace
}  // namespace vertexview::app
