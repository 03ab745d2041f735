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

const std::string kColors = VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";

TEST(Drop, aDroppedFolderOpensItsFiles) {
  const TemporaryFolder folder;
  for (const char* name : {"frame_10.bin", "frame_2.bin", "notes.txt"})
    std::filesystem::copy_file(kColors, folder.file(name));
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
  Viewer viewer({kColors});
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

TEST(Drop, onTheRowOfAFileJoinsIt) {
  const TemporaryFolder folder;
  const std::string labels = folder.write("four.label", counting_bytes(16));
  Viewer viewer({kColors});
  const Json before = viewer.state();
  const auto& row = before.at("areas").at("dataset 0");
  ASSERT_TRUE(drop_files(
      viewer.display(), {labels},
      {row.at(0).get<int>() + row.at(2).get<int>() / 2, row.at(1).get<int>() + row.at(3).get<int>() / 2}));
  const Json state = viewer.wait_for(
      [](const Json& s) { return s.at("clouds").at(0).at("layout").at("format") != "@3f3Hxx"; });
  ASSERT_EQ(state.at("clouds").size(), 1U);
  EXPECT_EQ(state.at("clouds").at(0).at("layout").at("format"),
            "<3f:position:3H:color:xxH:label:H:instance:");
}

class OpenPrompt : public testing::Test {
 protected:
  OpenPrompt() {
    std::filesystem::create_directory(files_.file("frames"));
    for (const char* name : {"frames/frame_2.bin", "frames/frame_10.bin", "one.bin"})
      std::filesystem::copy_file(kColors, files_.file(name));
  }
  /// Returns the text of the prompt once it is `wanted`, else the last.
  static std::string line_of(Viewer& viewer, const std::string& wanted) {
    const auto text = [](const Json& s) {
      return s.at("prompt").is_null() ? std::string("no prompt") : s["prompt"]["text"].get<std::string>();
    };
    return text(viewer.wait_for([&](const Json& s) { return text(s) == wanted; }));
  }
  static Json opened(Viewer& viewer, std::size_t count) {
    return viewer.wait_for([&](const Json& s) { return s.at("clouds").size() == count; });
  }

  TemporaryFolder files_;
  const std::string place_ = files_.path().string() + "/";
};

TEST_F(OpenPrompt, anAbsolutePathReplacesWhatStandsThere) {
  Viewer viewer({});
  viewer.key("ctrl+o");
  viewer.type(place_ + "frames/frame_2.bin");
  viewer.key("Return");
  ASSERT_EQ(opened(viewer, 1).at("file"), place_ + "frames/frame_2.bin");
  viewer.key("ctrl+o");
  EXPECT_EQ(line_of(viewer, place_ + "frames/"), place_ + "frames/");
  viewer.key("Return");
  EXPECT_EQ(line_of(viewer, place_ + "frames/"), place_ + "frames/")
      << "a folder that nobody typed is not opened";
  viewer.type(place_ + "one.bin");
  EXPECT_EQ(line_of(viewer, place_ + "one.bin"), place_ + "one.bin");
  viewer.key("Return");
  EXPECT_EQ(opened(viewer, 2).at("file"), place_ + "one.bin");
}

TEST_F(OpenPrompt, aFolderIsEnteredAndLeft) {
  Viewer viewer({});
  viewer.key("ctrl+o");
  viewer.type(files_.path().string());
  viewer.key("Return");
  EXPECT_EQ(line_of(viewer, place_), place_);
  viewer.type("fra");
  viewer.key("Down Return");
  EXPECT_EQ(line_of(viewer, place_ + "frames/"), place_ + "frames/");
  viewer.key("BackSpace");
  EXPECT_EQ(line_of(viewer, place_), place_);
  viewer.type("fra");
  viewer.key("Tab");
  EXPECT_EQ(line_of(viewer, place_ + "frames/"), place_ + "frames/");
  viewer.key("alt+Up");
  EXPECT_EQ(line_of(viewer, place_), place_);
  viewer.key("alt+Up");
  const std::string above = files_.path().parent_path().string() + "/";
  EXPECT_EQ(line_of(viewer, above), above);
  EXPECT_TRUE(viewer.state().at("clouds").empty());
}

TEST_F(OpenPrompt, aPatternOpensWhatItMatches) {
  Viewer viewer({});
  viewer.key("ctrl+o");
  viewer.type(place_ + "frames/f*.bin");
  viewer.key("Return");
  const Json state = opened(viewer, 2);
  ASSERT_EQ(state.at("clouds").size(), 2U);
  EXPECT_EQ(state.at("clouds").at(0).at("file"), place_ + "frames/frame_2.bin");
  EXPECT_EQ(state.at("clouds").at(1).at("file"), place_ + "frames/frame_10.bin");
}

TEST_F(OpenPrompt, namesNeedBeNoText) {
  const std::string name = "o'\" \xFF\n.bin";
  std::filesystem::create_directory(files_.file("\xFE"));
  std::filesystem::copy_file(kColors, files_.file("\xFE/" + name));
  Viewer viewer({});
  viewer.key("ctrl+o");
  viewer.type(place_);
  viewer.key("End");  // waits for the letters before it
  viewer.type("\\xFE/o");
  EXPECT_EQ(line_of(viewer, place_ + "\\xFE/o"), place_ + "\\xFE/o");
  viewer.key("Tab");
  EXPECT_EQ(line_of(viewer, place_ + "\\xFE/o'\" \\xFF\\n.bin"), place_ + "\\xFE/o'\" \\xFF\\n.bin");
  viewer.key("Return");
  const Json state = opened(viewer, 1);
  ASSERT_EQ(state.at("clouds").size(), 1U);
  EXPECT_EQ(state.at("clouds").at(0).at("name"), R"(o'" \xFF\x0A.bin)");
}

TEST_F(OpenPrompt, recentFilesAreFirstInALaterRun) {
  const TemporaryFolder home;
  {
    Viewer viewer({files_.file("frames/frame_2.bin")}, {}, home.path().string());
    viewer.send("open " + files_.file("one.bin"));
    ASSERT_EQ(opened(viewer, 2).at("clouds").size(), 2U);
    viewer.send("quit");
    ASSERT_EQ(viewer.wait_for_exit(), 0);
  }
  EXPECT_EQ(contents_of(home.file("vertexview/recent")),
            place_ + "one.bin" + '\0' + place_ + "frames/frame_2.bin" + '\0');
  Viewer viewer({}, {}, home.path().string());
  viewer.key("ctrl+o");
  viewer.key("Down Return");
  EXPECT_EQ(opened(viewer, 1).at("file"), place_ + "one.bin");
  viewer.key("ctrl+shift+o");
  viewer.type("frame");
  viewer.key("Return");
  EXPECT_EQ(opened(viewer, 2).at("file"), place_ + "frames/frame_2.bin");
}

}  // namespace
}  // namespace vertexview::test
