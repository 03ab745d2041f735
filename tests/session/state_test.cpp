#include "session/state.hpp"

#include <limits>
#include <nlohmann/json.hpp>

#include "actions/command.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

using nlohmann::json;

json state_of(const Session& session) {
  return json::parse(state_json(session));
}

TEST(State, emptyDocument) {
  const json state = state_of(Session{});
  EXPECT_EQ(state["file"], nullptr);
  EXPECT_EQ(state["vertices"], 0);
  EXPECT_EQ(state["selected"], nullptr);
  EXPECT_EQ(state["hovered"], nullptr);
  EXPECT_EQ(state["active"], nullptr);
  EXPECT_EQ(state["notices"], json::array());
  EXPECT_EQ(state["clouds"], json::array());
  EXPECT_TRUE(state["frame_ms"].is_number());
  EXPECT_TRUE(state["points_drawn"].is_number_unsigned());
  EXPECT_EQ(state["theme"], "dark");
}

TEST(State, openDocument) {
  Session session = colors_session();
  ASSERT_TRUE(perform(session, "select 2"));
  session.selection.set_hover(id_of(session, 0, 1));
  session.notify(Notice::Kind::kError, "something");
  const json state = state_of(session);
  EXPECT_EQ(state["file"], colors_bin());
  EXPECT_EQ(state["vertices"], 4);
  EXPECT_EQ(state["selected"], 2);
  EXPECT_EQ(state["hovered"], 1);
  EXPECT_EQ(state["selected_vertex"]["cloud"], 0);
  EXPECT_EQ(state["selected_vertex"]["position"], json({6729.862, 2347.212, 3421.322}));
  EXPECT_EQ(state["selected_vertex"]["color"], json({45263, 36291, 36701}));
  EXPECT_EQ(state["notices"][0]["kind"], "error");
  EXPECT_EQ(state["notices"][0]["text"], "something");
  EXPECT_EQ(state["clouds"][0]["bytes"], 80);
  EXPECT_EQ(state["clouds"][0]["stride"], 20);
  EXPECT_EQ(state["clouds"][0]["scanned"], true);
  EXPECT_EQ(state["clouds"][0]["bounds"]["max"][2], 9823.121);
  EXPECT_EQ(state["viewport"], json({1280, 720}));
}

TEST(State, cameraReadsBack) {
  const Session session = colors_session();
  const auto camera = parse_camera(state_of(session)["camera"].get<std::string>(), Camera{});
  ASSERT_TRUE(camera) << camera.error().message;
  EXPECT_EQ(*camera, session.camera);
}

TEST(State, whatJsonCannotHold) {
  const TemporaryFolder folder;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  Session session;
  ASSERT_TRUE(open_file(session, write_vertices(folder, "caf\xe9.bin", {vertex(nan, 1, 2)}), {}));
  finish_scans(session);
  ASSERT_TRUE(perform(session, "select 0"));
  const json state = state_of(session);
  EXPECT_EQ(state["selected_vertex"]["position"], json({nullptr, 1, 2}));
  EXPECT_EQ(state["clouds"][0]["bounds"], nullptr);
  EXPECT_EQ(state["clouds"][0]["name"], "caf\\xE9.bin") << "as a line shows it";
}

TEST(State, colorRangeHasTheDigitsOfItsNumbers) {
  Session session = colors_session();
  const auto range = [&] {
    const json color = state_of(session)["clouds"][0]["color"];
    return std::pair(color["low"].dump(), color["high"].dump());
  };
  expect_done(session, "color z");
  expect_done(session, "color-range file");
  finish_scans(session);
  EXPECT_EQ(range(), std::pair(std::string("3421.322"), std::string("9823.121")));
  expect_done(session, "color-range 0.1:1000.123456789");
  EXPECT_EQ(range(), std::pair(std::string("0.1"), std::string("1000.123456789"))) << "as it was given";
}

TEST(State, promptIsTold) {
  Session session;
  EXPECT_EQ(state_of(session)["prompt"], nullptr);
  session.frame.prompt = PromptReport{"goto", "9", "there is no vertex 9"};
  EXPECT_EQ(state_of(session)["prompt"],
            json({{"action", "goto"}, {"text", "9"}, {"error", "there is no vertex 9"}}));
}

TEST(State, keepsTheOrderOfItsKeys) {
  EXPECT_THAT(state_json(Session{}), StartsWith("{\n  \"file\": null,\n  \"vertices\": 0,\n"));
}

}  // namespace
}  // namespace vertexview::app
