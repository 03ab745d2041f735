// Several selected vertices in the real window, by real keys and clicks.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

class SelectionWindow : public testing::Test {
 protected:
  static std::string write_plane(const TemporaryFolder& folder) {
    std::vector<ColoredVertex> vertices;
    for (int i = 0; i < 4096; ++i)
      vertices.push_back(
          {{static_cast<float>(i % 64), static_cast<float>(i / 64), 0}, {20'000, 20'000, 60'000}, 0});
    return folder.write("plane.bin", std::as_bytes(std::span(vertices)));
  }
  /// Clicks on a row that is shown while `key` is held.
  void click_row(const Json& state, int row, const std::string& key) {
    glm::ivec2 at = middle_of(state, "first row");
    at.y += row * state.at("areas").at("first row").at(3).get<int>();
    if (!key.empty()) viewer_.xdotool("keydown " + key);
    viewer_.click(at);
    if (!key.empty()) viewer_.xdotool("keyup " + key);
  }
  Json wait_for_count(std::uint64_t count) {
    return viewer_.wait_for([count](const Json& s) { return s.at("selection").at("count") == count; });
  }

  TemporaryFolder folder_;
  Viewer viewer_{{write_plane(folder_)}};
};

TEST_F(SelectionWindow, clicksWithCtrlAndShift) {
  const Json state = viewer_.state();
  click_row(state, 2, "");
  EXPECT_EQ(wait_for_count(1).at("selected"), 2);
  click_row(state, 5, "shift");
  const Json range = wait_for_count(4);
  EXPECT_EQ(range.at("selection").at("ranges"), Json::parse("[[2, 6]]"));
  EXPECT_EQ(range.at("selected"), 2) << "the focus stays where it was";
  click_row(state, 3, "ctrl");
  EXPECT_EQ(wait_for_count(3).at("selection").at("ranges"), Json::parse("[[2, 3], [4, 6]]"));
  click_row(state, 9, "ctrl");
  EXPECT_EQ(wait_for_count(4).at("selected"), 9);
  click_row(state, 1, "");
  EXPECT_EQ(wait_for_count(1).at("selected"), 1);
  viewer_.xdotool("key ctrl+z");
  EXPECT_EQ(wait_for_count(4).at("selection").at("ranges"), Json::parse("[[2, 3], [4, 6], [9, 10]]"));
}

TEST_F(SelectionWindow, aConditionIsTyped) {
  (void)viewer_.state();
  viewer_.xdotool("key ctrl+f");
  viewer_.xdotool("type 'x >= 32 && y < 1'");
  viewer_.xdotool("key Return");
  const Json state = wait_for_count(32);
  EXPECT_EQ(state.at("selection").at("ranges"), Json::parse("[[32, 64]]"));
  EXPECT_EQ(state.at("selection").at("focus"), 32);
}

TEST_F(SelectionWindow, ctrlAndADragSelectABox) {
  const Json state = viewer_.state();
  const auto& view = state.at("areas").at("view");
  const glm::ivec2 low{view.at(0).get<int>() + 2, view.at(1).get<int>() + 2};
  const glm::ivec2 high = low + glm::ivec2(view.at(2).get<int>() - 4, view.at(3).get<int>() - 4);
  viewer_.xdotool("keydown ctrl");
  viewer_.drag(low, high);
  viewer_.xdotool("keyup ctrl");
  EXPECT_EQ(wait_for_count(4096).at("camera"), state.at("camera")) << "the view has not turned";
}

TEST_F(SelectionWindow, anOutlineIsDrawn) {
  const Json state = viewer_.state();
  const Json& view = state.at("areas").at("view");
  const auto at = [&](double x, double y) {
    return fmt::format("mousemove {:.0f} {:.0f}", view.at(0).get<double>() + x * view.at(2).get<double>(),
                       view.at(1).get<double>() + y * view.at(3).get<double>());
  };
  // Around everything, with one corner cut off to the middle.
  viewer_.xdotool(at(0.02, 0.02));
  viewer_.xdotool("keydown ctrl");
  viewer_.xdotool("keydown shift");
  viewer_.xdotool("mousedown 1");
  for (const auto& [x, y] : {std::pair(0.5, 0.02), {0.5, 0.5}, {0.98, 0.5}, {0.98, 0.98}, {0.02, 0.98}})
    viewer_.xdotool(at(x, y));
  viewer_.xdotool("mouseup 1");
  viewer_.xdotool("keyup shift");
  viewer_.xdotool("keyup ctrl");
  const Json chosen = viewer_.wait_for([](const Json& s) { return s.at("selection").at("count") > 1; });
  EXPECT_GT(chosen.at("selection").at("count"), 4096 / 2);
  EXPECT_LT(chosen.at("selection").at("count"), 4096) << "without the corner";
  EXPECT_EQ(chosen.at("camera"), state.at("camera")) << "the view has not turned";
}

TEST_F(SelectionWindow, onlyWhatIsSeenIsSelected) {
  viewer_.send("view front");  // edge-on, so that each vertex hides 63 others
  viewer_.send("select-through off");
  const Json view = viewer_.state().at("areas").at("view");
  const glm::ivec2 low(view.at(0).get<int>() + 3, view.at(1).get<int>() + 3);
  const glm::ivec2 high(low.x + view.at(2).get<int>() - 6, low.y + view.at(3).get<int>() - 6);
  viewer_.xdotool("keydown ctrl");
  viewer_.drag(low, high);
  viewer_.xdotool("keyup ctrl");
  const Json chosen = viewer_.wait_for([](const Json& s) { return s.at("selection").at("count") > 1; });
  EXPECT_LT(chosen.at("selection").at("count"), 1000);
  viewer_.send("select-box 0,0,5000,5000");
  (void)wait_for_count(4096);
}

TEST_F(SelectionWindow, whatIsSelectedIsPainted) {
  // The vertices are blue, and what is selected is yellow.
  const auto yellow = [](const Pixels& pixels, const Json& view) {
    std::size_t count = 0;
    for (int y = view.at(1); y < view.at(1).get<int>() + view.at(3).get<int>(); ++y)
      for (int x = view.at(0); x < view.at(0).get<int>() + view.at(2).get<int>(); ++x) {
        const auto& pixel = pixels.at({x, y});
        count += pixel[0] > 180 && pixel[1] > 140 && pixel[2] < 130 ? 1U : 0U;
      }
    return count;
  };
  const Json view = viewer_.state().at("areas").at("view");
  const std::size_t before = yellow(viewer_.screenshot(), view);  // the axes have some
  viewer_.xdotool("key ctrl+a");
  (void)wait_for_count(4096);
  EXPECT_GT(yellow(viewer_.screenshot(), view), before + 4096) << "a point is larger than a pixel";
  viewer_.xdotool("key Escape");
  (void)wait_for_count(0);
  EXPECT_EQ(yellow(viewer_.screenshot(), view), before);
}

}  // namespace
}  // namespace vertexview::test
