#include "cli/samples/terrain.hpp"

#include <array>
#include <cmath>

#include "cli/samples/shape_math.hpp"

namespace vertexview::cli {
namespace {

constexpr double kSide = 1000;
constexpr std::uint32_t kFirstCells = 3;  // cells of the coarsest octave along the side
constexpr std::uint32_t kMostOctaves = 8;
constexpr float kLowest = -0.6F;  // the palette covers the heights of noise from here to kHighest
constexpr float kHighest = 0.75F;
constexpr std::size_t kShades = 1024;

float smooth(float t) noexcept {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

struct Stop {
  float height;
  float red, green, blue;
};
constexpr std::array<Stop, 9> kStops{{{kLowest, 0.03F, 0.09F, 0.25F},
                                      {-0.20F, 0.05F, 0.25F, 0.48F},
                                      {-0.01F, 0.22F, 0.62F, 0.70F},
                                      {0.00F, 0.87F, 0.80F, 0.58F},
                                      {0.03F, 0.60F, 0.70F, 0.33F},
                                      {0.16F, 0.22F, 0.48F, 0.20F},
                                      {0.32F, 0.38F, 0.35F, 0.27F},
                                      {0.46F, 0.55F, 0.52F, 0.50F},
                                      {0.58F, 0.96F, 0.97F, 1.00F}}};

std::vector<Color> make_palette() {
  std::vector<Color> palette(kShades);
  for (std::size_t i = 0; i < kShades; ++i) {
    const float height =
        kLowest + (kHighest - kLowest) * static_cast<float>(i) / static_cast<float>(kShades - 1);
    std::size_t above = 1;
    while (above + 1 < kStops.size() && kStops[above].height < height) ++above;
    const auto& a = kStops[above - 1];
    const auto& b = kStops[above];
    const float t = std::min((height - a.height) / (b.height - a.height), 1.0F);
    palette[i] = {channel(a.red + t * (b.red - a.red)), channel(a.green + t * (b.green - a.green)),
                  channel(a.blue + t * (b.blue - a.blue))};
  }
  return palette;
}

}  // namespace

Terrain::Terrain(std::uint64_t count, std::uint64_t seed)
    : width_(1), seed_(mix(seed)), spacing_(kSide), octave_count_(1), palette_(make_palette()) {
  // Finds the smallest width whose square holds all vertices; sqrt is exact enough to start from.
  width_ = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(count)));
  while (width_ * width_ < count) ++width_;
  width_ = std::max<std::uint64_t>(width_, 1);
  spacing_ = kSide / static_cast<double>(width_);
  // Octaves finer than two samples a cell would be noise without shape.
  while (octave_count_ < kMostOctaves && (std::uint64_t{kFirstCells} << octave_count_) * 2 <= width_)
    ++octave_count_;
}

std::vector<Terrain::Octave> Terrain::octaves_of_row(std::uint64_t row) const {
  std::vector<Octave> octaves(octave_count_);
  float amplitude = 1;
  for (std::uint32_t o = 0; o < octave_count_; ++o, amplitude *= 0.48F) {
    const std::uint32_t cells = kFirstCells << o;
    const double y = (static_cast<double>(row) + 0.5) * spacing_ * cells / kSide;
    const auto lattice_row = static_cast<std::uint64_t>(y);
    const float v = static_cast<float>(y - static_cast<double>(lattice_row));
    const float blend = smooth(v);
    auto& octave = octaves[o];
    octave.frequency = static_cast<float>(cells);
    octave.nodes.resize(cells + 3);
    for (std::uint32_t column = 0; column < octave.nodes.size(); ++column) {
      const auto gradient = [&](std::uint64_t at_row) {
        return sin_cos(static_cast<Phase>(mix(seed_ ^ (at_row << 32U) ^ (column << 4U) ^ o)));
      };
      const auto low = gradient(lattice_row);
      const auto high = gradient(lattice_row + 1);
      octave.nodes[column] = {amplitude * (low.sin * v + blend * (high.sin * (v - 1) - low.sin * v)),
                              amplitude * (low.cos + blend * (high.cos - low.cos))};
    }
  }
  return octaves;
}

void Terrain::fill(std::uint64_t first, std::span<ColoredVertex> out) const {
  while (!out.empty()) {
    const auto column = first % width_;
    const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(width_ - column, out.size()));
    fill_row(first / width_, column, out.first(take));
    out = out.subspan(take);
    first += take;
  }
}

void Terrain::fill_row(std::uint64_t row, std::uint64_t column, std::span<ColoredVertex> out) const {
  constexpr std::size_t kBlock = 512;
  const auto octaves = octaves_of_row(row);
  const float step = static_cast<float>(1.0 / static_cast<double>(width_));
  const auto y = static_cast<float>((static_cast<double>(row) + 0.5) * spacing_ - kSide / 2);
  const auto grid = static_cast<float>(spacing_);
  const std::uint64_t row_seed = seed_ ^ (row * width_);

  std::array<float, kBlock + 1> along{};
  std::array<float, kBlock + 1> height{};
  for (std::size_t begin = 0; begin < out.size(); begin += kBlock, column += kBlock) {
    const auto block = out.subspan(begin, std::min(kBlock, out.size() - begin));
    // One more height than asked for: the slope is the difference to the next one.
    for (std::size_t i = 0; i <= block.size(); ++i) {
      along[i] = (static_cast<float>(static_cast<std::int64_t>(column + i)) + 0.5F) * step;
      height[i] = 0.04F;
    }
    for (const auto& octave : octaves) {
      const Node* nodes = octave.nodes.data();
      for (std::size_t i = 0; i <= block.size(); ++i) {
        const float u = along[i] * octave.frequency;
        const auto cell = static_cast<std::int32_t>(u);
        const float t = u - static_cast<float>(cell);
        const float left = nodes[cell].value + nodes[cell].slope * t;
        const float right = nodes[cell + 1].value + nodes[cell + 1].slope * (t - 1);
        height[i] += left + smooth(t) * (right - left);
      }
    }
    for (std::size_t i = 0; i < block.size(); ++i) {
      const float h = height[i];
      const float position = (h - kLowest) * (static_cast<float>(kShades - 1) / (kHighest - kLowest));
      const auto& color = palette_[static_cast<std::size_t>(
          static_cast<std::int32_t>(std::clamp(position, 0.0F, static_cast<float>(kShades - 1))))];
      // Light comes from the west; water is level and is not shaded.
      const float rise = (height[i + 1] - h) * (260.0F / 1000.0F) / step;
      const float light = h < 0 ? 1.0F : std::clamp(0.88F + 0.35F * rise, 0.45F, 1.15F);
      const auto lit = [light](std::uint16_t value) {
        return static_cast<std::uint16_t>(
            static_cast<std::int32_t>(std::min(static_cast<float>(value) * light, 65535.0F)));
      };
      const std::uint64_t random = mix(row_seed + column + i);
      block[i] = {
          {along[i] * 1000 - 500 + grid * (unit(static_cast<std::uint32_t>(random)) - 0.5F),
           y + grid * (unit(static_cast<std::uint32_t>(random >> 32U)) - 0.5F), 260 * std::max(h, 0.0F)},
          {lit(color.red), lit(color.green), lit(color.blue)}};
    }
  }
}

}  // namespace vertexview::cli
