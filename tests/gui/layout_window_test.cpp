// The Layout panel in the real window, by real keys and clicks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "gui/drag_source.hpp"
#include "gui/viewer_process.hpp"

namespace vertexview::test {
namespace {

using testing::HasSubstr;

// Writes 500 records of x, y, z and a number, which are also 400 records of 20 bytes.
std::string write_scan(const TemporaryFolder& folder) {
  std::vector<float> numbers;
  for (int i = 0; i < 500; ++i) {
    const float angle = static_cast<float>(i) * 0.1F;
    numbers.insert(numbers.end(), {20 * std::cos(angle), 20 * std::sin(angle),
                                   static_cast<float>(i % 7) * 0.3F - 1, static_cast<float>(i % 10) / 10});
  }
  return folder.write("scan.bin", std::as_bytes(std::span(numbers)));
}

std::uint64_t stride(const Json& state) {
  return state.at("clouds").at(0).at("stride").get<std::uint64_t>();
}

class LayoutWindow : public testing::Test {
 protected:
  LayoutWindow() {
    viewer_.send("toggle layout");
    (void)viewer_.wait_for([](const Json& s) { return s.at("areas").contains("layout format"); });
  }

  void type_format(const std::string& text) {
    viewer_.click(middle_of(viewer_.state(), "layout format"));
    viewer_.key("ctrl+a");
    viewer_.type(text);
  }
  Json wait_for_panel(const std::function<bool(const Json&)>& wanted) {
    return viewer_
        .wait_for(
            [&](const Json& s) { return s.at("layout_panel").is_object() && wanted(s.at("layout_panel")); })
        .at("layout_panel");
  }

  TemporaryFolder files_;
  std::string path_ = write_scan(files_);
  Viewer viewer_{{path_}, {"--no-guess"}};
};

TEST_F(LayoutWindow, showsTheLayoutOfTheFile) {
  const Json panel = viewer_.state().at("layout_panel");
  EXPECT_EQ(panel.at("format"), "@3f3Hxx");
  EXPECT_EQ(panel.at("stride"), 20);
  EXPECT_EQ(panel.at("records"), 400);
  EXPECT_EQ(panel.at("changed"), false);
  EXPECT_EQ(panel.at("error"), "");
  EXPECT_EQ(panel.at("columns"), Json({"x", "y", "z", "red", "green", "blue"}));
}

TEST_F(LayoutWindow, aWrongFormatIsShownMendedAndApplied) {
  const Json start = viewer_.state();
  type_format("<3f:position:z");
  const Json wrong = wait_for_panel([](const Json& p) { return !p.at("error").get<std::string>().empty(); });
  EXPECT_EQ(wrong.at("format"), "<3f:position:z");
  EXPECT_EQ(wrong.at("error"),
            "expected a type code (one of xcbB?hHiIlLqQnNefdspP); found \"z\" at position 13");
  EXPECT_EQ(wrong.at("caret"), 13);
  // Enter does nothing while the layout is wrong, and the line stays.
  viewer_.key("Return");
  EXPECT_EQ(viewer_.state().at("clouds").at(0).at("layout").at("format"), "@3f3Hxx");

  viewer_.click(middle_of(viewer_.state(), "layout format"));
  viewer_.key("End BackSpace");
  viewer_.type("f:intensity:");
  const Json mended =
      wait_for_panel([](const Json& p) { return p.at("error") == "" && p.at("stride") == 16; });
  EXPECT_EQ(mended.at("records"), 500);
  EXPECT_EQ(mended.at("remainder"), 0);
  EXPECT_EQ(mended.at("changed"), true);
  EXPECT_EQ(mended.at("columns"), Json({"x", "y", "z", "intensity"}));
  EXPECT_EQ(mended.at("rows").at(0), Json({"20", "0", "-1", "0"})) << "decoded before it is applied";
  EXPECT_EQ(stride(viewer_.state()), 20U) << "nothing is applied by typing";

  viewer_.key("Return");
  const Json applied = viewer_.wait_for([](const Json& s) { return stride(s) == 16; });
  EXPECT_EQ(stride(applied), 16U);
  EXPECT_EQ(applied.at("vertices"), 500);
  EXPECT_EQ(applied.at("points_drawn"), 500);
  EXPECT_EQ(applied.at("layout_panel").at("changed"), false);
  EXPECT_EQ(applied.at("clouds").at(0).at("color").at("field"), "intensity");
  EXPECT_NE(applied.at("camera"), start.at("camera")) << "another box is fitted";
}

TEST_F(LayoutWindow, aStrideThatDoesNotFitIsToldAndKept) {
  type_format("<7f");
  const Json panel = wait_for_panel([](const Json& p) { return p.at("stride") == 28; });
  EXPECT_EQ(panel.at("error"), "285 records of 28 bytes leave 20 bytes over");
  EXPECT_EQ(panel.at("remainder"), 20);
  viewer_.key("Return");
  EXPECT_EQ(stride(viewer_.state()), 20U);
  viewer_.click(middle_of(viewer_.state(), "layout tail"));
  EXPECT_EQ(wait_for_panel([](const Json& p) { return p.at("error") == ""; }).at("records"), 285);
  viewer_.click(middle_of(viewer_.state(), "layout apply"));
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return stride(s) == 28; }).at("vertices"), 285);
}

TEST_F(LayoutWindow, numbersAreTypedToo) {
  type_format("kitti");
  for (const auto& [element, digits] :
       {std::pair("layout Offset", "0x20"), std::pair("layout Count", "10")}) {
    viewer_.click(middle_of(viewer_.state(), element));
    viewer_.key("ctrl+a");
    viewer_.type(digits);
  }
  const Json panel = wait_for_panel([](const Json& p) { return p.at("records") == 10; });
  EXPECT_EQ(panel.at("request"), "kitti --offset 32 --count 10");
  viewer_.key("Return");
  const Json state = viewer_.wait_for([](const Json& s) { return s.at("vertices") == 10; });
  EXPECT_EQ(state.at("clouds").at(0).at("layout").at("data_offset"), 32);
  EXPECT_EQ(state.at("clouds").at(0).at("layout").at("request"), "kitti --offset 32 --count 10");
}

TEST_F(LayoutWindow, revertForgetsWhatWasTyped) {
  type_format("<4f");
  (void)wait_for_panel([](const Json& p) { return p.at("changed") == true; });
  viewer_.click(middle_of(viewer_.state(), "layout revert"));
  const Json panel = wait_for_panel([](const Json& p) { return p.at("changed") == false; });
  EXPECT_EQ(panel.at("format"), "@3f3Hxx");
  EXPECT_EQ(stride(viewer_.state()), 20U);
}

TEST_F(LayoutWindow, aBetterLayoutIsOneClick) {
  const Json state = viewer_.state();
  EXPECT_THAT(state.at("notices").dump(), HasSubstr("scan.bin: the layout may be wrong"));
  EXPECT_EQ(state.at("clouds").at(0).at("layout").at("better").at(0), "kitti");
  viewer_.click(middle_of(state, "layout as kitti"));
  const Json after = viewer_.wait_for([](const Json& s) { return stride(s) == 16; });
  EXPECT_EQ(after.at("clouds").at(0).at("layout").at("request"), "kitti");
  EXPECT_TRUE(after.at("clouds").at(0).at("layout").at("doubt").is_null());
}

TEST_F(LayoutWindow, presetsAndRampsAreChosenFromLists) {
  const auto choose = [&](const std::string& list, const std::string& line) {
    viewer_.click(middle_of(viewer_.state(), list));
    const Json open = viewer_.wait_for([&](const Json& s) { return s.at("areas").contains(line); });
    ASSERT_TRUE(open.at("areas").contains(line)) << line;
    viewer_.click(middle_of(open, line));
  };
  choose("layout presets", "layout preset kitti");
  EXPECT_EQ(wait_for_panel([](const Json& p) { return p.at("stride") == 16; }).at("format"),
            "<3f:position:f:intensity:");
  EXPECT_EQ(stride(viewer_.state()), 20U) << "nothing is applied by choosing";
  viewer_.click(middle_of(viewer_.state(), "layout apply"));
  const auto color = [](const Json& s) { return s.at("clouds").at(0).at("color"); };
  const Json applied = viewer_.wait_for([](const Json& s) { return stride(s) == 16; });
  EXPECT_EQ(color(applied).at("ramp"), "viridis");
  choose("layout ramp", "layout ramp turbo");
  const auto ramp = [&](const Json& s) { return color(s).at("ramp") == "turbo"; };
  EXPECT_EQ(color(viewer_.wait_for(ramp)).at("ramp"), "turbo") << "colours change at once";
  choose("layout range", "layout range min to max");
  const auto range = [&](const Json& s) { return color(s).at("low") == 0 && color(s).at("high") > 0.89; };
  const Json ranged = viewer_.wait_for(range);
  EXPECT_EQ(color(ranged).at("low"), 0);
  EXPECT_FLOAT_EQ(color(ranged).at("high").get<float>(), 0.9F);
  EXPECT_EQ(color(ranged).at("ramp"), "turbo");
}

TEST_F(LayoutWindow, coloursSettleNoDoubt) {
  const auto choose = [&](const std::string& list, const std::string& line) {
    viewer_.click(middle_of(viewer_.state(), list));
    const Json open = viewer_.wait_for([&](const Json& s) { return s.at("areas").contains(line); });
    ASSERT_TRUE(open.at("areas").contains(line)) << line;
    viewer_.click(middle_of(open, line));
  };
  const auto layout = [](const Json& s) { return s.at("clouds").at(0).at("layout"); };
  const auto color = [](const Json& s) { return s.at("clouds").at(0).at("color"); };
  const std::string doubt = layout(viewer_.state()).at("doubt");
  choose("layout colour", "layout colour z");
  (void)viewer_.wait_for(
      [&](const Json& s) { return color(s).is_object() && s.at("areas").contains("layout ramp"); });
  choose("layout ramp", "layout ramp turbo");
  (void)viewer_.wait_for([&](const Json& s) { return color(s).at("ramp") == "turbo"; });
  choose("layout range", "layout range min to max");
  const Json after = viewer_.wait_for([&](const Json& s) {
    return layout(s).at("request") ==
           "vertex --color z --color-range "
           "file --ramp turbo";
  });
  EXPECT_EQ(layout(after).at("request"), "vertex --color z --color-range file --ramp turbo");
  EXPECT_EQ(layout(after).at("doubt"), doubt);
  EXPECT_EQ(layout(after).at("source"), "default");
  EXPECT_FALSE(after.at("layout_panel").at("changed").get<bool>());
}

TEST_F(LayoutWindow, hoveringTheRulerTellsOfTheBytes) {
  viewer_.move({300, 100});
  (void)wait_for_panel([](const Json& p) { return p.at("told") == ""; });
  const Json state = viewer_.state();
  const auto tells = [&](const char* area) {
    viewer_.move(middle_of(state, area));
    return wait_for_panel([](const Json& p) { return p.at("told") != ""; }).at("told").get<std::string>();
  };
  EXPECT_EQ(tells("layout bytes of x"), "x\nfloat32 at 0, little-endian, position\n00 00 a0 41\n20");
  viewer_.move({300, 100});
  EXPECT_EQ(wait_for_panel([](const Json& p) { return p.at("told") == ""; }).at("told"), "");
  EXPECT_EQ(tells("layout bytes of red"), "red\nuint16 at 12, little-endian, colour\n00 00\n0");
  viewer_.move({300, 100});
  (void)wait_for_panel([](const Json& p) { return p.at("told") == ""; });
  EXPECT_EQ(tells("layout bytes of padding"), "padding\n2 bytes at 18\n9f 41");
}

TEST_F(LayoutWindow, scaledCoordinatesAreShownBesideTheStoredNumbers) {
  viewer_.click(middle_of(viewer_.state(), "layout Scale"));
  viewer_.type("0.5,1,1");
  const Json panel = wait_for_panel([](const Json& p) { return p.at("columns").size() == 7; });
  EXPECT_EQ(panel.at("columns"), Json({"x", "raw x", "y", "z", "red", "green", "blue"}));
  EXPECT_EQ(panel.at("rows").at(0).at(0), "10");
  EXPECT_EQ(panel.at("rows").at(0).at(1), "20");
  EXPECT_EQ(panel.at("request"), "@3f3Hxx --scale 0.5,1,1");
  viewer_.key("Return");
  viewer_.send("select 0");
  const auto scaled = [](const Json& s) {
    return s.at("selected") == 0 && s.at("selected_vertex").at("position").at(0) == 10;
  };
  EXPECT_EQ(viewer_.wait_for(scaled).at("selected_vertex").at("position").at(0), 10);
  viewer_.move(middle_of(viewer_.state(), "layout bytes of x"));
  const Json told = wait_for_panel([](const Json& p) { return p.at("told") != ""; });
  EXPECT_EQ(told.at("told"), "x\nfloat32 at 0, little-endian, position\n00 00 a0 41\n10 (raw 20)");
}

TEST(RolesInTheWindow, areChosenWithTheMouse) {
  const TemporaryFolder folder;
  // Names that mean nothing: no position, no colour.
  Viewer viewer({write_scan(folder)}, {"--layout", "<f:a:f:b:f:c:f:d:", "--position", "a,a,a"});
  viewer.send("toggle layout");
  viewer.send("toggle finder");  // so that all elements have room
  const auto choose = [&](const std::string& element, const std::string& role) {
    const std::string list = "layout use of " + element;
    const std::string line = "layout use as " + role;
    const Json closed = viewer.wait_for([&](const Json& s) { return s.at("areas").contains(list); });
    viewer.click(middle_of(closed, list));
    const Json open = viewer.wait_for([&](const Json& s) { return s.at("areas").contains(line); });
    ASSERT_TRUE(open.at("areas").contains(line)) << line;
    viewer.click(middle_of(open, line));
    (void)viewer.wait_for([&](const Json& s) { return !s.at("areas").contains(line); });
  };
  choose("b", "y");
  choose("c", "z");
  choose("d", "ramp");
  const std::string wanted = "<f:a:f:b:f:c:f:d: --position a,b,c --color d";
  const Json drafted =
      viewer.wait_for([&](const Json& s) { return s.at("layout_panel").at("request") == wanted; });
  EXPECT_EQ(drafted.at("layout_panel").at("request"), wanted);
  EXPECT_EQ(drafted.at("layout_panel").at("changed"), true);
  EXPECT_TRUE(drafted.at("clouds").at(0).at("color").is_null()) << "nothing is applied by choosing";
  viewer.click(middle_of(drafted, "layout apply"));
  const Json applied =
      viewer.wait_for([&](const Json& s) { return s.at("layout_panel").at("changed") == false; });
  EXPECT_EQ(applied.at("clouds").at(0).at("color").at("field"), "d");
  const auto& bounds = applied.at("clouds").at(0).at("bounds");
  EXPECT_NEAR(bounds.at("max").at(1).get<double>(), 20, 0.1);
  EXPECT_NEAR(bounds.at("max").at(2).get<double>(), 0.8, 0.01);
}

TEST_F(LayoutWindow, saveWritesTheSidecar) {
  type_format("kitti");
  (void)wait_for_panel([](const Json& p) { return p.at("changed") == true && p.at("error") == ""; });
  viewer_.click(middle_of(viewer_.state(), "layout save"));
  const Json state = viewer_.wait_for([](const Json& s) {
    return s.at("notices").dump().find("wrote ") != std::string::npos && stride(s) == 16;
  });
  EXPECT_THAT(state.at("notices").dump(), HasSubstr("wrote " + path_ + ".layout"));
  std::ifstream in(path_ + ".layout");
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  EXPECT_THAT(text, HasSubstr("\n<3f:position:f:intensity:\n"));
}

TEST_F(LayoutWindow, keysTypedIntoItMoveNoCamera) {
  const Json before = viewer_.state();
  type_format("wasdfr17");
  const Json panel = wait_for_panel([](const Json& p) { return p.at("format") == "wasdfr17"; });
  EXPECT_EQ(panel.at("format"), "wasdfr17");
  const Json after = viewer_.state();
  EXPECT_EQ(after.at("camera"), before.at("camera"));
  EXPECT_EQ(after.at("panels"), before.at("panels"));
}

TEST_F(LayoutWindow, enterLeavesTheLineActive) {
  type_format("kitti");
  viewer_.key("Return");
  const Json applied = viewer_.wait_for([](const Json& s) { return stride(s) == 16; });
  EXPECT_EQ(stride(applied), 16U);
  EXPECT_EQ(applied.at("layout_panel").at("changed"), false);
  viewer_.key("ctrl+a");
  viewer_.type("vertex");
  viewer_.key("Return");
  EXPECT_EQ(stride(viewer_.wait_for([](const Json& s) { return stride(s) == 20; })), 20U);
  // Esc leaves the line, with the text that was entered last.
  viewer_.key("Escape");
  const Json left = viewer_.state();
  EXPECT_EQ(left.at("panels").at("layout"), true);
  EXPECT_EQ(left.at("layout_panel").at("changed"), false);
}

TEST_F(LayoutWindow, ctrlLHidesItAndTheViewGrows) {
  const Json before = viewer_.state();
  viewer_.key("ctrl+l");
  const Json after = viewer_.wait_for([](const Json& s) { return s.at("layout_panel").is_null(); });
  EXPECT_TRUE(after.at("layout_panel").is_null());
  EXPECT_GT(after.at("viewport").at(1), before.at("viewport").at(1));
}

TEST(DoubtfulFile, itsNoticeOffersLayouts) {
  const TemporaryFolder folder;
  Viewer viewer({write_scan(folder)}, {"--no-guess"});
  const auto offered = [](const Json& s) { return s.at("areas").contains("notice layout kitti"); };
  const Json before = viewer.wait_for(offered);
  ASSERT_TRUE(offered(before));
  EXPECT_EQ(stride(before), 20U) << "never switched unasked";
  viewer.click(middle_of(before, "notice layout kitti"));
  const Json after = viewer.wait_for([&](const Json& s) { return stride(s) == 16 && !offered(s); });
  EXPECT_EQ(stride(after), 16U);
  EXPECT_FALSE(offered(after)) << "settled";
}

TEST(DoubtfulFile, itsNoticeIsSentAway) {
  const TemporaryFolder folder;
  Viewer viewer({write_scan(folder)}, {"--no-guess"});
  const auto offered = [](const Json& s) { return s.at("areas").contains("notice layout kitti"); };
  const Json before = viewer.wait_for(offered);
  ASSERT_TRUE(offered(before));
  viewer.click(middle_of(before, "notice dismiss"));
  const Json after = viewer.wait_for([&](const Json& s) { return !offered(s); });
  EXPECT_FALSE(offered(after));
  EXPECT_EQ(stride(after), 20U);
}

TEST(WindowOnAScreen, f11FillsItAndGoesBack) {
  Viewer viewer({VERTEXVIEW_SOURCE_DIR "/assets/colors.bin"});
  const Json before = viewer.state();
  viewer.move({300, 300});
  viewer.key("F11");
  // In full screen the view ends at the lower edge of VirtualDisplay's screen, which has 1000 rows.
  const auto height = [](const Json& s) {
    const auto view = s.at("areas").at("view").get<std::array<int, 4>>();
    return view[1] + view[3];
  };
  const Json full = viewer.wait_for([&](const Json& s) { return height(s) > height(before) + 200; });
  EXPECT_EQ(full.at("panels").at("fullscreen"), true);
  EXPECT_EQ(height(full), height(before) + 1000 - 720);
  viewer.key("F11");
  const Json back = viewer.wait_for([&](const Json& s) { return height(s) == height(before); });
  EXPECT_EQ(back.at("panels").at("fullscreen"), false);
  EXPECT_EQ(back.at("areas").at("view"), before.at("areas").at("view"));
}

TEST(WindowOnAScreen, droppedFilesAreOpened) {
  const TemporaryFolder folder;
  const std::string colors = VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";
  const std::vector<std::string> paths{folder.file("a b.bin"), folder.file("c\xC3\xA9.bin")};
  for (const std::string& path : paths) std::filesystem::copy_file(colors, path);
  Viewer viewer({});
  (void)viewer.state();
  ASSERT_TRUE(drop_files(viewer.display(), paths, {300, 300}));
  const Json state = viewer.wait_for([](const Json& s) { return s.at("clouds").size() == 2; });
  ASSERT_EQ(state.at("clouds").size(), 2U);
  EXPECT_EQ(state.at("clouds").at(0).at("file"), paths[0]);
  EXPECT_EQ(state.at("clouds").at(1).at("file"), paths[1]);
}

TEST(WindowOnAScreen, aDroppedFileThatNoLayoutIsKnownForCanBeGivenOne) {
  // A scan as KITTI has them: no whole number of 20-byte records.
  const TemporaryFolder folder;
  std::vector<float> numbers;
  for (int i = 0; i < 961; ++i) {
    const float x = static_cast<float>(i % 31) - 15;
    const float y = static_cast<float>(i / 31) - 15;
    numbers.insert(numbers.end(), {x, y, std::sin(x / 4) + std::cos(y / 5), static_cast<float>(i % 10) / 10});
  }
  const std::string path = folder.write("scan.bin ", std::as_bytes(std::span(numbers)));
  Viewer viewer({}, {"--no-guess"});
  (void)viewer.state();
  ASSERT_TRUE(drop_files(viewer.display(), {path}, {300, 300}));
  const auto offered = [](const Json& s) { return s.at("areas").contains("layout as kitti"); };
  const Json before = viewer.wait_for(offered);
  ASSERT_TRUE(offered(before));
  EXPECT_EQ(before.at("clouds").at(0).at("file"), path);
  EXPECT_EQ(before.at("vertices"), 768) << "its whole records, so that there is something to look at";
  EXPECT_EQ(before.at("panels").at("layout"), true) << "where its layout is chosen";
  viewer.click(middle_of(before, "layout as kitti"));
  const Json after = viewer.wait_for([](const Json& s) { return s.at("vertices") == 961; });
  EXPECT_EQ(after.at("vertices"), 961);
  EXPECT_FALSE(offered(after));
}

TEST(WindowOnAScreen, aFileThatDoesNotFitTheGivenLayoutIsAClickAway) {
  const TemporaryFolder folder;
  const std::string path = folder.write("odd.bin ", counting_bytes(82));
  Viewer viewer({}, {"--layout", "vertex"});
  (void)viewer.state();
  ASSERT_TRUE(drop_files(viewer.display(), {path}, {300, 300}));
  const std::string area = "notice open-whole " + path;
  const auto offered = [&](const Json& s) { return s.at("areas").contains(area); };
  const Json before = viewer.wait_for(offered);
  ASSERT_TRUE(offered(before));
  EXPECT_EQ(before.at("clouds").size(), 0U) << "one policy on every road";
  viewer.click(middle_of(before, area));
  const Json after = viewer.wait_for([](const Json& s) { return s.at("clouds").size() == 1; });
  ASSERT_EQ(after.at("clouds").size(), 1U);
  EXPECT_EQ(after.at("clouds").at(0).at("file"), path);
  EXPECT_EQ(after.at("vertices"), 4);
  EXPECT_EQ(after.at("panels").at("layout"), true) << "where its layout is found";
  EXPECT_FALSE(offered(after));
}

}  // namespace
}  // namespace vertexview::test
