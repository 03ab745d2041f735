#include <bit>
#include <cmath>
#include <limits>

#include "gpu/point_renderer_test.hpp"
#include "vertexview/gpu/finish/hole_filling.hpp"

namespace vertexview::gpu {
namespace {

/// Sizes and shapes of points, markers, and lit edges.
class PointLookTest : public PointRendererTest {};

TEST_P(PointLookTest, sizeInPixelsAndRoundness) {
  auto camera = camera_at({0, 0, 0}, 10);
  camera.orthographic = true;
  resize({41, 41});
  const Cloud cloud{{vertex_at(0, 0, 0)}};
  const auto area = [&](float size) {
    draw(cloud, camera, {.point_size = size, .background = {}});
    return covered(frame_->read_ids());
  };
  EXPECT_EQ(area(0.25F), 1U);
  EXPECT_EQ(area(1), 1U);
  EXPECT_EQ(area(2), 4U);
  EXPECT_EQ(area(3), 9U);  // all nine centres lie within a circle of diameter 3
  EXPECT_NEAR(static_cast<double>(area(15)), 3.14159 * 7.5 * 7.5, 8);
  EXPECT_LT(area(15), 15U * 15U);
}

TEST_P(PointLookTest, everySizeCoversTheSamePixels) {
  // Ids and colours are compared with OpenGL's own points.
  const auto cloud = random_cube(3000, glm::vec3(0), 1, 14);
  auto buffer = cloud.buffer();
  const DrawnDataset clouds[] = {{&buffer}};
  const auto camera = camera_at({0, 0, 0}, 3);
  auto reference = Frame::create(frame_->viewport());
  ASSERT_TRUE(reference.has_value());
  for (const float size : {1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F, 7.0F, 12.0F, 33.0F, 64.0F}) {
    DrawOptions options{.point_size = size, .background = {0.2F, 0.3F, 0.4F}};
    draw(clouds, camera, options);
    options.backend = Backend::kPoints;
    (void)renderer_->draw(camera, clouds, options, *reference);
    const auto expected = reference->read_ids();
    const auto actual = frame_->read_ids();
    std::size_t same = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) same += expected[i] == actual[i] ? 1U : 0U;
    EXPECT_GE(static_cast<double>(same), 0.999 * static_cast<double>(expected.size())) << size;
  }
}

TEST_P(PointLookTest, sizesOfTheWorldShrinkWithDistance) {
  const auto cloud = random_cube(2000, glm::vec3(0), 1, 16);
  auto buffer = cloud.buffer();
  auto camera = camera_at({0, 0, 0}, 2.5);
  for (const bool orthographic : {false, true}) {
    camera.orthographic = orthographic;
    // From a fraction of a pixel to more than the largest point.
    for (const float units : {0.0001F, 0.02F, 0.05F, 0.7F}) {
      draw(buffer, camera, {.point_size = PointSize::world(units)});
      const auto expected = reference_ids(cloud, camera, frame_->viewport(), PointSize::world(units));
      const auto actual = frame_->read_ids();
      std::size_t same = 0;
      for (std::size_t i = 0; i < expected.size(); ++i) same += expected[i] == actual[i] ? 1U : 0U;
      EXPECT_GE(static_cast<double>(same), 0.995 * static_cast<double>(expected.size())) << units;
    }
  }
}

/// Returns what a picture of single pixels shows once its gaps are filled: the definition, applied pixel by
/// pixel.
std::vector<std::uint64_t> filled(const std::vector<std::uint64_t>& ids, const Cloud& cloud,
                                  const Camera& camera, Viewport viewport) {
  using namespace detail;
  std::vector<std::uint32_t> depths(ids.size(), kOpen);
  std::vector<std::uint32_t> sources(ids.size());
  const TileGrid grid(viewport);
  TileCount count{1, std::vector<std::uint32_t>(grid.size())};
  const auto tile_of = [&](int x, int y) {
    return static_cast<std::size_t>(y / kFillTile * grid.columns + x / kFillTile);
  };
  for (int y = 0; y < viewport.height; ++y)
    for (int x = 0; x < viewport.width; ++x) {
      const auto at = static_cast<std::size_t>(y * viewport.width + x);
      sources[at] = static_cast<std::uint32_t>(at);
      if (ids[at] == 0) continue;
      ++count.shown[tile_of(x, y)];
      const Vector& p = cloud.vertices[ids[at] - 1].position;
      const auto distance = static_cast<float>(camera.project(viewport, {p.x, p.y, p.z})->depth);
      const auto bits = std::bit_cast<std::uint32_t>(distance);
      depths[at] = camera.orthographic ? (bits ^ 0x8000'0000U) >> 2 : bits;
    }
  const auto radii = even_radii(viewport, count, 1);
  const FillImage image{depths.data(), sources.data(), viewport.width, viewport.height};
  const FillSlack slack = fill_slack(view_transform(camera, viewport));
  std::vector<std::uint64_t> out(ids.size());
  for (int y = 0; y < viewport.height; ++y)
    for (int x = 0; x < viewport.width; ++x)
      out[static_cast<std::size_t>(y * viewport.width + x)] =
          ids[fill_from(image, slack, radii[tile_of(x, y)], x, y)];
  return out;
}

TEST_P(PointLookTest, adaptiveFillsTheGapsOfSurfaces) {
  // A wave whose points are seen some pixels apart, and a few before it.
  Cloud cloud = random_cube(20, {0, -0.8, 0}, 0.3F, 17);
  Random random(18);
  for (int i = 0; i < 9000; ++i) {
    const float x = random.between(-1, 1);
    const float z = random.between(-0.7F, 0.7F);
    cloud.vertices.push_back(vertex_at(x, 0.2F * std::sin(4 * x), z));
  }
  auto buffer = cloud.buffer();
  auto camera = camera_at({0, 0, 0}, 2.6);
  for (const bool orthographic : {false, true}) {
    camera.orthographic = orthographic;
    draw(buffer, camera);
    const auto single = frame_->read_ids();
    for (const float edl : {0.0F, 0.5F}) {
      draw(buffer, camera, {.point_size = PointSize::adaptive(), .edl_strength = edl});
      const auto expected = filled(single, cloud, camera, frame_->viewport());
      const auto actual = frame_->read_ids();
      std::size_t same = 0;
      for (std::size_t i = 0; i < expected.size(); ++i) same += expected[i] == actual[i] ? 1U : 0U;
      EXPECT_GE(static_cast<double>(same), 0.999 * static_cast<double>(expected.size())) << orthographic;
      EXPECT_GT(covered(actual), 3 * covered(single));
      // What is picked is what is shown.
      const auto pick = frame_->pick({160, 120}, 0);
      ASSERT_TRUE(pick.has_value());
      EXPECT_EQ(pick->vertex + 1, actual[120 * 320 + 160]);
    }
    draw(buffer, camera);
    EXPECT_EQ(frame_->read_ids(), single) << "and back";
  }
}

TEST_P(PointLookTest, sizesOfTheWorldThatAreNone) {
  const Cloud cloud{{vertex_at(0, 0, 0)}};
  for (const float units : {0.0F, -1.0F, std::numeric_limits<float>::quiet_NaN()}) {
    draw(cloud, camera_at({0, 0, 0}, 3), {.point_size = PointSize::world(units)});
    EXPECT_EQ(covered(frame_->read_ids()), 1U) << units;
  }
}

TEST_P(PointLookTest, markerIsVisibleWhenOccluded) {
  // A wall of points in front of the marked one.
  Cloud cloud;
  for (int x = -40; x <= 40; ++x)
    for (int z = -40; z <= 40; ++z)
      cloud.vertices.push_back(vertex_at(static_cast<float>(x) * 0.02F, 0, static_cast<float>(z) * 0.02F));
  cloud.vertices.push_back(vertex_at(0, 2, 0, {0, 0, 0}));
  const auto camera = camera_at({0, 0, 0}, 3);
  draw(cloud, camera, {.point_size = 6, .background = {}});
  const auto ids = frame_->read_ids();
  const auto before = frame_->read();
  ASSERT_EQ(rgba_at(before, 160, 120), 0xFFFFFFFFU);
  renderer_->draw_marker(camera, {0, 2, 0}, 21, {1, 0, 0, 1}, *frame_);
  const auto after = frame_->read();
  std::size_t red = 0;
  for (int y = 0; y < 240; ++y)
    for (int x = 0; x < 320; ++x) {
      const auto now = rgba_at(after, x, y);
      if (now == 0xFF0000FFU) ++red;
      if (std::hypot(x + 0.5 - 160, y + 0.5 - 120) > 12) {
        EXPECT_EQ(now, rgba_at(before, x, y));
      }
    }
  EXPECT_GT(red, 40U);                               // a ring
  EXPECT_EQ(rgba_at(after, 160, 120), 0xFFFFFFFFU);  // and its middle is open
  EXPECT_EQ(frame_->read_ids(), ids);
  // Behind the eye there is nothing to mark.
  renderer_->draw_marker(camera, {0, -9, 0}, 21, {0, 1, 0, 1}, *frame_);
  EXPECT_EQ(frame_->read().rgba, after.rgba);
}

TEST_P(PointLookTest, eyeDomeDarkensEdgesOnly) {
  // A small wall in front of a large one; nothing else has an edge.
  Cloud cloud;
  for (int x = -160; x < 160; ++x)
    for (int z = -120; z < 120; ++z) {
      const bool front = std::abs(x) < 40 && std::abs(z) < 30;
      cloud.vertices.push_back(vertex_at((static_cast<float>(x) + 0.5F) * 0.01F, front ? -0.5F : 0.5F,
                                         (static_cast<float>(z) + 0.5F) * 0.01F, {51'400, 25'700, 12'850}));
    }
  auto camera = camera_at({0, 0, 0}, 1.2 / std::tan(0.392699081698724));
  for (const bool orthographic : {true, false}) {
    camera.orthographic = orthographic;
    DrawOptions options{.point_size = orthographic ? 1.0F : 5.0F, .background = {0, 0, 1}};
    draw(cloud, camera, options);
    const auto unlit = frame_->read();
    options.edl_strength = 0.8F;
    draw(cloud, camera, options);
    const auto lit = frame_->read();
    const auto ids = frame_->read_ids();
    // The middle of either wall keeps its colour; the far wall's pixels beside the near one are dark.
    const auto plain = 0xC86432FFU;
    EXPECT_EQ(rgba_at(unlit, 160, 120), plain);
    EXPECT_EQ(rgba_at(lit, 160, 120), plain);
    EXPECT_EQ(rgba_at(lit, 50, 50), plain);
    std::size_t dark = 0;
    for (int y = 0; y < 240; ++y)
      for (int x = 0; x < 320; ++x) {
        const auto now = rgba_at(lit, x, y);
        const auto before = rgba_at(unlit, x, y);
        if (ids[static_cast<std::size_t>(y * 320 + x)] == 0) {
          ASSERT_EQ(now, before) << "the background is no edge";
        }
        if (now >> 24 < (before >> 24) / 2) ++dark;
      }
    EXPECT_GT(dark, 200U);
    EXPECT_LT(dark, 1200U);
  }
}

TEST_P(PointLookTest, eyeDomeIsTheSameForAll) {
  const auto cloud = random_cube(20'000, glm::vec3(0), 1, 15);
  auto buffer = cloud.buffer();
  const DrawnDataset clouds[] = {{&buffer}};
  auto reference = Frame::create(frame_->viewport());
  ASSERT_TRUE(reference.has_value());
  auto camera = camera_at({0.2, 0, 0.1}, 3);
  for (const bool orthographic : {false, true}) {
    camera.orthographic = orthographic;
    DrawOptions options{.point_size = 4, .background = {0.2F, 0.3F, 0.4F}, .edl_strength = 0.3F};
    draw(clouds, camera, options);
    options.backend = Backend::kPoints;
    (void)renderer_->draw(camera, clouds, options, *reference);
    const auto expected = reference->read().rgba;
    const auto actual = frame_->read().rgba;
    std::size_t close = 0;
    for (std::size_t i = 0; i < expected.size(); ++i)
      close += std::abs(expected[i] - actual[i]) <= 1 ? 1U : 0U;
    EXPECT_GE(static_cast<double>(close), 0.998 * static_cast<double>(expected.size()));
  }
}

INSTANTIATE_TEST_SUITE_P(, PointLookTest, every_renderer(), name_of_renderer);

/// One renderer and one frame, which all backends draw into by turns.
class BackendsInOnePictureTest : public RendererTest {};

TEST_F(BackendsInOnePictureTest, noPointSizeStaysBehind) {
  const auto cloud = random_cube(2000, glm::vec3(0), 1, 31);
  auto buffer = cloud.buffer();
  const DrawnDataset clouds[] = {{&buffer}};
  const auto camera = camera_at({0, 0, 0}, 3);
  auto frame = make_frame();
  struct Step {
    Backend backend;
    PointSize size;
  };
  // The points' program and their raster are used again after compute shaders drew with another size: with
  // the size of before, with compute's, with a third one, and with one in units of the file.
  const Step steps[] = {
      {Backend::kPoints, 3},  {Backend::kCompute, 9}, {Backend::kPoints, 3},
      {Backend::kCompute, 5}, {Backend::kPoints, 5},  {Backend::kCompute, PointSize::world(0.1F)},
      {Backend::kPoints, 2},  {Backend::kCompute, 1}, {Backend::kPoints, PointSize::world(0.05F)},
      {Backend::kCpu, 7},     {Backend::kPoints, 1},
  };
  for (std::size_t i = 0; i < std::size(steps); ++i) {
    const DrawOptions options{.point_size = steps[i].size, .backend = steps[i].backend};
    (void)renderer_->draw(camera, clouds, options, frame);
    auto fresh = PointRenderer::create();
    ASSERT_TRUE(fresh.has_value());
    auto expected = make_frame();
    (void)fresh->draw(camera, clouds, options, expected);
    EXPECT_EQ(frame.read_ids(), expected.read_ids()) << "step " << i;
    EXPECT_EQ(frame.read().rgba, expected.read().rgba) << "step " << i;
    EXPECT_GT(covered(expected.read_ids()), 100U) << "step " << i;
  }
}

}  // namespace
}  // namespace vertexview::gpu
