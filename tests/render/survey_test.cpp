// Tests that doubles far from zero are drawn where the camera says they are.
#include "session/survey.hpp"

#include "render/offscreen.hpp"

namespace vertexview::app {
namespace {

TEST_F(Survey, isDrawnWhereTheCameraSaysItIs) {
  auto offscreen = Offscreen::create();
  ASSERT_TRUE(offscreen) << describe(offscreen.error());
  ASSERT_TRUE(perform(session_, "point-size 5"));
  ASSERT_TRUE(perform(session_, "view top"));
  ASSERT_TRUE(perform(session_, "fit"));
  const auto image = offscreen->render(session_);
  ASSERT_TRUE(image) << describe(image.error());
  for (const int i : {0, 5, 44, 99}) {
    const auto seen = session_.camera.project(session_.viewport, place_of_record(i));
    ASSERT_TRUE(seen);
    const auto x = static_cast<std::size_t>(seen->pixel.x);
    const auto y = static_cast<std::size_t>(seen->pixel.y);
    const auto pixel = (y * static_cast<std::size_t>(image->width) + x) * 4;
    EXPECT_EQ(image->rgba[pixel + 1], 255) << i;
    EXPECT_EQ(image->rgba[pixel], (i * 600 + 128) / 257) << i;
  }
}

}  // namespace
}  // namespace vertexview::app
