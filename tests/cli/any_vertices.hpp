#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {

inline constexpr std::array kSpecialFloats{0.0F,
                                           -0.0F,
                                           1.0F,
                                           -1.0F,
                                           6562.0F,
                                           1e-4F,
                                           9.9999e-5F,
                                           1e-5F,
                                           0.1F,
                                           1e15F,
                                           1e16F,
                                           9.9999999e15F,
                                           1e17F,
                                           123456789.0F,
                                           16777216.0F,
                                           3.4028235e38F,
                                           -3.4028235e38F,
                                           1.17549435e-38F,
                                           1.4e-45F,
                                           -1.4e-45F,
                                           std::numeric_limits<float>::infinity(),
                                           -std::numeric_limits<float>::infinity(),
                                           std::numeric_limits<float>::quiet_NaN()};

/// Returns a float of any kind: any bit pattern, a special value, an ordinary coordinate, a whole number.
inline float any_float(std::mt19937_64& random) {
  const auto bits = static_cast<std::uint32_t>(random());
  switch (random() % 4) {
    case 0:
      return std::bit_cast<float>(bits);
    case 1:
      return kSpecialFloats[bits % kSpecialFloats.size()];
    case 2:
      return static_cast<float>(static_cast<std::int32_t>(bits)) / 4096;
    default:
      return static_cast<float>(bits % 20000) - 10000;
  }
}

inline std::vector<ColoredVertex> any_vertices(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<ColoredVertex> vertices(count);
  for (auto& vertex : vertices) {
    const float x = any_float(random);
    const float y = any_float(random);
    vertex.position = {x, y, any_float(random)};
    const auto bits = random();
    vertex.color = {static_cast<std::uint16_t>(bits), static_cast<std::uint16_t>(bits >> 16U),
                    static_cast<std::uint16_t>(bits >> 32U)};
    vertex.padding = static_cast<std::uint16_t>(bits >> 48U);
  }
  return vertices;
}

}  // namespace vertexview::test
