#include "actions/path_text.hpp"

#include <cstdlib>
#include <filesystem>

#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(PathText, escapesWhatALineCannotHold) {
  const std::pair<const char*, const char*> cases[]{
      {"/a b/c'\".bin", "/a b/c'\".bin"},
      {"/a\nb\t\x01\x7F", "/a\\nb\\t\\x01\\x7F"},
      {"/a\\b", "/a\\\\b"},
      {"/\xC3\xA9\xE2\x82\xAC\xEF\xBF\xBD", "/\xC3\xA9\xE2\x82\xAC\xEF\xBF\xBD"},
      {"/\xFF\xC3", "/\\xFF\\xC3"},
      {"/\xC0\xAF\xE0\x80\x80", "/\\xC0\\xAF\\xE0\\x80\\x80"},
      {"/\xED\xA0\x80", "/\\xED\\xA0\\x80"},
      {"/\xF0\x9F\x98\x80", "/\\xF0\\x9F\\x98\\x80"},
  };
  for (const auto& [path, text] : cases) {
    EXPECT_EQ(escaped_path(path), text);
    EXPECT_EQ(unescaped_path(text), path);
  }
}

TEST(PathText, aBackslashThatBeginsNoEscapeIsItself) {
  for (const char* text : {"a\\b", "\\", "\\x", "\\xF", "\\xG0", "\\x00", "\\x+1"})
    EXPECT_EQ(unescaped_path(text), text);
  EXPECT_EQ(unescaped_path("\\xfF\\n"), "\xFF\n");
}

TEST(PathText, everyByteComesBack) {
  std::string path;
  for (int byte = 1; byte < 256; ++byte) path += static_cast<char>(byte);
  EXPECT_EQ(unescaped_path(escaped_path(path)), path);
}

TEST(ParentFolder, ofAnyFolder) {
  const std::string here = std::filesystem::current_path().string();
  const std::string home = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "";
  EXPECT_EQ(parent_folder("/a/b/"), "/a/");
  EXPECT_EQ(parent_folder("/a/b"), "/a/");
  EXPECT_EQ(parent_folder("/a/"), "/");
  EXPECT_EQ(parent_folder("/"), "/");
  EXPECT_EQ(parent_folder("sub/"), here + "/");
  EXPECT_EQ(parent_folder(""), parent_folder(here));
  EXPECT_EQ(parent_folder("../"), parent_folder(parent_folder(here)));
  if (home.starts_with('/')) {
    EXPECT_EQ(parent_folder("~/"), parent_folder(home));
  }
}

TEST(FollowedEdit, aPathFromTheRootReplacesTheFolder) {
  EXPECT_EQ(followed_edit("/data/", "/data//"), "/");
  EXPECT_EQ(followed_edit("/data/", "/data//x/y.bin"), "/x/y.bin");
  EXPECT_EQ(followed_edit("/data/", "/data/~/y.bin"), "~/y.bin");
  EXPECT_EQ(followed_edit("/data/", "/data/~"), std::nullopt) << "a name may begin with it";
  EXPECT_EQ(followed_edit("/data/~", "/data/~/y"), "~/y");
  EXPECT_EQ(followed_edit("", "/data//x.bin"), std::nullopt) << "a pasted path stays as it is";
  EXPECT_EQ(followed_edit("/data", "/data/"), std::nullopt);
  EXPECT_EQ(followed_edit("/data/", "/data/x"), std::nullopt);
}

TEST(FollowedEdit, aSlashTakesItsFolderWithIt) {
  EXPECT_EQ(followed_edit("/a/b/", "/a/b"), "/a/");
  EXPECT_EQ(followed_edit("/a/\\xFF/c/", "/a/\\xFF/c"), "/a/\\xFF/");
  EXPECT_EQ(followed_edit("/", ""), std::nullopt) << "so that a path can begin anew";
  EXPECT_EQ(followed_edit("/a/b", "/a/"), std::nullopt);
}

}  // namespace
}  // namespace vertexview::app
