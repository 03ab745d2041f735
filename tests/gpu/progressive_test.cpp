// Pictures that are finished over several draws.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <thread>

#include "gpu/gl_test.hpp"
#include "support_files.hpp"
#include "vertexview/gpu/points/cpu_points.hpp"

namespace vertexview::gpu {
namespace {

constexpr Viewport kViewport{320, 240};
// Too little for any work: every draw adds the least that it may.
constexpr double kTiny = 1e-6;

/// Returns at least `count`, and so many records that a draw of the least that it may leaves some for several
/// more: each thread takes a part of its own.
std::size_t enough_for_several_draws(std::size_t count) {
  return std::max<std::size_t>(count, std::size_t{60'000} * std::thread::hardware_concurrency());
}

class Progressive : public RendererTest {
 protected:
  static Frame make_frame() { return RendererTest::make_frame(kViewport); }
  DrawStats draw(VertexBuffer& buffer, const Camera& camera, double budget_ms, Frame& frame,
                 float point_size = 1, bool fill_holes = true) {
    const DrawnDataset clouds[] = {{&buffer}};
    return renderer_->draw(camera, clouds,
                           {.point_size = point_size,
                            .backend = Backend::kCpu,
                            .budget_ms = budget_ms,
                            .fill_holes = fill_holes},
                           frame);
  }
  int draw_until_converged(VertexBuffer& buffer, const Camera& camera, Frame& frame, float point_size = 1) {
    int draws = 1;
    std::uint64_t before = 0;
    for (; draws < 100'000; ++draws) {
      const auto stats = draw(buffer, camera, kTiny, frame, point_size);
      EXPECT_GT(stats.points_drawn, before) << "every draw gets on";
      EXPECT_LE(stats.points_drawn, stats.points_total);
      before = stats.points_drawn;
      if (stats.converged) break;
    }
    EXPECT_EQ(before, buffer.size());
    return draws;
  }
};

TEST_F(Progressive, convergesToTheWholePicture) {
  const auto cloud = random_cube(enough_for_several_draws(300'000), glm::vec3(0), 1, 31);
  auto buffer = cloud.buffer();
  for (const float size : {1.0F, 4.0F}) {
    const auto camera = camera_at({0.1, 0, 0.2}, 3);
    auto whole = make_frame();
    EXPECT_TRUE(draw(buffer, camera, 0, whole, size).converged);
    auto frame = make_frame();
    EXPECT_GT(draw_until_converged(buffer, camera, frame, size), 3);
    EXPECT_EQ(frame.read().rgba, whole.read().rgba);
    EXPECT_EQ(frame.read_ids(), whole.read_ids());
  }
}

TEST_F(Progressive, openGlsPointsConvergeToTheWholePicture) {
  const auto cloud = random_cube(400'000, glm::vec3(0), 1, 37);
  auto buffer = cloud.buffer();
  const DrawnDataset clouds[] = {{&buffer}};
  auto camera = camera_at({0.1, 0, 0.2}, 3);
  DrawOptions options{.edl_strength = 0.2F, .backend = Backend::kPoints};
  auto frame = make_frame();
  for (int step = 0; step < 3; ++step) {
    camera.eye.x += 0.1;
    options.budget_ms = 1;
    int draws = 1;
    auto stats = renderer_->draw(camera, clouds, options, frame);
    EXPECT_LT(stats.points_drawn, 400'000U);
    // A marker over what is not finished leaves no trace.
    renderer_->draw_marker(camera, {0, 0, 0}, 30, {1, 0, 0, 1}, frame);
    for (; !stats.converged; ++draws) stats = renderer_->draw(camera, clouds, options, frame);
    EXPECT_GT(draws, 1);
    EXPECT_EQ(stats.points_drawn, 400'000U);
    auto whole = make_frame();
    options.budget_ms = 0;
    EXPECT_TRUE(renderer_->draw(camera, clouds, options, whole).converged);
    EXPECT_EQ(frame.read_ids(), whole.read_ids());
    EXPECT_EQ(frame.read().rgba, whole.read().rgba);
  }
}

TEST_F(Progressive, convergesAfterAnyWalk) {
  const auto cloud = random_cube(enough_for_several_draws(200'000), glm::vec3(0), 1, 32);
  auto buffer = cloud.buffer();
  auto frame = make_frame();
  auto camera = camera_at({0, 0, 0}, 3);
  for (int step = 0; step < 30; ++step) {
    camera.eye = {std::sin(step * 0.2), -2 - std::cos(step * 0.3), step * 0.05};
    camera.orthographic = step % 7 == 3;
    EXPECT_FALSE(draw(buffer, camera, kTiny, frame).converged);
  }
  draw_until_converged(buffer, camera, frame);
  auto whole = make_frame();
  draw(buffer, camera, 0, whole);
  EXPECT_EQ(frame.read_ids(), whole.read_ids());
  EXPECT_EQ(frame.read().rgba, whole.read().rgba);
}

TEST_F(Progressive, movingKeepsWhatWasVisible) {
  const auto cloud = random_cube(1'000'000, glm::vec3(0), 1, 33);
  auto buffer = cloud.buffer();
  auto frame = make_frame();
  auto camera = camera_at({0, 0, 0}, 4);
  draw(buffer, camera, 0, frame);
  const auto before = covered(frame.read_ids());
  camera.eye.x += 0.02;
  const auto stats = draw(buffer, camera, kTiny, frame, 1, false);
  EXPECT_LT(stats.points_drawn, 100'000U);
  // Some fall into the same pixel now.
  EXPECT_GT(static_cast<double>(covered(frame.read_ids())), 0.75 * static_cast<double>(before));
  // What is shown is where it belongs, in its own colour.
  const auto ids = frame.read_ids();
  const auto image = frame.read();
  for (int y = 0; y < kViewport.height; ++y)
    for (int x = 0; x < kViewport.width; ++x) {
      const auto id = ids[static_cast<std::size_t>(y * kViewport.width + x)];
      if (id == 0) continue;
      const auto& vertex = cloud.vertices[id - 1];
      const auto seen = camera.project(kViewport, {vertex.position.x, vertex.position.y, vertex.position.z});
      ASSERT_TRUE(seen.has_value());
      ASSERT_NEAR(seen->pixel.x, x + 0.5, 0.51);
      ASSERT_NEAR(seen->pixel.y, y + 0.5, 0.51);
      ASSERT_EQ(rgba_at(image, x, y) >> 24,
                static_cast<std::uint32_t>(std::lround(vertex.color.red / 257.0)));
    }
}

TEST_F(Progressive, aConvergedPictureCostsNothing) {
  const auto cloud = random_cube(10'000, glm::vec3(0), 1, 34);
  auto buffer = cloud.buffer();
  auto frame = make_frame();
  const auto camera = camera_at({0, 0, 0}, 3);
  draw_until_converged(buffer, camera, frame);
  const auto image = frame.read();
  const auto again = draw(buffer, camera, kTiny, frame);
  EXPECT_TRUE(again.converged);
  EXPECT_EQ(again.points_drawn, 10'000U);
  EXPECT_EQ(frame.read().rgba, image.rgba);
}

TEST_F(Progressive, drawingAgainWipesTheMarker) {
  const auto cloud = random_cube(10'000, glm::vec3(0), 1, 35);
  auto buffer = cloud.buffer();
  auto frame = make_frame();
  const auto camera = camera_at({0, 0, 0}, 3);
  draw_until_converged(buffer, camera, frame);
  const auto image = frame.read();
  renderer_->draw_marker(camera, {0, 0, 0}, 30, {1, 0, 0, 1}, frame);
  EXPECT_NE(frame.read().rgba, image.rgba);
  draw(buffer, camera, kTiny, frame);
  EXPECT_EQ(frame.read().rgba, image.rgba);
}

TEST_F(Progressive, otherCloudsBeginAnew) {
  const auto first = random_cube(10'000, glm::vec3(0), 1, 36);
  const auto second = random_cube(20'000, glm::vec3(0), 0.5F, 37);
  auto a = first.buffer();
  auto b = second.buffer();
  auto frame = make_frame();
  const auto camera = camera_at({0, 0, 0}, 3);
  const auto draw_both = [&](VertexBuffer* one, VertexBuffer* other, Frame& into, double budget_ms) {
    const DrawnDataset clouds[] = {{one}, {other}};
    DrawStats stats;
    do stats = renderer_->draw(camera, clouds, {.backend = Backend::kCpu, .budget_ms = budget_ms}, into);
    while (!stats.converged);
    return stats.points_total;
  };
  const std::pair<VertexBuffer*, VertexBuffer*> shown[] = {{&a, &b}, {&a, nullptr}, {nullptr, &b}, {&b, &a}};
  for (const auto& [one, other] : shown) {
    draw_both(one, other, frame, kTiny);
    auto whole = make_frame();
    draw_both(one, other, whole, 0);
    EXPECT_EQ(frame.read_ids(), whole.read_ids());
    EXPECT_EQ(frame.read().rgba, whole.read().rgba);
  }
}

TEST_F(Progressive, framesDoNotDisturbEachOther) {
  const auto cloud = random_cube(50'000, glm::vec3(0), 1, 38);
  auto buffer = cloud.buffer();
  const auto left = camera_at({-0.3, 0, 0}, 3);
  const auto right = camera_at({0.3, 0, 0}, 3);
  auto a = make_frame();
  auto b = make_frame();
  bool converged = false;
  while (!converged) {
    converged = draw(buffer, left, kTiny, a).converged;
    converged = draw(buffer, right, kTiny, b).converged && converged;
  }
  auto whole = make_frame();
  draw(buffer, left, 0, whole);
  EXPECT_EQ(a.read_ids(), whole.read_ids());
  draw(buffer, right, 0, whole);
  EXPECT_EQ(b.read_ids(), whole.read_ids());
}

TEST_F(Progressive, rendererMayChangeBetweenDraws) {
  const auto cloud = random_cube(50'000, glm::vec3(0), 1, 39);
  auto buffer = cloud.buffer();
  const auto camera = camera_at({0, 0, 0}, 3);
  const DrawnDataset clouds[] = {{&buffer}};
  auto frame = make_frame();
  draw(buffer, camera, 0, frame);
  const auto by_cpu = frame.read_ids();
  (void)renderer_->draw(camera, clouds, {.backend = Backend::kPoints}, frame);
  const auto by_points = frame.read_ids();
  EXPECT_GE(compare_ids(cloud, camera, kViewport, by_cpu, by_points).identical, 0.999);
  (void)renderer_->draw(camera, {}, {.backend = Backend::kPoints}, frame);
  EXPECT_EQ(covered(frame.read_ids()), 0U);
  draw(buffer, camera, 0, frame);
  EXPECT_EQ(frame.read_ids(), by_cpu);
  EXPECT_EQ(frame.pick({160, 120}, 100).has_value(), true);
}

TEST(CpuPointsTest, theSameForAnyNumberOfThreadsAndEitherKernel) {
  const auto cloud = random_cube(100'000, glm::vec3(0), 1, 40);
  const auto file = cloud.file();
  const detail::RecordRow::Part parts[] = {
      {.file = &file, .records = file.bytes()->data(), .serial = 1, .dataset = 0, .count = file.size()}};
  const auto view = detail::view_transform(camera_at({0, 0, 0}, 3), kViewport);
  const auto picture = [&](unsigned threads, const detail::SplatKernel& kernel, bool converted) {
    WorkerPool pool(threads);
    detail::CpuPoints renderer(pool, kernel);
    detail::CpuCanvas canvas(kViewport);
    auto part = parts[0];
    if (converted) part.records = nullptr;
    (void)renderer.draw_canvas(view, detail::RecordRow(std::span(&part, 1)), {{.pixels = 3}, 0.4F, {}, true},
                               {}, canvas);
    return std::vector<std::uint32_t>(canvas.image.get(), canvas.image.get() + canvas.pixels());
  };
  const auto expected = picture(1, detail::scalar_splat_kernel(), false);
  EXPECT_EQ(picture(1, detail::splat_kernel(), false), expected);
  EXPECT_EQ(picture(2, detail::splat_kernel(), false), expected);
  EXPECT_EQ(picture(7, detail::splat_kernel(), false), expected);
  EXPECT_EQ(picture(2, detail::splat_kernel(), true), expected)
      << "records that are converted as they are drawn";
}

// A viewport so small that the file is large beside it.
constexpr Viewport kSmall{160, 120};

/// Draws with a budget of records, from several cameras and at last until the picture is converged.
std::vector<std::uint32_t> picture_after_a_walk(const Dataset& file, bool converted) {
  WorkerPool pool(3);
  detail::CpuPoints renderer(pool);
  detail::CpuCanvas canvas(kSmall);
  const detail::RecordRow::Part part{.file = &file,
                                     .records = converted ? nullptr : file.bytes()->data(),
                                     .serial = 1,
                                     .count = file.size()};
  const detail::RecordRow scene(std::span(&part, 1));
  detail::CpuPoints::Drawn drawn;
  for (const float x : {2.0F, 2.5F, 3.0F}) {
    const auto view = detail::view_transform(camera_at({0, 0, 0}, x), kSmall);
    for (int i = 0; i < 2; ++i) drawn = renderer.draw_canvas(view, scene, {}, {.records = 5000}, canvas);
  }
  EXPECT_FALSE(drawn.stats.converged);
  const auto view = detail::view_transform(camera_at({0, 0, 0}, 3), kSmall);
  for (int i = 0; i < 1000 && !drawn.stats.converged; ++i)
    drawn = renderer.draw_canvas(view, scene, {}, {.records = 5000}, canvas);
  EXPECT_TRUE(drawn.stats.converged);
  return {canvas.image.get(), canvas.image.get() + canvas.pixels()};
}

TEST(CpuPointsTest, aMappedFileLooksAsRecordsInMemoryDo) {
  const test::TemporaryFolder folder;
  const auto cloud = random_cube(500'003, glm::vec3(0), 1, 40);
  const auto path = folder.write("cloud.bin", std::as_bytes(std::span(cloud.vertices)));
  const auto expected = picture_after_a_walk(cloud.file(), false);
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file);
  EXPECT_EQ(picture_after_a_walk(*file, false), expected);
  EXPECT_EQ(picture_after_a_walk(*file, true), expected) << "a layout that is converted";
}

TEST(CpuPointsTest, aFirstPictureTouchesNoPageOfTheMapping) {
  const test::TemporaryFolder folder;
  const auto cloud = random_cube(500'000, glm::vec3(0), 1, 40);
  const auto path = folder.write("cloud.bin", std::as_bytes(std::span(cloud.vertices)));
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file);
  WorkerPool pool(2);
  detail::CpuPoints renderer(pool);
  detail::CpuCanvas canvas(kSmall);
  const detail::RecordRow::Part part{
      .file = &*file, .records = file->bytes()->data(), .serial = 1, .count = file->size()};
  const auto view = detail::view_transform(camera_at({0, 0, 0}, 3), kSmall);
  // If a byte of the file were touched, its lost page would end the test.
  std::filesystem::resize_file(path, 0);
  const auto drawn =
      renderer.draw_canvas(view, detail::RecordRow(std::span(&part, 1)), {}, {.records = 5000}, canvas);
  EXPECT_GE(drawn.stats.points_drawn, 5000U);
  std::filesystem::resize_file(path, file->file_size());
}

}  // namespace
}  // namespace vertexview::gpu
