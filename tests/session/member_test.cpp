// A member of a file, FILE#NAME: it is opened, reloaded, remembered and named as one.
#include <cstdlib>
#include <filesystem>

#include "session/open_path.hpp"
#include "session/recent_files.hpp"
#include "session/requests.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

class Members : public testing::Test {
 protected:
  /// Writes an archive of the arrays a and b, which have so many points, with NumPy.
  std::string write_archive(int a, int b) {
    const std::string path = folder_.file("scan.npz");
    std::string command = "/usr/bin/python3 -c 'import numpy; numpy.savez_compressed(\"";
    command.append(path)
        .append("\", a=numpy.ones((")
        .append(std::to_string(a))
        .append(", 3)), b=numpy.ones((");
    command.append(std::to_string(b)).append(", 3)))'");
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return path;
  }

  TemporaryFolder folder_;
  Session session_;
};

TEST_F(Members, theNameSaysWhichOneIsShown) {
  const std::string path = write_archive(5, 7);
  ASSERT_TRUE(open_path(session_, path, {}));
  EXPECT_EQ(session_.active_dataset()->name, "scan.npz#a");
  EXPECT_EQ(session_.active_dataset()->data.size(), 5U);
  ASSERT_TRUE(open_path(session_, path + "#b", {}));
  EXPECT_EQ(session_.active_dataset()->name, "scan.npz#b");
  EXPECT_EQ(session_.active_dataset()->data.size(), 7U);
  EXPECT_EQ(session_.active_dataset()->data.path(), path);
  EXPECT_EQ(free_picture_name(session_), "scan-001.png");
}

TEST_F(Members, aReloadAndANewLayoutKeepIt) {
  const std::string path = write_archive(5, 7);
  ASSERT_TRUE(open_path(session_, path + "#b", {}));
  std::filesystem::remove(path);
  (void)write_archive(5, 9);
  ASSERT_TRUE(reload_file(session_));
  EXPECT_EQ(session_.active_dataset()->data.size(), 9U);
  Layout layout = session_.active_dataset()->data.layout();
  layout.placement.scale = {2, 2, 2};
  ASSERT_TRUE(show_layout(session_, session_.active, layout));
  EXPECT_EQ(session_.active_dataset()->name, "scan.npz#b");
  EXPECT_EQ(session_.active_dataset()->data.size(), 9U);
}

TEST_F(Members, oneThatDoesNotExistChangesNothing) {
  const std::string path = write_archive(5, 7);
  const auto opened = open_path(session_, path + "#c", {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(describe(opened.error()), path + ": the file has no 'c'; it has a, b");
  EXPECT_TRUE(session_.datasets.empty());
}

TEST_F(Members, itIsRemembered) {
  const std::string path = write_archive(5, 7);
  session_.recent = RecentFiles(folder_.file("recent"));
  ASSERT_TRUE(open_path(session_, path + "#b", {}));
  EXPECT_THAT(session_.recent.existing(), ElementsAre(path + "#b"));
  std::filesystem::remove(path);
  EXPECT_THAT(session_.recent.existing(), IsEmpty());
}

}  // namespace
}  // namespace vertexview::app
