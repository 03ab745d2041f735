#include "actions/completion.hpp"

#include <filesystem>

#include "actions/command.hpp"
#include "session/folder.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

std::vector<std::string> texts(std::string_view action, const Session& session, std::string_view typed) {
  std::vector<std::string> all;
  const Action& row = *std::ranges::find(actions(), action, &Action::name);
  for (const Completion& completion : completions(row.arguments.front(), session, typed))
    all.push_back(completion.text);
  return all;
}

TEST(Completions, wordsOfAChoice) {
  const Session session;
  EXPECT_THAT(texts("theme", session, ""), ElementsAre("dark", "light"));
  EXPECT_THAT(texts("theme", session, "li"), ElementsAre("light"));
  EXPECT_THAT(texts("theme", session, "blue"), IsEmpty());
  EXPECT_THAT(texts("up", session, ""), ElementsAre("x", "y", "z", "-x", "-y", "-z"));
  EXPECT_THAT(texts("edl", session, "of"), ElementsAre("off")) << "a text has words that it offers";
}

TEST(Completions, everyOfferedWordIsAccepted) {
  const Session session;
  for (const Action& action : actions())
    for (const Argument& argument : action.arguments) {
      if (argument.kind == ArgumentKind::kPath) continue;
      for (const Completion& completion : completions(argument, session, ""))
        EXPECT_TRUE(read_argument(argument, action.name, completion.text)) << action.name << completion.text;
    }
}

TEST(Completions, openFilesByTheirNames) {
  Session session = colors_session();
  const TemporaryFolder folder;
  ASSERT_TRUE(open_file(session, write_vertices(folder, "other.bin", {vertex(1, 2, 3)}), {}));
  EXPECT_THAT(texts("activate", session, ""), ElementsAre("0", "1"));
  EXPECT_THAT(texts("activate", session, "oth"), ElementsAre("1"));
}

TEST(Completions, layouts) {
  EXPECT_THAT(texts("layout", {}, "kit"), ElementsAre("kitti"));
}

TEST(Completions, numbersOfTheRecord) {
  EXPECT_THAT(texts("color", colors_session(), ""),
              ElementsAre("auto", "x", "y", "z", "red", "green", "blue"));
  EXPECT_THAT(texts("color", colors_session(), "z"), ElementsAre("z"));
  EXPECT_THAT(texts("color", {}, ""), ElementsAre("auto")) << "no file is open";
}

TEST(Completions, noneForNumbers) {
  EXPECT_THAT(texts("select", colors_session(), "1"), IsEmpty());
}

TEST(Completions, whatAFolderHolds) {
  const TemporaryFolder folder;
  const std::string place = folder.path().string() + "/";
  (void)folder.write("x.bin ", counting_bytes(80));
  (void)folder.write("other.txt", counting_bytes(3));
  (void)folder.write(".hidden.bin", counting_bytes(3));
  std::filesystem::create_directory(folder.file("xfolder"));
  EXPECT_THAT(texts("open", {}, place + "x.b"), ElementsAre(place + "x.bin "))
      << "a blank at its end belongs to a name";
  EXPECT_THAT(texts("open", {}, place + "xfo"), ElementsAre(place + "xfolder/"));
  EXPECT_THAT(texts("open", {}, place + ".h"), ElementsAre(place + ".hidden.bin"));
  const auto all = texts("open", {}, place);
  ASSERT_EQ(all.size(), 4U) << "what is hidden is not shown unasked";
  EXPECT_EQ(all[0], folder.path().parent_path().string() + "/");
  EXPECT_EQ(all[1], place + "xfolder/") << "folders come first";
}

TEST(Completions, ofAFolderInNaturalOrder) {
  const TemporaryFolder folder;
  const std::string place = folder.path().string() + "/";
  for (const char* name : {"frame_10.bin", "frame_2.bin", "x.txt"})
    (void)folder.write(name, counting_bytes(3));
  std::filesystem::create_directory(folder.file("inner.bin"));
  const std::string above = folder.path().parent_path().string() + "/";
  EXPECT_THAT(texts("open", {}, place), ElementsAre(above, place + "inner.bin/", place + "frame_2.bin",
                                                    place + "frame_10.bin", place + "x.txt"));
  EXPECT_THAT(texts("open", {}, place + "*.bin"), ElementsAre(place + "frame_2.bin", place + "frame_10.bin"))
      << "a pattern matches files";
  EXPECT_THAT(texts("screenshot", {}, place + "*.bin"), ElementsAre(above)) << "only one file is written";
}

TEST(Completions, aNameThatBeginsWithWhatIsTypedComesFirst) {
  const TemporaryFolder folder;
  (void)folder.write("fp.out", {});
  std::filesystem::create_directory(folder.file("fold"));
  EXPECT_THAT(texts("open", {}, folder.file("fo")), ElementsAre(folder.file("fold/"), folder.file("fp.out")));
}

TEST(Completions, recentFiles) {
  const TemporaryFolder folder;
  Session session;
  session.recent = RecentFiles(folder.file("recent"));
  const std::string one = folder.write("one.bin", counting_bytes(3));
  const std::string two = folder.write("two.bin", counting_bytes(3));
  session.recent.add(one);
  session.recent.add(two);
  EXPECT_THAT(texts("open-recent", session, ""), ElementsAre(two, one));
  EXPECT_EQ(texts("open-recent", session, "one.bin").front(), one);
  std::filesystem::remove(two);
  EXPECT_THAT(texts("open-recent", session, ""), ElementsAre(one)) << "what is gone cannot be opened";
}

TEST(Completions, aFolderThatIsTooLargeSaysSo) {
  const TemporaryFolder folder;
  const std::string first = folder.write("0", {});
  std::filesystem::create_directory(folder.file("large"));
  for (std::size_t i = 0; i <= kMostEntries; ++i)
    std::filesystem::create_symlink("../0", folder.file("large/" + std::to_string(i)));
  const Argument argument{.kind = ArgumentKind::kSource};
  const auto all = completions(argument, {}, folder.file("large/"));
  ASSERT_EQ(all.size(), 2002U) << "the way up, the line that says so, and as many as anybody reads";
  EXPECT_EQ(all[1].label, "...");
  EXPECT_EQ(all[1].detail, "only the first 50 000 entries of this folder are listed");
  EXPECT_EQ(all[1].text, folder.file("large/")) << "taking it changes nothing";
  EXPECT_TRUE(all[0].aside && all[1].aside);
}

}  // namespace
}  // namespace vertexview::app
