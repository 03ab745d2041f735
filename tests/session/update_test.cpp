#include "session/update.hpp"

#include <atomic>
#include <limits>
#include <span>

#include "session/layout_argument.hpp"
#include "session/scan_job.hpp"
#include "session/support.hpp"
#include "vertexview/io/fault_guard.hpp"

namespace vertexview::app {
namespace {

TEST(Update, tellsAboutPositionsThatAreNotFinite) {
  const TemporaryFolder folder;
  const float inf = std::numeric_limits<float>::infinity();
  Session session;
  ASSERT_TRUE(
      open_file(session, write_vertices(folder, "inf.bin", {vertex(0, 0, 0), vertex(inf, 0, 0)}), {}));
  finish_scans(session);
  ASSERT_EQ(session.notices.size(), 1U);
  EXPECT_EQ(session.notices[0].kind, Notice::Kind::kWarning);
  EXPECT_EQ(session.notices[0].text,
            "inf.bin: 1 of 2 positions are not finite (NaN or infinite) and are not drawn");
}

TEST(Update, tellsOnceThatTheDiskFailed) {
  const TemporaryFolder folder;
  Session session;
  session.interactive = true;
  ASSERT_TRUE(open_file(session, write_vertices(folder, "a.bin", {vertex(1, 2, 3), vertex(4, 5, 6)}), {}));
  finish_scans(session);
  ASSERT_EQ(session.notices.size(), 0U);
  // What the guard does about a page that the disk does not give.
  ASSERT_TRUE(fault_guard::recover(session.datasets[0].data.bytes()->data()));
  EXPECT_TRUE(update(session));
  EXPECT_FALSE(update(session)) << "opened again, it would fail again";
  ASSERT_EQ(session.notices.size(), 1U);
  EXPECT_EQ(session.notices[0].kind, Notice::Kind::kWarning);
  EXPECT_EQ(session.notices[0].text,
            "a.bin cannot be read whole, because its disk failed: zeros stand for what is lost. Reload (F5) "
            "tries again.");
  EXPECT_EQ(session.datasets[0].data.size(), 2U);
}

TEST(Update, tellsThatNoElementIsAPosition) {
  const TemporaryFolder folder;
  const std::vector<std::uint32_t> labels(128, 7);
  const std::string path = folder.write("a.label", std::as_bytes(std::span(labels)));
  const auto told = [&](std::string_view layout) {
    Session session;
    EXPECT_TRUE(open_file(session, path, {.layout = layout_of_argument(layout).value()}));
    finish_scans(session);
    EXPECT_EQ(session.notices.size(), 1U);
    EXPECT_EQ(session.notices.at(0).kind, Notice::Kind::kWarning);
    return session.notices.at(0).text;
  };
  EXPECT_EQ(told("<I:label:"), "a.label: no element of the layout is a position")
      << "one number cannot be named as one";
  EXPECT_EQ(told("<H:label:H:instance:"),
            "a.label: no element of the layout is a position; name one: --position a,b,c");
}

TEST(Update, tellsOnceThatASidecarHasNoPosition) {
  const TemporaryFolder folder;
  const std::vector<std::uint16_t> numbers(256, 7);
  const std::string path = folder.write("a.bin", std::as_bytes(std::span(numbers)));
  constexpr std::string_view kLayout = "<H:label:H:instance:";
  static_cast<void>(folder.write("a.bin.layout", std::as_bytes(std::span(kLayout))));
  Session session;
  ASSERT_TRUE(open_file(session, path, {}));
  finish_scans(session);
  std::size_t told = 0;
  for (const Notice& notice : session.notices)
    if (notice.text.find("no element of the layout is a position; name one: --position a,b,c") !=
        std::string::npos)
      ++told;
  EXPECT_EQ(told, 1U);
}

TEST(Update, tellsThatColorsLookBlack) {
  const TemporaryFolder folder;
  Session session;
  const std::string path =
      write_vertices(folder, "dark.bin", {vertex(0, 0, 0, 255, 9, 0), vertex(1, 0, 0, 1, 2, 3)});
  ASSERT_TRUE(open_file(session, path, {}));
  EXPECT_TRUE(session.notices.empty()) << "the whole file decides";
  finish_scans(session);
  ASSERT_EQ(session.notices.size(), 1U);
  EXPECT_EQ(session.notices[0].kind, Notice::Kind::kWarning);
  EXPECT_EQ(session.notices[0].text,
            "dark.bin: its colours reach 255 of 65535 and look black; try --color-range 8");
  EXPECT_EQ(offered(session.notices[0]), "color-range 8");
  EXPECT_EQ(session.notices[0].about, session.datasets[0].serial);
  expect_done(session, "color-range 8");
  EXPECT_FALSE(session.datasets[0].color_doubt);
  EXPECT_TRUE(session.notices[0].settled);
  EXPECT_EQ(session.datasets[0].data[0].color, (Color{65535, 9 * 257, 0}));
  finish_scans(session);
  EXPECT_EQ(session.notices.size(), 1U);
}

TEST(Update, aChosenRangeIsNotDoubted) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "dark.bin", {vertex(0, 0, 0, 255, 9, 0)});
  for (const char* const range : {"8", "16", "type", "file"}) {
    Session session;
    ASSERT_TRUE(open_file(session, path, {}));
    expect_done(session, std::string("color-range ") + range);
    finish_scans(session);
    EXPECT_TRUE(session.notices.empty()) << range;
  }
}

TEST(Update, refitsOnlyUntilTheUserMovesTheCamera) {
  // More vertices than a sample visits, and a far one that it is likely to miss.
  const TemporaryFolder folder;
  std::vector<ColoredVertex> vertices(100'003);
  for (std::size_t i = 0; i < vertices.size(); ++i) vertices[i].position.x = static_cast<float>(i % 301);
  vertices[77'777] = vertex(1000, 0, 0);
  const std::string path = write_vertices(folder, "far.bin", vertices);
  Session still;
  ASSERT_TRUE(open_file(still, path, {}));
  finish_scans(still);
  EXPECT_DOUBLE_EQ(still.camera.target.x, 500);
  Session moved;
  ASSERT_TRUE(open_file(moved, path, {}));
  moved.camera_moved_by_user = true;
  const Camera before = moved.camera;
  finish_scans(moved);
  EXPECT_EQ(moved.camera, before);
  EXPECT_EQ(moved.bounds().max.x, 1000);
}

TEST(Update, aFewVerticesFarAwayDoNotEmptyTheView) {
  const TemporaryFolder folder;
  std::vector<ColoredVertex> vertices(5'000);
  for (std::size_t i = 0; i < vertices.size(); ++i)
    vertices[i].position = {static_cast<float>(i % 71), static_cast<float>(i % 59), 0};
  vertices[1'234].position.x = 1e30F;
  const auto path = folder.write("far.bin", std::as_bytes(std::span(vertices)));
  Session session;
  ASSERT_TRUE(open_file(session, path, {}));
  finish_scans(session);
  EXPECT_EQ(session.bounds().max.x, 1e30F);
  EXPECT_EQ(session.bounds({Extent::kMost}).max, (Vector{70, 58, 0})) << "of the whole file, not of a sample";
  EXPECT_LT(session.camera.distance(), 1'000);
  EXPECT_EQ(session.notices.back().text,
            "far.bin: some vertices lie far from most others and are out of view; the action fit-all "
            "shows them");
  EXPECT_EQ(offered(session.notices.back()), "fit-all, fit-rest");
  expect_done(session, "fit");
  EXPECT_GT(session.camera.distance(), 1e29);
  expect_done(session, "fit");
  EXPECT_LT(session.camera.distance(), 1'000);
  session.camera_moved_by_user = true;
  expect_done(session, "fit");
  EXPECT_LT(session.camera.distance(), 1'000) << "a moved view is first fitted to most";
  expect_done(session, "fit-all");
  EXPECT_GT(session.camera.distance(), 1e29);
  expect_done(session, "view top");
  EXPECT_GT(session.camera.distance(), 1e29) << "it stays fitted to all";
  expect_done(session, "fit-rest");
  EXPECT_EQ(session.bounds(session.fitted).min, (Vector{1e30F, 54, 0}));
  EXPECT_EQ(session.bounds(session.fitted).max, (Vector{1e30F, 54, 0}));
  EXPECT_FALSE(session.notices.back().settled) << "it is true as long as the records are open";
  ASSERT_TRUE(reload_file(session));
  finish_scans(session);
  EXPECT_TRUE(session.notices.front().settled);
}

TEST(Update, wakesTheHost) {
  std::atomic<int> woken{0};
  Session session;
  session.wake = [&] { ++woken; };
  ASSERT_TRUE(open_file(session, colors_bin(), {}));
  finish_scans(session);
  session.datasets.clear();
  EXPECT_EQ(woken, 1);
  EXPECT_FALSE(update(session)) << "nothing new";
}

TEST(ScanJob, cancelAnswersCancelled) {
  const TemporaryFolder folder;
  const std::string path = folder.sparse("large.bin", std::uint64_t{20} * 214'748'365);
  if (path.empty()) GTEST_SKIP() << "this file system has no sparse files";
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file);
  ScanJob job(*file);
  job.cancel();
  job.wait();
  // A cancel before the first record counts as well.
  ASSERT_FALSE(job.result());
  EXPECT_EQ(job.result().error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace vertexview::app
