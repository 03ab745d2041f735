// Tests of files of doubles far from zero, as survey coordinates are: every position that is shown as text is
// in the coordinates of the file.
#include "session/place.hpp"

#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include "actions/command.hpp"
#include "session/layout_argument.hpp"
#include "session/state.hpp"
#include "session/survey.hpp"

namespace vertexview::app {
namespace {

using nlohmann::json;

TEST(CoordinateType, isDoubleWhereTheStoredTypeDoesNotHoldIt) {
  Layout layout = Layout::canonical();
  EXPECT_EQ(coordinate_type(layout, 1), ElementType::kFloat32);
  layout.placement.scale = {2, -1, -1};
  layout.placement.offset = {0, 0, 1};
  EXPECT_EQ(coordinate_type(layout, 0), ElementType::kFloat64);
  EXPECT_EQ(coordinate_type(layout, 1), ElementType::kFloat32);
  EXPECT_EQ(coordinate_type(layout, 2), ElementType::kFloat64);
  layout.schema.elements[0].type = ElementType::kInt32;
  EXPECT_EQ(coordinate_type(layout, 1), ElementType::kFloat64);
}

TEST_F(Survey, isShifted) {
  EXPECT_GT(origin_of(file()).y, 4e6 - 1000) << "else the tests below show nothing";
}

TEST_F(Survey, placesAreExact) {
  for (int i = 0; i < 100; ++i) {
    const glm::dvec3 place = place_of(file(), static_cast<std::uint64_t>(i));
    EXPECT_EQ(place, place_of_record(i)) << i;
  }
  EXPECT_EQ(place_text(file(), 0), "431234.56789, 4000123.45678, 112.25");
}

TEST_F(Survey, stateTellsPlacesAndBounds) {
  ASSERT_TRUE(perform(session_, "select 42"));
  const json told = json::parse(state_json(session_));
  const glm::dvec3 place = place_of_record(42);
  EXPECT_EQ(told["selected_vertex"]["position"], json({place.x, place.y, place.z}));
  EXPECT_EQ(told["clouds"][0]["bounds"]["min"], json({kCorner.x, kCorner.y, kCorner.z}));
  EXPECT_EQ(told["clouds"][0]["bounds"]["max"],
            json({place_of_record(9).x, place_of_record(90).y, place_of_record(99).z}));
  EXPECT_EQ(told["clouds"][0]["origin"][1], origin_of(file()).y);
}

TEST_F(Survey, theCameraIsAmongThePoints) {
  const Camera& camera = session_.camera;
  EXPECT_LT(glm::length(camera.target - (kCorner + glm::dvec3(0.5, 0.5, 0))), 0.2);
  EXPECT_LT(camera.distance(), 10);
  for (const int i : {0, 9, 90, 99}) {
    const auto pixel = camera.project(session_.viewport, place_of_record(i));
    ASSERT_TRUE(pixel) << i;
    EXPECT_GT(pixel->pixel.x, 0) << i;
    EXPECT_LT(pixel->pixel.x, session_.viewport.width) << i;
  }
}

TEST_F(Survey, gotoFliesToThePlace) {
  ASSERT_TRUE(perform(session_, "goto 37"));
  EXPECT_EQ(session_.camera.target, place_of_record(37));
  ASSERT_TRUE(perform(session_, "reset"));
  EXPECT_LT(glm::length(session_.camera.target - kCorner), 1);
  ASSERT_TRUE(perform(session_, "select 12"));
  ASSERT_TRUE(perform(session_, "pivot"));
  EXPECT_EQ(session_.camera.target, place_of_record(12));
}

TEST_F(Survey, cameraTextIsInTheFilesCoordinates) {
  ASSERT_TRUE(perform(session_, "camera eye=431235,4000120,115 target=431234.9,4000123.8,112.25"));
  EXPECT_EQ(session_.camera.target, glm::dvec3(431234.9, 4000123.8, 112.25));
  ASSERT_TRUE(perform(session_, "copy-camera"));
  EXPECT_EQ(parse_camera(*session_.requests.clipboard, Camera{}).value(), session_.camera);
}

TEST_F(Survey, copiesTheVertexAsStored) {
  ASSERT_TRUE(perform(session_, "select 0"));
  ASSERT_TRUE(perform(session_, "copy"));
  EXPECT_EQ(session_.requests.clipboard, "0\t431234.56789\t4000123.45678\t112.25\t0\t65535\t65535");
}

TEST_F(Survey, anotherLayoutOfTheSamePlacesKeepsTheView) {
  ASSERT_TRUE(perform(session_, "goto 37"));
  const Camera before = session_.camera;
  ASSERT_TRUE(perform(session_, "layout <3d:position:H:intensity:6x"));
  finish_scans(session_);
  EXPECT_EQ(session_.camera, before);
  EXPECT_EQ(session_.selection.focus(), id_of(session_, 0, 37));
}

TEST_F(Survey, aNeighbourIsDrawnInTheSameWorld) {
  const Dataset::Options options{.layout = parse_layout("<3d:position:3H:color:2x").value()};
  ASSERT_TRUE(open_file(session_, write_survey(folder_, "tile.bin", 10), options));
  finish_scans(session_);
  ASSERT_EQ(session_.datasets.size(), 2U);
  const Dataset& tile = session_.datasets[1].data;
  EXPECT_EQ(origin_of(tile), origin_of(file()));
  const Vector read = tile[7].position;
  EXPECT_LT(glm::distance(glm::dvec3(read.x, read.y, read.z) + origin_of(tile), place_of_record(7)), 1e-6);
  EXPECT_TRUE(session_.notices.empty());
}

TEST_F(Survey, besideCanonicalVerticesNothingIsShifted) {
  ASSERT_TRUE(open_file(session_, colors_bin(), {}));
  finish_scans(session_);
  EXPECT_EQ(session_.origin(), glm::dvec3(0));
  EXPECT_EQ(origin_of(session_.datasets[0].data), glm::dvec3(0));
  EXPECT_EQ(place_of(session_.datasets[0].data, 42), place_of_record(42)) << "told in full all the same";
  EXPECT_EQ(
      session_.notices.at(0).text,
      "survey.bin: lies far from the other files and is drawn with steps of 0.24; its numbers are told in "
      "full, and alone it is drawn in full");
  EXPECT_FLOAT_EQ(session_.bounds().max.y, static_cast<float>(place_of_record(99).y));
}

TEST(Place, scaledIntegersAndMissingNumbers) {
  const TemporaryFolder folder;
  const std::array<std::int32_t, 3> stored{12345, -2, 7};
  const std::string path = folder.write("las.bin", std::as_bytes(std::span(stored)));
  const auto open = [&](std::string_view text) {
    return Dataset::open(path, {.layout = layout_of_argument(text).value()}).value();
  };
  const Dataset scaled = open("<3i:position: --scale 0.01 --shift 400000,0,0");
  EXPECT_EQ(place_of(scaled, 0), glm::dvec3(12345 * 0.01 + 400000, -2 * 0.01, 7 * 0.01));
  EXPECT_EQ(place_text(scaled, 0), "400123.45, -0.02, 0.07");
  EXPECT_EQ(place_of(open("<i:x:i:y:i:label:"), 0), glm::dvec3(12345, -2, 0));
  EXPECT_TRUE(std::isnan(place_of(open("<i:label:8s:text:"), 0).x));
}

}  // namespace
}  // namespace vertexview::app
