// Every backend draws the same pixels, whatever the look and the view: the program chooses between them by
// speed.
#include <initializer_list>
#include <string>
#include <vector>

#include "gpu/gl_test.hpp"

namespace vertexview::gpu {
namespace {

struct Case {
  std::string name;
  DrawOptions options;
};

struct Drawn {
  std::vector<std::uint64_t> ids;
  std::vector<std::uint8_t> rgba;
};

template <class T>
std::size_t count_different(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) return a.size() + b.size();
  std::size_t different = 0;
  for (std::size_t i = 0; i < a.size(); ++i) different += a[i] == b[i] ? 0U : 1U;
  return different;
}

class SamePixels : public RendererTest, public ::testing::WithParamInterface<Case> {
 protected:
  Drawn draw(Backend backend, VertexBuffer& buffer, const Camera& camera) {
    auto frame = make_frame({320, 240});
    auto options = GetParam().options;
    options.backend = backend;
    options.background = {0.1F, 0.5F, 1};
    const DrawnDataset datasets[] = {{&buffer}};
    const auto stats = renderer_->draw(camera, datasets, options, frame);
    EXPECT_EQ(stats.backend, backend);
    EXPECT_TRUE(stats.converged);
    return {frame.read_ids(), frame.read().rgba};
  }

  void expect_same_pixels(const Cloud& cloud, Camera camera,
                          std::initializer_list<Backend> others = {Backend::kPoints, Backend::kCompute}) {
    auto buffer = cloud.buffer();
    for (const bool orthographic : {false, true}) {
      camera.orthographic = orthographic;
      const Drawn expected = draw(Backend::kCpu, buffer, camera);
      EXPECT_GT(covered(expected.ids), 1000U);
      for (const Backend backend : others) {
        const Drawn drawn = draw(backend, buffer, camera);
        const std::string which = std::string(backend_name(backend)) + (orthographic ? ", orthographic" : "");
        EXPECT_EQ(count_different(drawn.ids, expected.ids), 0U) << which;
        EXPECT_EQ(count_different(drawn.rgba, expected.rgba), 0U) << which;
      }
    }
  }
};

INSTANTIATE_TEST_SUITE_P(
    , SamePixels,
    ::testing::Values(Case{"pixels", {.point_size = 1}}, Case{"squares", {.point_size = 2}},
                      Case{"discs", {.point_size = 5}}, Case{"largeDiscs", {.point_size = 17}},
                      Case{"sizesInTheFilesUnit", {.point_size = PointSize::world(0.03F)}},
                      Case{"adaptive", {.point_size = PointSize::adaptive()}},
                      Case{"eyeDome", {.point_size = 1, .edl_strength = 0.2F}},
                      Case{"discsWithEyeDome", {.point_size = 4, .edl_strength = 1}}),
    [](const auto& tested) { return tested.param.name; });

TEST_P(SamePixels, hills) {
  auto camera = camera_at({0, 0, 0}, 3);
  camera.eye.z += 2;
  expect_same_pixels(hills(200'000), camera);
}

TEST_P(SamePixels, cube) {
  expect_same_pixels(random_cube(200'000, glm::vec3(0), 1, 71), camera_at({0.1, 0.2, 0.3}, 3));
}

TEST_P(SamePixels, farFromTheOrigin) {
  const glm::vec3 centre(4e6F, -4e6F, 4e6F);
  expect_same_pixels(random_cube(100'000, centre, 100, 72),
                     camera_at(glm::dvec3(centre) + glm::dvec3(0.123456789, 0.5, 0.25), 230.123456));
}

TEST_P(SamePixels, equalDepths) {
  // A sheet across the view: every point is as near as its neighbours, and the first in the file wins. The
  // colours tell which it was, and the order in the file is not that of the pixels.
  Cloud cloud;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    const std::uint32_t place = i * 7919 % 20'000;
    const auto shade = static_cast<std::uint16_t>(place * 3);
    cloud.vertices.push_back(vertex_at(static_cast<float>(place % 200) / 100 - 1, 0,
                                       static_cast<float>(place / 200) / 100 - 0.5F,
                                       {shade, static_cast<std::uint16_t>(~shade), 30000}));
  }
  const auto camera = camera_at({0, 0, 0}, 3);
  // See ComputePoints::show_distant_points().
  if (GetParam().options.point_size.mode == PointSize::Mode::kWorld)
    expect_same_pixels(cloud, camera, {Backend::kPoints});
  else
    expect_same_pixels(cloud, camera);
}

class SamePixelsOfManyPoints : public RendererTest {
 protected:
  Drawn draw(Backend backend, VertexBuffer& buffer, const Camera& camera) {
    auto frame = make_frame({1280, 720});
    const DrawnDataset datasets[] = {{&buffer}};
    EXPECT_TRUE(renderer_->draw(camera, datasets, {.backend = backend}, frame).converged);
    return {frame.read_ids(), frame.read().rgba};
  }
};

// A last bit that is rounded otherwise moves one point in some hundred thousand to another pixel, so that
// small clouds do not tell.
TEST_F(SamePixelsOfManyPoints, everyBackend) {
  auto slanted = camera_at({0.1, 0.2, 0.3}, 3);
  slanted.eye += glm::dvec3(1.7, 0.3, 1.1);
  auto inside = camera_at({0, 0.25, 0}, 0.25);
  inside.fov_degrees = 90;
  auto flat = slanted;
  flat.orthographic = true;
  for (const std::size_t count : {std::size_t{100'000}, std::size_t{1'000'000}}) {
    const Cloud cloud = random_cube(count, glm::vec3(0), 1, count);
    auto buffer = cloud.buffer();
    for (const Camera& camera : {slanted, inside, flat}) {
      const Drawn expected = draw(Backend::kCpu, buffer, camera);
      for (const Backend backend : {Backend::kPoints, Backend::kCompute}) {
        const Drawn drawn = draw(backend, buffer, camera);
        EXPECT_EQ(count_different(drawn.ids, expected.ids), 0U) << backend_name(backend) << ", " << count;
        EXPECT_EQ(count_different(drawn.rgba, expected.rgba), 0U) << backend_name(backend) << ", " << count;
      }
    }
  }
}

}  // namespace
}  // namespace vertexview::gpu
