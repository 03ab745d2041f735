// What each action does to a document.
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

#include "actions/command.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

std::string error_of(Document& document, std::string_view text) {
  const auto done = perform(document, text);
  return done ? "no error" : describe(done.error());
}

TEST(Actions, selectShowsTheRow) {
  Document document = colors_document();
  expect_done(document, "select 2");
  EXPECT_EQ(document.selection.focus(), id_of(document, 0, 2));
  EXPECT_EQ(document.scroll_to, 2U);
  EXPECT_EQ(document.selected_vertex()->color, (Color{45263, 36291, 36701}));
  expect_done(document, "deselect");
  EXPECT_FALSE(document.selection.focus());
}

TEST(Actions, selectPastTheEnd) {
  Document document = colors_document();
  expect_done(document, "select 1");
  EXPECT_EQ(error_of(document, "select 4"),
            "select: there is no vertex 4; colors.bin has 4 vertices, 0 to 3");
  EXPECT_EQ(document.selection.focus(), id_of(document, 0, 1)) << "the selection stays";
  Document empty;
  EXPECT_EQ(error_of(empty, "goto 0"), "goto: no file is open");
  const TemporaryFolder folder;
  expect_done(empty, "open " + write_vertices(folder, "none.bin", {}));
  EXPECT_EQ(error_of(empty, "select 0"), "select: none.bin has 0 vertices");
  expect_done(empty, "open " + write_vertices(folder, "one.bin", {vertex(1, 2, 3)}));
  EXPECT_EQ(error_of(empty, "select 1"), "select: there is no vertex 1; one.bin has 1 vertex, 0 to 0");
}

TEST(Actions, selectAShareOfTheFile) {
  Document document = colors_document();
  for (const auto& [text, index] : {std::pair("select 0%", 0U), std::pair("select 50%", 2U),
                                    std::pair("goto 99.9%", 3U), std::pair("select 100%", 3U)}) {
    expect_done(document, text);
    EXPECT_EQ(document.selection.focus()->index, index) << text;
  }
}

TEST(Actions, selectNextAndPreviousStopAtTheEnds) {
  Document document = colors_document();
  expect_done(document, "select-next");
  EXPECT_EQ(document.selection.focus()->index, 0U);
  expect_done(document, "select-previous");
  EXPECT_EQ(document.selection.focus()->index, 0U);
  for (int i = 0; i < 5; ++i) expect_done(document, "select-next");
  EXPECT_EQ(document.selection.focus()->index, 3U);
  expect_done(document, "deselect");
  expect_done(document, "select-previous");
  EXPECT_EQ(document.selection.focus()->index, 3U) << "from nothing back is the last";
}

TEST(Actions, gotoFliesToTheVertex) {
  Document document = colors_document();
  const Camera before = document.camera;
  expect_done(document, "goto 3");
  EXPECT_EQ(document.selection.focus(), id_of(document, 0, 3));
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
  EXPECT_EQ(document.selection.focus()->index, 1U);
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
  EXPECT_TRUE(document.selection.focus());
  expect_done(document, "escape");
  EXPECT_FALSE(document.selection.focus());
}

TEST(Actions, cloudsByNumber) {
  Document document = colors_document();
  expect_done(document, "open " + colors_bin());
  EXPECT_EQ(document.active, document.clouds[1].id);
  expect_done(document, "activate 0");
  EXPECT_EQ(document.active, document.clouds[0].id);
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
