// Positions that are not finite, in the real window: counted, marked, and reached by a click or a key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <limits>
#include <span>
#include <vector>

#include "gui/theme.hpp"
#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

using testing::Contains;

std::string write_cloud(const TemporaryFolder& folder, const std::vector<std::size_t>& bad) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  std::vector<ColoredVertex> vertices(5000);
  for (std::size_t i = 0; i < vertices.size(); ++i)
    vertices[i] = {
        {static_cast<float>(i % 71) + 0.123456F, static_cast<float>(i % 59), 0}, {0, 30000, 65535}, 0};
  for (const std::size_t index : bad) vertices[index].position.x = kNan;
  return folder.write("nan.bin", std::as_bytes(std::span(vertices)));
}

Json selects(Viewer& viewer, int index) {
  return viewer.wait_for([&](const Json& s) { return s.at("selected") == index; }).at("selected");
}

/// Returns how many pixels differ from `color` by at most `slack` in each channel.
int pixels_near(const Pixels& picture, glm::ivec2 begin, glm::ivec2 end, ImU32 color, int slack = 0) {
  const auto near = [&](const std::array<std::uint8_t, 3>& rgb) {
    constexpr std::array<int, 3> kShifts{IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT};
    for (std::size_t i = 0; i < rgb.size(); ++i)
      if (std::abs(int{rgb[i]} - static_cast<int>((color >> kShifts[i]) & 255U)) > slack) return false;
    return true;
  };
  int count = 0;
  for (int y = begin.y; y < end.y; ++y)
    for (int x = begin.x; x < end.x; ++x)
      if (near(picture.at({x, y}))) ++count;
  return count;
}

struct Rectangle {
  glm::ivec2 min;
  glm::ivec2 max;
};

Rectangle area_of(const Json& state, const std::string& name) {
  const auto& area = state.at("areas").at(name);
  const glm::ivec2 min{area.at(0).get<int>(), area.at(1).get<int>()};
  return {min, min + glm::ivec2(area.at(2).get<int>(), area.at(3).get<int>())};
}

TEST(NonFiniteWindow, theCountIsAButtonAndSoIsItsKey) {
  const TemporaryFolder folder;
  Viewer viewer({write_cloud(folder, {1200, 3000})});
  const Json start = viewer.state();
  ASSERT_EQ(start.at("clouds").at(0).at("non_finite"), 2);
  viewer.click(middle_of(start, "not finite"));
  EXPECT_EQ(selects(viewer, 1200), 1200);
  viewer.key("n");
  EXPECT_EQ(selects(viewer, 3000), 3000);
  viewer.click(middle_of(start, "not finite"));
  EXPECT_EQ(selects(viewer, 1200), 1200) << "after the last, the first";
}

TEST(NonFiniteWindow, whereAllAreFiniteTheKeySaysSo) {
  const TemporaryFolder folder;
  Viewer viewer({write_cloud(folder, {})});
  EXPECT_FALSE(viewer.state().at("areas").contains("not finite"));
  viewer.key("n");
  constexpr const char* kText = "nan.bin: every position is finite";
  const auto says_so = [&](const Json& s) { return s.at("notices").dump().find(kText) != std::string::npos; };
  EXPECT_THAT(told(viewer.wait_for(says_so), "info"), Contains(kText));
}

TEST(NonFiniteWindow, marksLieAlongTheScrollBar) {
  const TemporaryFolder folder;
  Viewer viewer({write_cloud(folder, {2500})});
  const Json state = viewer.state();
  const Rectangle table = area_of(state, "table");
  const Pixels picture = viewer.screenshot();
  const ImU32 warning = app::theme_colors(app::Theme::kDark).warning;
  const int right = picture.size.x;
  const int middle = (table.min.y + table.max.y) / 2;
  EXPECT_GE(pixels_near(picture, {right - 4, middle - 4}, {right, middle + 4}, warning), 8);
  EXPECT_EQ(pixels_near(picture, {right - 4, table.min.y}, {right, middle - 4}, warning), 0);
  EXPECT_EQ(pixels_near(picture, {right - 4, middle + 4}, {right, table.max.y}, warning), 0);
}

TEST(NonFiniteWindow, theRowIsMarkedInTheTable) {
  const TemporaryFolder folder;
  Viewer viewer({write_cloud(folder, {0})});
  const Json state = viewer.state();
  const Rectangle row = area_of(state, "first row");
  const Pixels picture = viewer.screenshot();
  const ImU32 warning = app::theme_colors(app::Theme::kDark).warning;
  const int height = row.max.y - row.min.y;
  constexpr int kSlack = 40;  // the edges of letters are blended with what is behind them
  EXPECT_GT(pixels_near(picture, row.min, row.max, warning, kSlack), 0);
  const glm::ivec2 down(0, height);
  EXPECT_EQ(pixels_near(picture, row.min + down, row.max + down, warning, kSlack), 0)
      << "the next row is ordinary";
}

TEST(TableColumns, theSwatchStaysWhereColumnsAreScrolled) {
  const TemporaryFolder folder;
  Viewer viewer({write_cloud(folder, {})});
  viewer.send("goto 4000");
  const Json state = viewer.state();
  const Rectangle row = area_of(state, "first row");
  const auto swatch = [&] {
    // The colour of each record: 0, 30000, 65535.
    return pixels_near(viewer.screenshot(), row.min, row.max, IM_COL32(0, 117, 255, 255));
  };
  const int before = swatch();
  EXPECT_GT(before, 200);
  // Shift and the wheel scroll sideways; a narrower side shows fewer columns.
  viewer.drag(middle_of(state, "side splitter"), middle_of(state, "side splitter") + glm::ivec2(240, 0));
  const Json narrow = viewer.state();
  const Rectangle first = area_of(narrow, "first row");
  viewer.move((first.min + first.max) / 2);
  viewer.xdotool("keydown shift click 5 click 5 click 5 click 5 keyup shift");
  (void)viewer.state();
  const Pixels picture = viewer.screenshot();
  EXPECT_EQ(pixels_near(picture, first.min, first.max, IM_COL32(0, 117, 255, 255)), before);
}

}  // namespace
}  // namespace vertexview::test
