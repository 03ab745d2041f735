#include "vertexview/gpu/points/compute_points.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

#include "gpu/gl_test.hpp"
#include "gpu/inside.hpp"

namespace vertexview::gpu {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kHuge = std::numeric_limits<float>::max();

/// Every test runs with the 32-bit passes and with whatever the driver has.
class ComputePointsTest : public GlTest, public ::testing::WithParamInterface<bool> {
 protected:
  void SetUp() override {
    GlTest::SetUp();
    auto made = detail::ComputePoints::create(finisher_, GetParam());
    if (!made) GTEST_SKIP() << describe(made.error());
    if (GetParam() && !(*made)->wide()) {
      EXPECT_FALSE(is_zink()) << "zink has 64-bit atomics";
      GTEST_SKIP() << "no 64-bit atomics here";
    }
    compute_ = std::move(*made);
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
  Picture with_points(const std::vector<DrawnDataset>& clouds, const Camera& camera) {
    (void)points_->draw(camera, clouds, {.backend = Backend::kPoints}, *frame_);
    return {frame_->read_ids(), frame_->read().rgba};
  }
  DrawStats draw_compute(const std::vector<DrawnDataset>& clouds, const Camera& camera, double budget_ms = 0,
                         std::uint32_t size = 1) {
    std::vector<detail::ResidentDataset*> files;
    for (const DrawnDataset& cloud : clouds) files.push_back(&detail::Inside::of(*cloud.buffer));
    const std::vector<detail::ColorRule> rules(clouds.size());
    const DrawOptions options{
        .point_size = static_cast<float>(size), .budget_ms = budget_ms, .fill_holes = false};
    const auto stats =
        compute_->draw({detail::view_transform(camera, frame_->viewport()), files, rules, options},
                       detail::Inside::of(*frame_));
    EXPECT_TRUE(stats.has_value());
    return *stats;
  }
  Picture shown() const { return {frame_->read_ids(), frame_->read().rgba}; }
  Picture with_compute(const std::vector<DrawnDataset>& clouds, const Camera& camera) {
    const auto stats = draw_compute(clouds, camera);
    EXPECT_TRUE(stats.converged);
    EXPECT_EQ(stats.points_drawn, stats.points_total);
    return shown();
  }
  void expect_parity(const Cloud& cloud, const Camera& camera) {
    auto buffer = cloud.buffer();
    const auto points = with_points({{&buffer}}, camera);
    const auto compute = with_compute({{&buffer}}, camera);
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

  detail::Finisher finisher_;
  std::unique_ptr<detail::ComputePoints> compute_;
  std::optional<PointRenderer> points_;
  std::optional<Frame> frame_;
};

INSTANTIATE_TEST_SUITE_P(, ComputePointsTest, ::testing::Values(false, true),
                         [](const auto& tested) { return tested.param ? "wide" : "narrow"; });

TEST_P(ComputePointsTest, idsMatchGlPoints) {
  const auto cloud = random_cube(200'000, glm::vec3(0), 1, 7);
  Camera camera;
  camera.eye = {1.5, -3, 1.1};
  for (const bool orthographic : {false, true}) {
    camera.orthographic = orthographic;
    expect_parity(cloud, camera);
  }
}

TEST_P(ComputePointsTest, idsMatchInsideTheCloud) {
  auto camera = camera_at({0, 0.25, 0}, 0.25);
  camera.fov_degrees = 90;
  expect_parity(random_cube(100'000, glm::vec3(0), 1, 8), camera);
}

TEST_P(ComputePointsTest, idsMatchFarFromTheOrigin) {
  const glm::vec3 centre(4e6F, -4e6F, 4e6F);
  expect_parity(random_cube(20'000, centre, 1000, 9),
                camera_at(glm::dvec3(centre) + glm::dvec3(0.3, 0.1, 0.7), 3000));
}

TEST_P(ComputePointsTest, hostilePositions) {
  Cloud cloud;
  for (const float bad : {kNan, -kNan, kInf, -kInf, kHuge, -kHuge})
    for (int mask = 1; mask < 8; ++mask)
      cloud.vertices.push_back(
          vertex_at((mask & 1) != 0 ? bad : 0, (mask & 2) != 0 ? bad : 0, (mask & 4) != 0 ? bad : 0));
  auto buffer = cloud.buffer();
  for (const bool orthographic : {false, true}) {
    auto camera = camera_at({0, 0, 0}, 3);
    camera.orthographic = orthographic;
    EXPECT_EQ(with_compute({{&buffer}}, camera).ids, with_points({{&buffer}}, camera).ids);
  }
}

TEST_P(ComputePointsTest, equalDepthsGiveTheFirst) {
  // Every vertex is there three times, in one dataset and over several.
  auto cloud = random_cube(5'000, glm::vec3(0), 1, 8);
  const auto once = cloud.vertices;
  for (int i = 0; i < 2; ++i) cloud.vertices.insert(cloud.vertices.end(), once.begin(), once.end());
  auto buffer = cloud.buffer();
  auto again = cloud.buffer();
  const auto camera = camera_at({0, 0, 0}, 4);
  const auto compute = with_compute({{&buffer}, {&again}}, camera);
  EXPECT_GT(covered(compute.ids), 3'000U);
  for (const std::uint64_t id : compute.ids) EXPECT_LE(id, once.size());
  EXPECT_EQ(compute.ids, with_points({{&buffer}, {&again}}, camera).ids);
}

TEST_P(ComputePointsTest, moreChunksThanOnePassTakes) {
  const auto cloud = random_cube(50'000, glm::vec3(0), 1, 8);
  auto whole = cloud.buffer();
  // 49 chunks, in a pool that holds most of them and in one that holds a few.
  for (const std::uint64_t budget : {std::uint64_t{900'000}, std::uint64_t{400'000}}) {
    auto chunked =
        VertexBuffer::create(cloud.file(), {.residency = Residency::kStreamed, .gpu_budget = budget});
    ASSERT_TRUE(chunked.has_value());
    ASSERT_TRUE(chunked->upload_all().has_value());
    EXPECT_GT(detail::Inside::of(*chunked).chunks->chunk_count(), 8U);
    auto camera = camera_at({0, 0, 0}, 4);
    for (int turn = 0; turn < 3; ++turn) {
      camera.eye.x += 0.3;
      const auto points = with_points({{&whole}}, camera);
      while (!draw_compute({{&*chunked}}, camera).converged) {
      }
      const auto compute = shown();
      EXPECT_EQ(compute.ids, points.ids);
      EXPECT_EQ(compute.rgba, points.rgba);
    }
  }
}

TEST_P(ComputePointsTest, budgetConvergesToTheSamePicture) {
  const auto cloud = random_cube(3'000'000, glm::vec3(0), 1, 21);
  auto buffer = cloud.buffer();
  auto camera = camera_at({0, 0, 0}, 4);
  constexpr double kBudget = 0.01;  // too little for any work: every call draws its least
  int calls = 0;
  std::uint64_t drawn = 0;
  for (bool converged = false; !converged; ++calls) {
    const auto stats = draw_compute({{&buffer}}, camera, kBudget);
    EXPECT_GT(stats.points_drawn, drawn);
    EXPECT_EQ(stats.points_total, cloud.vertices.size());
    drawn = stats.points_drawn;
    converged = stats.converged;
  }
  EXPECT_EQ(drawn, cloud.vertices.size());
  EXPECT_GE(calls, 2);
  const auto progressive = shown();
  // A move begins with what was visible, and ends with the picture of the new view.
  camera.eye.x += 0.2;
  camera.eye.z += 0.1;
  const auto moved = draw_compute({{&buffer}}, camera, kBudget);
  EXPECT_FALSE(moved.converged);
  EXPECT_GT(covered(frame_->read_ids()), covered(progressive.ids) / 2);
  while (!draw_compute({{&buffer}}, camera, kBudget).converged) {
  }
  const auto after = shown();

  resize(frame_->viewport().width == 320 ? Viewport{321, 240} : Viewport{320, 240});
  resize({320, 240});
  EXPECT_EQ(with_compute({{&buffer}}, camera).ids, after.ids);
  EXPECT_EQ(shown().rgba, after.rgba);
  EXPECT_EQ(with_compute({{&buffer}}, camera_at({0, 0, 0}, 4)).ids, progressive.ids);
}

TEST_P(ComputePointsTest, drawnWhileItArrives) {
  const auto cloud = random_cube(300'000, glm::vec3(0), 1, 22);
  auto whole = cloud.buffer();
  const auto camera = camera_at({0, 0, 0}, 4);
  auto buffer = VertexBuffer::create(cloud.file(), {.residency = Residency::kResident});
  ASSERT_TRUE(buffer.has_value());
  constexpr std::uint64_t kPiece = 30'001;  // no whole number of batches
  while (!buffer->complete()) {
    ASSERT_TRUE(buffer->upload(kPiece * sizeof(ColoredVertex)).has_value());
    const auto stats = draw_compute({{&*buffer}}, camera);
    EXPECT_EQ(stats.points_drawn, buffer->resident());
    if (buffer->reading()) buffer->wait(std::chrono::seconds(1));
  }
  EXPECT_EQ(shown().ids, with_points({{&whole}}, camera).ids);
}

TEST(ComputeProgress, whatArrivesLaterIsDrawnOnce) {
  detail::ComputeCanvas::Progress progress;
  std::uint64_t drawn = 0;
  for (const std::uint64_t there : {0U, 70'000U, 70'000U, 130'001U, 200'000U}) {
    while (const std::uint32_t ready = progress.ready(there)) drawn += progress.advance(std::min(ready, 7U));
    EXPECT_EQ(drawn, there);
    EXPECT_EQ(progress.points, there);
  }
  progress.begin();
  EXPECT_EQ(progress.ready(200'000), 196U);  // a new picture takes the chunk as one run
}

TEST(ComputeProgress, whatIsDrawnStaysWhereTheChunkComesAnew) {
  detail::ComputeCanvas::Progress progress;
  EXPECT_EQ(progress.ready(200'000), 196U);
  EXPECT_EQ(progress.advance(10), 10'240U);
  for (const std::uint64_t there : {0U, 100'000U}) EXPECT_EQ(progress.ready(there), 0U);
  EXPECT_EQ(progress.points, 10'240U);
  EXPECT_EQ(progress.ready(200'000), 186U);
  EXPECT_EQ(progress.advance(186), 189'760U);
  EXPECT_EQ(progress.ready(200'000), 0U);
}

TEST_P(ComputePointsTest, carriedVerticesTieLikeAllOthers) {
  // Each vertex is there twice: whichever comes first to the picture, the first of the file is shown in the
  // end.
  auto cloud = random_cube(40'000, glm::vec3(0), 1, 8);
  const auto once = cloud.vertices;
  cloud.vertices.insert(cloud.vertices.end(), once.rbegin(), once.rend());
  auto buffer = cloud.buffer();
  auto camera = camera_at({0, 0, 0}, 4);
  (void)draw_compute({{&buffer}}, camera, 0.01);
  for (int i = 0; i < 5; ++i) {
    camera.eye.x += 0.1;
    (void)draw_compute({{&buffer}}, camera, 0.01);
  }
  while (!draw_compute({{&buffer}}, camera, 0.01).converged) {
  }
  const auto progressive = shown();
  EXPECT_EQ(progressive.ids, with_points({{&buffer}}, camera).ids);
}

TEST_P(ComputePointsTest, everySizeAsOpenGlDrawsIt) {
  const auto cloud = random_cube(3000, glm::vec3(0), 1, 14);
  auto buffer = cloud.buffer();
  const auto camera = camera_at({0, 0, 0}, 3);
  for (const std::uint32_t size : {1U, 2U, 3U, 4U, 5U, 8U, 13U}) {
    const DrawnDataset clouds[] = {{&buffer}};
    const DrawOptions options{.point_size = static_cast<float>(size), .backend = Backend::kPoints};
    (void)points_->draw(camera, clouds, options, *frame_);
    const auto points = shown();
    (void)draw_compute({{&buffer}}, camera, 0, size);
    const auto compute = shown();
    std::size_t same = 0;
    for (std::size_t i = 0; i < points.ids.size(); ++i) same += points.ids[i] == compute.ids[i] ? 1U : 0U;
    EXPECT_GE(static_cast<double>(same), 0.999 * static_cast<double>(points.ids.size())) << size;
  }
}

}  // namespace
}  // namespace vertexview::gpu
