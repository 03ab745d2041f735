// Structs and dtypes in the Layout panel of the real window, by real keys and the clipboard.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/viewer_process.hpp"

namespace vertexview::test {
namespace {

using testing::HasSubstr;

std::uint64_t stride(const Json& state) {
  return state.at("clouds").at(0).at("stride").get<std::uint64_t>();
}

class LayoutTextsWindow : public testing::Test {
 protected:
  LayoutTextsWindow() {
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
  // 500 records of four numbers, which are also 400 records of 20 bytes.
  std::vector<float> numbers_ = std::vector<float>(2000, 1.0F);
  std::string path_ = files_.write("scan.bin", std::as_bytes(std::span(numbers_)));
  Viewer viewer_{{path_}};
};

TEST_F(LayoutTextsWindow, aPastedStructOfSeveralLinesIsReadAndApplied) {
  viewer_.send("layout kitti");
  viewer_.send("copy-layout c");
  viewer_.send("layout vertex");
  (void)wait_for_panel([](const Json& p) { return p.at("stride") == 20; });
  viewer_.click(middle_of(viewer_.state(), "layout format"));
  viewer_.key("ctrl+a ctrl+v");
  const Json panel = wait_for_panel([](const Json& p) { return p.at("stride") == 16; });
  EXPECT_THAT(panel.at("format").get<std::string>(),
              HasSubstr("struct Vertex {\n  float position[3];\n  float intensity;\n};\n"));
  EXPECT_EQ(panel.at("error"), "");
  EXPECT_EQ(panel.at("records"), 500);
  viewer_.key("Return");
  const Json state = viewer_.wait_for([](const Json& s) { return stride(s) == 16; });
  EXPECT_EQ(state.at("clouds").at(0).at("layout").at("format"), "<3f:position:f:intensity:");
}

TEST_F(LayoutTextsWindow, anErrorInAStructIsShownUnderItsCharacter) {
  type_format("struct V { flaot x; };");
  const Json wrong = wait_for_panel([](const Json& p) { return p.at("format") == "struct V { flaot x; };"; });
  EXPECT_THAT(wrong.at("error").get<std::string>(), HasSubstr("C struct, 1:12: expected a type"));
  EXPECT_EQ(wrong.at("caret"), 11);
}

TEST_F(LayoutTextsWindow, theLayoutIsCopiedForAProgram) {
  viewer_.send("layout kitti");
  (void)wait_for_panel([](const Json& p) { return p.at("stride") == 16; });
  viewer_.click(middle_of(viewer_.state(), "layout copy"));
  const Json open =
      viewer_.wait_for([](const Json& s) { return s.at("areas").contains("layout copy numpy"); });
  viewer_.click(middle_of(open, "layout copy numpy"));
  viewer_.click(middle_of(viewer_.state(), "layout format"));
  viewer_.key("ctrl+a ctrl+v");
  const Json panel = wait_for_panel([](const Json& p) { return p.at("changed") == true; });
  EXPECT_EQ(panel.at("format"), "np.dtype([('position', '<f4', (3,)), ('intensity', '<f4')])");
  EXPECT_EQ(panel.at("error"), "");
}

}  // namespace
}  // namespace vertexview::test
