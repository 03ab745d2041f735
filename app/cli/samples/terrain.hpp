#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "cli/samples/shapes.hpp"

namespace vertexview::cli {

/// A landscape of 1000 x 1000 made of gradient noise, sampled on a jittered grid row by row, coloured by
/// height from deep water to snow and shaded by its slope. Water is level at 0.
class Terrain final : public Shape {
 public:
  Terrain(std::uint64_t count, std::uint64_t seed);
  void fill(std::uint64_t first, std::span<ColoredVertex> out) const override;

 private:
  struct Node {
    float value;
    float slope;
  };
  /// One octave of the noise along one row: within a cell it is a polynomial of x alone.
  struct Octave {
    float frequency;  // cells per unit of x
    std::vector<Node> nodes;
  };

  [[nodiscard]] std::vector<Octave> octaves_of_row(std::uint64_t row) const;
  void fill_row(std::uint64_t row, std::uint64_t column, std::span<ColoredVertex> out) const;

  std::uint64_t width_;
  std::uint64_t seed_;
  double spacing_;
  std::uint32_t octave_count_;
  std::vector<Color> palette_;
};

}  // namespace vertexview::cli
