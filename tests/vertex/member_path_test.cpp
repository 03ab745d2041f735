#include "vertexview/vertex/member_path.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>

#include "support_files.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::test {
namespace {

class MemberPaths : public testing::Test {
 protected:
  /// Returns file and member, the file as seen from the folder.
  std::pair<std::string, std::string> parsed(const std::string& name) {
    const MemberPath path = parse_member_path(folder_.file(name));
    return {path.file.substr(folder_.path().string().size() + 1), path.member};
  }

  TemporaryFolder folder_;
};

using Parts = std::pair<std::string, std::string>;

TEST_F(MemberPaths, whatFollowsTheLastHashOfAFileIsTheMember) {
  (void)folder_.write("a.npz", {});
  EXPECT_EQ(parsed("a.npz"), Parts("a.npz", ""));
  EXPECT_EQ(parsed("a.npz#points"), Parts("a.npz", "points"));
  EXPECT_EQ(parsed("a.npz#in/side"), Parts("a.npz", "in/side"));
  EXPECT_EQ(parsed("a.npz#x#y"), Parts("a.npz", "x#y")) << "the only file there is";
  EXPECT_EQ(parsed("a.npz#"), Parts("a.npz", ""));
  EXPECT_EQ(text_of(MemberPath{"a.npz", "points"}), "a.npz#points");
  EXPECT_EQ(text_of(MemberPath{"a.npz"}), "a.npz");
}

TEST_F(MemberPaths, aPathThatExistsWins) {
  (void)folder_.write("a", {});
  (void)folder_.write("a#b", {});
  EXPECT_EQ(parsed("a#b"), Parts("a#b", ""));
  EXPECT_EQ(parsed("a#b#c"), Parts("a#b", "c"));
  EXPECT_EQ(parsed("a#c"), Parts("a", "c"));
}

TEST_F(MemberPaths, withoutAFileThereIsNoMember) {
  std::filesystem::create_directory(folder_.file("inner"));
  EXPECT_EQ(parsed("none#b"), Parts("none#b", ""));
  EXPECT_EQ(parsed("inner#b"), Parts("inner#b", ""));
  EXPECT_EQ(parsed("inner/#b"), Parts("inner/#b", ""));
  EXPECT_EQ(parse_member_path("#").file, "#");
}

TEST_F(MemberPaths, aFileWithoutMembersHasNone) {
  const std::string path = folder_.write("a.bin", counting_bytes(40));
  const auto opened = Dataset::open(path + "#points");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().path, path);
  EXPECT_EQ(opened.error().message, "the file has no 'points'; it has no members");
}

}  // namespace
}  // namespace vertexview::test
