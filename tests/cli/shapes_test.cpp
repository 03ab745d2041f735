#include "cli/samples/shapes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/samples/shape_math.hpp"

namespace vertexview::test {
namespace {

std::vector<ColoredVertex> part_of(std::string_view shape, std::uint64_t count, std::uint64_t seed,
                                   std::uint64_t first, std::uint64_t size) {
  std::vector<ColoredVertex> vertices(static_cast<std::size_t>(size));
  cli::make_shape(shape, count, seed)->fill(first, vertices);
  return vertices;
}

std::uint64_t fnv1a(std::span<const std::byte> bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const auto byte : bytes) hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001B3U;
  return hash;
}

class Shapes : public testing::TestWithParam<std::string_view> {};
INSTANTIATE_TEST_SUITE_P(, Shapes, testing::ValuesIn(cli::shape_names()),
                         [](const auto& shape) { return std::string(shape.param); });

TEST_P(Shapes, sameBytesOnEveryMachine) {
  const std::map<std::string_view, std::uint64_t> expected{{"sphere", 0x798f3d514546346},
                                                           {"terrain", 0xc63d628a3146cce5},
                                                           {"helix", 0x5990bc4ba3d7e148},
                                                           {"cube", 0x6fd7219ad5d3dd68}};
  const auto vertices = part_of(GetParam(), 200'000, 3, 0, 200'000);
  const auto hash = fnv1a(std::as_bytes(std::span(vertices)));
  EXPECT_EQ(hash, expected.at(GetParam())) << GetParam() << std::hex << " 0x" << hash;
}

TEST_P(Shapes, anyPartIsTheSameAsInTheWhole) {
  constexpr std::uint64_t kCount = 10000;
  const auto whole = part_of(GetParam(), kCount, 5, 0, kCount);
  for (const std::uint64_t size : {1U, 7U, 511U, 513U, 4096U})
    for (std::uint64_t first = 0; first < kCount; first += size) {
      const auto part = part_of(GetParam(), kCount, 5, first, std::min(size, kCount - first));
      for (std::size_t i = 0; i < part.size(); ++i)
        ASSERT_EQ(part[i].vertex(), whole[static_cast<std::size_t>(first) + i].vertex()) << first << " " << i;
    }
}

TEST_P(Shapes, everyCountAndSeedIsFinite) {
  for (const std::uint64_t count : {1U, 2U, 3U, 5U, 1000U})
    for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX})
      for (const auto& [position, color, padding] : part_of(GetParam(), count, seed, 0, count)) {
        EXPECT_TRUE(std::isfinite(position.x) && std::isfinite(position.y) && std::isfinite(position.z));
        EXPECT_EQ(padding, 0);
      }
}

TEST_P(Shapes, lastOfManyBillions) {
  constexpr std::uint64_t kCount = 50'000'000'000;
  for (const auto& [position, color, padding] : part_of(GetParam(), kCount, 0, kCount - 100, 100)) {
    EXPECT_LE(std::fabs(position.x), 501);
    EXPECT_LE(std::fabs(position.y), 501);
    EXPECT_LE(std::fabs(position.z), 501);
  }
}

TEST_P(Shapes, anotherSeedIsAnotherCloud) {
  EXPECT_NE(part_of(GetParam(), 10, 1, 3, 1)[0].position, part_of(GetParam(), 10, 2, 3, 1)[0].position);
}

TEST(Sphere, isRound) {
  for (const auto& [p, color, padding] : part_of("sphere", 1000, 0, 0, 1000))
    EXPECT_NEAR(std::sqrt(p.x * p.x + p.y * p.y + p.z * p.z), 100, 1e-3);
}

TEST(Cube, colorFollowsPosition) {
  for (const auto& [p, color, padding] : part_of("cube", 1000, 0, 0, 1000)) {
    EXPECT_NEAR(p.x, color.red / 65535.0F * 200 - 100, 0.01);
    EXPECT_NEAR(p.z, color.blue / 65535.0F * 200 - 100, 0.01);
  }
}

TEST(Terrain, waterIsLevel) {
  std::uint64_t wet = 0;
  for (const auto& [p, color, padding] : part_of("terrain", 10000, 0, 0, 10000)) {
    EXPECT_GE(p.z, 0);
    if (p.z == 0) ++wet;
  }
  EXPECT_GT(wet, 1000U);
  EXPECT_LT(wet, 9000U);
}

TEST(ShapeMath, sinCosSameAsLibm) {
  for (std::uint64_t i = 0; i < 100000; ++i) {
    const auto phase = static_cast<cli::Phase>(i * 0x9E3779B9U);
    const double angle = static_cast<double>(phase) * (2 * M_PI / 4294967296.0);
    const auto [sine, cosine] = cli::sin_cos(phase);
    ASSERT_NEAR(static_cast<double>(sine), std::sin(angle), 4e-7);
    ASSERT_NEAR(static_cast<double>(cosine), std::cos(angle), 4e-7);
  }
}

}  // namespace
}  // namespace vertexview::test
