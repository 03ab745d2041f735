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
  Document document;
  ASSERT_TRUE(open_file(document, colors_bin(), {}));
  ASSERT_EQ(document.clouds.size(), 1U);
  EXPECT_EQ(document.clouds[0].name, "colors.bin");
  EXPECT_FALSE(document.bounds().empty()) << "a sample is there at once";
  finish_scans(document);
  EXPECT_TRUE(document.clouds[0].scanned);
  EXPECT_EQ(document.clouds[0].statistics.count, 4U);
  EXPECT_EQ(document.bounds().min.y, 2347.2119140625F);
  for (std::uint64_t i = 0; i < 4; ++i) {
    const Vector p = document.clouds[0].file[i].position;
    const auto pixel = document.camera.project(document.viewport, {p.x, p.y, p.z});
    ASSERT_TRUE(pixel);
    EXPECT_GT(pixel->pixel.x, 0);
    EXPECT_LT(pixel->pixel.x, document.viewport.width);
    EXPECT_GT(pixel->pixel.y, 0);
    EXPECT_LT(pixel->pixel.y, document.viewport.height);
  }
}

TEST(OpenFile, anErrorLeavesTheDocumentAsItWas) {
  const TemporaryFolder folder;
  Document document = colors_document();
  document.selection.select(id_of(document, 0, 1));
  const std::string before = state_json(document);
  const std::string missing = folder.file("missing.bin");
  const auto opened = open_file(document, missing, {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(describe(opened.error()), missing + ": cannot open: No such file or directory");
  EXPECT_FALSE(open_file(document, folder.path().string(), {}));
  EXPECT_FALSE(open_file(document, folder.write("tail.bin", counting_bytes(21)), {}));
  EXPECT_EQ(state_json(document), before);
}

TEST(OpenFile, emptyFile) {
  const TemporaryFolder folder;
  Document document;
  ASSERT_TRUE(open_file(document, write_vertices(folder, "none.bin", {}), {}));
  finish_scans(document);
  EXPECT_TRUE(document.bounds().empty());
  EXPECT_GT(document.camera.distance(), 0);
  EXPECT_TRUE(document.notices.empty());
}

TEST(OpenFile, idsStayAndAreNeverGivenTwice) {
  Document document = colors_document();
  ASSERT_TRUE(open_file(document, colors_bin(), {}));
  const DatasetId first = document.clouds[0].id;
  const DatasetId second = document.clouds[1].id;
  EXPECT_NE(first, DatasetId::kNone);
  EXPECT_NE(first, second);
  const std::uint64_t serial = document.clouds[1].serial;
  ASSERT_TRUE(reload_file(document));
  EXPECT_EQ(document.clouds[1].id, second);
  EXPECT_NE(document.clouds[1].serial, serial) << "other bytes may be there";
  close_cloud(document, first);
  EXPECT_EQ(document.find(first), nullptr);
  EXPECT_EQ(document.find(second), &document.clouds[0]) << "it is another one's number, but the same id";
  ASSERT_TRUE(open_file(document, colors_bin(), {}));
  EXPECT_NE(document.active, first);
  EXPECT_NE(document.active, second);
}

TEST(Reload, keepsTheCameraAndTheSelection) {
  const TemporaryFolder folder;
  const std::string path =
      write_vertices(folder, "a.bin", {vertex(0, 0, 0), vertex(1, 1, 1), vertex(2, 2, 2)});
  Document document;
  ASSERT_TRUE(open_file(document, path, {}));
  finish_scans(document);
  document.selection.select(id_of(document, 0, 1));
  const Camera before = document.camera;
  const std::string replaced = write_vertices(folder, "b.bin", {vertex(0, 0, 0), vertex(9, 9, 9)});
  std::filesystem::rename(replaced, path);
  ASSERT_TRUE(reload_file(document));
  finish_scans(document);
  EXPECT_EQ(document.camera, before);
  EXPECT_EQ(document.selected_vertex()->position, (Vector{9, 9, 9}));
  EXPECT_EQ(document.bounds().max.x, 9);
  document.selection.select(id_of(document, 0, 1));
  std::filesystem::rename(write_vertices(folder, "c.bin", {vertex(0, 0, 0)}), path);
  ASSERT_TRUE(reload_file(document));
  EXPECT_FALSE(document.selection.focus()) << "the record is gone";
}

TEST(Reload, anErrorKeepsWhatIsOpen) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "a.bin", {vertex(5, 0, 0)});
  Document document;
  EXPECT_EQ(reload_file(document).error().message, "no file is open");
  ASSERT_TRUE(open_file(document, path, {}));
  finish_scans(document);
  std::filesystem::remove(path);
  EXPECT_EQ(describe(reload_file(document).error()), path + ": cannot open: No such file or directory");
  EXPECT_EQ(document.clouds[0].file[0].position.x, 5);
}

TEST(Reload, otherRecordsAreNotTheSelectedOnes) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "a.bin", std::vector(6, vertex(1, 2, 3)));
  Document document;
  ASSERT_TRUE(open_file(document, path, {}));
  expect_done(document, "select 2");
  std::ofstream(path + ".layout") << "<3f:position:\n";
  ASSERT_TRUE(reload_file(document));
  EXPECT_EQ(document.clouds[0].file.size(), 10U);
  EXPECT_EQ(document.clouds[0].layout_source, LayoutSource::kSidecar);
  EXPECT_FALSE(document.selection.focus()) << "record 2 lies elsewhere in the file";
  EXPECT_TRUE(document.camera_moved_by_user) << "the view stays";
}

TEST(Reload, keepsWhatIsHiddenHidden) {
  Document document = colors_document();
  expect_done(document, "toggle-cloud 0");
  ASSERT_TRUE(reload_file(document));
  EXPECT_FALSE(document.clouds[0].visible);
}

TEST(Close, whatRemainsStays) {
  Document document = colors_document();
  ASSERT_TRUE(open_file(document, colors_bin(), {}));
  ASSERT_TRUE(open_file(document, colors_bin(), {}));
  document.selection.select(id_of(document, 2, 3));
  document.selection.set_hover(id_of(document, 1, 0));
  const DatasetId first = document.clouds[0].id;
  const DatasetId last = document.clouds[2].id;
  document.active = last;
  close_cloud(document, document.clouds[1].id);
  EXPECT_EQ(document.clouds.size(), 2U);
  EXPECT_EQ(document.active, last);
  EXPECT_EQ(document.selection.focus(), id_of(document, 1, 3));
  EXPECT_FALSE(document.selection.hover());
  close_cloud(document, last);
  EXPECT_EQ(document.active, first);
  EXPECT_FALSE(document.selection.focus());
  close_cloud(document, first);
  EXPECT_EQ(document.active_cloud(), nullptr);
  EXPECT_EQ(document.active, DatasetId::kNone);
  EXPECT_TRUE(document.bounds().empty());
}

TEST(Close, theNextOneBecomesActive) {
  Document document = colors_document();
  ASSERT_TRUE(open_file(document, colors_bin(), {}));
  ASSERT_TRUE(open_file(document, colors_bin(), {}));
  const DatasetId last = document.clouds[2].id;
  document.active = document.clouds[1].id;
  close_cloud(document, document.active);
  EXPECT_EQ(document.active, last);
}

TEST(Close, cancelsTheScan) {
  const TemporaryFolder folder;
  // 4 GiB that take no space: a scan of seconds, which the close must not wait for.
  const std::string path = folder.sparse("large.bin", std::uint64_t{20} * 214'748'365);
  if (path.empty()) GTEST_SKIP() << "this file system has no sparse files";
  Document document;
  ASSERT_TRUE(open_file(document, path, {}));
  const std::weak_ptr<ScanJob> job = document.clouds[0].scan;
  const Progress& progress = document.clouds[0].scan->progress();
  while (progress.total() == 0) std::this_thread::yield();
  EXPECT_EQ(progress.total(), 214'748'365U);
  close_cloud(document, document.active);
  EXPECT_TRUE(job.expired()) << "the worker has ended";
}

}  // namespace
}  // namespace vertexview::app
