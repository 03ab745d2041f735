#include "gpu/point_renderer_test.hpp"

#include <cmath>
#include <limits>

#include "support_sample.hpp"
#include "vertexview/gpu/residency/chunk_store.hpp"

namespace vertexview::gpu {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kHuge = std::numeric_limits<float>::max();

std::uint32_t shown(const Color& color) {
  const auto channel = [](std::uint16_t v) { return static_cast<std::uint32_t>(std::lround(v / 257.0)); };
  return channel(color.red) << 24 | channel(color.green) << 16 | channel(color.blue) << 8 | 0xFF;
}

TEST_P(PointRendererTest, pictureOfTheSample) {
  auto file = Dataset::open(test::colors_bin());
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
  auto buffer = cloud.buffer();
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
  auto buffer = cloud.buffer();
  const DrawnDataset clouds[] = {{}, {&buffer}, {}};
  const auto stats = draw(clouds, {}, {.point_size = 1, .background = {1, 0.5F, 0}});
  EXPECT_EQ(stats.points_total, 0U);
  EXPECT_TRUE(stats.converged);
  EXPECT_EQ(rgba_at(frame_->read(), 0, 0), 0xFF8000FFU);
  EXPECT_TRUE(draw(std::span<const DrawnDataset>(), {}).converged);
}

TEST_P(PointRendererTest, cloudsAreTold) {
  const Cloud left{{vertex_at(-0.5F, 0, 0)}};
  const Cloud right{{vertex_at(0.7F, 0, 0.2F), vertex_at(0.5F, 0, 0)}};
  auto a = left.buffer();
  auto b = right.buffer();
  const DrawnDataset clouds[] = {{&a}, {}, {&b}};
  const auto camera = camera_at({0, 0, 0}, 3);
  EXPECT_EQ(draw(clouds, camera).points_drawn, 3U);
  const auto pick = [&](const Vector& p) {
    return frame_->pick(glm::ivec2(camera.project(frame_->viewport(), {p.x, p.y, p.z})->pixel), 0);
  };
  EXPECT_EQ(pick(left.vertices[0].position)->dataset, 0U);
  EXPECT_EQ(pick(right.vertices[1].position)->dataset, 2U);
  EXPECT_EQ(pick(right.vertices[1].position)->vertex, 1U);
}

TEST_P(PointRendererTest, acrossTheChunkBoundary) {
  // Undrawable records fill the first chunk; those at its borders are drawn.
  Cloud cloud;
  cloud.vertices.assign(detail::kChunkRecords + 1000, vertex_at(kNan, kNan, kNan));
  const std::uint64_t marked[] = {0, detail::kChunkRecords - 1, detail::kChunkRecords,
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
  if (GetParam() == Backend::kCpu) {
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

TEST_P(PointRendererTest, drawsIntoAnyFrame) {
  const auto cloud = random_cube(5000, glm::vec3(0), 1, 12);
  auto buffer = cloud.buffer();
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
  auto buffer = cloud.buffer();
  const auto camera = camera_at({0, 0, 0}, 3);
  draw(buffer, camera);
  const auto first = frame_->read();
  draw(buffer, camera_at({0.1, 0, 0}, 4));
  draw(buffer, camera);
  EXPECT_EQ(frame_->read().rgba, first.rgba);
}

INSTANTIATE_TEST_SUITE_P(, PointRendererTest, every_renderer(), name_of_renderer);

}  // namespace
}  // namespace vertexview::gpu
