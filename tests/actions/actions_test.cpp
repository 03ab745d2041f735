// Tests of what each action does to a session.
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

#include "actions/command.hpp"
#include "actions/target.hpp"
#include "session/layout_argument.hpp"
#include "session/support.hpp"
#include "vertexview/record/schema_writers.hpp"

namespace vertexview::app {
namespace {

std::string error_of(Session& session, std::string_view text) {
  const auto done = perform(session, text);
  return done ? "no error" : describe(done.error());
}

TEST(Actions, selectShowsTheRow) {
  Session session = colors_session();
  expect_done(session, "select 2");
  EXPECT_EQ(session.selection.focus(), id_of(session, 0, 2));
  EXPECT_EQ(session.scroll_to, 2U);
  EXPECT_EQ(session.selected_vertex()->color, (Color{45263, 36291, 36701}));
  expect_done(session, "deselect");
  EXPECT_FALSE(session.selection.focus());
}

TEST(Actions, selectPastTheEnd) {
  Session session = colors_session();
  expect_done(session, "select 1");
  EXPECT_EQ(error_of(session, "select 4"), "select: there is no vertex 4; colors.bin has 4 vertices, 0 to 3");
  EXPECT_EQ(session.selection.focus(), id_of(session, 0, 1)) << "the selection stays";
  Session empty;
  EXPECT_EQ(error_of(empty, "goto 0"), "goto: no file is open");
  const TemporaryFolder folder;
  expect_done(empty, "open " + write_vertices(folder, "none.bin", {}));
  EXPECT_EQ(error_of(empty, "select 0"), "select: none.bin has 0 vertices");
  expect_done(empty, "open " + write_vertices(folder, "one.bin", {vertex(1, 2, 3)}));
  EXPECT_EQ(error_of(empty, "select 1"), "select: there is no vertex 1; one.bin has 1 vertex, 0 to 0");
}

TEST(Actions, selectAShareOfTheFile) {
  Session session = colors_session();
  for (const auto& [text, index] : {std::pair("select 0%", 0U), std::pair("select 50%", 2U),
                                    std::pair("goto 99.9%", 3U), std::pair("select 100%", 3U)}) {
    expect_done(session, text);
    EXPECT_EQ(session.selection.focus()->index, index) << text;
  }
}

TEST(Actions, gotoFromTheSelectedVertex) {
  Session session = colors_session();
  expect_done(session, "select 1");
  for (const auto& [text, index] :
       {std::pair("goto +2", 3U), std::pair("goto -3", 0U), std::pair("goto +50%", 2U),
        std::pair("select -1", 1U), std::pair("select +0", 1U), std::pair("goto last", 3U)}) {
    expect_done(session, text);
    EXPECT_EQ(session.selection.focus()->index, index) << text;
    EXPECT_EQ(session.scroll_to, index) << text;
  }
}

TEST(Actions, gotoPastTheEnds) {
  Session session = colors_session();
  EXPECT_EQ(error_of(session, "goto +1"),
            "goto: no vertex is selected to count +1 from; colors.bin has 4 vertices, 0 to 3");
  expect_done(session, "select 2");
  EXPECT_EQ(error_of(session, "goto +2"),
            "goto: +2 from vertex 2 is past the last; colors.bin has 4 vertices, 0 to 3");
  EXPECT_EQ(error_of(session, "goto +18446744073709551615"),
            "goto: +18446744073709551615 from vertex 2 is past the last; colors.bin has 4 vertices, 0 to 3");
  EXPECT_EQ(error_of(session, "goto -3"),
            "goto: -3 from vertex 2 is before the first; colors.bin has 4 vertices, 0 to 3");
  EXPECT_EQ(session.selection.focus()->index, 2U) << "the selection stays";
  expect_done(session, "open " + colors_bin());
  EXPECT_EQ(error_of(session, "goto +1"),
            "goto: no vertex is selected to count +1 from; colors.bin has 4 vertices, 0 to 3")
      << "the selected vertex is another file's";
}

TEST(Actions, gotoAByteOfTheFile) {
  const TemporaryFolder folder;
  // Three bytes of a header, two records of 20 bytes, and one byte more.
  const std::vector<std::byte> bytes(44);
  Session session;
  Dataset::Options options;
  options.changes.offset = 3;
  options.changes.allow_tail = true;
  ASSERT_TRUE(open_file(session, folder.write("offset.bin", bytes), options));
  for (const auto& [text, index] : {std::pair("goto @3", 0U), std::pair("goto @22", 0U),
                                    std::pair("goto @0x17", 1U), std::pair("goto @42", 1U)}) {
    expect_done(session, text);
    EXPECT_EQ(session.selection.focus()->index, index) << text;
  }
  for (const std::string byte : {"2", "43", "18446744073709551615"})
    EXPECT_EQ(error_of(session, "goto @" + byte), "goto: no record has byte " + byte +
                                                      ", they are bytes 3 to 42; offset.bin has 2 vertices, "
                                                      "0 to 1");
}

TEST(Actions, recordsInSeveralPlaces) {
  const TemporaryFolder folder;
  const std::vector<float> numbers{1, 2, 10, 20, 100, 200};
  const std::string path = folder.write("planes.bin", std::as_bytes(std::span(numbers)));
  Session session;
  Dataset::Options options;
  options.layout = layout_of_argument("<f:x:f:y:f:z:").value();
  options.planes = true;
  ASSERT_TRUE(open_file(session, path, options));
  for (const auto& [text, index] :
       {std::pair("goto @3", 0U), std::pair("goto @12", 1U), std::pair("goto @0x17", 1U)}) {
    expect_done(session, text);
    EXPECT_EQ(session.selection.focus()->index, index) << text;
  }
  EXPECT_EQ(error_of(session, "goto @24"),
            "goto: no record has byte 24 of " + path + "; planes.bin has 2 vertices, 0 to 1");
  EXPECT_EQ(
      error_of(session, "save-layout"),
      path + ": its records lie in several places, so that a layout beside the file cannot describe them");
}

TEST(Actions, whatACommandPointsAtIsKnownBeforeItRuns) {
  Session session = colors_session();
  const auto wrong = [&](std::string_view text) {
    const auto checked = check_targets(session, parse_command(text).value());
    return checked ? "" : checked.error().message;
  };
  EXPECT_EQ(wrong("goto 3"), "");
  EXPECT_EQ(wrong("goto 4"), "goto: there is no vertex 4; colors.bin has 4 vertices, 0 to 3");
  EXPECT_EQ(wrong("activate 1"), "activate: there is no file 1; 1 open, 0 to 0");
  EXPECT_EQ(wrong("theme light"), "");
  EXPECT_FALSE(session.selection.focus()) << "nothing is done";
  session = {};
  EXPECT_EQ(wrong("goto 4"), "") << "perform() says that no file is open";
}

TEST(Actions, selectNextAndPreviousStopAtTheEnds) {
  Session session = colors_session();
  expect_done(session, "select-next");
  EXPECT_EQ(session.selection.focus()->index, 0U);
  expect_done(session, "select-previous");
  EXPECT_EQ(session.selection.focus()->index, 0U);
  for (int i = 0; i < 5; ++i) expect_done(session, "select-next");
  EXPECT_EQ(session.selection.focus()->index, 3U);
  expect_done(session, "deselect");
  expect_done(session, "select-previous");
  EXPECT_EQ(session.selection.focus()->index, 3U) << "from nothing back is the last";
}

TEST(Actions, gotoFliesToTheVertex) {
  Session session = colors_session();
  const Camera before = session.camera;
  expect_done(session, "goto 3");
  EXPECT_EQ(session.selection.focus(), id_of(session, 0, 3));
  EXPECT_EQ(session.scroll_to, 3U);
  const Vector p = session.selected_vertex()->position;
  EXPECT_EQ(session.camera.target, glm::dvec3(p.x, p.y, p.z));
  EXPECT_LT(session.camera.distance(), before.distance());
  EXPECT_NEAR(glm::length(session.camera.forward() - before.forward()), 0, 1e-9);
  EXPECT_TRUE(session.camera_moved_by_user);
  const double near = session.camera.distance();
  expect_done(session, "goto 0");
  EXPECT_NEAR(session.camera.distance(), near, 1e-6) << "who is near stays near";
}

TEST(Actions, gotoAVertexWithoutAPlaceKeepsTheView) {
  const TemporaryFolder folder;
  Session session;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  expect_done(session, "open " + write_vertices(folder, "nan.bin", {vertex(0, 0, 0), vertex(1, nan, 2)}));
  finish_scans(session);
  const Camera before = session.camera;
  expect_done(session, "goto 1");
  EXPECT_EQ(session.selection.focus()->index, 1U);
  EXPECT_EQ(session.camera, before);
  EXPECT_EQ(session.notices.back().text, "vertex 1 has no finite position; the view stays");
}

TEST(Actions, gotoWithoutAPositionSaysHowToNameOne) {
  const TemporaryFolder folder;
  Session session;
  const std::string path = write_vertices(folder, "a.bin", {vertex(0, 0, 0)});
  ASSERT_TRUE(open_file(session, path, {.layout = layout_of_argument("<H:label:H:instance:").value()}));
  finish_scans(session);
  expect_done(session, "goto 0");
  EXPECT_EQ(session.notices.back().text,
            "the view stays: no element of the layout is a position; name one: --position a,b,c");
}

TEST(Actions, gotoSelectedAndPivotNeedASelection) {
  Session session = colors_session();
  EXPECT_EQ(error_of(session, "goto-selected"), "goto-selected: no vertex is selected");
  EXPECT_EQ(error_of(session, "pivot"), "pivot: no vertex is selected");
  EXPECT_EQ(error_of(session, "copy"), "copy: no vertex is selected");
  expect_done(session, "select 1");
  session.scroll_to.reset();
  const glm::dvec3 eye = session.camera.eye;
  expect_done(session, "pivot");
  const Vector p = session.selected_vertex()->position;
  EXPECT_EQ(session.camera.target, glm::dvec3(p.x, p.y, p.z));
  EXPECT_EQ(session.camera.eye, eye);
  expect_done(session, "goto-selected");
  EXPECT_EQ(session.scroll_to, 1U);
  EXPECT_EQ(session.camera.target, glm::dvec3(p.x, p.y, p.z));
}

TEST(Actions, copy) {
  Session session = colors_session();
  expect_done(session, "select 0");
  expect_done(session, "copy");
  EXPECT_EQ(session.requests.clipboard,
            "0\t3323.176025390625\t6562.23095703125\t9351.2314453125\t3040\t34423\t54321");
  expect_done(session, "copy-camera");
  EXPECT_EQ(session.requests.clipboard, format_camera(session.camera));
  for (const SchemaWriter& writer : schema_writers()) {
    expect_done(session, std::string("copy-layout ").append(writer.name));
    EXPECT_EQ(session.requests.clipboard, *write_schema_as(Schema::canonical(), writer.name));
  }
}

TEST(Actions, copyLayoutOffersEveryWriter) {
  const auto row = std::ranges::find(actions(), "copy-layout", &Action::name);
  ASSERT_NE(row, actions().end());
  std::vector<std::string_view> names;
  for (const SchemaWriter& writer : schema_writers()) names.push_back(writer.name);
  EXPECT_EQ(words_of(row->arguments.front()), names);
}

TEST(Actions, cameraSetsWhatItNames) {
  Session session = colors_session();
  const Camera before = session.camera;
  expect_done(session, "camera fov=30 ortho=1");
  EXPECT_EQ(session.camera.fov_degrees, 30);
  EXPECT_TRUE(session.camera.orthographic);
  EXPECT_EQ(session.camera.eye, before.eye);
  EXPECT_TRUE(session.camera_moved_by_user);
  EXPECT_EQ(error_of(session, "camera eye=1,2,3 target=1,2,3"),
            "camera: eye and target are the same point, 1,2,3; expected two different points");
}

TEST(Actions, viewsLookAlongTheAxesAndKeepAFit) {
  Session session = colors_session();
  expect_done(session, "view top");
  EXPECT_EQ(session.camera.forward(), glm::dvec3(0, 0, -1));
  expect_done(session, "view left");
  EXPECT_EQ(session.camera.forward(), glm::dvec3(1, 0, 0));
  EXPECT_EQ(session.camera, session.camera.fitted(session.bounds(), session.viewport));
  expect_done(session, "camera eye=0,0,0 target=0,5,0 up=0,0,1");
  expect_done(session, "view back");
  EXPECT_EQ(session.camera.eye, glm::dvec3(0, 10, 0));
  EXPECT_EQ(session.camera.target, glm::dvec3(0, 5, 0));
}

TEST(Actions, fitAndReset) {
  Session session = colors_session();
  const Camera home = session.camera;
  expect_done(session, "camera eye=0,0,0 target=0,5,0 fov=60");
  expect_done(session, "fit");
  EXPECT_NEAR(glm::length(session.camera.forward() - glm::dvec3(0, 1, 0)), 0, 1e-12);
  EXPECT_NEAR(glm::length(session.camera.target - home.target), 0, 1e-9);
  expect_done(session, "camera fov=45");
  expect_done(session, "reset");
  EXPECT_NEAR(glm::length(session.camera.eye - home.eye), 0, 1e-6);
  EXPECT_FALSE(session.camera_moved_by_user);
}

TEST(Actions, ortho) {
  Session session = colors_session();
  expect_done(session, "ortho");
  EXPECT_TRUE(session.camera.orthographic);
  expect_done(session, "ortho");
  EXPECT_FALSE(session.camera.orthographic);
}

TEST(Actions, switches) {
  Session session;
  expect_done(session, "theme light");
  EXPECT_EQ(session.look.theme, Theme::kLight);
  for (const Action& action : actions()) {
    if (action.name != "toggle") continue;
    ASSERT_NE(action.checked, nullptr);
    const bool before = action.checked(session);
    expect_done(session, "toggle " + std::string(action.preset));
    EXPECT_NE(action.checked(session), before) << action.preset;
    expect_done(session, "toggle " + std::string(action.preset));
    EXPECT_EQ(session.show, Shown{}) << action.preset;
  }
}

TEST(Actions, aMenuIsOpenedByTheWindow) {
  Session session;
  expect_done(session, "menu Camera");
  EXPECT_EQ(session.open_menu, "Camera");
  EXPECT_THAT(
      error_of(session, "menu Kamera"),
      StartsWith(
          "menu: 'Kamera' is unknown; expected one of File, Select, View, Layout, Camera, Table, Help"));
}

TEST(Actions, escapeClosesTheFrontFirst) {
  Session session = colors_session();
  expect_done(session, "select 0");
  expect_done(session, "fullscreen");
  expect_done(session, "toggle layout");
  expect_done(session, "toggle log");
  expect_done(session, "help");
  expect_done(session, "palette");
  expect_done(session, "escape");
  EXPECT_FALSE(session.show.palette);
  EXPECT_TRUE(session.show.help);
  expect_done(session, "escape");
  EXPECT_FALSE(session.show.help);
  EXPECT_TRUE(session.show.log);
  expect_done(session, "escape");
  EXPECT_FALSE(session.show.log);
  EXPECT_TRUE(session.show.layout);
  expect_done(session, "escape");
  EXPECT_FALSE(session.show.layout);
  EXPECT_TRUE(session.show.fullscreen);
  expect_done(session, "escape");
  EXPECT_FALSE(session.show.fullscreen);
  EXPECT_TRUE(session.selection.focus());
  expect_done(session, "escape");
  EXPECT_FALSE(session.selection.focus());
}

TEST(Actions, cloudsByNumber) {
  Session session = colors_session();
  expect_done(session, "open " + colors_bin());
  EXPECT_EQ(session.active, session.datasets[1].id);
  expect_done(session, "activate 0");
  EXPECT_EQ(session.active, session.datasets[0].id);
  expect_done(session, "toggle-cloud 1");
  EXPECT_FALSE(session.datasets[1].visible);
  EXPECT_EQ(error_of(session, "activate 2"), "activate: there is no file 2; 2 open, 0 to 1");
  Session empty;
  EXPECT_EQ(error_of(empty, "toggle-cloud 0"), "toggle-cloud: no file is open");
}

TEST(Actions, requestsAreKeptForTheHost) {
  Session session;
  expect_done(session, "screenshot a b.png");
  expect_done(session, "state s.json");
  expect_done(session, "quit");
  EXPECT_THAT(session.requests.screenshots, ElementsAre("a b.png"));
  EXPECT_THAT(session.requests.state_files, ElementsAre("s.json"));
  EXPECT_TRUE(session.requests.quit);
}

}  // namespace
}  // namespace vertexview::app
