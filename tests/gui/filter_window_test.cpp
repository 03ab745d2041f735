// A filter in the real window, by real keys and clicks.
#include <gtest/gtest.h>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

class FilterWindow : public testing::Test {
 protected:
  static std::string write_squares(const TemporaryFolder& folder) {
    std::vector<ColoredVertex> vertices;
    for (int i = 0; i < 4096; ++i)
      vertices.push_back(
          {{static_cast<float>(i % 64), static_cast<float>(i / 64), 0}, {20'000, 20'000, 60'000}, 0});
    return folder.write("squares.bin", std::as_bytes(std::span(vertices)));
  }
  Json wait_for_filter(const std::string& expression) {
    return viewer_.wait_for([&](const Json& s) {
      const Json& filter = s.at("clouds").at(0).at("filter");
      return expression.empty() ? filter.is_null()
                                : !filter.is_null() && filter.at("expression") == expression;
    });
  }

  TemporaryFolder folder_;
  Viewer viewer_{{write_squares(folder_)}};
};

TEST_F(FilterWindow, isTypedChangedAndEnded) {
  (void)viewer_.state();
  viewer_.xdotool("key ctrl+shift+f");
  viewer_.xdotool("type 'x >= 32'");
  viewer_.xdotool("key Return");
  const Json first = wait_for_filter("x >= 32");
  EXPECT_EQ(first.at("clouds").at(0).at("filter").at("count"), 2048);
  EXPECT_EQ(first.at("points_total"), 2048) << "the rest is not drawn";

  viewer_.click(middle_of(first, "filter"));  // in the status bar
  const Json asked = viewer_.wait_for([](const Json& s) { return !s.at("prompt").is_null(); });
  EXPECT_EQ(asked.at("prompt").at("text"), "x >= 32") << "a person changes the one that there is";
  viewer_.xdotool("key End");
  viewer_.xdotool("type ' && y < 1'");
  viewer_.xdotool("key Return");
  EXPECT_EQ(wait_for_filter("x >= 32 && y < 1").at("clouds").at(0).at("filter").at("count"), 32);

  viewer_.send("filter-rest fade");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("points_total") == 4096; }).at("filter_rest"),
            "fade");
  viewer_.send("filter none");
  EXPECT_EQ(wait_for_filter("").at("points_total"), 4096);
}

TEST_F(FilterWindow, aClickSelectsTheVertexOfTheFile) {
  (void)viewer_.state();
  viewer_.send("point-size 20");
  viewer_.send("filter x == 63 && y == 63");
  (void)wait_for_filter("x == 63 && y == 63");
  viewer_.send("fit");
  const Json state = viewer_.state();
  viewer_.click(middle_of(state, "view"));
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return !s.at("selected").is_null(); }).at("selected"), 4095);
}

}  // namespace
}  // namespace vertexview::test
