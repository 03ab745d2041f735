#include "vertexview/io/link_names.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "support_files.hpp"

namespace vertexview {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using testing::ElementsAre;

TEST(LinkNames, ofWhatIsNoLink) {
  const TemporaryFolder folder;
  EXPECT_THAT(link_names(folder.file("missing")), ElementsAre(folder.file("missing")));
  EXPECT_THAT(link_names(folder.path().string()), ElementsAre(folder.path().string()));
  EXPECT_THAT(link_names(""), ElementsAre(""));
}

TEST(LinkNames, areThoseOfEachLink) {
  const TemporaryFolder folder;
  fs::create_directory(folder.file("sub"));
  fs::create_symlink("sub/second", folder.file("first"));
  fs::create_symlink(folder.file("missing"), folder.file("sub/second"));
  EXPECT_THAT(link_names(folder.file("first")),
              ElementsAre(folder.file("first"), folder.file("sub/second"), folder.file("missing")));
}

TEST(LinkNames, endInACircle) {
  const TemporaryFolder folder;
  fs::create_symlink("round", folder.file("round"));
  EXPECT_EQ(link_names(folder.file("round")).size(), 41U);
}

}  // namespace
}  // namespace vertexview
