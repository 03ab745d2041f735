// What each action does to a document.
#include "document/actions.hpp"

#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

#include "support.hpp"

namespace vertexview::app {
namespace {

void expect_done(Document& document, std::string_view text) {
  const auto done = perform(document, text);
  EXPECT_TRUE(done) << text << ": " << describe(done.error());
}

std::string error_of(Document& document, std::string_view text) {
  const auto done = perform(document, text);
  return done ? "no error" : describe(done.error());
}

TEST(Actions, selectShowsTheRow) {
  Document document = colors_document();
  expect_done(document, "select 2");
  EXPECT_EQ(document.selected, (Selected{0, 2}));
  EXPECT_EQ(document.scroll_to, 2U);
  EXPECT_EQ(document.selected_vertex()->color, (Color{45263, 36291, 36701}));
  expect_done(document, "deselect");
  EXPECT_FALSE(document.selected);
}

TEST(Actions, selectPastTheEnd) {
  Document document = colors_document();
  expect_done(document, "select 1");
  EXPECT_EQ(error_of(document, "select 4"),
            "select: there is no vertex 4; colors.bin has 4 vertices, 0 to 3");
  EXPECT_EQ(document.selected, (Selected{0, 1})) << "the selection stays";
  Document empty;
  EXPECT_EQ(error_of(empty, "goto 0"), "goto: no file is open");
  const TemporaryFolder folder;
  expect_done(empty, "open " + write_vertices(folder, "none.bin", {}));
  EXPECT_EQ(error_of(empty, "select 0"), "select: there is no vertex 0; none.bin has 0 vertices");
  expect_done(empty, "open " + write_vertices(folder, "one.bin", {vertex(1, 2, 3)}));
  EXPECT_EQ(error_of(empty, "select 1"), "select: there is no vertex 1; one.bin has 1 vertex, 0 to 0");
}

TEST(Actions, selectNextAndPreviousStopAtTheEnds) {
  Document document = colors_document();
  expect_done(document, "select-next");
  EXPECT_EQ(document.selected->vertex, 0U);
  expect_done(document, "select-previous");
  EXPECT_EQ(document.selected->vertex, 0U);
  for (int i = 0; i < 5; ++i) expect_done(document, "select-next");
  EXPECT_EQ(document.selected->vertex, 3U);
  expect_done(document, "deselect");
  expect_done(document, "select-previous");
  EXPECT_EQ(document.selected->vertex, 3U) << "from nothing back is the last";
}

TEST(Actions, gotoFliesToTheVertex) {
  Document document = colors_document();
  const Camera before = document.camera;
  expect_done(document, "goto 3");
  EXPECT_EQ(document.selected, (Selected{0, 3}));
  EXPECT_EQ(document.scroll_to, 3U);
  const Vector p = document.selected_vertex()->position;
  EXPECT_EQ(document.camera.target, glm::dvec3(p.x, p.y, p.z));
  EXPECT_LT(document.camera.distance(), before.distance());
  EXPECT_NEAR(glm::length(document.camera.forward() - before.forward()), 0, 1e-9);
  EXPECT_TRUE(document.camera_moved_by_user);
  const double near = document.camera.distance();
  expect_done(document, "goto 0");
  EXPECT_NEAR(document.camera.distance(), near, 1e-6) << "who is near stays near";
}

TEST(Actions, gotoAVertexWithoutAPlaceKeepsTheView) {
  const TemporaryFolder folder;
  Document document;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  expect_done(document, "open " + write_vertices(folder, "nan.bin", {vertex(0, 0, 0), vertex(1, nan, 2)}));
  finish_scans(document);
  const Camera before = document.camera;
  expect_done(document, "goto 1");
  EXPECT_EQ(document.selected->vertex, 1U);
  EXPECT_EQ(document.camera, before);
  EXPECT_EQ(document.notices.back().text, "vertex 1 has no finite position; the view stays");
}

TEST(Actions, gotoSelectedAndPivotNeedASelection) {
  Document document = colors_document();
  EXPECT_EQ(error_of(document, "goto-selected"), "goto-selected: no vertex is selected");
  EXPECT_EQ(error_of(document, "pivot"), "pivot: no vertex is selected");
  EXPECT_EQ(error_of(document, "copy"), "copy: no vertex is selected");
  expect_done(document, "select 1");
  document.scroll_to.reset();
  const glm::dvec3 eye = document.camera.eye;
  expect_done(document, "pivot");
  const Vector p = document.selected_vertex()->position;
  EXPECT_EQ(document.camera.target, glm::dvec3(p.x, p.y, p.z));
  EXPECT_EQ(document.camera.eye, eye);
  expect_done(document, "goto-selected");
  EXPECT_EQ(document.scroll_to, 1U);
  EXPECT_EQ(document.camera.target, glm::dvec3(p.x, p.y, p.z));
}

TEST(Actions, copy) {
  Document document = colors_document();
  expect_done(document, "select 0");
  expect_done(document, "copy");
  EXPECT_EQ(document.requests.clipboard,
            "0\t3323.176025390625\t6562.23095703125\t9351.2314453125\t3040\t34423\t54321");
  expect_done(document, "copy-camera");
  EXPECT_EQ(document.requests.clipboard, format_camera(document.camera));
}

TEST(Actions, cameraSetsWhatItNames) {
  Document document = colors_document();
  const Camera before = document.camera;
  expect_done(document, "camera fov=30 ortho=1");
  EXPECT_EQ(document.camera.fov_degrees, 30);
  EXPECT_TRUE(document.camera.orthographic);
  EXPECT_EQ(document.camera.eye, before.eye);
  EXPECT_TRUE(document.camera_moved_by_user);
  EXPECT_EQ(error_of(document, "camera eye=1,2,3 target=1,2,3"),
            "camera: eye and target are the same point, 1,2,3; expected two different points");
}

TEST(Actions, viewsLookAlongTheAxesAndKeepAFit) {
  Document document = colors_document();
  expect_done(document, "view top");
  EXPECT_EQ(document.camera.forward(), glm::dvec3(0, 0, -1));
  expect_done(document, "view left");
  EXPECT_EQ(document.camera.forward(), glm::dvec3(1, 0, 0));
  EXPECT_EQ(document.camera, document.camera.fitted(document.bounds(), document.viewport));
  expect_done(document, "camera eye=0,0,0 target=0,5,0 up=0,0,1");
  expect_done(document, "view back");
  EXPECT_EQ(document.camera.eye, glm::dvec3(0, 10, 0));
  EXPECT_EQ(document.camera.target, glm::dvec3(0, 5, 0));
}

TEST(Actions, fitAndReset) {
  Document document = colors_document();
  const Camera home = document.camera;
  expect_done(document, "camera eye=0,0,0 target=0,5,0 fov=60");
  expect_done(document, "fit");
  EXPECT_NEAR(glm::length(document.camera.forward() - glm::dvec3(0, 1, 0)), 0, 1e-12);
  EXPECT_NEAR(glm::length(document.camera.target - home.target), 0, 1e-9);
  expect_done(document, "camera fov=45");
  expect_done(document, "reset");
  EXPECT_NEAR(glm::length(document.camera.eye - home.eye), 0, 1e-6);
  EXPECT_FALSE(document.camera_moved_by_user);
}

TEST(Actions, ortho) {
  Document document = colors_document();
  expect_done(document, "ortho");
  EXPECT_TRUE(document.camera.orthographic);
  expect_done(document, "ortho");
  EXPECT_FALSE(document.camera.orthographic);
}

TEST(Actions, pointSizeStaysInItsRange) {
  Document document;
  expect_done(document, "point-size 7.5");
  EXPECT_EQ(point_size_of(document), 7.5F);
  expect_done(document, "point-size larger");
  EXPECT_EQ(point_size_of(document), 8.5F);
  for (int i = 0; i < 100; ++i) expect_done(document, "point-size larger");
  EXPECT_EQ(point_size_of(document), 64);
  for (int i = 0; i < 100; ++i) expect_done(document, "point-size smaller");
  EXPECT_EQ(point_size_of(document), 1);
}

TEST(Actions, pointSizesOfTheWorldAndAdaptive) {
  using gpu::PointSize;
  Document document;
  expect_done(document, "point-size 3px");
  EXPECT_EQ(point_size_of(document), 3);
  expect_done(document, "point-size 0.05m");
  EXPECT_EQ(point_size_of(document), PointSize::world(0.05F));
  EXPECT_EQ(format_point_size(point_size_of(document)), "0.05m");
  expect_done(document, "point-size larger");
  EXPECT_EQ(point_size_of(document), PointSize::world(0.0625F));
  expect_done(document, "point-size auto");
  EXPECT_EQ(point_size_of(document), PointSize::adaptive());
  EXPECT_EQ(format_point_size(point_size_of(document)), "auto");
  expect_done(document, "point-size larger");
  EXPECT_EQ(point_size_of(document), 2);
  for (const std::string text : {"0", "65", "-3", "m", "0m", "-1m", "nanm", "3 px", "big", "infm", "nan"}) {
    const auto refused = perform(document, "point-size " + text);
    ASSERT_FALSE(refused.has_value()) << text;
    EXPECT_EQ(refused.error().message,
              "point-size: '" + text +
                  "' is not a size; expected 1 to 64 pixels, units of the file as in 0.05m, auto, larger or "
                  "smaller");
  }
  EXPECT_EQ(point_size_of(document), 2);
}

TEST(Actions, adaptivePointsAreAsLargeAsTheyLieApart) {
  using gpu::PointSize;
  Document document;
  expect_done(document, "point-size auto");
  EXPECT_EQ(drawn_point_size(document), PointSize::adaptive()) << "nothing is open";
  expect_done(document, "open " + colors_bin());
  Bounds& bounds = document.clouds[0].statistics.bounds;
  bounds = {{0, 0, 0}, {4, 1, 9}};
  // Four points on a sheet of 4 x 9 lie 3 apart.
  EXPECT_EQ(drawn_point_size(document), PointSize::world(7.5F));
  document.clouds[0].visible = false;
  EXPECT_EQ(drawn_point_size(document), PointSize::adaptive());
  document.clouds[0].visible = true;
  bounds = {{0, 0, 0}, {4, 0, 0}};
  EXPECT_EQ(drawn_point_size(document), PointSize::adaptive()) << "a line is no sheet";
  expect_done(document, "point-size 5");
  EXPECT_EQ(drawn_point_size(document), 5);
}

TEST(Actions, background) {
  Document document;
  EXPECT_EQ(format_color(background_of(document)), "#121419");
  expect_done(document, "background #1a2B3c");
  EXPECT_EQ(format_color(background_of(document)), "#1a2b3c");
  expect_done(document, "theme light");
  EXPECT_EQ(format_color(background_of(document)), "#1a2b3c") << "a chosen colour stays";
  expect_done(document, "background black");
  EXPECT_EQ(format_color(background_of(document)), "#000000");
  expect_done(document, "background theme");
  EXPECT_EQ(format_color(background_of(document)), "#ffffff");
  for (const std::string text : {"blue", "#12345", "#1234567", "#-12345", "123456", "#12345g"}) {
    const auto refused = perform(document, "background " + text);
    ASSERT_FALSE(refused.has_value()) << text;
    EXPECT_EQ(refused.error().message,
              "background: '" + text + "' is not a colour; expected #rrggbb, black, grey, white or theme");
  }
}

TEST(Actions, fewPointsAreDrawnLargeUnlessASizeWasChosen) {
  Document document = colors_document();
  EXPECT_EQ(point_size_of(document), 9);
  Document chosen;
  expect_done(chosen, "point-size 3");
  expect_done(chosen, "open " + colors_bin());
  EXPECT_EQ(point_size_of(chosen), 3);
}

TEST(Actions, edgesAreLitByThemselvesWhereThatTakesLittle) {
  Document document;
  document.draw_costs.emplace();
  EXPECT_EQ(edl_of(document), 0) << "could not be measured";
  document.draw_costs->edl_ms = 2;
  EXPECT_EQ(edl_of(document), 0) << "more than a tenth of 16.7 ms";
  document.draw_costs->edl_ms = 1.5;
  EXPECT_EQ(edl_of(document), kEdlStrength);
  expect_done(document, "edl off");
  EXPECT_EQ(edl_of(document), 0) << "chosen";
  expect_done(document, "edl auto");
  EXPECT_EQ(edl_of(document), kEdlStrength);
}

TEST(Actions, edgesAndRenderer) {
  Document document;
  EXPECT_EQ(edl_of(document), 0);
  expect_done(document, "edl on");
  EXPECT_EQ(edl_of(document), kEdlStrength);
  expect_done(document, "edl 0.75");
  EXPECT_EQ(edl_of(document), 0.75F);
  expect_done(document, "edl off");
  EXPECT_EQ(edl_of(document), 0);
  for (const std::string text : {"7", "-1", "bright", "nan"}) {
    const auto refused = perform(document, "edl " + text);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().message,
              "edl: '" + text + "' is not a strength; expected on, off, auto or 0 to 2");
  }
  expect_done(document, "renderer points");
  EXPECT_EQ(document.look.renderer, gpu::Renderer::kPoints);
  expect_done(document, "renderer automatic");
  EXPECT_EQ(document.look.renderer, gpu::Renderer::kAutomatic);
}

TEST(Actions, switches) {
  Document document;
  expect_done(document, "theme light");
  EXPECT_EQ(document.look.theme, Theme::kLight);
  for (const Action& action : actions()) {
    if (action.name != "toggle") continue;
    ASSERT_NE(action.checked, nullptr);
    const bool before = action.checked(document);
    expect_done(document, "toggle " + std::string(action.preset));
    EXPECT_NE(action.checked(document), before) << action.preset;
    expect_done(document, "toggle " + std::string(action.preset));
    EXPECT_EQ(document.show, Shown{}) << action.preset;
  }
}

TEST(Actions, escapeClosesTheFrontFirst) {
  Document document = colors_document();
  expect_done(document, "select 0");
  expect_done(document, "fullscreen");
  expect_done(document, "help");
  expect_done(document, "palette");
  expect_done(document, "escape");
  EXPECT_FALSE(document.show.palette);
  EXPECT_TRUE(document.show.help);
  expect_done(document, "escape");
  EXPECT_FALSE(document.show.help);
  expect_done(document, "escape");
  EXPECT_FALSE(document.show.fullscreen);
  EXPECT_TRUE(document.selected);
  expect_done(document, "escape");
  EXPECT_FALSE(document.selected);
}

TEST(Actions, cloudsByNumber) {
  Document document = colors_document();
  expect_done(document, "open " + colors_bin());
  EXPECT_EQ(document.active, 1U);
  expect_done(document, "activate 0");
  EXPECT_EQ(document.active, 0U);
  expect_done(document, "toggle-cloud 1");
  EXPECT_FALSE(document.clouds[1].visible);
  EXPECT_EQ(error_of(document, "activate 2"), "activate: there is no file 2; 2 open, 0 to 1");
  Document empty;
  EXPECT_EQ(error_of(empty, "toggle-cloud 0"), "toggle-cloud: no file is open");
}

TEST(Actions, requestsAreKeptForTheHost) {
  Document document;
  expect_done(document, "screenshot a b.png");
  expect_done(document, "state s.json");
  expect_done(document, "quit");
  EXPECT_THAT(document.requests.screenshots, ElementsAre("a b.png"));
  EXPECT_THAT(document.requests.state_files, ElementsAre("s.json"));
  EXPECT_TRUE(document.requests.quit);
}

}  // namespace
}  // namespace vertexview::app
