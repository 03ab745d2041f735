// Files of no vertex, of one, and several at once, in the real window.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kColors = VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";

std::string write(const TemporaryFolder& folder, const std::string& name,
                  const std::vector<ColoredVertex>& vertices) {
  return folder.write(name, std::as_bytes(std::span(vertices)));
}

bool is_finite(const Camera& camera) {
  return std::isfinite(camera.eye.x + camera.eye.y + camera.eye.z + camera.target.x + camera.target.y +
                       camera.target.z) &&
         camera.distance() > 0;
}

/// Turns, moves and zooms, as a person does who looks for the vertices.
void fiddle(const Viewer& viewer) {
  viewer.drag({300, 300}, {420, 340});
  viewer.drag({300, 300}, {330, 280}, 3);
  viewer.click({350, 350}, 4, 3);
  viewer.click({350, 350}, 5, 3);
  viewer.key("7 o o f r plus minus");
}

TEST(OneVertex, isInTheMiddleAndCanBeSelected) {
  const TemporaryFolder folder;
  constexpr Vector kPlace{3, -4, 5};
  Viewer viewer({write(folder, "one.bin", {{kPlace, {65535, 0, 257}, 0}})});
  const Json start = viewer.state();
  EXPECT_EQ(start.at("vertices"), 1);
  EXPECT_EQ(start.at("points_drawn"), 1);
  EXPECT_TRUE(is_finite(camera_of(start)));
  const glm::dvec2 view_middle(middle_of(start, "view"));
  EXPECT_LT(glm::distance(pixel_of(start, kPlace), view_middle), 2);
  const auto rgb = viewer.screenshot().at(glm::ivec2(pixel_of(start, kPlace)));
  EXPECT_EQ(rgb, (std::array<std::uint8_t, 3>{255, 0, 1}));
  viewer.click(glm::ivec2(pixel_of(start, kPlace)));
  EXPECT_EQ(viewer.wait_for([](const Json& s) { return s.at("selected") == 0; }).at("selected"), 0);
}

TEST(OneVertex, anyMovementKeepsAUsableCamera) {
  const TemporaryFolder folder;
  Viewer viewer({write(folder, "one.bin", {{{3, -4, 5}, {65535, 0, 257}, 0}})});
  const Json start = viewer.state();
  fiddle(viewer);
  const Json state = viewer.state();
  EXPECT_TRUE(is_finite(camera_of(state)));
  EXPECT_EQ(state.at("points_drawn"), 1);
  EXPECT_THAT(told(state, "error"), IsEmpty());
  // R, the last key but two, shows the vertex as at the start.
  EXPECT_LT(glm::distance(pixel_of(state, {3, -4, 5}), pixel_of(start, {3, -4, 5})), 1);
}

TEST(NoVertices, everyGestureIsSafe) {
  const TemporaryFolder folder;
  Viewer viewer({folder.write("empty.bin", {})});
  viewer.move({300, 300});
  viewer.key("Down ctrl+g");
  viewer.key("Escape f 7");
  fiddle(viewer);
  viewer.click({350, 350}, 1, 2);
  const Json state = viewer.state();
  EXPECT_EQ(state.at("vertices"), 0);
  EXPECT_EQ(state.at("points_drawn"), 0);
  EXPECT_TRUE(state.at("selected").is_null());
  EXPECT_TRUE(is_finite(camera_of(state)));
  viewer.send("quit");
  EXPECT_EQ(viewer.wait_for_exit(), 0);
}

TEST(NoVertices, isSaidInTheMiddleOfTheView) {
  const TemporaryFolder folder;
  Viewer viewer({folder.write("empty.bin", {})});
  const Json state = viewer.state();
  const Pixels picture = viewer.screenshot();
  // The view shows letters where the points would be.
  const glm::ivec2 middle = middle_of(state, "view");
  const auto background = picture.at(middle - glm::ivec2(0, 150));
  int different = 0;
  for (int y = -60; y < 60; ++y)
    for (int x = -200; x < 200; ++x)
      if (picture.at(middle + glm::ivec2(x, y)) != background) ++different;
  EXPECT_GT(different, 200);
}

TEST(SeveralFiles, aClickSelectsInTheFileThatIsHit) {
  const TemporaryFolder folder;
  constexpr Vector kLeft{-1, 0, 0};
  constexpr Vector kRight{1, 0, 0};
  const auto left = write(folder, "left.bin", {{kLeft, {65535, 0, 0}, 0}});
  const auto right = write(folder, "right.bin", {{kRight, {0, 65535, 0}, 0}});
  Viewer viewer({left, right});
  const Json start = viewer.state();
  ASSERT_EQ(start.at("clouds").size(), 2U);
  EXPECT_EQ(start.at("points_drawn"), 2);
  const Pixels picture = viewer.screenshot();
  EXPECT_EQ(picture.at(glm::ivec2(pixel_of(start, kLeft))), (std::array<std::uint8_t, 3>{255, 0, 0}));
  EXPECT_EQ(picture.at(glm::ivec2(pixel_of(start, kRight))), (std::array<std::uint8_t, 3>{0, 255, 0}));
  for (const auto& [place, dataset] : {std::pair(kRight, 1), std::pair(kLeft, 0)}) {
    viewer.click(glm::ivec2(pixel_of(start, place)));
    const int wanted = dataset;
    const Json state = viewer.wait_for([&](const Json& s) {
      return !s.at("selected").is_null() && s.at("selected_vertex").at("cloud") == wanted;
    });
    EXPECT_EQ(state.at("selected_vertex").at("cloud"), dataset);
    EXPECT_EQ(state.at("active"), dataset) << "table and inspector show the file that was hit";
  }
}

TEST(SeveralFiles, oneIsHiddenAndClosed) {
  const TemporaryFolder folder;
  const auto left = write(folder, "left.bin", {{{-1, 0, 0}, {65535, 0, 0}, 0}});
  const auto right = write(folder, "right.bin", {{{1, 0, 0}, {0, 65535, 0}, 0}});
  Viewer viewer({left, right});
  viewer.send("toggle-cloud 0");
  EXPECT_EQ(viewer.state().at("points_drawn"), 1);
  viewer.move({300, 300});
  viewer.key("ctrl+w");
  const Json state = viewer.wait_for([](const Json& s) { return s.at("clouds").size() == 1; });
  ASSERT_EQ(state.at("clouds").size(), 1U);
  EXPECT_EQ(state.at("file"), left) << "the one opened last was shown, and is closed";
}

TEST(SeveralFiles, aMissingOneIsToldBesideTheOthers) {
  const TemporaryFolder folder;
  const std::string copy = folder.file("copy.bin");
  std::filesystem::copy_file(kColors, copy);
  Viewer viewer({kColors, "/no/such/file.bin", copy});
  const Json state = viewer.state();
  EXPECT_EQ(state.at("clouds").size(), 2U);
  EXPECT_THAT(told(state, "error"), Contains(HasSubstr("/no/such/file.bin")));
}

}  // namespace
}  // namespace vertexview::test
