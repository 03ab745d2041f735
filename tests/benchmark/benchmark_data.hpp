#pragma once
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::benchmarks {

/// Ten million canonical records, 200 MB: larger than the caches. Made once a run.
inline const std::vector<ColoredVertex>& ten_million() {
  static const std::vector<ColoredVertex> vertices = [] {
    std::minstd_rand random(1);
    std::uniform_real_distribution<float> coordinate(-1000, 1000);
    std::vector<ColoredVertex> made(10'000'000);
    for (ColoredVertex& vertex : made) {
      vertex.position = {coordinate(random), coordinate(random), coordinate(random)};
      vertex.color = {static_cast<std::uint16_t>(random()), static_cast<std::uint16_t>(random()),
                      static_cast<std::uint16_t>(random())};
    }
    return made;
  }();
  return vertices;
}

inline std::span<const std::byte> ten_million_bytes() {
  return std::as_bytes(std::span(ten_million()));
}

}  // namespace vertexview::benchmarks
