// Unfinished pictures of the renderers that draw by OpenGL: they show all of a dataset, and look complete.
#include <bit>
#include <set>
#include <utility>

#include "gpu/gl_test.hpp"
#include "gpu/inside.hpp"
#include "vertexview/gpu/finish/hole_filling.hpp"
#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/gpu/points/compute_points.hpp"
#include "vertexview/gpu/points/gl_points.hpp"

namespace vertexview::gpu {
namespace {

constexpr Viewport kViewport{400, 300};
constexpr double kBudget = 5;
// The records that a draw assumes to fit into the budget, so that the machine's speed makes no difference.
constexpr double kRecords = 3e5;

class Unfinished : public RendererTest, public ::testing::WithParamInterface<Backend> {
 protected:
  void SetUp() override {
    RendererTest::SetUp();
    options_ = {.backend = GetParam(), .budget_ms = kBudget};
  }
  static Frame make_frame() { return RendererTest::make_frame(kViewport); }
  DrawStats draw(VertexBuffer& buffer, const Camera& camera, Frame& frame) {
    auto& picture = detail::Inside::of(frame);
    detail::RasterCanvas& canvas = GetParam() == Backend::kPoints
                                       ? static_cast<detail::RasterCanvas&>(
                                             picture.require_canvas<detail::PointsCanvas>(picture.viewport))
                                       : picture.require_canvas<detail::ComputeCanvas>(picture.viewport);
    canvas.budget = detail::PointBudget(kRecords);
    const DrawnDataset clouds[] = {{&buffer}};
    return renderer_->draw(camera, clouds, options_, frame);
  }
  std::vector<std::uint64_t> whole_ids(VertexBuffer& buffer, const Camera& camera) {
    auto whole = make_frame();
    const double budget = std::exchange(options_.budget_ms, 0);
    EXPECT_TRUE(draw(buffer, camera, whole).converged);
    options_.budget_ms = budget;
    return whole.read_ids();
  }
  void expect_it_converges(VertexBuffer& buffer, const Camera& camera, Frame& frame) {
    for (int draws = 0; !draw(buffer, camera, frame).converged; ++draws) ASSERT_LT(draws, 100);
    EXPECT_EQ(frame.read_ids(), whole_ids(buffer, camera));
  }

  DrawOptions options_;
};

INSTANTIATE_TEST_SUITE_P(, Unfinished, ::testing::Values(Backend::kPoints, Backend::kCompute),
                         [](const auto& tested) { return std::string(backend_name(tested.param)); });

Camera above() {
  Camera camera;
  camera.eye = {1.1, -2.2, 1.4};
  return camera;
}

TEST_P(Unfinished, looksCompleteAndConverges) {
  const auto cloud = hills(1'500'000);
  auto buffer = cloud.buffer();
  auto camera = above();
  auto frame = make_frame();
  for (const float size : {1.0F, 3.0F}) {
    options_.point_size = size;
    for (int step = 0; step < 2; ++step) {
      camera.eye.x += 0.05;
      const auto stats = draw(buffer, camera, frame);
      EXPECT_FALSE(stats.converged);
      EXPECT_LT(stats.points_drawn, stats.points_total / 2);
      const auto part = frame.read_ids();
      const auto all = whole_ids(buffer, camera);
      std::size_t expected = 0, both = 0, wrong = 0;
      for (std::size_t i = 0; i < all.size(); ++i) {
        expected += all[i] != 0 ? 1U : 0U;
        both += all[i] != 0 && part[i] != 0 ? 1U : 0U;
        wrong += all[i] == 0 && part[i] != 0 ? 1U : 0U;
      }
      // A preview is a sixteenth of the records.
      EXPECT_GE(both, expected * (GetParam() == Backend::kPoints ? 85 : 95) / 100)
          << size << ", step " << step;
      EXPECT_LE(wrong, expected * 2 / 100) << size << ", step " << step;
    }
    expect_it_converges(buffer, camera, frame);
  }
}

TEST_P(Unfinished, showsAllOfTheFileThinly) {
  // From left to right, as a scanner may go.
  Cloud cloud;
  Random random(61);
  constexpr int kCount = 1'500'000;
  for (int i = 0; i < kCount; ++i)
    cloud.vertices.push_back(
        vertex_at(static_cast<float>(i) / kCount * 2 - 1, random.between(-1, 1), random.between(-1, 1)));
  auto buffer = cloud.buffer();
  options_.fill_holes = false;
  auto frame = make_frame();
  auto camera = camera_at({0, 0, 0}, 4);
  std::set<std::uint64_t> seen;
  for (int step = 0; step < 3; ++step) {
    camera.eye.z += 0.1;
    EXPECT_FALSE(draw(buffer, camera, frame).converged);
    std::array<int, 20> shown{};
    for (const std::uint64_t id : frame.read_ids()) {
      if (id == 0) continue;
      ++shown[(id - 1) * shown.size() / kCount];
      seen.insert(id);
    }
    const auto [least, most] = std::minmax_element(shown.begin(), shown.end());
    EXPECT_GT(*least * 4, *most) << "step " << step;
  }
  // A camera that moves sees other vertices each time.
  EXPECT_GT(seen.size(), covered(frame.read_ids()) * 3 / 2);
  expect_it_converges(buffer, camera, frame);
}

TEST_P(Unfinished, equalDepthsGiveTheFirstInTheEnd) {
  auto cloud = random_cube(300'000, glm::vec3(0), 1, 62);
  const auto once = cloud.vertices;
  cloud.vertices.insert(cloud.vertices.end(), once.rbegin(), once.rend());
  cloud.vertices.insert(cloud.vertices.end(), once.begin(), once.end());
  auto buffer = cloud.buffer();
  auto camera = camera_at({0, 0, 0}, 4);
  auto frame = make_frame();
  for (int step = 0; step < 3; ++step) {
    camera.eye.z += 0.1;
    EXPECT_FALSE(draw(buffer, camera, frame).converged);
  }
  expect_it_converges(buffer, camera, frame);
  for (const std::uint64_t id : frame.read_ids()) EXPECT_LE(id, once.size());
}

TEST_P(Unfinished, filledPixelsArePicked) {
  const auto cloud = hills(1'500'000);
  auto buffer = cloud.buffer();
  auto frame = make_frame();
  EXPECT_FALSE(draw(buffer, above(), frame).converged);
  const auto ids = frame.read_ids();
  const auto image = frame.read();
  std::size_t elsewhere = 0;
  for (int y = 0; y < kViewport.height; y += 3)
    for (int x = 0; x < kViewport.width; x += 3) {
      const std::uint64_t id = ids[static_cast<std::size_t>(y * kViewport.width + x)];
      const auto pick = frame.pick({x, y}, 0);
      ASSERT_EQ(pick.has_value(), id != 0);
      if (!pick) continue;
      EXPECT_EQ(pick->vertex, id - 1);
      // The vertex lies there or near there, and the pixel has its colour.
      const auto& [position, color, padding] = cloud.vertices[pick->vertex];
      const auto seen = above().project(kViewport, {position.x, position.y, position.z});
      ASSERT_TRUE(seen.has_value());
      EXPECT_LE(std::abs(seen->pixel.x - x), 9) << x << ", " << y;
      EXPECT_LE(std::abs(seen->pixel.y - y), 9) << x << ", " << y;
      elsewhere += glm::ivec2(seen->pixel) == glm::ivec2(x, y) ? 0U : 1U;
      EXPECT_NEAR(rgba_at(image, x, y) >> 24, color.red / 257.0, 0.51);
    }
  EXPECT_GT(elsewhere, 100U);
}

/// Returns what a raster shows once its gaps are filled by the CPU's functions.
std::vector<std::uint64_t> filled_by_the_cpu(const detail::Raster& target,
                                             const detail::ViewTransform& view) {
  using namespace detail;
  const TileGrid grid(kViewport);
  const std::size_t pixels = static_cast<std::size_t>(kViewport.width * kViewport.height);
  std::vector<float> reversed(pixels);
  std::vector<std::uint64_t> ids(pixels);
  glGetTextureImage(target.depth.name(), 0, GL_DEPTH_COMPONENT, GL_FLOAT, static_cast<GLsizei>(pixels * 4),
                    reversed.data());
  glGetTextureImage(target.ids.name(), 0, GL_RG_INTEGER, GL_UNSIGNED_INT, static_cast<GLsizei>(pixels * 8),
                    ids.data());
  const auto flipped = [](std::size_t i) {
    const auto width = static_cast<std::size_t>(kViewport.width);
    return (static_cast<std::size_t>(kViewport.height) - 1 - i / width) * width + i % width;
  };
  std::vector<std::uint32_t> depths(pixels, kOpen);
  std::vector<std::uint32_t> places(pixels);
  for (std::size_t i = 0; i < pixels; ++i) {
    const float depth = reversed[flipped(i)];
    if (depth > 0)
      depths[i] = std::bit_cast<std::uint32_t>(1.0F) - std::bit_cast<std::uint32_t>(depth) +
                  std::bit_cast<std::uint32_t>(view.near_plane);
    places[i] = static_cast<std::uint32_t>(i);
  }
  const auto counts = [&](const FillLooks::Look& look) {
    TileCount count{look.share, {}};
    if (!look.counted) return count;
    count.shown.resize(grid.size());
    glGetNamedBufferSubData(look.tiles.name(), 0, static_cast<GLsizeiptr>(grid.size() * 4),
                            count.shown.data());
    return count;
  };
  const FillHistory history{counts(target.looks.begun), counts(target.looks.between),
                            counts(target.looks.now)};
  const auto expected = expected_cover(kViewport, history);
  const auto even = even_radii(kViewport, history.now, 1);
  const FillImage image{depths.data(), places.data(), kViewport.width, kViewport.height};
  HoleFiller filler(image, fill_slack(view));
  std::vector<std::uint32_t> sources(pixels);
  for (int row = 0; row < grid.rows; ++row) {
    std::vector<std::uint8_t> radii;
    for (int column = 0; column < grid.columns; ++column) {
      const auto tile = static_cast<std::size_t>(row * grid.columns + column);
      radii.push_back(static_cast<std::uint8_t>(
          closing_radius(image, column * kFillTile, row * kFillTile, expected[tile], even[tile])));
    }
    filler.fill(row, radii, sources.data() + std::ptrdiff_t{row} * kFillTile * kViewport.width);
  }
  std::vector<std::uint64_t> filled(pixels);
  for (std::size_t i = 0; i < pixels; ++i) filled[i] = ids[flipped(sources[i])];
  return filled;
}

TEST_P(Unfinished, filledAsTheCpuFills) {
  const Cloud clouds[] = {hills(1'500'000), random_cube(1'500'000, glm::vec3(0), 1, 63)};
  for (const Cloud& cloud : clouds) {
    auto buffer = cloud.buffer();
    auto frame = make_frame();
    auto camera = above();
    for (int step = 0; step < 3; ++step) {
      camera.eye.x += 0.1;
      for (int draws = 0; draws <= step; ++draws) EXPECT_FALSE(draw(buffer, camera, frame).converged);
      const auto expected = filled_by_the_cpu(
          static_cast<const detail::RasterCanvas&>(*detail::Inside::of(frame).canvas).raster,
          detail::view_transform(camera, kViewport));
      const auto ids = frame.read_ids();
      std::size_t same = 0;
      for (std::size_t i = 0; i < ids.size(); ++i) same += ids[i] == expected[i] ? 1U : 0U;
      // A logarithm may differ in its last bit, and a tile's radius by one.
      EXPECT_GE(same, ids.size() * 995 / 1000) << "step " << step;
    }
  }
}

TEST_P(Unfinished, nothingIsFilledWhereThatIsNotWanted) {
  const auto cloud = hills(1'500'000);
  auto buffer = cloud.buffer();
  options_.fill_holes = false;
  auto frame = make_frame();
  EXPECT_FALSE(draw(buffer, above(), frame).converged);
  const auto ids = frame.read_ids();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == 0) continue;
    const auto& p = cloud.vertices[ids[i] - 1].position;
    const auto seen = above().project(kViewport, {p.x, p.y, p.z});
    ASSERT_TRUE(seen.has_value());
    EXPECT_NEAR(seen->pixel.x, static_cast<double>(i % kViewport.width) + 0.5, 0.51);
    EXPECT_NEAR(seen->pixel.y, static_cast<double>(i / kViewport.width) + 0.5, 0.51);
  }
}

int g_draws = 0;

TEST_P(Unfinished, aFinishedPictureTakesNoMoreOfTheGpu) {
  const auto cloud = hills(500'000);
  auto buffer = cloud.buffer();
  auto frame = make_frame();
  while (!draw(buffer, above(), frame).converged) {
  }
  (void)draw(buffer, above(), frame);
  // Functions of OpenGL are variables of the loader.
  const auto arrays = std::exchange(glad_glDrawArrays, [](GLenum, GLint, GLsizei) { ++g_draws; });
  const auto dispatch = std::exchange(glad_glDispatchCompute, [](GLuint, GLuint, GLuint) { ++g_draws; });
  const auto copy = std::exchange(glad_glCopyImageSubData,
                                  [](GLuint, GLenum, GLint, GLint, GLint, GLint, GLuint, GLenum, GLint, GLint,
                                     GLint, GLint, GLsizei, GLsizei, GLsizei) { ++g_draws; });
  for (int i = 0; i < 3; ++i) (void)draw(buffer, above(), frame);
  glad_glDrawArrays = arrays;
  glad_glDispatchCompute = dispatch;
  glad_glCopyImageSubData = copy;
  EXPECT_EQ(g_draws, 0);
}

}  // namespace
}  // namespace vertexview::gpu
