// Tests of the layout of an open file: what the action changes, and what it leaves unchanged.
#include <fstream>
#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include "actions/command.hpp"
#include "session/layout_argument.hpp"
#include "session/state.hpp"
#include "session/support.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/color_ramp.hpp"

namespace vertexview::app {
namespace {

std::string action_error(Session& session, std::string_view text) {
  const auto done = perform(session, text);
  return done ? "no error" : describe(done.error());
}

// Writes a ring of x, y, z and a number between 0 and 1. 80 such records are also 64 records of 20 bytes, so
// that the file opens with either layout.
std::string write_scan(const TemporaryFolder& folder, std::string_view name, int count = 80) {
  std::vector<float> numbers;
  for (int i = 0; i < count; ++i) {
    const float angle = static_cast<float>(i) * 0.4F;
    numbers.insert(numbers.end(), {20 * std::cos(angle), 20 * std::sin(angle),
                                   -1.5F + 0.01F * static_cast<float>(i), static_cast<float>(i % 10) / 10});
  }
  return folder.write(name, std::as_bytes(std::span(numbers)));
}

Session open(const std::string& path, const Dataset::Options& options = {}) {
  Session session;
  const auto opened = open_file(session, path, options);
  EXPECT_TRUE(opened) << describe(opened.error());
  finish_scans(session);
  return session;
}

Dataset::Options with_layout(std::string_view text) {
  return {.layout = layout_of_argument(text).value()};
}

TEST(LayoutAction, everyPresetHasARow) {
  for (const SchemaPreset& preset : schema_presets())
    EXPECT_TRUE(std::ranges::any_of(actions(), [&](const Action& row) {
      return row.name == "layout" && row.preset == preset.name;
    })) << preset.name;
}

TEST(LayoutAction, checkMarksFollowTheFile) {
  const TemporaryFolder folder;
  Session session = open(write_scan(folder, "scan.bin"), with_layout("kitti"));
  for (const Action& row : actions())
    if (row.name == "layout" && row.checked != nullptr) {
      EXPECT_EQ(row.checked(session), row.preset == "kitti") << row.preset;
    }
}

TEST(LayoutAction, opensTheFileAgain) {
  const TemporaryFolder folder;
  Session session = open(write_scan(folder, "scan.bin"));
  ASSERT_EQ(session.datasets[0].data.size(), 64U);
  const DatasetId id = session.datasets[0].id;
  const std::uint64_t serial = session.datasets[0].serial;
  ASSERT_TRUE(perform(session, "layout \"<4f\""));
  finish_scans(session);
  const OpenDataset& dataset = session.datasets[0];
  EXPECT_EQ(dataset.data.size(), 80U);
  EXPECT_EQ(dataset.data.stride(), 16U);
  EXPECT_EQ(dataset.layout_source, LayoutSource::kGiven);
  EXPECT_EQ(dataset.statistics.count, 80U);
  EXPECT_FLOAT_EQ(dataset.statistics.bounds.max.x, 20);
  EXPECT_NE(dataset.serial, serial) << "nothing that is kept of the old records may be taken for these";
  EXPECT_EQ(dataset.id, id);
  ASSERT_TRUE(perform(session, "reload"));
  EXPECT_EQ(session.datasets[0].data.stride(), 16U) << "a reload keeps the layout";
}

TEST(LayoutAction, theViewIsFittedToAnotherBox) {
  const TemporaryFolder folder;
  Session session = open(write_scan(folder, "scan.bin"));
  ASSERT_TRUE(perform(session, "camera eye=100,0,0 target=0,0,0"));
  const Camera before = session.camera;
  ASSERT_TRUE(perform(session, "layout kitti"));
  finish_scans(session);
  EXPECT_NE(session.camera, before);
  const Session fresh = open(session.datasets[0].data.path(), with_layout("kitti"));
  EXPECT_LT(glm::length(session.camera.target - fresh.camera.target), 1e-3);
}

TEST(LayoutAction, theViewStaysWhereTheBoxStays) {
  const TemporaryFolder folder;
  Session session = open(write_scan(folder, "scan.bin"), with_layout("kitti"));
  ASSERT_TRUE(perform(session, "camera eye=100,0,0 target=0,0,0"));
  ASSERT_TRUE(perform(session, "select 7"));
  const Camera before = session.camera;
  ASSERT_TRUE(perform(session, "layout <3f:position:4B:color:"));
  finish_scans(session);
  EXPECT_EQ(session.camera, before);
  EXPECT_EQ(session.selection.focus(), id_of(session, 0, 7)) << "the same bytes, read otherwise";
}

TEST(LayoutAction, aSelectionOfOtherBytesIsGone) {
  const TemporaryFolder folder;
  Session session = open(write_scan(folder, "scan.bin"), with_layout("kitti"));
  ASSERT_TRUE(perform(session, "select 7"));
  ASSERT_TRUE(perform(session, "layout kitti --offset 16"));
  EXPECT_FALSE(session.selection.focus());
  ASSERT_TRUE(perform(session, "select 70"));
  ASSERT_TRUE(perform(session, "layout kitti --offset 16 --count 10"));
  EXPECT_FALSE(session.selection.focus()) << "past the end";
}

TEST(LayoutAction, anErrorShowsTheCharacterAndChangesNothing) {
  Session session = colors_session();
  ASSERT_TRUE(perform(session, "select 2"));
  const std::string before = state_json(session);
  EXPECT_EQ(action_error(session, "layout <3f2z"),
            "layout: format \"<3f2z\": expected a type code (one of xcbB?hHiIlLqQnNefdspP); found \"z\" at "
            "position "
            "4\n  <3f2z\n      ^");
  EXPECT_EQ(
      action_error(session, "layout <3f"),
      colors_bin() +
          ": 80 bytes are 6 records of 12 bytes and a remainder of 8; open the whole records with --count 6 "
          "or --allow-tail");
  EXPECT_EQ(action_error(session, "layout @3f3Hxx --offset 81"),
            colors_bin() + ": records at offset 81 would begin past the end of 80 bytes");
  EXPECT_EQ(action_error(session, "layout @3f3Hxx --stride 10"),
            "layout: element 'position' of 12 bytes at offset 0 does not fit in a record of 10 bytes");
  EXPECT_EQ(action_error(session, "layout kitti --color nose"),
            "layout: the layout has no element 'nose'; its elements are position (x, y, z), intensity");
  EXPECT_EQ(state_json(session), before);
}

TEST(LayoutAction, nothingOpen) {
  Session session;
  EXPECT_EQ(action_error(session, "layout kitti"), "layout: no file is open");
  EXPECT_EQ(action_error(session, "save-layout"), "save-layout: no file is open");
  EXPECT_EQ(action_error(session, "ramp turbo"), "ramp: no file is open");
}

TEST(LayoutAction, aTailAndACount) {
  Session session = colors_session();
  ASSERT_TRUE(perform(session, "layout <3f --allow-tail"));
  EXPECT_EQ(session.datasets[0].data.size(), 6U);
  EXPECT_EQ(session.datasets[0].data.remainder(), 8U);
  ASSERT_TRUE(perform(session, "layout @3f3Hxx --count 2"));
  EXPECT_EQ(session.datasets[0].data.size(), 2U);
}

TEST(LayoutAction, rampAndRange) {
  const TemporaryFolder folder;
  Session session = open(write_scan(folder, "scan.bin"), with_layout("kitti"));
  const auto color = [&] { return nlohmann::json::parse(state_json(session))["clouds"][0]["color"]; };
  EXPECT_EQ(color()["field"], "intensity");
  EXPECT_EQ(color()["ramp"], "viridis");
  ASSERT_TRUE(perform(session, "ramp turbo"));
  EXPECT_EQ(color()["ramp"], "turbo");
  ASSERT_TRUE(perform(session, "color-range 0.25:0.75"));
  EXPECT_EQ(color()["low"], 0.25);
  EXPECT_EQ(color()["high"], 0.75);
  EXPECT_EQ(color()["ramp"], "turbo") << "one choice keeps the other";
  ASSERT_TRUE(perform(session, "color-range file"));
  EXPECT_EQ(color()["low"], 0);
  EXPECT_FLOAT_EQ(color()["high"].get<float>(), 0.9F);
  EXPECT_FALSE(perform(session, "color-range wide"));
  // The state names numbers of a run as the table and --color do.
  for (const std::string name : {"z", "position[2]"}) {
    ASSERT_TRUE(perform(session, "layout <3f:position:f:data: --color " + name));
    EXPECT_EQ(color()["field"], "z");
  }
}

TEST(ColorActions, neitherOpenNorScanTheFileAgain) {
  const TemporaryFolder folder;
  const std::string path = write_scan(folder, "scan.bin");
  Session session = open(path, with_layout("kitti"));
  const OpenDataset before = session.datasets[0];
  ASSERT_EQ(before.scan, nullptr);
  std::filesystem::remove(path);  // so that opening the file again would fail
  for (const char* action : {"ramp turbo", "color-range 0:0.5", "ramp grey", "color-range auto"}) {
    ASSERT_TRUE(perform(session, action)) << action;
    const OpenDataset& dataset = session.datasets[0];
    EXPECT_EQ(dataset.data.mapping(), before.data.mapping()) << action;
    EXPECT_EQ(dataset.scan, nullptr) << action;
    EXPECT_TRUE(dataset.scanned) << action;
    EXPECT_EQ(dataset.statistics.count, before.statistics.count) << action;
    EXPECT_EQ(dataset.id, before.id) << action;
    EXPECT_EQ(dataset.serial, before.serial) << action;
    EXPECT_EQ(dataset.watches, before.watches) << action;
  }
  EXPECT_EQ(session.datasets[0].data.layout().appearance.ramp, Ramp::kGrey);
  EXPECT_EQ(session.datasets[0].options.changes.ramp, Ramp::kGrey) << "a reload keeps it";
}

TEST(ColorActions, aLayoutThatOnlyLooksOtherwiseOpensNothing) {
  const TemporaryFolder folder;
  const std::string path = write_scan(folder, "scan.bin");
  Session session = open(path, with_layout("kitti"));
  const OpenDataset before = session.datasets[0];
  std::filesystem::remove(path);  // so that opening the file again would fail
  for (const char* action : {"layout kitti --ramp turbo", "layout kitti --color-range 0:0.5 --ramp grey",
                             "layout kitti --color z", "layout kitti"}) {
    ASSERT_TRUE(perform(session, action)) << action;
    const OpenDataset& dataset = session.datasets[0];
    EXPECT_EQ(dataset.data.mapping(), before.data.mapping()) << action;
    EXPECT_EQ(dataset.serial, before.serial) << action;
    EXPECT_EQ(dataset.scan, nullptr) << action;
    EXPECT_EQ(layout_argument(text_of(dataset.data.layout())), std::string(action).substr(7));
  }
  EXPECT_FALSE(perform(session, "layout kitti --offset 16")) << "this one needs the file";
}

TEST(LayoutAction, whoNamesTheLayoutIsToldNoDoubtOfIt) {
  const TemporaryFolder folder;
  const std::string path = write_scan(folder, "scan.bin");
  EXPECT_TRUE(open(path).datasets[0].doubt) << "as canonical records it looks wrong";
  Session session;
  ASSERT_TRUE(open_file(session, path, {}));
  ASSERT_TRUE(perform(session, "layout vertex"))
      << "the layout that it has, before its scan has told a doubt";
  finish_scans(session);
  EXPECT_FALSE(session.datasets[0].doubt);
  EXPECT_TRUE(session.notices.empty());
}

TEST(ColorActions, aWholeRangeIsFoundOnceForAllRamps) {
  const TemporaryFolder folder;
  std::vector<float> numbers(std::size_t{4} * 100'000);
  numbers[std::size_t{4} * 77'777 + 3] = 5;  // a record that no sample reads
  Session session = open(folder.write("scan.bin", std::as_bytes(std::span(numbers))), with_layout("kitti"));
  ASSERT_TRUE(perform(session, "color-range file"));
  ASSERT_TRUE(session.datasets[0].scan);
  ASSERT_TRUE(perform(session, "ramp turbo")) << "while its range is sought";
  finish_scans(session);
  EXPECT_EQ(session.datasets[0].data.converter()->color_range(), (ValueRange{0, 5}));
  EXPECT_EQ(session.datasets[0].data.layout().appearance.ramp, Ramp::kTurbo);
  ASSERT_TRUE(perform(session, "ramp grey"));
  EXPECT_EQ(session.datasets[0].scan, nullptr);
  EXPECT_EQ(session.datasets[0].data.converter()->color_range(), (ValueRange{0, 5}));
}

TEST(LayoutAction, theRangeOfTheWholeFileComesWithItsScan) {
  const TemporaryFolder folder;
  std::vector<float> numbers(std::size_t{4} * 100'000);
  numbers[std::size_t{4} * 77'777 + 3] = 5;  // a record that no sample reads
  Session session;
  ASSERT_TRUE(open_file(session, folder.write("scan.bin", std::as_bytes(std::span(numbers))),
                        with_layout("kitti --color-range file")));
  EXPECT_EQ(session.datasets[0].data.converter()->color_range(), (ValueRange{0, 0}));
  const DatasetId id = session.datasets[0].id;
  const std::uint64_t serial = session.datasets[0].serial;
  const std::uint64_t bytes = session.datasets[0].data.bytes_serial();
  finish_scans(session);
  EXPECT_EQ(session.datasets[0].data.converter()->color_range(), (ValueRange{0, 5}));
  EXPECT_EQ(session.datasets[0].data.bytes_serial(), bytes) << "another range uploads nothing";
  EXPECT_EQ(session.datasets[0].serial, serial) << "they are the same records";
  EXPECT_EQ(session.datasets[0].id, id);
  EXPECT_TRUE(session.datasets[0].scanned);
  EXPECT_EQ(session.datasets[0].statistics.color_max.red, ramp_color(Ramp::kViridis, 1).red);
}

TEST(SaveLayout, theFileOpensWithItFromThenOn) {
  const TemporaryFolder folder;
  const std::string path = write_scan(folder, "scan.bin");
  Session session = open(path);
  ASSERT_TRUE(perform(session, "layout kitti --offset 160 --ramp grey"));
  ASSERT_TRUE(perform(session, "save-layout"));
  EXPECT_EQ(session.notices.back().text,
            "wrote " + path + ".layout; the file opens with this layout from now on");
  EXPECT_EQ(session.datasets[0].layout_source, LayoutSource::kSidecar) << "the panel says so at once";
  const Session again = open(path);
  EXPECT_EQ(again.datasets[0].layout_source, LayoutSource::kSidecar);
  EXPECT_EQ(again.datasets[0].data.layout(), session.datasets[0].data.layout());
  EXPECT_EQ(again.datasets[0].data.size(), 70U);
  EXPECT_FALSE(again.datasets[0].doubt) << "what a person has saved is not doubted";
}

TEST(SaveLayout, aFolderThatCannotBeWritten) {
  if (::geteuid() == 0) GTEST_SKIP() << "root writes anywhere";
  const TemporaryFolder folder;
  Session session = open(write_scan(folder, "scan.bin"));
  std::filesystem::permissions(folder.path(),
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  EXPECT_THAT(action_error(session, "save-layout"), HasSubstr("cannot write"));
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
}

TEST(Doubt, aScanReadAsVerticesIsDoubted) {
  const TemporaryFolder folder;
  const std::string path = write_scan(folder, "scan.bin", 8000);
  const Session session = open(path);
  ASSERT_TRUE(session.datasets[0].doubt);
  ASSERT_FALSE(session.datasets[0].doubt->better.empty());
  EXPECT_EQ(session.datasets[0].doubt->better[0].name, "kitti");
  ASSERT_FALSE(session.notices.empty());
  EXPECT_EQ(session.notices[0].kind, Notice::Kind::kWarning);
  EXPECT_THAT(session.notices[0].text,
              testing::MatchesRegex("scan.bin: the layout may be wrong: .*; try --layout kitti.*"));
  EXPECT_EQ(session.notices[0].about, session.datasets[0].serial);
  EXPECT_THAT(offered(session.notices[0]), testing::MatchesRegex("layout kitti, .*show layout"));
  EXPECT_FALSE(session.notices[0].settled);
  EXPECT_EQ(session.datasets[0].data.stride(), 20U) << "never changed unasked";
  const auto state = nlohmann::json::parse(state_json(session));
  EXPECT_EQ(state["clouds"][0]["layout"]["better"][0], "kitti");
}

TEST(Doubt, notAskedWhereSomebodySaidTheLayout) {
  const TemporaryFolder folder;
  const std::string path = write_scan(folder, "scan.bin", 8000);
  EXPECT_FALSE(open(path, with_layout("@3f3Hxx")).datasets[0].doubt);
  Session session = open(path);
  ASSERT_TRUE(perform(session, "layout kitti"));
  finish_scans(session);
  EXPECT_FALSE(session.datasets[0].doubt);
}

// Every way to open a file has the same policy: bytes after the last whole record are an error that says how
// to leave them out.
TEST(OpenAction, aRemainderIsRefusedUnlessItIsToBeLeftOut) {
  const TemporaryFolder folder;
  const std::string path = write_scan(folder, "scan.bin", 81);
  Session session = colors_session();
  const std::string before = state_json(session);
  const std::string told =
      path +
      ": 1296 bytes are 64 records of 20 bytes and a remainder of 16; 81 records of kitti (16 bytes) explain "
      "it: --layout kitti";
  const auto opened = perform(session, "open " + path);
  ASSERT_FALSE(opened);
  EXPECT_EQ(describe(opened.error()), told);
  EXPECT_EQ(describe(open_file(session, path, {}).error()), told);
  EXPECT_EQ(state_json(session), before);

  session.tell(opened.error());
  EXPECT_EQ(offered(session.notices.back()), "open-whole " + path) << "all the same";
  ASSERT_TRUE(perform(session, "open-whole " + path));
  EXPECT_EQ(session.active_dataset()->data.size(), 64U);
  EXPECT_TRUE(session.show.layout) << "most likely it has another layout";
  EXPECT_EQ(session.notices.back().text,
            "scan.bin: the last 16 bytes are no whole record and are left out; see the Layout panel");
  ASSERT_TRUE(reload_file(session)) << "it is opened as it was";
  EXPECT_EQ(session.active_dataset()->data.size(), 64U);
  session.tell(opened.error());
  EXPECT_EQ(offered(session.notices.back()), "") << "it is open";
}

TEST(OpenAction, aPersonChoosesTheLayoutOfAFileThatHasNone) {
  const TemporaryFolder folder;
  const std::string path = write_scan(folder, "scan.bin", 81);
  Session session;
  session.interactive = true;
  ASSERT_TRUE(perform(session, "open " + path));
  const OpenDataset& dataset = *session.active_dataset();
  EXPECT_EQ(dataset.data.size(), 64U);
  EXPECT_TRUE(session.show.layout);
  ASSERT_TRUE(dataset.doubt);
  ASSERT_EQ(dataset.doubt->better.size(), 1U);
  EXPECT_EQ(dataset.doubt->better[0].name, "kitti");
  EXPECT_EQ(session.notices.back().text,
            "scan.bin: the layout may be wrong: 1296 bytes are 64 records of 20 bytes and a remainder of 16; "
            "try --layout kitti");
  finish_scans(session);
  EXPECT_EQ(session.notices.size(), 1U) << "it is told once";
  ASSERT_TRUE(perform(session, "layout kitti"));
  EXPECT_EQ(session.active_dataset()->data.size(), 81U);
  EXPECT_FALSE(session.active_dataset()->doubt);

  session.open_options = with_layout("@3f3Hxx");
  EXPECT_EQ(perform(session, "open " + path).error().code, ErrorCode::kRemainder)
      << "who says the layout is not asked";
}

TEST(OpenAction, openOptionsSayWhatIsLeftOut) {
  const TemporaryFolder folder;
  const std::string path = write_scan(folder, "scan.bin", 81);
  Session session;
  session.open_options.changes.allow_tail = true;
  ASSERT_TRUE(perform(session, "open " + path));
  EXPECT_EQ(session.datasets[0].data.remainder(), 16U);
}

TEST(OpenAction, wholeRecordsOfAFileThatHasNoOthers) {
  Session session;
  ASSERT_TRUE(perform(session, "open-whole " + colors_bin()));
  EXPECT_EQ(session.datasets[0].data.size(), 4U);
  EXPECT_FALSE(session.show.layout);
  EXPECT_TRUE(session.notices.empty());
}

TEST(OpenAction, aNameThatEndsInABlank) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, " x.bin ", {vertex(1, 2, 3)});
  Session session;
  ASSERT_TRUE(perform(session, "open " + path));
  EXPECT_EQ(session.datasets[0].data.path(), path);
  EXPECT_EQ(session.datasets[0].name, " x.bin ");
  EXPECT_FALSE(perform(session, "open " + path.substr(0, path.size() - 1))) << "that is another file";
}

}  // namespace
}  // namespace vertexview::app
