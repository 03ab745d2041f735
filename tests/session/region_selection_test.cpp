// Which vertices fall into a rectangle or an outline of the picture, held against Camera::project().
#include "session/region_selection.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <random>

#include "session/place.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(PixelRegion, aRectangle) {
  const auto box = parse_pixel_box("1.5,2,30,40");
  ASSERT_TRUE(box);
  EXPECT_THAT(box->corners, ElementsAre(glm::dvec2(1.5, 2), glm::dvec2(31.5, 2), glm::dvec2(31.5, 42),
                                        glm::dvec2(1.5, 42)));
  EXPECT_FALSE(box->visible_only);
  EXPECT_TRUE(parse_pixel_box("1,2,30,40 visible")->visible_only);
  for (const char* wrong : {"", "1,2,3", "1,2,3,4,5", "1,2,0,4", "1,2,3,-4", "a,b,c,d", "1,2,3,4,",
                            "1,2,3,4 hidden", " visible", "1,2,3,4visible"})
    EXPECT_FALSE(parse_pixel_box(wrong)) << wrong;
}

TEST(PixelRegion, anOutline) {
  const auto outline = parse_lasso("1,2 30.5,4 5,60 visible");
  ASSERT_TRUE(outline);
  EXPECT_THAT(outline->corners, ElementsAre(glm::dvec2(1, 2), glm::dvec2(30.5, 4), glm::dvec2(5, 60)));
  EXPECT_TRUE(outline->visible_only);
  for (const char* wrong : {"", "1,2 3,4", "1,2 3,4 5", "1,2 3,4 5,6,7", "1,2 3,4 a,b", "1,2  3,4 5,6"})
    EXPECT_FALSE(parse_lasso(wrong)) << wrong;
}

TEST(PixelRegion, whatIsInside) {
  const auto frame = parse_lasso("0,0 30,0 30,30 0,30 0,0 10,10 10,20 20,20 20,10 10,10").value();
  EXPECT_TRUE(contains(frame, {5, 5}));
  EXPECT_FALSE(contains(frame, {15, 15})) << "an outline that runs around a hole";
  EXPECT_TRUE(contains(frame, {25, 15}));
  EXPECT_FALSE(contains(frame, {31, 15}));
}

class RegionSelection : public testing::Test {
 protected:
  void SetUp() override {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> place(-50, 50);
    for (int i = 0; i < 200'000; ++i)
      vertices_.push_back(vertex(place(random), place(random), place(random)));
    vertices_[7].position.x = std::numeric_limits<float>::quiet_NaN();
    ASSERT_TRUE(open_file(session_, write_vertices(folder_, "cube.bin", vertices_), {}));
    finish_scans(session_);
    session_.viewport = {640, 480};
  }

  /// Asks for the region and compares each vertex with where the camera projects it: `inside` says whether a
  /// pixel is in it, nullopt for one so near to its edge that it may fall to either side.
  void compare(const PixelRegion& region, const std::function<std::optional<bool>(glm::dvec2)>& inside) {
    const Dataset& file = session_.datasets[0].data;
    const auto found = find_in_region(file, session_.camera, session_.viewport, region);
    ASSERT_TRUE(found);
    std::uint64_t count = 0;
    for (std::uint64_t i = 0; i < vertices_.size(); ++i) {
      const auto seen = session_.camera.project(session_.viewport, place_of(file, i));
      if (const auto wanted = seen ? inside(seen->pixel) : false) {
        ASSERT_EQ(found->contains(i), *wanted) << i;
      }
      count += found->contains(i) ? 1U : 0U;
    }
    EXPECT_EQ(found->count(), count);
    EXPECT_GT(count, 0U);
  }
  void compare_box(double left, double top, double width, double height) {
    const auto within = [=](glm::dvec2 pixel, double by) {
      return pixel.x >= left - by && pixel.x <= left + width + by && pixel.y >= top - by &&
             pixel.y <= top + height + by;
    };
    compare(parse_pixel_box(fmt::format("{},{},{},{}", left, top, width, height)).value(),
            [&](glm::dvec2 pixel) -> std::optional<bool> {
              constexpr double kEdge = 1e-6;
              if (within(pixel, -kEdge)) return true;
              return within(pixel, kEdge) ? std::nullopt : std::optional(false);
            });
  }
  /// The oracle goes around the outline: seen from inside, it turns once.
  void compare_lasso(const char* text) {
    const PixelRegion region = parse_lasso(text).value();
    compare(region, [&](glm::dvec2 pixel) -> std::optional<bool> {
      double turned = 0;
      for (std::size_t i = 0; i < region.corners.size(); ++i) {
        const glm::dvec2 a = region.corners[i] - pixel;
        const glm::dvec2 b = region.corners[(i + 1) % region.corners.size()] - pixel;
        turned += std::atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
      }
      return std::abs(turned) > 3;
    });
  }

  TemporaryFolder folder_;
  std::vector<ColoredVertex> vertices_;
  Session session_;
};

TEST_F(RegionSelection, inPerspective) {
  compare_box(200, 100, 150, 220);
  compare_box(-100, -100, 300, 300);
  expect_done(session_, "camera eye=0,0,0 target=1,2,0.5");  // amid the vertices: many lie behind the eye
  compare_box(0, 0, 640, 480);
}

TEST_F(RegionSelection, inAnOrthographicPicture) {
  expect_done(session_, "ortho");
  compare_box(200, 100, 150, 220);
  compare_box(0, 0, 320, 240);
}

TEST_F(RegionSelection, inAnOutline) {
  compare_lasso("100,60 420,120 300,200 560,400 90,420 240,240");
  expect_done(session_, "camera eye=0,0,0 target=1,2,0.5");
  compare_lasso("-50,-50 700,10 300,240");
}

TEST_F(RegionSelection, asAnAction) {
  expect_done(session_, "fit-all");
  expect_done(session_, "select-box 0,0,640,480");
  finish_scans(session_);
  EXPECT_EQ(session_.selection.of(session_.active).vertices.count(), vertices_.size() - 1)
      << "all but the one that is nowhere";
  EXPECT_FALSE(perform(session_, "select-box 0,0,640"));
  expect_done(session_, "select-lasso 0,0 640,0 640,480 0,480");
  finish_scans(session_);
  EXPECT_EQ(session_.selection.of(session_.active).vertices.count(), vertices_.size() - 1);
  expect_done(session_, "select-lasso 0,0 640,0 640,480 visible");
  ASSERT_EQ(session_.requests.visible.size(), 1U) << "whoever draws answers it";
  EXPECT_TRUE(session_.requests.pending());
}

}  // namespace
}  // namespace vertexview::app
