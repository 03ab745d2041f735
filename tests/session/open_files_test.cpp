#include "session/open_files.hpp"

#include <filesystem>
#include <fstream>
#include <glm/geometric.hpp>

#include "session/scan_job.hpp"
#include "session/state.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(OpenFile, activatesFitsAndScans) {
  Session session;
  ASSERT_TRUE(open_file(session, colors_bin(), {}));
  ASSERT_EQ(session.datasets.size(), 1U);
  EXPECT_EQ(session.datasets[0].name, "colors.bin");
  EXPECT_FALSE(session.bounds().empty()) << "a sample is there at once";
  finish_scans(session);
  EXPECT_TRUE(session.datasets[0].scanned);
  EXPECT_EQ(session.datasets[0].statistics.count, 4U);
  EXPECT_EQ(session.bounds().min.y, 2347.2119140625F);
  for (std::uint64_t i = 0; i < 4; ++i) {
    const Vector p = session.datasets[0].data[i].position;
    const auto pixel = session.camera.project(session.viewport, {p.x, p.y, p.z});
    ASSERT_TRUE(pixel);
    EXPECT_GT(pixel->pixel.x, 0);
    EXPECT_LT(pixel->pixel.x, session.viewport.width);
    EXPECT_GT(pixel->pixel.y, 0);
    EXPECT_LT(pixel->pixel.y, session.viewport.height);
  }
}

TEST(OpenFile, anErrorLeavesTheSessionAsItWas) {
  const TemporaryFolder folder;
  Session session = colors_session();
  session.selection.select(id_of(session, 0, 1));
  const std::string before = state_json(session);
  const std::string missing = folder.file("missing.bin");
  const auto opened = open_file(session, missing, {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(describe(opened.error()), missing + ": cannot open: No such file or directory");
  EXPECT_FALSE(open_file(session, folder.path().string(), {}));
  EXPECT_FALSE(open_file(session, folder.write("tail.bin", counting_bytes(21)), {}));
  EXPECT_EQ(state_json(session), before);
}

TEST(OpenFile, emptyFile) {
  const TemporaryFolder folder;
  Session session;
  ASSERT_TRUE(open_file(session, write_vertices(folder, "none.bin", {}), {}));
  finish_scans(session);
  EXPECT_TRUE(session.bounds().empty());
  EXPECT_GT(session.camera.distance(), 0);
  EXPECT_TRUE(session.notices.empty());
}

TEST(OpenFile, idsStayAndAreNeverGivenTwice) {
  Session session = colors_session();
  ASSERT_TRUE(open_file(session, colors_bin(), {}));
  const DatasetId first = session.datasets[0].id;
  const DatasetId second = session.datasets[1].id;
  EXPECT_NE(first, DatasetId::kNone);
  EXPECT_NE(first, second);
  const std::uint64_t serial = session.datasets[1].serial;
  ASSERT_TRUE(reload_file(session));
  EXPECT_EQ(session.datasets[1].id, second);
  EXPECT_NE(session.datasets[1].serial, serial) << "other bytes may be there";
  close_dataset(session, first);
  EXPECT_EQ(session.find(first), nullptr);
  EXPECT_EQ(session.find(second), &session.datasets[0]) << "it is another one's number, but the same id";
  ASSERT_TRUE(open_file(session, colors_bin(), {}));
  EXPECT_NE(session.active, first);
  EXPECT_NE(session.active, second);
}

TEST(Reload, keepsTheCameraAndTheSelection) {
  const TemporaryFolder folder;
  const std::string path =
      write_vertices(folder, "a.bin", {vertex(0, 0, 0), vertex(1, 1, 1), vertex(2, 2, 2)});
  Session session;
  ASSERT_TRUE(open_file(session, path, {}));
  finish_scans(session);
  session.selection.select(id_of(session, 0, 1));
  const Camera before = session.camera;
  const std::string replaced = write_vertices(folder, "b.bin", {vertex(0, 0, 0), vertex(9, 9, 9)});
  std::filesystem::rename(replaced, path);
  ASSERT_TRUE(reload_file(session));
  finish_scans(session);
  EXPECT_EQ(session.camera, before);
  EXPECT_EQ(session.selected_vertex()->position, (Vector{9, 9, 9}));
  EXPECT_EQ(session.bounds().max.x, 9);
  session.selection.select(id_of(session, 0, 1));
  std::filesystem::rename(write_vertices(folder, "c.bin", {vertex(0, 0, 0)}), path);
  ASSERT_TRUE(reload_file(session));
  EXPECT_FALSE(session.selection.focus()) << "the record is gone";
}

TEST(Reload, anErrorKeepsWhatIsOpen) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "a.bin", {vertex(5, 0, 0)});
  Session session;
  EXPECT_EQ(reload_file(session).error().message, "no file is open");
  ASSERT_TRUE(open_file(session, path, {}));
  finish_scans(session);
  std::filesystem::remove(path);
  EXPECT_EQ(describe(reload_file(session).error()), path + ": cannot open: No such file or directory");
  EXPECT_EQ(session.datasets[0].data[0].position.x, 5);
}

TEST(Reload, otherRecordsAreNotTheSelectedOnes) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "a.bin", std::vector(6, vertex(1, 2, 3)));
  Session session;
  ASSERT_TRUE(open_file(session, path, {}));
  expect_done(session, "select 2");
  std::ofstream(path + ".layout") << "<3f:position:\n";
  ASSERT_TRUE(reload_file(session));
  EXPECT_EQ(session.datasets[0].data.size(), 10U);
  EXPECT_EQ(session.datasets[0].layout_source, LayoutSource::kSidecar);
  EXPECT_FALSE(session.selection.focus()) << "record 2 lies elsewhere in the file";
  EXPECT_TRUE(session.camera_moved_by_user) << "the view stays";
}

TEST(Reload, keepsWhatIsHiddenHidden) {
  Session session = colors_session();
  expect_done(session, "toggle-cloud 0");
  ASSERT_TRUE(reload_file(session));
  EXPECT_FALSE(session.datasets[0].visible);
}

TEST(Close, whatRemainsStays) {
  Session session = colors_session();
  ASSERT_TRUE(open_file(session, colors_bin(), {}));
  ASSERT_TRUE(open_file(session, colors_bin(), {}));
  session.selection.select(id_of(session, 2, 3));
  session.selection.set_hover(id_of(session, 1, 0));
  const DatasetId first = session.datasets[0].id;
  const DatasetId last = session.datasets[2].id;
  session.active = last;
  close_dataset(session, session.datasets[1].id);
  EXPECT_EQ(session.datasets.size(), 2U);
  EXPECT_EQ(session.active, last);
  EXPECT_EQ(session.selection.focus(), id_of(session, 1, 3));
  EXPECT_FALSE(session.selection.hover());
  close_dataset(session, last);
  EXPECT_EQ(session.active, first);
  EXPECT_FALSE(session.selection.focus());
  close_dataset(session, first);
  EXPECT_EQ(session.active_dataset(), nullptr);
  EXPECT_EQ(session.active, DatasetId::kNone);
  EXPECT_TRUE(session.bounds().empty());
}

TEST(Close, theNextOneBecomesActive) {
  Session session = colors_session();
  ASSERT_TRUE(open_file(session, colors_bin(), {}));
  ASSERT_TRUE(open_file(session, colors_bin(), {}));
  const DatasetId last = session.datasets[2].id;
  session.active = session.datasets[1].id;
  close_dataset(session, session.active);
  EXPECT_EQ(session.active, last);
}

TEST(Close, cancelsTheScan) {
  const TemporaryFolder folder;
  // A sparse file of 4 GiB: its scan takes seconds, and closing must not wait for it.
  const std::string path = folder.sparse("large.bin", std::uint64_t{20} * 214'748'365);
  if (path.empty()) GTEST_SKIP() << "this file system has no sparse files";
  Session session;
  ASSERT_TRUE(open_file(session, path, {}));
  const std::weak_ptr<ScanJob> job = session.datasets[0].scan;
  close_dataset(session, session.active);
  EXPECT_TRUE(job.expired()) << "the worker has ended";
}

}  // namespace
}  // namespace vertexview::app
