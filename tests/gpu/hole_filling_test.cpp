// Filling holes, so that a picture looks complete before it is.
#include "vertexview/gpu/finish/hole_filling.hpp"

#include <bit>
#include <cmath>
#include <numbers>

#include "gpu/gl_test.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"
#include "vertexview/gpu/points/cpu_cover.hpp"
#include "vertexview/gpu/points/cpu_points.hpp"

namespace vertexview::gpu::detail {
namespace {

/// The depths of some pixels, each of which shows its own vertex.
struct Depths {
  Depths(int columns, int rows) : width(columns), height(rows) {
    depths.assign(static_cast<std::size_t>(width * height), kOpen);
    for (std::size_t i = 0; i < depths.size(); ++i) sources.push_back(static_cast<std::uint32_t>(i) * 3 + 1);
  }
  std::uint32_t& at(int x, int y) { return depths[static_cast<std::size_t>(y * width + x)]; }
  [[nodiscard]] FillImage image() const { return {depths.data(), sources.data(), width, height}; }
  [[nodiscard]] std::vector<std::uint32_t> filled(std::uint8_t radius, const FillSlack& slack = {}) const {
    const TileGrid grid({width, height});
    const std::vector<std::uint8_t> radii(static_cast<std::size_t>(grid.columns), radius);
    std::vector<std::uint32_t> out(depths.size());
    HoleFiller filler(image(), slack);
    for (int row = 0; row < grid.rows; ++row)
      filler.fill(row, radii, out.data() + std::ptrdiff_t{row} * kFillTile * width);
    return out;
  }
  int width;
  int height;
  std::vector<std::uint32_t> depths;
  std::vector<std::uint32_t> sources;
};

TEST(HoleFillingTest, everyPixelByTheDefinition) {
  Random random(51);
  for (const auto& [width, height] : {std::pair{1, 1}, {5, 70}, {67, 35}})
    for (const std::uint32_t one_in : {2U, 9U, 60U})
      for (const bool orthographic : {false, true}) {
        Depths picture(width, height);
        for (auto& depth : picture.depths)
          if (random.bits() % one_in == 0)
            depth = depth_code(1, orthographic) + random.bits() % (orthographic ? 0x10'0000 : 0x40'0000);
        const FillSlack slack{.bits = 0x8000, .distance = 0.02F, .orthographic = orthographic};
        for (const std::uint32_t radius : {0U, 1U, 2U, 4U, 5U, kLargestFill}) {
          const auto filled = picture.filled(static_cast<std::uint8_t>(radius), slack);
          for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
              ASSERT_EQ(filled[static_cast<std::size_t>(y * width + x)],
                        picture.sources[fill_from(picture.image(), slack, radius, x, y)])
                  << width << " x " << height << ", 1 in " << one_in << ", radius " << radius << " at " << x
                  << ", " << y;
        }
      }
}

TEST(HoleFillingTest, closesWhatLiesBetweenAndNothingElse) {
  Depths picture(64, 64);
  for (int y = 20; y < 44; y += 3)
    for (int x = 20; x < 44; x += 3) picture.at(x, y) = 100;
  const auto filled = picture.filled(1);
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x) {
      const bool inside = x >= 20 && x <= 41 && y >= 20 && y <= 41;
      const auto at = static_cast<std::size_t>(y * 64 + x);
      const auto shown = (filled[at] - 1) / 3;
      EXPECT_EQ(picture.depths[shown] == 100, inside) << x << ", " << y;
      // The vertex shown is the nearest one: at most a pixel away.
      if (inside) {
        EXPECT_LE(std::abs(static_cast<int>(shown % 64) - x), 1);
      }
    }
}

TEST(HoleFillingTest, holesLargerThanTheSpacingStayOpen) {
  Depths picture(64, 64);
  for (int y = 8; y < 56; ++y)
    for (int x = 8; x < 56; ++x)
      if (x < 30 || x >= 35 || y < 30 || y >= 35) picture.at(x, y) = 7;
  EXPECT_EQ(picture.filled(2), picture.sources) << "five pixels hold a square of 2 * 2 + 1";
  const auto closed = picture.filled(3);
  EXPECT_EQ(picture.depths[(closed[32 * 64 + 32] - 1) / 3], 7U);
}

TEST(HoleFillingTest, whatShinesThroughIsCovered) {
  Depths picture(64, 64);
  for (auto& depth : picture.depths) depth = 0x4100'0000;  // a wall at 8
  for (int y = 10; y < 50; ++y)
    for (int x = 10; x < 50; ++x)
      if ((x + y) % 3 == 0) picture.at(x, y) = 0x4000'0000;  // a third of a surface at 2
  const FillSlack slack{.bits = 0x1000};
  const auto filled = picture.filled(2, slack);
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x) {
      const auto depth = picture.depths[(filled[static_cast<std::size_t>(y * 64 + x)] - 1) / 3];
      const bool well_inside = x >= 12 && x < 48 && y >= 12 && y < 48;
      const bool outside = x < 10 || x >= 50 || y < 10 || y >= 50;
      if (well_inside) {
        EXPECT_EQ(depth, 0x4000'0000U) << x << ", " << y;
      }
      if (outside) {
        EXPECT_EQ(depth, 0x4100'0000U) << x << ", " << y;
      }
    }
}

TEST(HoleFillingTest, aSlopeIsNoHole) {
  // A plane from 1 to 3 away across the picture, every pixel drawn: all of them stay.
  Depths picture(64, 64);
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 64; ++x)
      picture.at(x, y) = std::bit_cast<std::uint32_t>(1 + static_cast<float>(x + 2 * y) / 96);
  for (const std::uint8_t radius : {std::uint8_t{1}, std::uint8_t{4}, std::uint8_t{8}})
    EXPECT_EQ(picture.filled(radius, {.bits = 0x4'0000}), picture.sources);
}

TEST(HoleFillingTest, expectationFollowsWhatWasAdded) {
  constexpr Viewport kOneTile{kFillTile, kFillTile};
  const auto expect = [&](double first, std::uint32_t shown, double share, std::uint32_t now) {
    return expected_cover(kOneTile, {{}, {first, {shown}}, {share, {now}}})[0];
  };
  EXPECT_EQ(expect(0.5, 500, 1, 900), 0) << "nothing is to come";
  EXPECT_EQ(expect(0.01, 50, 0.02, 100), 1) << "98 % are to come, and each adds as much as before";
  EXPECT_LT(expect(0.25, 100, 0.5, 100), 0.01) << "the second quarter added nothing";
  EXPECT_EQ(expect(0.005, 0, 0.01, 0), 0) << "nothing was ever added";
  EXPECT_EQ(expect(0.5, 0, 0.5, 0), 0) << "nothing was drawn in between";
  EXPECT_FLOAT_EQ(expect(0.5, 500, 0.5, 500), 500.0F / 524) << "the other half adds as much as the first";
  // Little is missing of a converged picture that was carried over.
  const TileCount begun{0, {400}};
  EXPECT_LT(expected_cover(kOneTile, {begun, {0.01, {402}}, {0.02, {402}}})[0], 0.2);
}

Cloud sphere(std::size_t count) {
  Cloud cloud;
  cloud.vertices.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double z = 1 - (2 * static_cast<double>(i) + 1) / static_cast<double>(count);
    const double turn = static_cast<double>(i) * std::numbers::pi * (3 - std::sqrt(5.0));
    const double ring = std::sqrt(1 - z * z);
    cloud.vertices.push_back(vertex_at(static_cast<float>(ring * std::cos(turn)),
                                       static_cast<float>(ring * std::sin(turn)), static_cast<float>(z)));
  }
  return cloud;
}

struct Likeness {
  double covered = 0;  ///< share of the pixels that the whole picture covers
  double falsely = 0;  ///< pixels that only the part covers, as a share of the same number
};

/// Draws a part of a dataset, at once or after a move from a finished picture, and compares it with the whole
/// picture.
Likeness draw_part(const Cloud& cloud, const CpuPoints::Budget& budget, bool after_a_move,
                   std::uint32_t point_size = 2) {
  constexpr Viewport kViewport{1280, 720};
  const auto file = cloud.file();
  const RecordRow::Part part{
      .file = &file, .records = file.bytes()->data(), .serial = 1, .dataset = 0, .count = file.size()};
  const RecordRow scene(std::span(&part, 1));
  const CanvasLook look{.size = {.pixels = point_size}};
  Camera camera;
  camera.eye = {1.1, -2.2, 1.4};
  WorkerPool pool(2);
  CpuPoints renderer(pool);
  CpuCanvas canvas(kViewport);
  if (after_a_move) (void)renderer.draw_canvas(view_transform(camera, kViewport), scene, look, {}, canvas);
  camera.eye = {1.0, -2.1, 1.3};
  const auto view = view_transform(camera, kViewport);
  (void)renderer.draw_canvas(view, scene, look, budget, canvas);
  CpuCanvas whole(kViewport);
  (void)renderer.draw_canvas(view, scene, look, {}, whole);
  std::size_t expected = 0, both = 0, wrong = 0;
  for (std::size_t i = 0; i < whole.pixels(); ++i) {
    const bool is = canvas.id_at(i) != kBackground;
    const bool should = whole.id_at(i) != kBackground;
    expected += should ? 1 : 0;
    both += is && should ? 1 : 0;
    wrong += is && !should ? 1 : 0;
    if (is) {
      EXPECT_LE(canvas.id_at(i), cloud.vertices.size());
    }
  }
  // The same canvas goes on to exactly the whole picture.
  while (!renderer.draw_canvas(view, scene, look, {.records = 3'000'000}, canvas).stats.converged) {
  }
  std::size_t different = 0;
  for (std::size_t i = 0; i < whole.pixels(); ++i)
    different += canvas.id_at(i) != whole.id_at(i) || canvas.image[i] != whole.image[i] ? 1U : 0U;
  EXPECT_EQ(different, 0U);
  return {static_cast<double>(both) / static_cast<double>(expected),
          static_cast<double>(wrong) / static_cast<double>(expected)};
}

TEST(HoleFillingTest, theFirstPictureOfTenMillionHills) {
  const auto cloud = hills(10'000'000);
  const auto first = draw_part(cloud, {.records = 500'000}, false);
  EXPECT_GE(first.covered, 0.95);
  EXPECT_LE(first.falsely, 0.02);
  // A draw that is given time takes no more of it than it needs to look complete.
  const auto timed = draw_part(cloud, {.milliseconds = 10'000}, false);
  EXPECT_GE(timed.covered, 0.95);
  EXPECT_LT(timed.covered, 0.99);
  EXPECT_LE(timed.falsely, 0.02);
  const auto moving = draw_part(cloud, {.records = 200'000}, true);
  EXPECT_GE(moving.covered, 0.97);
  EXPECT_LE(moving.falsely, 0.02);
}

TEST(HoleFillingTest, theFirstPictureOfASphere) {
  for (const std::uint32_t size : {1U, 3U}) {
    const auto first = draw_part(sphere(3'000'000), {.records = 300'000}, false, size);
    EXPECT_GE(first.covered, 0.95) << size;
    EXPECT_LE(first.falsely, 0.02) << size;
  }
}

TEST(HoleFillingTest, aSparseCloudStaysSparse) {
  const auto cloud = random_cube(60'000, glm::vec3(0), 1, 52);
  const auto moving = draw_part(cloud, {.records = 5000}, true, 1);
  EXPECT_LE(moving.falsely, 0.02);
}

}  // namespace
}  // namespace vertexview::gpu::detail
