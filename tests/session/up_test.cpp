// Tests of the up axis: where the view takes it from, and what keeps it.
#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include "session/layout_argument.hpp"
#include "session/state.hpp"
#include "session/support.hpp"
#include "support_up.hpp"

namespace vertexview::app {
namespace {

std::string told(const Session& session) {
  return nlohmann::json::parse(state_json(session))["up"].get<std::string>();
}

std::string request(const Session& session) {
  return layout_argument(text_of(session.active_dataset()->data.layout()));
}

Session open(const std::string& path, const Dataset::Options& options = {}) {
  Session session;
  const auto opened = open_file(session, path, options);
  EXPECT_TRUE(opened) << describe(opened.error());
  finish_scans(session);
  return session;
}

// Writes records of four floats; the largest last number is in one that no sample reads.
std::string write_scan(const TemporaryFolder& folder) {
  std::vector<float> numbers(std::size_t{4} * 100'000);
  numbers[std::size_t{4} * 77'777 + 3] = 5;
  return folder.write("scan.bin", std::as_bytes(std::span(numbers)));
}

TEST(Up, isZWhereNothingIsSaid) {
  EXPECT_EQ(told(Session{}), "z");
  EXPECT_EQ(told(colors_session()), "z");
}

TEST(Up, theFirstViewGoesByTheLayout) {
  const Camera upright = colors_session().camera;
  for (const UpCase& up : kUpCases) {
    const Session session = open(colors_bin(), {.changes = {.up = up.axis}});
    EXPECT_EQ(told(session), up.name);
    EXPECT_EQ(session.camera.up, up.rotated({0, 0, 1})) << up.name;
    EXPECT_NEAR(glm::length(session.camera.forward() - up.rotated(upright.forward())), 0, 1e-9) << up.name;
    EXPECT_FALSE(session.camera_moved_by_user);
  }
}

TEST(Up, theActionTurnsAFittedViewAndFitsIt) {
  Session session = colors_session();
  expect_done(session, "view front");
  for (const UpCase& up : kUpCases) {
    expect_done(session, "up " + up.name);
    EXPECT_EQ(told(session), up.name);
    EXPECT_EQ(session.camera.forward(), up.rotated({0, 1, 0})) << "still from the front";
    EXPECT_EQ(session.camera.up, up.rotated({0, 0, 1}));
    EXPECT_EQ(session.camera, session.camera.fitted(session.bounds(), session.viewport));
    for (const Action& row : actions())
      if (row.name == "up") {
        EXPECT_EQ(row.checked(session), row.preset == up.name) << row.preset;
      }
  }
}

TEST(Up, aViewThatAPersonChoseTurnsAroundItsTarget) {
  Session session = colors_session();
  expect_done(session, "camera eye=1,2,3 target=0,0,0");
  expect_done(session, "up y");
  EXPECT_EQ(session.camera.eye, glm::dvec3(1, 3, -2));
  EXPECT_EQ(session.camera.target, glm::dvec3(0));
  EXPECT_TRUE(session.camera_moved_by_user);
}

TEST(Up, isKeptByEverythingThatMovesTheCamera) {
  Session session = colors_session();
  expect_done(session, "up y");
  const Camera home = [&] {
    expect_done(session, "reset");
    return session.camera;
  }();
  EXPECT_LT(home.forward().y, 0) << "from above";
  EXPECT_LT(home.forward().z, 0) << "from the front";
  for (const char* action : {"fit", "view top", "view side", "ortho", "goto 2", "pivot", "fit",
                             "camera eye=0,0,9 target=0,0,0", "ortho", "camera fov=45", "reset"}) {
    expect_done(session, action);
    EXPECT_EQ(told(session), "y") << action;
    EXPECT_EQ(session.camera.up_axis, UpAxis::kY) << action;
  }
  EXPECT_NEAR(glm::length(session.camera.eye - home.eye), 0, 1e-6);
  EXPECT_EQ(session.camera.up, glm::dvec3(0, 1, 0));
  expect_done(session, "view top");
  EXPECT_EQ(session.camera.forward(), glm::dvec3(0, -1, 0));
}

TEST(Up, neitherOpensNorScansNorUploadsTheFileAgain) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "a.bin", {vertex(1, 2, 3), vertex(4, 5, 6)});
  Session session = open(path);
  const OpenDataset before = session.datasets[0];
  std::filesystem::remove(path);  // so that opening the file again would fail
  for (const char* action : {"up y", "layout vertex --up -x", "up -z", "layout vertex --up y --ramp grey"}) {
    expect_done(session, action);
    const OpenDataset& dataset = session.datasets[0];
    EXPECT_EQ(dataset.data.mapping(), before.data.mapping()) << action;
    EXPECT_EQ(dataset.data.bytes_serial(), before.data.bytes_serial()) << action;
    EXPECT_EQ(dataset.serial, before.serial) << action;
    EXPECT_EQ(dataset.scan, nullptr) << action;
    EXPECT_TRUE(dataset.scanned) << action;
  }
  EXPECT_EQ(told(session), "y");
  EXPECT_EQ(request(session), "vertex --up y --ramp grey");
}

TEST(Up, aScanThatRunsGoesOnAndIsTakenOver) {
  const TemporaryFolder folder;
  Session session = open(write_scan(folder), {.layout = parse_layout("kitti").value()});
  expect_done(session, "color-range file");
  const auto scan = session.datasets[0].scan;
  ASSERT_TRUE(scan);
  expect_done(session, "up y");
  expect_done(session, "layout kitti --up -z --color-range file");
  EXPECT_EQ(session.datasets[0].scan, scan) << "it seeks the same range";
  finish_scans(session);
  EXPECT_EQ(session.datasets[0].data.color_range(), (ValueRange{0, 5}));
  EXPECT_EQ(told(session), "-z");
  EXPECT_EQ(request(session), "kitti --up -z --color-range file");
}

TEST(Up, staysWithTheFile) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "a.bin", {vertex(1, 2, 3), vertex(4, 5, 6)});
  Session session = open(path);
  expect_done(session, "up -y");
  ASSERT_TRUE(reload_file(session));
  EXPECT_EQ(told(session), "-y") << "a reload keeps it";
  expect_done(session, "save-layout");
  const Session again = open(path);
  EXPECT_EQ(told(again), "-y") << "and so does the sidecar";
  EXPECT_EQ(request(again), "vertex --up -y");
  EXPECT_EQ(again.camera.up, glm::dvec3(0, -1, 0));
  EXPECT_EQ(told(open(path, {.changes = {.up = UpAxis::kZ}})), "z") << "an option is stronger";
}

TEST(Up, aReloadTakesThatOfAChangedSidecar) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "a.bin", {vertex(1, 2, 3), vertex(4, 5, 6)});
  Session session = open(path);
  const std::string text = "vertex\nup = x\n";
  ASSERT_EQ(folder.write("a.bin.layout", std::as_bytes(std::span(text))), path + ".layout");
  ASSERT_TRUE(reload_file(session));
  EXPECT_EQ(told(session), "x");
  EXPECT_EQ(session.camera.up, glm::dvec3(1, 0, 0));
}

TEST(Up, ofSeveralFilesTheOneThatIsOpenForLongestDecides) {
  Session session = open(colors_bin(), {.changes = {.up = UpAxis::kX}});
  ASSERT_TRUE(open_file(session, colors_bin(), {.changes = {.up = UpAxis::kY}}));
  EXPECT_EQ(told(session), "x");
  const Camera before = session.camera;
  expect_done(session, "toggle-cloud 0");
  expect_done(session, "activate 1");
  EXPECT_EQ(session.camera, before) << "hiding and choosing turn nothing";
  expect_done(session, "activate 0");
  expect_done(session, "close");
  EXPECT_EQ(told(session), "y") << "the other one is left";
  EXPECT_EQ(session.camera.up, glm::dvec3(0, 1, 0));
  expect_done(session, "close");
  EXPECT_EQ(told(session), "y") << "nothing is left, and nothing turns";
}

TEST(Up, theActionTurnsAllFiles) {
  Session session = colors_session();
  ASSERT_TRUE(open_file(session, colors_bin(), {}));
  expect_done(session, "up -x");
  EXPECT_EQ(told(session), "-x");
  for (const OpenDataset& dataset : session.datasets)
    EXPECT_EQ(dataset.data.layout().placement.up, UpAxis::kMinusX);
}

TEST(Up, errors) {
  Session session;
  EXPECT_EQ(describe(perform(session, "up y").error()), "up: no file is open");
  session = colors_session();
  EXPECT_EQ(describe(perform(session, "up w").error()),
            "up: 'w' is unknown; expected one of x, y, z, -x, -y, -z");
  EXPECT_EQ(describe(perform(session, "layout vertex --up w").error()),
            "layout: --up: expected x, y, z, -x, -y or -z, found 'w'");
  EXPECT_EQ(told(session), "z");
}

}  // namespace
}  // namespace vertexview::app
