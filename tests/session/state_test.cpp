#include "session/state.hpp"

#include <limits>
#include <nlohmann/json.hpp>

#include "actions/command.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

using nlohmann::json;

json state_of(const Document& document) {
  return json::parse(state_json(document));
}

TEST(State, emptyDocument) {
  const json state = state_of(Document{});
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
  Document document = colors_document();
  ASSERT_TRUE(perform(document, "select 2"));
  document.selection.set_hover(id_of(document, 0, 1));
  document.notify(Notice::Kind::kError, "something");
  const json state = state_of(document);
  EXPECT_EQ(state["file"], colors_bin());
  EXPECT_EQ(state["vertices"], 4);
  EXPECT_EQ(state["selected"], 2);
  EXPECT_EQ(state["hovered"], 1);
  EXPECT_EQ(state["selected_vertex"]["cloud"], 0);
  EXPECT_EQ(state["selected_vertex"]["position"],
            json({6729.86181640625, 2347.2119140625, 3421.322021484375}));
  EXPECT_EQ(state["selected_vertex"]["color"], json({45263, 36291, 36701}));
  EXPECT_EQ(state["notices"][0]["kind"], "error");
  EXPECT_EQ(state["notices"][0]["text"], "something");
  EXPECT_EQ(state["clouds"][0]["bytes"], 80);
  EXPECT_EQ(state["clouds"][0]["stride"], 20);
  EXPECT_EQ(state["clouds"][0]["scanned"], true);
  EXPECT_EQ(state["clouds"][0]["bounds"]["max"][2], 9823.12109375);
  EXPECT_EQ(state["viewport"], json({1280, 720}));
}

TEST(State, cameraReadsBack) {
  const Document document = colors_document();
  const auto camera = parse_camera(state_of(document)["camera"].get<std::string>(), Camera{});
  ASSERT_TRUE(camera) << camera.error().message;
  EXPECT_EQ(*camera, document.camera);
}

TEST(State, whatJsonCannotHold) {
  const TemporaryFolder folder;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  Document document;
  ASSERT_TRUE(open_file(document, write_vertices(folder, "caf\xe9.bin", {vertex(nan, 1, 2)}), {}));
  finish_scans(document);
  ASSERT_TRUE(perform(document, "select 0"));
  const json state = state_of(document);
  EXPECT_EQ(state["selected_vertex"]["position"], json({nullptr, 1, 2}));
  EXPECT_EQ(state["clouds"][0]["bounds"], nullptr);
  EXPECT_EQ(state["clouds"][0]["name"], "caf\xEF\xBF\xBD.bin") << "bytes that are no UTF-8 are replaced";
}

TEST(State, keepsTheOrderOfItsKeys) {
  EXPECT_THAT(state_json(Document{}), StartsWith("{\n  \"file\": null,\n  \"vertices\": 0,\n"));
}

}  // namespace
}  // namespace vertexview::app
