#include "session/folder.hpp"

#include <algorithm>
#include <filesystem>

#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(Folder, readsNamesAndWhatTheyAre) {
  const TemporaryFolder folder;
  (void)folder.write("a b\xFF\n.bin", counting_bytes(1));
  std::filesystem::create_directory(folder.file("inner"));
  std::filesystem::create_symlink("inner", folder.file("to inner"));
  std::filesystem::create_symlink("gone", folder.file("to nothing"));
  auto read = read_folder(folder.path().string());
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->whole);
  std::ranges::sort(read->entries, {}, &FolderEntry::name);
  std::vector<std::pair<std::string, FolderEntry::Kind>> entries;
  for (const FolderEntry& entry : read->entries) entries.emplace_back(entry.name, entry.kind);
  using Kind = FolderEntry::Kind;
  EXPECT_THAT(entries,
              ElementsAre(std::pair("a b\xFF\n.bin", Kind::kFile), std::pair("inner", Kind::kFolder),
                          std::pair("to inner", Kind::kFolder), std::pair("to nothing", Kind::kOther)));
}

TEST(Folder, readsNoMoreThanWanted) {
  const TemporaryFolder folder;
  for (const char* name : {"a", "b", "c"}) (void)folder.write(name, counting_bytes(1));
  const auto two = read_folder(folder.path().string(), 2);
  ASSERT_TRUE(two);
  EXPECT_EQ(two->entries.size(), 2U);
  EXPECT_FALSE(two->whole);
  const auto three = read_folder(folder.path().string(), 3);
  ASSERT_TRUE(three);
  EXPECT_EQ(three->entries.size(), 3U);
  EXPECT_TRUE(three->whole);
}

TEST(Folder, thatIsNotThere) {
  const auto read = read_folder("/no/such/folder");
  ASSERT_FALSE(read);
  EXPECT_EQ(describe(read.error()), "/no/such/folder: cannot read the folder: No such file or directory");
  EXPECT_EQ(read.error().code, ErrorCode::kNotFound);
}

TEST(NaturalOrder, numbersInNames) {
  std::vector<std::string> names{"frame_10",
                                 "frame_9b",
                                 "frame_",
                                 "frame_9",
                                 "frame_009",
                                 "frame_a",
                                 "b",
                                 "7",
                                 "99999999999999999999999",
                                 "100000000000000000000000"};
  std::ranges::sort(names, natural_less);
  EXPECT_THAT(names, ElementsAre("7", "99999999999999999999999", "100000000000000000000000", "b", "frame_",
                                 "frame_009", "frame_9", "frame_9b", "frame_10", "frame_a"));
  EXPECT_FALSE(natural_less("a1", "a1"));
  EXPECT_TRUE(natural_less("a0", "a00")) << "no two names are equal";
}

TEST(Pattern, starsAndQuestionMarks) {
  EXPECT_TRUE(is_pattern("*.bin"));
  EXPECT_TRUE(is_pattern("a?"));
  EXPECT_FALSE(is_pattern("a[1].bin"));
  EXPECT_TRUE(matches_pattern("*", ""));
  EXPECT_TRUE(matches_pattern("*.bin", ".bin"));
  EXPECT_TRUE(matches_pattern("*.bin", "a.bin.bin"));
  EXPECT_TRUE(matches_pattern("a*b*c", "axbybzc"));
  EXPECT_TRUE(matches_pattern("a?c",
                              "a\xFF"
                              "c"));
  EXPECT_FALSE(matches_pattern("a?c", "ac"));
  EXPECT_FALSE(matches_pattern("*.bin", "a.binx"));
  EXPECT_FALSE(matches_pattern("", "a"));
  const std::string longest(4000, 'a');
  EXPECT_FALSE(matches_pattern("*a*a*a*a*a*a*a*a*a*b", longest)) << "and at once";
}

TEST(SplitPath, afterTheLastSlash) {
  EXPECT_EQ(split_path("a/b/na").folder, "a/b/");
  EXPECT_EQ(split_path("a/b/na").name, "na");
  EXPECT_EQ(split_path("na").folder, "");
  EXPECT_EQ(split_path("/").name, "");
}

}  // namespace
}  // namespace vertexview::app
