#include "vertexview/gpu/finish/record_colors.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "gpu/point_renderer_test.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/vertex/color_ramp.hpp"

namespace vertexview::gpu {
namespace {

using detail::ColorRule;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr std::array kSources = {ColorSource::kStored, ColorSource::kScalar, ColorSource::kX, ColorSource::kY,
                                 ColorSource::kZ};

/// A canonical record whose bytes 12 to 15 are `scalar`.
ColoredVertex with_scalar(ColoredVertex vertex, float scalar) {
  vertex.color.red = static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(scalar));
  vertex.color.green = static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(scalar) >> 16);
  return vertex;
}

std::uint32_t step_of(const ValueRange& range, float value) {
  return ColorRule({ColorSource::kScalar, range, Ramp::kGrey}).step_of(value, ColorRule::kRampSteps);
}

TEST(ColorRule, aRangeMeetsBothEndsOfTheRamp) {
  for (const ValueRange range : {ValueRange{0, 1}, {-3, 5}, {1e-3, 1e6}, {4e5, 4e5 + 2}, {-1e30, 1e30}}) {
    const auto low = static_cast<float>(range.low);
    const auto high = static_cast<float>(range.high);
    EXPECT_EQ(step_of(range, low), 0U);
    EXPECT_EQ(step_of(range, high), 1023U);
    EXPECT_NEAR(step_of(range, low / 2 + high / 2), 511.5, 0.51);
  }
}

TEST(ColorRule, numbersBeyondTheRange) {
  const ValueRange range{10, 20};
  for (const float below : {9.0F, -kInf, std::numeric_limits<float>::lowest(), kNan, -kNan})
    EXPECT_EQ(step_of(range, below), 0U) << below;
  for (const float above : {21.0F, kInf, std::numeric_limits<float>::max()})
    EXPECT_EQ(step_of(range, above), 1023U) << above;
}

TEST(ColorRule, aRangeWithoutExtentIsTheMiddle) {
  for (const double value : {0.0, 7.5, -2e9}) {
    const auto single = static_cast<float>(value);
    EXPECT_EQ(step_of({value, value}, single), 512U);
    EXPECT_EQ(step_of({value, value}, std::nextafter(single, -kInf) - 1), 0U);
    EXPECT_EQ(step_of({value, value}, std::nextafter(single, kInf) + 1), 1023U);
    EXPECT_EQ(step_of({value, value}, kInf), 1023U);
    EXPECT_EQ(step_of({value, value}, kNan), 0U);
  }
  // Single precision tells no two numbers of this range apart.
  EXPECT_EQ(step_of({1, 1 + 1e-300}, 1), 512U);
}

TEST(ColorRule, aRangeMayRunDownwards) {
  EXPECT_EQ(step_of({5, 1}, 5), 0U);
  EXPECT_EQ(step_of({5, 1}, 1), 1023U);
  EXPECT_EQ(step_of({5, 1}, 6), 0U);
}

TEST(ColorRule, storedColoursAreExact) {
  const ColorRule rule;
  for (std::uint32_t v = 0; v < 65536; ++v)
    ASSERT_EQ(rule.step_of(static_cast<float>(v), ColorRule::kChannelSteps), (v + 128) / 257) << v;
}

TEST(ColorRule, theRangeOfStoredColoursIsAGain) {
  const ColorRule rule({.source = ColorSource::kStored, .range = {0, 255}});
  for (std::uint32_t v = 0; v < 65536; ++v)
    ASSERT_EQ(rule.step_of(static_cast<float>(v), ColorRule::kChannelSteps), std::min(v, 255U)) << v;
}

TEST(ColorRule, aRampIsTheOneOfTheEngine) {
  for (const Ramp ramp : {Ramp::kViridis, Ramp::kTurbo, Ramp::kGrey}) {
    const ColorRule rule({ColorSource::kZ, {-1, 1}, ramp});
    for (int i = 0; i <= 500; ++i) {
      const float z = static_cast<float>(i) / 250 - 1;
      const auto shown =
          std::bit_cast<std::array<std::uint8_t, 4>>(detail::shown_color(vertex_at(9, 9, z), rule));
      const Color wanted = ramp_color(ramp, i / 500.0);
      EXPECT_NEAR(shown[0], wanted.red / 257.0, 2);
      EXPECT_NEAR(shown[1], wanted.green / 257.0, 2);
      EXPECT_NEAR(shown[2], wanted.blue / 257.0, 2);
      EXPECT_EQ(shown[3], 255);
    }
  }
}

TEST(ColorRule, categoriesComeAgain) {
  const ColorRule rule({ColorSource::kScalar, {0, kCategories - 1}, Ramp::kCategories});
  for (const int number : {0, 1, 2, 40, 259, 1023, 1024, 1025, 65535, 16'000'000, -1, -1024, -1025})
    EXPECT_EQ(rule.step_of(static_cast<float>(number), ColorRule::kRampSteps),
              static_cast<std::uint32_t>(number) % kCategories)
        << number;
  EXPECT_EQ(rule.step_of(kNan, ColorRule::kRampSteps), 0U);
  EXPECT_EQ(rule.step_of(kInf, ColorRule::kRampSteps), 0U);
  EXPECT_EQ(rule.step_of(-kInf, ColorRule::kRampSteps), 0U);
}

/// Every rasterizer shows the same colours.
class RecordColorsTest : public PointRendererTest {
 protected:
  /// What the picture shows is the colour of the record that it names at that pixel, bit for bit, and it
  /// shows more than `least` of them.
  void expect_colors(std::span<const Cloud> clouds, std::span<const Shading> shadings,
                     const std::string& about, std::size_t least = 1000) {
    const auto ids = frame_->read_ids();
    const auto image = frame_->read();
    std::size_t shown = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (ids[i] == 0) continue;
      ++shown;
      const std::size_t cloud = (ids[i] - 1) >> 48;
      const ColoredVertex& record = clouds[cloud].vertices[(ids[i] - 1) & 0xFFFF'FFFF'FFFFU];
      const auto wanted = detail::shown_color(record, ColorRule(shadings[cloud]));
      ASSERT_EQ(std::memcmp(&image.rgba[4 * i], &wanted, sizeof(wanted)), 0) << about << ", pixel " << i;
    }
    EXPECT_GT(shown, least) << about;
  }
};

INSTANTIATE_TEST_SUITE_P(, RecordColorsTest, every_renderer(), name_of_renderer);

Cloud with_scalars(Cloud cloud) {
  Random random(91);
  constexpr std::array kOdd = {kNan, -kNan, kInf, -kInf, 1e38F, -1e38F, 0.0F, -0.0F, 2.0F, 4.0F};
  std::size_t i = 0;
  for (auto& vertex : cloud.vertices) {
    // Every third number is an odd one; the others lie in the ranges of the tests, and around them.
    const float scalar = i % 3 == 0 ? kOdd[i / 3 % kOdd.size()] : random.between(1, 5);
    vertex = with_scalar(vertex, scalar);
    ++i;
  }
  return cloud;
}

TEST_P(RecordColorsTest, everySourceInEveryRange) {
  const Cloud scalars = with_scalars(random_cube(20'000, glm::vec3(0), 1, 92));
  const Cloud colors = random_cube(20'000, glm::vec3(0), 1, 93);
  auto camera = camera_at({0, 0, 0}, 3);
  for (const ColorSource source : kSources) {
    const Cloud& cloud = source == ColorSource::kStored ? colors : scalars;
    auto buffer = cloud.buffer();
    for (const ValueRange range :
         {ValueRange{2, 4}, {0, 65535}, {0, 1023}, {-0.7, 0.3}, {3, 3}, {0, 0}, {0.5, -0.5}})
      for (const Ramp ramp : {Ramp::kViridis, Ramp::kTurbo, Ramp::kGrey, Ramp::kCategories}) {
        const Shading shading{source, range, ramp};
        const DrawnDataset clouds[] = {{&buffer, shading}};
        draw(clouds, camera);
        expect_colors({&cloud, 1}, {&shading, 1},
                      "source " + std::to_string(static_cast<int>(source)) + ", from " +
                          std::to_string(range.low) + " to " + std::to_string(range.high));
      }
  }
}

TEST_P(RecordColorsTest, largePointsAndSizesOfTheWorld) {
  const Cloud cloud = with_scalars(random_cube(3'000, glm::vec3(0), 1, 94));
  auto buffer = cloud.buffer();
  const Shading shading{ColorSource::kScalar, {2, 4}, Ramp::kTurbo};
  const DrawnDataset clouds[] = {{&buffer, shading}};
  for (const PointSize size : {PointSize(2), PointSize(5), PointSize::world(0.05F), PointSize::adaptive()}) {
    draw(clouds, camera_at({0, 0, 0}, 3), {.point_size = size});
    expect_colors({&cloud, 1}, {&shading, 1}, "size " + std::to_string(size.value));
  }
}

TEST_P(RecordColorsTest, everyCloudItsOwn) {
  const Cloud clouds[] = {with_scalars(random_cube(5'000, {-1, 0, 0}, 1, 95)),
                          random_cube(5'000, {1, 0, 0}, 1, 96), random_cube(5'000, {0, 0, 1}, 1, 97)};
  auto a = clouds[0].buffer();
  auto b = clouds[1].buffer();
  auto c = clouds[2].buffer();
  const Shading shadings[] = {
      {ColorSource::kScalar, {1, 5}, Ramp::kTurbo}, {}, {ColorSource::kY, {-1, 1}, Ramp::kViridis}};
  const DrawnDataset drawn[] = {{&a, shadings[0]}, {&b, shadings[1]}, {&c, shadings[2]}};
  draw(drawn, camera_at({0, 0, 0}, 4));
  expect_colors(clouds, shadings, "three clouds");
}

TEST_P(RecordColorsTest, aChangeShowsEverythingAtOnce) {
  const Cloud cloud = with_scalars(random_cube(300'000, glm::vec3(0), 1, 98));
  auto buffer = cloud.buffer();
  const auto uploaded = buffer.gpu_bytes();
  const DrawOptions options{.budget_ms = 5};
  Shading shading{ColorSource::kScalar, {1, 5}, Ramp::kViridis};
  const auto draw_shaded = [&](const Camera& camera) {
    const DrawnDataset clouds[] = {{&buffer, shading}};
    return draw(clouds, camera, options);
  };
  auto camera = camera_at({0, 0, 0}, 3);
  while (!draw_shaded(camera).converged) {
  }
  for (const Ramp ramp : {Ramp::kTurbo, Ramp::kGrey}) {
    shading.ramp = ramp;
    // OpenGL's points keep no records: they are drawn again, within the budget.
    const bool keeps_records = GetParam() != Backend::kPoints;
    const auto stats = draw_shaded(camera);
    EXPECT_TRUE(stats.converged || !keeps_records);
    while (!draw_shaded(camera).converged) {
    }
    expect_colors({&cloud, 1}, {&shading, 1}, "another ramp");
  }
  // What a moving camera carries over has the new colours as well.
  shading.source = ColorSource::kX;
  camera.eye.x += 0.1;
  (void)draw_shaded(camera);
  while (!draw_shaded(camera).converged) {
  }
  expect_colors({&cloud, 1}, {&shading, 1}, "another source and place");
  EXPECT_TRUE(buffer.complete());
  EXPECT_EQ(buffer.gpu_bytes(), uploaded) << "nothing is uploaded again";
}

TEST_P(RecordColorsTest, anUnfinishedPictureGoesOn) {
  // Holes are not filled: a pixel then shows the vertex that it names.
  const Cloud cloud = random_cube(2'000'000, glm::vec3(0), 1, 99);
  auto buffer = cloud.buffer();
  Shading shading{ColorSource::kZ, {-1, 1}, Ramp::kViridis};
  const DrawOptions options{.budget_ms = 0.01, .fill_holes = false};
  std::uint64_t drawn = 0;
  for (bool converged = false; !converged;
       shading.ramp = shading.ramp == Ramp::kTurbo ? Ramp::kGrey : Ramp::kTurbo) {
    const DrawnDataset clouds[] = {{&buffer, shading}};
    const auto stats = draw(clouds, camera_at({0, 0, 0}, 3), options);
    // A busy machine shows a piece of a few blocks in this time.
    expect_colors({&cloud, 1}, {&shading, 1}, "unfinished", stats.converged ? 1000 : 0);
    if (GetParam() == Backend::kPoints) return;
    EXPECT_GT(stats.points_drawn, drawn) << "the picture does not begin anew";
    drawn = stats.points_drawn;
    converged = stats.converged;
  }
}

int g_dispatches = 0;

TEST_P(RecordColorsTest, noRecordIsDrawnAgainWhereThePictureKeepsThem) {
  if (GetParam() == Backend::kPoints) GTEST_SKIP() << "OpenGL's points keep no records";
  const Cloud cloud = random_cube(100'000, glm::vec3(0), 1, 100);
  auto buffer = cloud.buffer();
  const auto camera = camera_at({0, 0, 0}, 3);
  draw(buffer, camera);
  g_dispatches = 0;
  const auto dispatch = std::exchange(glad_glDispatchCompute, [](GLuint, GLuint, GLuint) { ++g_dispatches; });
  const Shading shading{ColorSource::kY, {-1, 1}, Ramp::kTurbo};
  const DrawnDataset clouds[] = {{&buffer, shading}};
  draw(clouds, camera);
  glad_glDispatchCompute = dispatch;
  EXPECT_EQ(g_dispatches, 0);
  expect_colors({&cloud, 1}, {&shading, 1}, "the records of the picture");
}

}  // namespace
}  // namespace vertexview::gpu
