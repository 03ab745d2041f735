// Tests of the action `color`: which numbers of the record give the colours.
#include <nlohmann/json.hpp>

#include "session/state.hpp"
#include "session/support.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {
namespace {

/// Returns a session with two records of x, y, z and a number.
Session scan_session(const TemporaryFolder& folder, std::string_view layout) {
  const std::vector<float> numbers{0, 1, 2, 0.25F, 3, 4, 5, 0.75F};
  Session session;
  const auto opened = open_file(session, folder.write("scan.bin", std::as_bytes(std::span(numbers))),
                                {.layout = parse_layout(layout).value()});
  EXPECT_TRUE(opened) << describe(opened.error());
  finish_scans(session);
  return session;
}

std::string shown(const Session& session) {
  const auto color = nlohmann::json::parse(state_json(session))["clouds"][0]["color"];
  return color.is_null() ? "stored" : color["field"].get<std::string>();
}

TEST(ColorAction, everyNumberOfTheRecordGivesColors) {
  Session session = colors_session();
  EXPECT_EQ(shown(session), "stored");
  for (const std::string number : {"x", "y", "z", "red", "green", "blue"}) {
    expect_done(session, "color " + number);
    EXPECT_EQ(shown(session), number);
  }
  expect_done(session, "color auto");
  EXPECT_EQ(shown(session), "stored");
  expect_done(session, "color blue,green,red");
  EXPECT_EQ(session.datasets[0].data[0].color, (Color{54321, 34423, 3040}));
}

TEST(ColorAction, coordinatesLeaveTheBytesOnTheGpuAlone) {
  const TemporaryFolder folder;
  Session session = scan_session(folder, "kitti");
  const std::uint64_t bytes = session.datasets[0].data.bytes_serial();
  for (const std::string number : {"z", "x", "y"}) {
    expect_done(session, "color " + number);
    expect_done(session, "ramp turbo");
    EXPECT_EQ(session.datasets[0].data.bytes_serial(), bytes) << number;
    EXPECT_EQ(shown(session), number);
  }
  expect_done(session, "color-range file");
  finish_scans(session);
  EXPECT_EQ(session.datasets[0].data.bytes_serial(), bytes);
  EXPECT_EQ(session.datasets[0].data.color_range(), (ValueRange{1, 4}));
}

TEST(ColorAction, aGivenRangeWasForOtherNumbers) {
  const TemporaryFolder folder;
  Session session = scan_session(folder, "kitti");
  const auto range = [&] { return session.datasets[0].data.layout().appearance.range_kind; };
  expect_done(session, "color-range 0:1");
  expect_done(session, "color intensity");
  EXPECT_EQ(range(), ColorRange::kAutomatic);
  expect_done(session, "color-range 0:1");
  expect_done(session, "color z");
  EXPECT_EQ(range(), ColorRange::kAutomatic);
  EXPECT_EQ(session.datasets[0].data.color_range(), (ValueRange{2, 5}));
  expect_done(session, "color-range file");
  expect_done(session, "color y");
  EXPECT_EQ(range(), ColorRange::kFile) << "that is asked of any number";
}

TEST(ColorAction, reloadKeepsIt) {
  const TemporaryFolder folder;
  Session session = scan_session(folder, "kitti");
  expect_done(session, "color z");
  expect_done(session, "reload");
  EXPECT_EQ(shown(session), "z");
  expect_done(session, "color auto");
  expect_done(session, "reload");
  EXPECT_EQ(shown(session), "intensity");
}

TEST(ColorAction, namesTheNumbersWhereOneIsUnknown) {
  const TemporaryFolder folder;
  Session session = scan_session(folder, "<3f:data:f:rcs:");
  const auto done = perform(session, "color nose");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message,
            "the layout has no element 'nose'; its elements are data (data[0], data[1], data[2]), rcs");
  expect_done(session, "color z");
  EXPECT_EQ(shown(session), "data[2]") << "the third number of the position";
}

}  // namespace
}  // namespace vertexview::app
