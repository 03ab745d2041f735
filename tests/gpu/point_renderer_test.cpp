#include "vertexview/gpu/point_renderer.hpp"

#include <bit>
#include <cmath>
#include <limits>

#include "gpu/gl_test.hpp"
#include "vertexview/gpu/detail/hole_filling.hpp"

namespace vertexview::gpu {
namespace {

/// Every renderer draws the same pictures.
class PointRendererTest : public GlTest, public ::testing::WithParamInterface<Renderer> {
 protected:
  void SetUp() override {
    GlTest::SetUp();
    auto made = PointRenderer::create();
    ASSERT_TRUE(made.has_value()) << describe(made.error());
    renderer_ = std::move(*made);
    resize({320, 240});
  }
  void resize(Viewport viewport) {
    auto made = Frame::create(viewport);
    ASSERT_TRUE(made.has_value()) << describe(made.error());
    frame_ = std::move(*made);
  }
  DrawStats draw(std::span<const VertexBuffer* const> clouds, const Camera& camera,
                 DrawOptions options = {}) {
    options.renderer = GetParam();
    const auto stats = renderer_->draw(camera, clouds, options, *frame_);
    EXPECT_EQ(stats.renderer, GetParam());
    return stats;
  }
  DrawStats draw(const VertexBuffer& buffer, const Camera& camera, const DrawOptions& options = {}) {
    const VertexBuffer* const clouds[] = {&buffer};
    return draw(clouds, camera, options);
  }
  DrawStats draw(const Cloud& cloud, const Camera& camera, const DrawOptions& options = {}) {
    return draw(cloud.buffer(), camera, options);
  }

  std::optional<PointRenderer> renderer_;
  std::optional<Frame> frame_;
};

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kHuge = std::numeric_limits<float>::max();

std::uint32_t shown(const Color& color) {
  const auto channel = [](std::uint16_t v) { return static_cast<std::uint32_t>(std::lround(v / 257.0)); };
  return channel(color.red) << 24 | channel(color.green) << 16 | channel(color.blue) << 8 | 0xFF;
}

TEST_P(PointRendererTest, pictureOfTheSample) {
  auto file = VertexFile::open(VERTEXVIEW_SOURCE_DIR "/assets/colors.bin");
  ASSERT_TRUE(file.has_value()) << describe(file.error());
  auto buffer = VertexBuffer::create(*file);
  ASSERT_TRUE(buffer.has_value());
  ASSERT_TRUE(buffer->upload_all().has_value());
  const auto camera = default_camera(sample(*file).bounds, frame_->viewport());
  const auto stats = draw(*buffer, camera, {.point_size = 9, .background = {0, 0, 0}});
  EXPECT_EQ(stats.points_drawn, 4U);
  EXPECT_EQ(stats.points_total, 4U);
  EXPECT_TRUE(stats.converged);
  const auto image = frame_->read();
  for (std::uint64_t i = 0; i < 4; ++i) {
    const auto vertex = (*file)[i];
    const auto seen =
        camera.project(frame_->viewport(), {vertex.position.x, vertex.position.y, vertex.position.z});
    ASSERT_TRUE(seen.has_value());
    const glm::ivec2 pixel(seen->pixel);
    EXPECT_EQ(rgba_at(image, pixel.x, pixel.y), shown(vertex.color)) << i;
    EXPECT_EQ(frame_->pick(pixel, 0), (Pick{0, i, pixel}));
  }
}

TEST_P(PointRendererTest, everyColourIsExact) {
  // Sixteen bits become eight by round(v / 257), for every value.
  Cloud cloud;
  resize({256, 256});
  auto camera = camera_at({0, 0, 0}, 10);
  camera.orthographic = true;
  const double pixel = camera.height_at_target() / 256;
  for (int i = 0; i < 65536; ++i) {
    const double x = (i % 256 - 128 + 0.5) * pixel;
    const double z = (128 - i / 256 - 0.5) * pixel;
    const auto v = static_cast<std::uint16_t>(i);
    cloud.vertices.push_back(
        vertex_at(static_cast<float>(x), 0, static_cast<float>(z),
                  {v, static_cast<std::uint16_t>(65535 - i), static_cast<std::uint16_t>(i ^ 0x5555)}));
  }
  draw(cloud, camera);
  const auto image = frame_->read();
  for (int i = 0; i < 65536; ++i)
    ASSERT_EQ(rgba_at(image, i % 256, i / 256), shown(cloud.vertices[static_cast<std::size_t>(i)].color))
        << i;
}

TEST_P(PointRendererTest, idsMatchTheReference) {
  const auto cloud = random_cube(200'000, glm::vec3(0), 1, 7);
  const auto buffer = cloud.buffer();
  Camera camera;
  camera.eye = {1.5, -3, 1.1};
  for (const bool orthographic : {false, true}) {
    camera.orthographic = orthographic;
    draw(buffer, camera);
    const auto compared = compare_ids(cloud, camera, frame_->viewport(),
                                      reference_ids(cloud, camera, frame_->viewport()), frame_->read_ids());
    EXPECT_GE(compared.identical, 0.999) << (orthographic ? "orthographic" : "perspective");
    EXPECT_EQ(compared.unexplained, 0U);
  }
}

TEST_P(PointRendererTest, idsMatchTheReferenceInsideTheCloud) {
  // Points all around the eye: half of them behind it, some at the tip of the nose.
  const auto cloud = random_cube(100'000, glm::vec3(0), 1, 8);
  auto camera = camera_at({0, 0.25, 0}, 0.25);
  camera.fov_degrees = 90;
  draw(cloud, camera);
  const auto compared = compare_ids(cloud, camera, frame_->viewport(),
                                    reference_ids(cloud, camera, frame_->viewport()), frame_->read_ids());
  EXPECT_GE(compared.identical, 0.999);
  EXPECT_EQ(compared.unexplained, 0U);
}

TEST_P(PointRendererTest, idsMatchTheReferenceFarFromTheOrigin) {
  const glm::vec3 centre(4e6F, -4e6F, 4e6F);
  const auto cloud = random_cube(20'000, centre, 1000, 9);
  auto camera = camera_at(glm::dvec3(centre) + glm::dvec3(0.3, 0.1, 0.7), 3000);
  draw(cloud, camera);
  const auto compared = compare_ids(cloud, camera, frame_->viewport(),
                                    reference_ids(cloud, camera, frame_->viewport()), frame_->read_ids());
  EXPECT_GE(compared.identical, 0.999);
  EXPECT_EQ(compared.unexplained, 0U);
}

TEST_P(PointRendererTest, nonFiniteIsNeverDrawn) {
  Cloud cloud;
  for (const float bad : {kNan, -kNan, kInf, -kInf})
    for (int mask = 1; mask < 8; ++mask)
      cloud.vertices.push_back(
          vertex_at((mask & 1) != 0 ? bad : 0, (mask & 2) != 0 ? bad : 0, (mask & 4) != 0 ? bad : 0));
  for (const bool orthographic : {false, true})
    for (const float size : {1.0F, 7.0F}) {
      auto camera = camera_at({0, 0, 0}, 3);
      camera.orthographic = orthographic;
      draw(cloud, camera, {.point_size = size, .background = {}});
      EXPECT_EQ(covered(frame_->read_ids()), 0U);
    }
}

TEST_P(PointRendererTest, behindTheEyeIsNeverDrawn) {
  const Cloud cloud{
      {vertex_at(0, -4, 0), vertex_at(0.1F, -3.01F, 0), vertex_at(0, -3, 0), vertex_at(0, -kHuge, 0)}};
  draw(cloud, camera_at({0, 0, 0}, 3), {.point_size = 5, .background = {}});
  EXPECT_EQ(covered(frame_->read_ids()), 0U);
}

TEST_P(PointRendererTest, hugeCoordinatesStayInThePicture) {
  const Cloud cloud{{vertex_at(kHuge, kHuge, kHuge), vertex_at(-kHuge, kHuge, 0),
                     vertex_at(kHuge, -kHuge, kHuge), vertex_at(3e38F, 1, 0), vertex_at(0, 1e30F, 0),
                     vertex_at(1e-40F, 1, 1e-45F)}};
  for (const bool orthographic : {false, true}) {
    auto camera = camera_at({0, 0, 0}, 3);
    camera.orthographic = orthographic;
    draw(cloud, camera);
    const auto ids = frame_->read_ids();
    // Only the last two are in front of the eye, both in the middle; the nearer one wins.
    EXPECT_EQ(covered(ids), 1U);
    EXPECT_EQ(frame_->pick({160, 120}, 0), (Pick{0, 5, {160, 120}}));
  }
}

TEST_P(PointRendererTest, emptyCloudAndHiddenCloud) {
  const Cloud cloud;
  const auto buffer = cloud.buffer();
  const VertexBuffer* const clouds[] = {nullptr, &buffer, nullptr};
  const auto stats = draw(clouds, {}, {.point_size = 1, .background = {1, 0.5F, 0}});
  EXPECT_EQ(stats.points_total, 0U);
  EXPECT_TRUE(stats.converged);
  EXPECT_EQ(rgba_at(frame_->read(), 0, 0), 0xFF8000FFU);
  EXPECT_TRUE(draw(std::span<const VertexBuffer* const>(), {}).converged);
}

TEST_P(PointRendererTest, cloudsAreTold) {
  const Cloud left{{vertex_at(-0.5F, 0, 0)}};
  const Cloud right{{vertex_at(0.7F, 0, 0.2F), vertex_at(0.5F, 0, 0)}};
  const auto a = left.buffer();
  const auto b = right.buffer();
  const VertexBuffer* const clouds[] = {&a, nullptr, &b};
  const auto camera = camera_at({0, 0, 0}, 3);
  EXPECT_EQ(draw(clouds, camera).points_drawn, 3U);
  const auto pick = [&](const Vector& p) {
    return frame_->pick(glm::ivec2(camera.project(frame_->viewport(), {p.x, p.y, p.z})->pixel), 0);
  };
  EXPECT_EQ(pick(left.vertices[0].position)->cloud, 0U);
  EXPECT_EQ(pick(right.vertices[1].position)->cloud, 2U);
  EXPECT_EQ(pick(right.vertices[1].position)->vertex, 1U);
}

TEST_P(PointRendererTest, acrossTheChunkBoundary) {
  // Undrawable records fill the first chunk; those at its borders are drawn.
  Cloud cloud;
  cloud.vertices.assign(VertexBuffer::kChunkRecords + 1000, vertex_at(kNan, kNan, kNan));
  const std::uint64_t marked[] = {0, VertexBuffer::kChunkRecords - 1, VertexBuffer::kChunkRecords,
                                  cloud.vertices.size() - 1};
  const auto camera = camera_at({0, 0, 0}, 3);
  for (int i = 0; i < 4; ++i)
    cloud.vertices[marked[i]] =
        vertex_at(static_cast<float>(i) * 0.2F, 0, 0, {static_cast<std::uint16_t>(i * 257), 0, 0});
  const auto stats = draw(cloud, camera);
  EXPECT_EQ(stats.points_drawn, cloud.vertices.size());
  const auto image = frame_->read();
  for (int i = 0; i < 4; ++i) {
    const glm::ivec2 pixel(camera.project(frame_->viewport(), {i * 0.2, 0, 0})->pixel);
    EXPECT_EQ(frame_->pick(pixel, 0), (Pick{0, marked[i], pixel}));
    EXPECT_EQ(rgba_at(image, pixel.x, pixel.y), static_cast<std::uint32_t>(i) << 24 | 0xFF);
  }
}

TEST_P(PointRendererTest, uploadInStepsDrawsAPrefix) {
  const auto cloud = random_cube(3000, glm::vec3(0), 1, 11);
  auto buffer = VertexBuffer::create(cloud.file(), {.residency = Residency::kResident});
  ASSERT_TRUE(buffer.has_value());
  const auto camera = camera_at({0, 0, 0}, 4);
  if (GetParam() == Renderer::kCpu) {
    EXPECT_EQ(draw(*buffer, camera).points_drawn, 3000U) << "it reads the file itself";
    return;
  }
  for (std::uint64_t resident = 0; !buffer->complete(); resident = buffer->resident()) {
    const auto stats = draw(*buffer, camera);
    EXPECT_EQ(stats.points_drawn, resident);
    EXPECT_EQ(stats.points_total, 3000U);
    Cloud prefix;
    prefix.vertices.assign(cloud.vertices.begin(),
                           cloud.vertices.begin() + static_cast<std::ptrdiff_t>(resident));
    const auto compared = compare_ids(cloud, camera, frame_->viewport(),
                                      reference_ids(prefix, camera, frame_->viewport()), frame_->read_ids());
    EXPECT_EQ(compared.unexplained, 0U);
    while (buffer->resident() == resident) ASSERT_TRUE(buffer->upload(20 * 700).has_value());
  }
  EXPECT_EQ(draw(*buffer, camera).points_drawn, 3000U);
}

TEST_P(PointRendererTest, sizeInPixelsAndRoundness) {
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

TEST_P(PointRendererTest, everySizeCoversTheSamePixels) {
  // Against OpenGL's own points, ids and colours.
  const auto cloud = random_cube(3000, glm::vec3(0), 1, 14);
  const auto buffer = cloud.buffer();
  const VertexBuffer* const clouds[] = {&buffer};
  const auto camera = camera_at({0, 0, 0}, 3);
  auto reference = Frame::create(frame_->viewport());
  ASSERT_TRUE(reference.has_value());
  for (const float size : {1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F, 7.0F, 12.0F, 33.0F, 64.0F}) {
    DrawOptions options{.point_size = size, .background = {0.2F, 0.3F, 0.4F}};
    draw(clouds, camera, options);
    options.renderer = Renderer::kPoints;
    (void)renderer_->draw(camera, clouds, options, *reference);
    const auto expected = reference->read_ids();
    const auto actual = frame_->read_ids();
    std::size_t same = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) same += expected[i] == actual[i] ? 1U : 0U;
    EXPECT_GE(static_cast<double>(same), 0.999 * static_cast<double>(expected.size())) << size;
  }
}

TEST_P(PointRendererTest, sizesOfTheWorldShrinkWithDistance) {
  const auto cloud = random_cube(2000, glm::vec3(0), 1, 16);
  const auto buffer = cloud.buffer();
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

/// What a picture of single pixels shows once its gaps are filled, by the definition of that, pixel by pixel.
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
      depths[at] = camera.orthographic ? (bits ^ 0x8000'0000U) >> 1 : bits;
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

TEST_P(PointRendererTest, adaptiveFillsTheGapsOfSurfaces) {
  // A wave whose points are seen some pixels apart, and a few before it.
  Cloud cloud = random_cube(20, {0, -0.8, 0}, 0.3F, 17);
  Random random(18);
  for (int i = 0; i < 9000; ++i) {
    const float x = random.between(-1, 1);
    const float z = random.between(-0.7F, 0.7F);
    cloud.vertices.push_back(vertex_at(x, 0.2F * std::sin(4 * x), z));
  }
  const auto buffer = cloud.buffer();
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

TEST_P(PointRendererTest, sizesOfTheWorldThatAreNone) {
  const Cloud cloud{{vertex_at(0, 0, 0)}};
  for (const float units : {0.0F, -1.0F, kNan}) {
    draw(cloud, camera_at({0, 0, 0}, 3), {.point_size = PointSize::world(units)});
    EXPECT_EQ(covered(frame_->read_ids()), 1U) << units;
  }
}

TEST_P(PointRendererTest, markerIsVisibleWhenOccluded) {
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

TEST_P(PointRendererTest, eyeDomeDarkensEdgesOnly) {
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

TEST_P(PointRendererTest, eyeDomeIsTheSameForAll) {
  const auto cloud = random_cube(20'000, glm::vec3(0), 1, 15);
  const auto buffer = cloud.buffer();
  const VertexBuffer* const clouds[] = {&buffer};
  auto reference = Frame::create(frame_->viewport());
  ASSERT_TRUE(reference.has_value());
  auto camera = camera_at({0.2, 0, 0.1}, 3);
  for (const bool orthographic : {false, true}) {
    camera.orthographic = orthographic;
    DrawOptions options{.point_size = 4, .background = {0.2F, 0.3F, 0.4F}, .edl_strength = 0.3F};
    draw(clouds, camera, options);
    options.renderer = Renderer::kPoints;
    (void)renderer_->draw(camera, clouds, options, *reference);
    const auto expected = reference->read().rgba;
    const auto actual = frame_->read().rgba;
    std::size_t close = 0;
    for (std::size_t i = 0; i < expected.size(); ++i)
      close += std::abs(expected[i] - actual[i]) <= 1 ? 1U : 0U;
    EXPECT_GE(static_cast<double>(close), 0.998 * static_cast<double>(expected.size()));
  }
}

TEST_P(PointRendererTest, drawsIntoAnyFrame) {
  const auto cloud = random_cube(5000, glm::vec3(0), 1, 12);
  const auto buffer = cloud.buffer();
  const auto camera = camera_at({0, 0, 0}, 4);
  for (const Viewport viewport : {Viewport{1, 1}, Viewport{7, 300}, Viewport{1021, 3}, Viewport{640, 480}}) {
    ASSERT_TRUE(frame_->resize(viewport).has_value());
    draw(buffer, camera);
    const auto compared =
        compare_ids(cloud, camera, viewport, reference_ids(cloud, camera, viewport), frame_->read_ids());
    EXPECT_EQ(compared.unexplained, 0U) << viewport.width << " x " << viewport.height;
  }
}

TEST_P(PointRendererTest, theSamePictureTwice) {
  const auto cloud = random_cube(50'000, glm::vec3(0), 1, 13);
  const auto buffer = cloud.buffer();
  const auto camera = camera_at({0, 0, 0}, 3);
  draw(buffer, camera);
  const auto first = frame_->read();
  draw(buffer, camera_at({0.1, 0, 0}, 4));
  draw(buffer, camera);
  EXPECT_EQ(frame_->read().rgba, first.rgba);
}

INSTANTIATE_TEST_SUITE_P(, PointRendererTest,
                         ::testing::Values(Renderer::kPoints, Renderer::kCompute, Renderer::kCpu),
                         [](const auto& tested) { return std::string(renderer_name(tested.param)); });

}  // namespace
}  // namespace vertexview::gpu
