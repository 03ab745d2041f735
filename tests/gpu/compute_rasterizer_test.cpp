#include "vertexview/gpu/detail/compute_rasterizer.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

#include "gpu/gl_test.hpp"
#include "vertexview/gpu/detail/buffer_state.hpp"
#include "vertexview/gpu/detail/frame_state.hpp"
#include "vertexview/gpu/detail/staged_chunks.hpp"
#include "vertexview/gpu/detail/state_guard.hpp"
#include "vertexview/gpu/detail/vertex_id.hpp"

namespace vertexview::gpu {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kHuge = std::numeric_limits<float>::max();

/// Every test runs with the 32-bit passes and with whatever the driver has.
class ComputeRasterizerTest : public GlTest, public ::testing::WithParamInterface<bool> {
 protected:
  void SetUp() override {
    GlTest::SetUp();
    auto made = detail::ComputeRasterizer::create(GetParam());
    if (!made) GTEST_SKIP() << describe(made.error());
    if (GetParam() && !made->wide()) GTEST_SKIP() << "no 64-bit atomics here";
    rasterizer_ = std::move(*made);
    auto points = PointRenderer::create();
    ASSERT_TRUE(points.has_value());
    points_ = std::move(*points);
    resize({320, 240});
  }
  void resize(Viewport viewport) {
    auto made = Frame::create(viewport);
    ASSERT_TRUE(made.has_value());
    frame_ = std::move(*made);
  }

  struct Picture {
    std::vector<std::uint64_t> ids;
    std::vector<std::uint8_t> rgba;
  };
  Picture with_points(const std::vector<const VertexBuffer*>& clouds, const Camera& camera) {
    (void)points_->draw(camera, clouds, {.renderer = Renderer::kPoints}, *frame_);
    return {frame_->read_ids(), frame_->read().rgba};
  }
  Picture with_compute(const std::vector<const VertexBuffer*>& clouds, const Camera& camera) {
    (void)points_->draw(camera, {}, {.renderer = Renderer::kPoints}, *frame_);  // clears
    const detail::StateGuard guard;
    rasterizer_->begin(detail::view_transform(camera, frame_->viewport()),
                       {frame_->state().raster.name(), frame_->viewport()});
    for (std::uint32_t cloud = 0; cloud < clouds.size(); ++cloud) {
      auto& chunks = *clouds[cloud]->state().chunks;
      for (std::uint64_t i = 0; i < chunks.chunk_count(); ++i) {
        const auto chunk = chunks.acquire(i);
        rasterizer_->draw(chunk, 0, chunk.count, detail::make_id(cloud, chunk.first));
      }
    }
    rasterizer_->flush();
    return {frame_->read_ids(), frame_->read().rgba};
  }
  void expect_parity(const Cloud& cloud, const Camera& camera) {
    const auto buffer = cloud.buffer();
    const auto points = with_points({&buffer}, camera);
    const auto compute = with_compute({&buffer}, camera);
    const auto compared = compare_ids(cloud, camera, frame_->viewport(), points.ids, compute.ids);
    EXPECT_GE(compared.identical, 0.999);
    EXPECT_EQ(compared.unexplained, 0U);
    const auto reference = compare_ids(cloud, camera, frame_->viewport(),
                                       reference_ids(cloud, camera, frame_->viewport()), compute.ids);
    EXPECT_GE(reference.identical, 0.999);
    EXPECT_EQ(reference.unexplained, 0U);
    // The same vertex has the same colour.
    for (std::size_t i = 0; i < points.ids.size(); ++i) {
      // Ids run from the top, as pixels do.
      if (points.ids[i] != compute.ids[i]) continue;
      ASSERT_TRUE(std::equal(&points.rgba[4 * i], &points.rgba[4 * i] + 4, &compute.rgba[4 * i])) << i;
    }
  }

  std::optional<detail::ComputeRasterizer> rasterizer_;
  std::optional<PointRenderer> points_;
  std::optional<Frame> frame_;
};

INSTANTIATE_TEST_SUITE_P(, ComputeRasterizerTest, ::testing::Values(false, true),
                         [](const auto& tested) { return tested.param ? "wide" : "narrow"; });

TEST_P(ComputeRasterizerTest, idsMatchGlPoints) {
  const auto cloud = random_cube(200'000, glm::vec3(0), 1, 7);
  Camera camera;
  camera.eye = {1.5, -3, 1.1};
  for (const bool orthographic : {false, true}) {
    camera.orthographic = orthographic;
    expect_parity(cloud, camera);
  }
}

TEST_P(ComputeRasterizerTest, idsMatchInsideTheCloud) {
  auto camera = camera_at({0, 0.25, 0}, 0.25);
  camera.fov_degrees = 90;
  expect_parity(random_cube(100'000, glm::vec3(0), 1, 8), camera);
}

TEST_P(ComputeRasterizerTest, idsMatchFarFromTheOrigin) {
  const glm::vec3 centre(4e6F, -4e6F, 4e6F);
  expect_parity(random_cube(20'000, centre, 1000, 9),
                camera_at(glm::dvec3(centre) + glm::dvec3(0.3, 0.1, 0.7), 3000));
}

TEST_P(ComputeRasterizerTest, hostilePositions) {
  Cloud cloud;
  for (const float bad : {kNan, -kNan, kInf, -kInf, kHuge, -kHuge})
    for (int mask = 1; mask < 8; ++mask)
      cloud.vertices.push_back(
          vertex_at((mask & 1) != 0 ? bad : 0, (mask & 2) != 0 ? bad : 0, (mask & 4) != 0 ? bad : 0));
  const auto buffer = cloud.buffer();
  for (const bool orthographic : {false, true}) {
    auto camera = camera_at({0, 0, 0}, 3);
    camera.orthographic = orthographic;
    EXPECT_EQ(with_compute({&buffer}, camera).ids, with_points({&buffer}, camera).ids);
  }
}

TEST_P(ComputeRasterizerTest, equalDepthsGiveTheFirst) {
  // Every vertex three times, in a cloud and over clouds.
  auto cloud = random_cube(5'000, glm::vec3(0), 1, 8);
  const auto once = cloud.vertices;
  for (int i = 0; i < 2; ++i) cloud.vertices.insert(cloud.vertices.end(), once.begin(), once.end());
  const auto buffer = cloud.buffer();
  const auto again = cloud.buffer();
  const auto camera = camera_at({0, 0, 0}, 4);
  const auto compute = with_compute({&buffer, &again}, camera);
  EXPECT_GT(covered(compute.ids), 3'000U);
  for (const std::uint64_t id : compute.ids) EXPECT_LE(id, once.size());
  EXPECT_EQ(compute.ids, with_points({&buffer, &again}, camera).ids);
}

TEST_P(ComputeRasterizerTest, moreChunksThanOnePassTakes) {
  const auto cloud = random_cube(50'000, glm::vec3(0), 1, 8);
  const auto file = cloud.file();
  const detail::PoolPlan plan{.chunk_records = 1024, .pieces = 49, .slot_records = 1024, .slots = 4};
  detail::StagedChunks chunks(file, plan);
  while (chunks.resident() < chunks.records()) {
    ASSERT_TRUE(chunks.upload(~std::uint64_t{0}).has_value());
    chunks.wait(std::chrono::milliseconds(10));
  }
  const auto camera = camera_at({0, 0, 0}, 4);
  const auto whole = cloud.buffer();
  const auto points = with_points({&whole}, camera);
  (void)points_->draw(camera, {}, {.renderer = Renderer::kPoints}, *frame_);
  {
    const detail::StateGuard guard;
    rasterizer_->begin(detail::view_transform(camera, frame_->viewport()),
                       {frame_->state().raster.name(), frame_->viewport()});
    for (std::uint64_t i = 0; i < chunks.chunk_count(); ++i) {
      // In two runs each, as a chunk that fills is drawn.
      const auto chunk = chunks.acquire(i);
      const std::uint64_t some = chunk.count / 3;
      rasterizer_->draw(chunk, 0, some, detail::make_id(0, chunk.first));
      rasterizer_->draw(chunk, some, chunk.count - some, detail::make_id(0, chunk.first));
    }
    rasterizer_->flush();
  }
  EXPECT_EQ(frame_->read_ids(), points.ids);
  EXPECT_EQ(frame_->read().rgba, points.rgba);
}

}  // namespace
}  // namespace vertexview::gpu
