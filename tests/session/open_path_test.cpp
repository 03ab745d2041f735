#include "session/open_path.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "session/state.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

std::vector<std::string> names_of(const Session& session) {
  std::vector<std::string> names;
  for (const OpenDataset& dataset : session.datasets) names.push_back(dataset.name);
  return names;
}

std::vector<std::string> told(const Session& session) {
  std::vector<std::string> texts;
  for (const Notice& notice : session.notices) texts.push_back(notice.text);
  return texts;
}

void write_frames(const TemporaryFolder& folder, const std::vector<std::string>& names) {
  for (const std::string& name : names) (void)write_vertices(folder, name, {vertex(1, 2, 3)});
}

TEST(OpenPath, aFileIsOpenedAsItIs) {
  const TemporaryFolder folder;
  Session session;
  ASSERT_TRUE(open_path(session, write_vertices(folder, "one.dat", {vertex(1, 2, 3)}), {}));
  EXPECT_THAT(names_of(session), ElementsAre("one.dat"));
}

TEST(OpenPath, aFolderOpensItsVertexFilesInNaturalOrder) {
  const TemporaryFolder folder;
  write_frames(folder, {"frame_10.bin", "frame_2.BIN", ".hidden.bin", "frame_1.bin", "notes.txt"});
  std::filesystem::create_directory(folder.file("inner.bin"));
  Session session;
  ASSERT_TRUE(open_path(session, folder.path().string(), {}));
  EXPECT_THAT(names_of(session), ElementsAre("frame_1.bin", "frame_2.BIN", "frame_10.bin"));
  EXPECT_THAT(told(session), IsEmpty());
  EXPECT_EQ(session.datasets[0].data.path(), folder.file("frame_1.bin"));
}

TEST(OpenPath, aFolderOpensFilesWithALayoutBesideThem) {
  const TemporaryFolder folder;
  write_frames(folder, {"scan.dat", "other.dat"});
  const std::string_view layout = "vertex\n";
  (void)folder.write("scan.dat.layout", std::as_bytes(std::span(layout)));
  Session session;
  ASSERT_TRUE(open_path(session, folder.path().string() + "/", {}));
  EXPECT_THAT(names_of(session), ElementsAre("scan.dat"));
}

TEST(OpenPath, aFolderWithoutVertexFilesSaysSo) {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  (void)folder.write("notes.txt", counting_bytes(20));
  Session session;
  const std::string before = state_json(session);
  const auto opened = open_path(session, path, {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(describe(opened.error()), path +
                                          ": the folder has no vertex file; expected names that end in .bin, "
                                          ".npy, .npz, .pcd.bin, .splat, or with a "
                                          "layout beside them; others are opened by a pattern, as in " +
                                          path + "/*");
  EXPECT_EQ(state_json(session), before);
}

TEST(OpenPath, atMostSixtyFourFilesOfAFolder) {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  for (int i = 0; i < 70; ++i) write_frames(folder, {fmt::format("frame_{}.bin", i)});
  Session session;
  ASSERT_TRUE(open_path(session, path, {}));
  ASSERT_EQ(session.datasets.size(), 64U);
  EXPECT_EQ(session.datasets.back().name, "frame_63.bin");
  EXPECT_THAT(told(session), ElementsAre(fmt::format(
                                 "{0}: the first 64 of 70 files are open, 6 are left out; open others by "
                                 "their names or by a pattern, as in {0}/frame_6*.bin",
                                 path)));
}

TEST(OpenPath, aPatternOpensWhatItMatches) {
  const TemporaryFolder folder;
  write_frames(folder, {"a10.dat", "a9.dat", "b1.dat", "a9.dat.layout"});
  Session session;
  ASSERT_TRUE(open_path(session, folder.file("a*"), {.layout = Layout::canonical()}));
  EXPECT_THAT(names_of(session), ElementsAre("a9.dat", "a10.dat"));
  const auto none = open_path(session, folder.file("c*"), {});
  ASSERT_FALSE(none);
  EXPECT_EQ(describe(none.error()), folder.file("c*") + ": no file matches");
  const auto nowhere = open_path(session, folder.file("gone/*"), {});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(describe(nowhere.error()),
            folder.file("gone/") + ": cannot read the folder: No such file or directory");
}

TEST(OpenPath, aFileMayBeCalledLikeAPattern) {
  const TemporaryFolder folder;
  write_frames(folder, {"a*.bin", "ab.bin"});
  Session session;
  ASSERT_TRUE(open_path(session, folder.file("a*.bin"), {}));
  EXPECT_THAT(names_of(session), ElementsAre("a*.bin"));
}

TEST(OpenPath, whatCannotBeOpenedIsToldAndTheOthersAreShown) {
  const TemporaryFolder folder;
  write_frames(folder, {"good.bin"});
  const std::string tail = folder.write("tail.bin", counting_bytes(21));
  Session session;
  ASSERT_TRUE(open_path(session, folder.path().string(), {}));
  EXPECT_THAT(names_of(session), ElementsAre("good.bin"));
  EXPECT_THAT(told(session), ElementsAre(StartsWith(tail + ": 21 bytes are 1 records of 20 bytes")));
  const auto none = open_path(session, folder.file("t*.bin"), {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().path, tail);
}

}  // namespace
}  // namespace vertexview::app
