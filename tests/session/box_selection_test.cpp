// Which vertices fall into a rectangle of the picture, held against Camera::project().
#include "session/box_selection.hpp"

#include <limits>
#include <random>

#include "session/place.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(PixelBox, text) {
  const auto box = parse_pixel_box("1.5,2,30,40");
  ASSERT_TRUE(box);
  EXPECT_EQ(box->left, 1.5);
  EXPECT_EQ(box->height, 40);
  for (const char* wrong : {"", "1,2,3", "1,2,3,4,5", "1,2,0,4", "1,2,3,-4", "a,b,c,d", "1,2,3,4,"})
    EXPECT_FALSE(parse_pixel_box(wrong)) << wrong;
}

class BoxSelection : public testing::Test {
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

  /// Asks for the box and compares each vertex with where the camera projects it.
  void compare(const PixelBox& box) {
    const Dataset& file = session_.datasets[0].data;
    const auto found = find_in_box(file, session_.camera, session_.viewport, box);
    ASSERT_TRUE(found);
    std::uint64_t inside = 0;
    for (std::uint64_t i = 0; i < vertices_.size(); ++i) {
      const auto seen = session_.camera.project(session_.viewport, place_of(file, i));
      const auto within = [&](double by) {
        return seen && seen->pixel.x >= box.left - by && seen->pixel.x <= box.left + box.width + by &&
               seen->pixel.y >= box.top - by && seen->pixel.y <= box.top + box.height + by;
      };
      constexpr double kEdge = 1e-6;  // a vertex on the edge may fall to either side
      if (within(-kEdge)) {
        ASSERT_TRUE(found->contains(i)) << i;
      } else if (!within(kEdge)) {
        ASSERT_FALSE(found->contains(i)) << i;
      }
      inside += found->contains(i) ? 1U : 0U;
    }
    EXPECT_EQ(found->count(), inside);
    EXPECT_GT(inside, 0U);
  }

  TemporaryFolder folder_;
  std::vector<ColoredVertex> vertices_;
  Session session_;
};

TEST_F(BoxSelection, inPerspective) {
  compare({200, 100, 150, 220});
  compare({-100, -100, 300, 300});
  expect_done(session_, "camera eye=0,0,0 target=1,2,0.5");  // amid the vertices: many lie behind the eye
  compare({0, 0, 640, 480});
}

TEST_F(BoxSelection, inAnOrthographicPicture) {
  expect_done(session_, "ortho");
  compare({200, 100, 150, 220});
  compare({0, 0, 320, 240});
}

TEST_F(BoxSelection, asAnAction) {
  expect_done(session_, "fit-all");
  expect_done(session_, "select-box 0,0,640,480");
  finish_scans(session_);
  EXPECT_EQ(session_.selection.of(session_.active).vertices.count(), vertices_.size() - 1)
      << "all but the one that is nowhere";
  EXPECT_FALSE(perform(session_, "select-box 0,0,640"));
}

}  // namespace
}  // namespace vertexview::app
