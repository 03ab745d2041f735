// Opening files in the window: by a drop and by the prompt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "gui/drag_source.hpp"
#include "gui/viewer_process.hpp"

namespace vertexview::test {
namespace {

using testing::HasSubstr;

TEST(Drop, aDroppedFolderOpensItsFiles) {
  const TemporaryFolder folder;
  for (const char* name : {"frame_10.bin", "frame_2.bin", "notes.txt"})
    std::filesystem::copy_file(VERTEXVIEW_SOURCE_DIR "/assets/colors.bin", folder.file(name));
  Viewer viewer({});
  (void)viewer.state();
  ASSERT_TRUE(drop_files(viewer.display(), {folder.path().string()}, {300, 300}));
  const Json state = viewer.wait_for([](const Json& s) { return s.at("clouds").size() == 2; });
  ASSERT_EQ(state.at("clouds").size(), 2U);
  EXPECT_EQ(state.at("clouds").at(0).at("file"), folder.file("frame_2.bin"));
  EXPECT_EQ(state.at("clouds").at(1).at("file"), folder.file("frame_10.bin"));
}

TEST(Drop, aDroppedFileThatIsNoneIsToldAndHarmsNothing) {
  const TemporaryFolder folder;
  Viewer viewer({VERTEXVIEW_SOURCE_DIR "/assets/colors.bin"});
  (void)viewer.state();
  ASSERT_TRUE(drop_files(viewer.display(), {folder.path().string(), folder.file("gone.bin")}, {300, 300}));
  const Json state = viewer.wait_for(
      [](const Json& s) { return s.at("notices").dump().find("gone.bin") != std::string::npos; });
  EXPECT_THAT(
      state.at("notices").dump(),
      HasSubstr(folder.path().string() + ": the folder has no vertex file; expected names that end in "));
  EXPECT_THAT(state.at("notices").dump(), HasSubstr("gone.bin: cannot open: No such file or directory"));
  EXPECT_EQ(state.at("clouds").size(), 1U);
}

}  // namespace
}  // namespace vertexview::test
