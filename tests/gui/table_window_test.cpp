// The table as an instrument, in a real window, by real mouse and keys: columns, order, histograms, menus.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

class TableWindow : public testing::Test {
 protected:
  /// Writes 4096 vertices: x counts to 63 again and again, y rises every 64, z is a shuffle of 0 to 4095.
  static std::string write_plane(const TemporaryFolder& folder) {
    std::vector<ColoredVertex> vertices;
    for (int i = 0; i < 4096; ++i)
      vertices.push_back(
          {{static_cast<float>(i % 64), static_cast<float>(i / 64), static_cast<float>(i * 1237 % 4096)},
           {20'000, 20'000, 60'000},
           0});
    return folder.write("plane.bin", std::as_bytes(std::span(vertices)));
  }
  Json wait_for_sort(const Json& sort) {
    return viewer_.wait_for([&](const Json& s) { return s.at("sort") == sort; });
  }
  Json wait_for_passing(std::uint64_t count) {
    return viewer_.wait_for([count](const Json& s) {
      const Json& filter = s.at("clouds").at(0).at("filter");
      return !filter.is_null() && filter.at("count") == count && s.at("points_total") == count;
    });
  }
  Json wait_for_count(std::uint64_t count) {
    return viewer_.wait_for([count](const Json& s) { return s.at("selection").at("count") == count; });
  }
  Json wait_for_area(const std::string& area) {
    return viewer_.wait_for([&](const Json& s) { return s.at("areas").contains(area); });
  }
  /// Opens a menu with the right button, and takes lines of it and of the menus that they open.
  void take(glm::ivec2 at, const std::vector<std::string>& lines) {
    viewer_.click(at, 3);
    for (const std::string& line : lines) {
      const Json state = wait_for_area(line);
      ASSERT_TRUE(state.at("areas").contains(line)) << line;
      viewer_.click(middle_of(state, line));
    }
  }
  static std::vector<std::string> columns_of(const Json& state) {
    std::vector<std::string> names;
    for (const Json& column : state.at("table").at("columns"))
      if (column.at("hidden") == false) names.push_back(column.at("name"));
    return names;
  }
  /// Returns the middle of a row that is shown.
  static glm::ivec2 row_at(const Json& state, int row) {
    glm::ivec2 at = middle_of(state, "first row");
    at.y += row * state.at("areas").at("first row").at(3).get<int>();
    return at;
  }
  /// Returns a place on a row in the column of that name.
  static glm::ivec2 cell_at(const Json& state, int row, const std::string& column) {
    return {middle_of(state, "column " + column).x, row_at(state, row).y};
  }

  TemporaryFolder folder_;
  Viewer viewer_{{write_plane(folder_)}};
};

TEST_F(TableWindow, clicksOnANameSortUpDownAndNot) {
  const Json state = viewer_.state();
  viewer_.click(middle_of(state, "column z"));
  (void)wait_for_sort({{"number", "z"}, {"direction", "up"}});
  viewer_.click(row_at(state, 1));
  EXPECT_EQ(wait_for_count(1).at("selected"), 1149) << "1149 * 1237 is 1 modulo 4096";
  viewer_.click(middle_of(state, "column z"));
  (void)wait_for_sort({{"number", "z"}, {"direction", "down"}});
  viewer_.click(row_at(state, 0));
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 2947; }).at("selected"), 2947);
  viewer_.click(middle_of(state, "column z"));
  (void)wait_for_sort(nullptr);
  viewer_.click(row_at(state, 2));
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 2; }).at("selected"), 2);
}

TEST_F(TableWindow, rowsOfAnotherOrderAreGoneThroughAndSelected) {
  const Json state = viewer_.state();
  viewer_.send("sort z");
  (void)wait_for_sort({{"number", "z"}, {"direction", "up"}});
  viewer_.click(row_at(state, 0));
  EXPECT_EQ(wait_for_count(1).at("selected"), 0);
  viewer_.key("Down");
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 1149; }).at("selected"), 1149);
  viewer_.xdotool("keydown shift");
  viewer_.click(row_at(state, 4));
  viewer_.xdotool("keyup shift");
  const Json range = wait_for_count(4);
  EXPECT_EQ(range.at("selected"), 1149) << "the focus stays where it was";
  // Those whose z is 1 to 4.
  std::vector<int> wanted;
  for (int i = 0; i < 4096; ++i)
    if (const int z = i * 1237 % 4096; z >= 1 && z <= 4) wanted.push_back(i);
  std::vector<int> found;
  for (const Json& one : range.at("selection").at("ranges")) found.push_back(one.at(0));
  EXPECT_EQ(found, wanted);
}

TEST_F(TableWindow, twoClicksColour) {
  const Json state = viewer_.state();
  viewer_.click(middle_of(state, "column y"), 1, 2);
  const auto colored = [](const Json& s) {
    const Json& color = s.at("clouds").at(0).at("color");
    return !color.is_null() && color.at("field") == "y";
  };
  const Json after = viewer_.wait_for(colored);
  EXPECT_TRUE(colored(after));
  EXPECT_EQ(after.at("sort"), nullptr);
  viewer_.key("bracketright");
  const auto next = [](const Json& s) { return s.at("clouds").at(0).at("color").value("field", "") == "z"; };
  EXPECT_TRUE(next(viewer_.wait_for(next)));
}

TEST_F(TableWindow, aNameIsDraggedToAnotherPlace) {
  const Json state = viewer_.state();
  viewer_.drag(middle_of(state, "column z"), middle_of(state, "column x") - glm::ivec2(12, 0));
  const auto moved = [&](const Json& s) { return columns_of(s).at(0) == "z"; };
  EXPECT_THAT(columns_of(viewer_.wait_for(moved)),
              testing::ElementsAre("z", "x", "y", "red", "green", "blue"));
}

TEST_F(TableWindow, anEdgeIsDragged) {
  const Json state = viewer_.state();
  const Json area = state.at("areas").at("column x");
  const glm::ivec2 edge{area.at(0).get<int>() + area.at(2).get<int>() - 1,
                        area.at(1).get<int>() + area.at(3).get<int>() / 2};
  viewer_.drag(edge, edge + glm::ivec2(40, 0));
  const Json wider = viewer_.wait_for([&](const Json& s) {
    return s.at("areas").at("column x").at(2).get<int>() == area.at(2).get<int>() + 40;
  });
  EXPECT_EQ(wider.at("areas").at("column x").at(2).get<int>(), area.at(2).get<int>() + 40);
  EXPECT_EQ(columns_of(wider), columns_of(state));
}

TEST_F(TableWindow, aDragOverAHistogramKeepsToARange) {
  const Json state = viewer_.state();
  ASSERT_EQ(state.at("table").at("counted"), true);
  const Json area = state.at("areas").at("histogram z");
  const int y = area.at(1).get<int>() + 10;
  const int left = area.at(0).get<int>();
  const int middle = left + area.at(2).get<int>() / 2;
  viewer_.drag({left, y}, {middle, y});
  const auto brushed = [](const Json& s) { return s.at("table").at("brushes").size() == 1; };
  const Json after = viewer_.wait_for(brushed);
  ASSERT_TRUE(brushed(after));
  const Json brush = after.at("table").at("brushes").at(0);
  EXPECT_EQ(brush.at("number"), "z");
  EXPECT_EQ(brush.at("low"), 0);
  const double high = brush.at("high");
  EXPECT_NEAR(high, 4095 / 2.0, 4095.0 / area.at(2).get<int>());
  // z is a shuffle of all numbers from 0 on.
  (void)wait_for_passing(static_cast<std::uint64_t>(high) + 1);
  viewer_.click({middle, y});
  EXPECT_FALSE(brushed(viewer_.wait_for([&](const Json& s) { return !brushed(s); })));
}

TEST_F(TableWindow, histogramsAreAsHighAsTheirCounts) {
  const Json state = viewer_.state();
  const Pixels picture = viewer_.screenshot();
  const auto filled = [&](const std::string& name, int down) {
    const Json area = state.at("areas").at("histogram " + name);
    const int y = area.at(1).get<int>() + down;
    const auto& empty = picture.at({area.at(0).get<int>() - 3, y});
    int count = 0;
    for (int x = 0; x < area.at(2).get<int>(); ++x)
      if (picture.at({area.at(0).get<int>() + x, y}) != empty) ++count;
    return std::pair(count, area.at(2).get<int>());
  };
  // Every z occurs once, so that all bars of it are high; red is the same for all, one bar at the left. The
  // range of z ends a little beyond its largest number.
  const auto [high, width] = filled("z", 4);
  EXPECT_GE(high, width * 9 / 10);
  const auto [red, red_width] = filled("red", 4);
  EXPECT_GT(red, 0);
  EXPECT_LE(red, 1 + red_width / 16);
}

TEST_F(TableWindow, aDragWithShiftSelects) {
  const Json state = viewer_.state();
  const Json area = state.at("areas").at("histogram z");
  const int y = area.at(1).get<int>() + 10;
  const int right = area.at(0).get<int>() + area.at(2).get<int>();
  viewer_.xdotool("keydown shift");
  viewer_.drag({area.at(0).get<int>() + area.at(2).get<int>() / 2, y}, {right + 5, y});
  viewer_.xdotool("keyup shift");
  const Json after = viewer_.wait_for([](const Json& s) { return s.at("selection").at("count") > 1; });
  EXPECT_NEAR(after.at("selection").at("count").get<double>(), 2048, 4096.0 / area.at(2).get<int>());
  EXPECT_EQ(after.at("table").at("brushes"), Json::array());
}

TEST_F(TableWindow, theMenuOfAColumn) {
  const Json state = viewer_.state();
  take(middle_of(state, "column z"), {"column menu Sort down"});
  (void)wait_for_sort({{"number", "z"}, {"direction", "down"}});
  take(middle_of(state, "column x"), {"column menu Write as", "column menu hex"});
  const auto hex = [](const Json& s) { return s.at("table").at("columns").at(0).at("format") == "hex"; };
  EXPECT_TRUE(hex(viewer_.wait_for(hex)));
  take(middle_of(viewer_.state(), "column y"), {"column menu Hide"});
  const auto hidden = [&](const Json& s) { return columns_of(s).at(1) == "z"; };
  EXPECT_TRUE(hidden(viewer_.wait_for(hidden)));
  take(middle_of(viewer_.state(), "column x"), {"column menu Columns", "column menu y"});
  const auto shown = [&](const Json& s) { return columns_of(s).at(1) == "y"; };
  EXPECT_TRUE(shown(viewer_.wait_for(shown)));
}

TEST_F(TableWindow, statisticsOfANumber) {
  take(middle_of(viewer_.state(), "column y"), {"column menu Statistics"});
  const Json state = wait_for_area("statistics close");
  EXPECT_EQ(state.at("statistics").at("name"), "y");
  EXPECT_EQ(state.at("statistics").at("count"), 4096);
  EXPECT_EQ(state.at("statistics").at("mean"), 31.5);
  viewer_.click(middle_of(state, "statistics close"));
  const auto closed = [](const Json& s) { return s.at("statistics").is_null(); };
  EXPECT_TRUE(closed(viewer_.wait_for(closed)));
}

TEST_F(TableWindow, theMenuOfACell) {
  const Json state = viewer_.state();
  take(cell_at(state, 3, "y"), {"cell menu Next different value"});
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 64; }).at("selected"), 64);
  viewer_.send("goto 3");
  take(cell_at(viewer_.state(), 3, "x"), {"cell menu Keep to this value"});
  EXPECT_EQ(wait_for_passing(64).at("points_total"), 64) << "x is 3 for every 64th";
}

TEST_F(TableWindow, aDragThatEndsOnARowOpensNoMenu) {
  const Json state = viewer_.state();
  viewer_.drag(middle_of(state, "view"), row_at(state, 4), 3);
  EXPECT_FALSE(viewer_.state().at("areas").contains("cell menu Copy row as"));
  viewer_.click(row_at(state, 4), 3);
  EXPECT_TRUE(wait_for_area("cell menu Copy row as").at("areas").contains("cell menu Copy row as"));
}

TEST_F(TableWindow, theMenuOfANumberInTheInspector) {
  viewer_.send("select 5");
  const Json state = wait_for_area("inspector x");
  take(middle_of(state, "inspector x"), {"cell menu Next equal value"});
  EXPECT_EQ(viewer_.wait_for([](const Json& s) { return s.at("selected") == 69; }).at("selected"), 69);
}

}  // namespace
}  // namespace vertexview::test
