#include "vertexview/gpu/frame.hpp"

#include "gpu/gl_test.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"

namespace vertexview::gpu {
namespace {

class FrameTest : public GlTest {};

Frame make_frame(Viewport viewport) {
  auto made = Frame::create(viewport);
  EXPECT_TRUE(made.has_value()) << describe(made.error());
  return *std::move(made);
}

static_assert(detail::make_id(0, 0) == 1);
static_assert(detail::dataset_of(detail::make_id(3, 4'999'999'999)) == 3);
static_assert(detail::vertex_of(detail::make_id(3, 4'999'999'999)) == 4'999'999'999);
static_assert(detail::vertex_of(detail::make_id(7, (std::uint64_t{1} << 48) - 1)) ==
              (std::uint64_t{1} << 48) - 1);

TEST_F(FrameTest, emptyIsBackground) {
  const auto frame = make_frame({5, 3});
  const auto image = frame.read();
  EXPECT_EQ(image.width, 5);
  EXPECT_EQ(image.height, 3);
  EXPECT_EQ(image.rgba.size(), 60U);
  EXPECT_EQ(rgba_at(image, 4, 2), 0x000000FFU);
  EXPECT_EQ(covered(frame.read_ids()), 0U);
  EXPECT_EQ(frame.pick({2, 1}, 10), std::nullopt);
}

TEST_F(FrameTest, refusesSizes) {
  for (const Viewport viewport : {Viewport{0, 10}, Viewport{10, -1}, Viewport{1 << 30, 10}}) {
    const auto made = Frame::create(viewport);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(
        made.error().message,
        ::testing::MatchesRegex("a picture must be 1 to [0-9]+ pixels wide and high, not " +
                                std::to_string(viewport.width) + " x " + std::to_string(viewport.height)));
  }
}

TEST_F(FrameTest, resizeKeepsTheOldOnAnError) {
  auto frame = make_frame({16, 8});
  EXPECT_FALSE(frame.resize({0, 0}).has_value());
  EXPECT_EQ(frame.viewport().width, 16);
  EXPECT_TRUE(frame.resize({31, 17}).has_value());
  EXPECT_EQ(frame.viewport().height, 17);
  EXPECT_EQ(frame.read().rgba.size(), std::size_t{31 * 17 * 4});
}

TEST_F(FrameTest, pickNearestPixelThenDepth) {
  auto renderer = PointRenderer::create();
  ASSERT_TRUE(renderer.has_value()) << describe(renderer.error());
  auto frame = make_frame({101, 101});
  auto camera = camera_at({0, 0, 0}, 10);
  camera.orthographic = true;
  const auto pixel = static_cast<float>(camera.height_at_target() / 101);
  // A point is at pixel (50 + right, 50 - up), and y is the depth. Two points left and right of the middle
  // have different depths.
  const Cloud cloud{{vertex_at(-3 * pixel, 0, 0), vertex_at(3 * pixel, -1, 0), vertex_at(0, 5, 4 * pixel),
                     vertex_at(20 * pixel, 0, 0)}};
  auto buffer = cloud.buffer();
  const DrawnDataset clouds[] = {{}, {&buffer}};
  (void)renderer->draw(camera, clouds, {}, frame);
  EXPECT_EQ(covered(frame.read_ids()), 4U);
  EXPECT_EQ(frame.pick({50, 50}, 2), std::nullopt);
  // Of two equally far pixels the one nearer in depth is picked.
  EXPECT_EQ(frame.pick({50, 50}, 5), (Pick{1, 1, {53, 50}}));
  EXPECT_EQ(frame.pick({50, 48}, 5), (Pick{1, 2, {50, 46}}));  // the nearest pixel, although it is deeper
  EXPECT_EQ(frame.pick({46, 50}, 5), (Pick{1, 0, {47, 50}}));
  EXPECT_EQ(frame.pick({70, 50}, 0), (Pick{1, 3, {70, 50}}));
  EXPECT_EQ(frame.pick({70, 51}, 0), std::nullopt);
  EXPECT_EQ(frame.pick({-2, 50}, 1), std::nullopt);
  EXPECT_EQ(frame.pick({-2, 50}, 1'000'000), (Pick{1, 0, {47, 50}}));
  EXPECT_EQ(frame.pick({105, 50}, 40), (Pick{1, 3, {70, 50}}));
}

/// Returns how many objects of the context are alive, of every kind that we make.
std::size_t objects_alive() {
  std::size_t alive = 0;
  for (GLuint name = 1; name < 20'000; ++name)
    for (const auto is :
         {glIsTexture, glIsBuffer, glIsFramebuffer, glIsVertexArray, glIsProgram, glIsShader, glIsQuery})
      alive += is(name) == GL_TRUE ? 1U : 0U;
  return alive;
}

TEST_F(FrameTest, manyCyclesLeaveNothing) {
  const auto before = objects_alive();
  const auto cloud = random_cube(100, glm::vec3(0), 1, 1);
  for (int i = 0; i < 100; ++i) {
    auto frame = make_frame({64 + i % 3, 64});
    EXPECT_TRUE(frame.resize({32, 32 + i % 5}).has_value());
    auto buffer = cloud.buffer();
    EXPECT_GT(objects_alive(), before);
    if (i % 10 != 0) continue;
    auto renderer = PointRenderer::create();
    ASSERT_TRUE(renderer.has_value());
    const DrawnDataset clouds[] = {{&buffer}};
    (void)renderer->draw({}, clouds, {}, frame);
  }
  EXPECT_EQ(objects_alive(), before);
}

}  // namespace
}  // namespace vertexview::gpu
