// What the view is fitted to, in the real window by real clicks and keys.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

constexpr Color kWhite{65535, 65535, 65535};

/// Writes the corners of a cube of one unit.
std::string write_cube(const TemporaryFolder& folder, std::string_view name, float x) {
  const std::vector<ColoredVertex> corners{{{x, 0, 0}, kWhite, 0}, {{x + 1, 1, 1}, kWhite, 0}};
  return folder.write(name, std::as_bytes(std::span(corners)));
}

std::function<bool(const Json&)> has_area(const std::string& name) {
  return [name](const Json& s) { return s.at("areas").contains(name); };
}

// Waits until the camera looks at a point of which only x matters; returns the x that it looks at.
double looks_at(Viewer& viewer, double x) {
  const auto near = [x](const Json& s) { return std::abs(camera_of(s).target.x - x) < 1; };
  return camera_of(viewer.wait_for(near)).target.x;
}

TEST(FarVertices, theirNoticeShowsThemAndAll) {
  const TemporaryFolder folder;
  std::vector<ColoredVertex> vertices(5'000);
  for (std::size_t i = 0; i < vertices.size(); ++i)
    vertices[i] = {{static_cast<float>(i % 71), static_cast<float>(i % 59), 0}, kWhite, 0};
  vertices[1'234].position.x = 1e6F;
  Viewer viewer({folder.write("far.bin", std::as_bytes(std::span(vertices)))});
  const Json before = viewer.wait_for(has_area("notice fit-rest"));
  ASSERT_TRUE(has_area("notice fit-rest")(before));
  EXPECT_NEAR(camera_of(before).target.x, 35, 1);
  viewer.click(middle_of(before, "notice fit-rest"));
  EXPECT_NEAR(looks_at(viewer, 1e6), 1e6, 1);
  viewer.click(middle_of(viewer.state(), "notice fit-all"));
  EXPECT_NEAR(looks_at(viewer, 5e5), 5e5, 1);
}

TEST(FileLeftOut, itsNoticeShowsItAndAll) {
  const TemporaryFolder folder;
  Viewer viewer(
      {write_cube(folder, "a.bin", 0), write_cube(folder, "b.bin", 1), write_cube(folder, "far.bin", 1e6F)});
  viewer.send("activate 0");
  const Json before = viewer.wait_for(has_area("notice fit-active"));
  ASSERT_TRUE(has_area("notice fit-active")(before));
  EXPECT_EQ(before.at("active"), 0);
  EXPECT_THAT(told(before, "warning"),
              testing::ElementsAre("far.bin: left out of the view, because the other files could not be seen "
                                   "beside it"));
  EXPECT_NEAR(camera_of(before).target.x, 1, 0.1);
  viewer.click(middle_of(before, "notice fit-active"));
  EXPECT_NEAR(looks_at(viewer, 1'000'000.5), 1'000'000.5, 0.1);
  EXPECT_EQ(viewer.state().at("active"), 2) << "the one that is shown";
  viewer.click(middle_of(viewer.state(), "notice fit-all"));
  EXPECT_NEAR(looks_at(viewer, 500'000.5), 500'000.5, 0.1);
}

TEST(FitActive, byKeyAndByDoubleClickOnItsRow) {
  const TemporaryFolder folder;
  Viewer viewer({write_cube(folder, "a.bin", 0), write_cube(folder, "b.bin", 100)});
  EXPECT_NEAR(looks_at(viewer, 50.5), 50.5, 0.1);
  viewer.move({300, 300});
  viewer.key("shift+f");
  EXPECT_NEAR(looks_at(viewer, 100.5), 100.5, 0.1);
  // The list of files lies right of the view, at its top.
  const auto view = viewer.state().at("areas").at("view").get<std::array<int, 4>>();
  viewer.click({view[0] + view[2] + 150, view[1] + 15}, 1, 2);
  EXPECT_NEAR(looks_at(viewer, 0.5), 0.5, 0.1);
  EXPECT_EQ(viewer.state().at("active"), 0);
}

}  // namespace
}  // namespace vertexview::test
