// Estimates how large the holes of an incomplete picture are: the radii that hole_filling.hpp closes with.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "vertexview/gpu/finish/fill_kernel.hpp"
#include "vertexview/gpu/finish/hole_filling.hpp"

namespace vertexview::gpu::detail {

namespace {

/// A square that is expected to hold this many points is empty by chance with probability e^-9, about one in
/// eight thousand: rare enough to say that no surface is there.
constexpr double kPointsInHole = 9;

/// Returns how many points fall on a pixel on average. Points scattered at random form a Poisson process, so
/// the part of the pixels that show none is e^-density. Half a pixel always counts as open, which keeps the
/// density of a full tile finite.
double density(std::uint32_t covered, double pixels) noexcept {
  return -std::log((pixels - std::min<double>(covered, pixels - 0.5)) / pixels);
}

/// Returns the smallest radius whose squares are expected to hold kPointsInHole points, from 1 to
/// kLargestFill.
std::uint8_t radius_for(double points_a_pixel, double point_size) noexcept {
  const double radius = std::ceil((std::sqrt(kPointsInHole / points_a_pixel) - point_size) / 2);
  return static_cast<std::uint8_t>(std::clamp(radius, 1.0, double{kLargestFill}));
}

/// Says which pixels of a tile and its margin show something: one 64-bit word holds one row. A closing looks
/// two radii beyond the tile, so a tile of 32 pixels with the largest margin fills a word exactly.
constexpr int kBits = 64;
constexpr int kMargin = (kBits - kFillTile) / 2;
static_assert(kMargin == 2 * static_cast<int>(kLargestFill));
using Bits = std::array<std::uint64_t, kBits>;

using BitsOf = std::uint64_t(const std::uint32_t* depths, int count);

inline std::uint64_t bits_of_plain(const std::uint32_t* depths, int count) {
  std::uint64_t bits = 0;
  for (int i = 0; i < count; ++i) bits |= std::uint64_t{depths[i] != kOpen} << i;
  return bits;
}

#ifdef VERTEXVIEW_HAS_AVX2
VERTEXVIEW_AVX2 inline std::uint64_t bits_of_avx2(const std::uint32_t* depths, int count) {
  const __m256i open = _mm256_set1_epi32(static_cast<int>(kOpen));
  std::uint64_t bits = 0;
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256i eight = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(depths + i));
    const int equal = _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(eight, open)));
    bits |= std::uint64_t{~static_cast<unsigned>(equal) & 0xFFU} << i;
  }
  return i == count ? bits : bits | bits_of_plain(depths + i, count - i) << i;
}
#else
inline std::uint64_t bits_of_avx2(const std::uint32_t* depths, int count) {
  return bits_of_plain(depths, count);
}
#endif

struct TileBits {
  Bits shown{};
  Bits outside{};  // a set bit is a pixel that lies outside the picture
};

template <BitsOf bits_of>
[[gnu::always_inline]] inline TileBits tile_bits(const FillImage& image, int x, int y) noexcept {
  TileBits tile;
  const int from = std::max(x - kMargin, 0);
  const int to = std::min(x - kMargin + kBits, image.width);
  const int shift = from - (x - kMargin);
  const std::uint64_t inside = (~std::uint64_t{0} >> (kBits - (to - from))) << shift;
  for (int j = 0; j < kBits; ++j) {
    const int row = y - kMargin + j;
    const auto at = static_cast<std::size_t>(j);
    tile.outside[at] = ~std::uint64_t{0};
    if (row < 0 || row >= image.height) continue;
    tile.outside[at] = ~inside;
    tile.shown[at] = bits_of(image.depths + std::ptrdiff_t{row} * image.width + from, to - from) << shift;
  }
  return tile;
}

/// Returns how many pixels of the tile itself, without its margin, show something after a closing of
/// `radius`.
[[gnu::always_inline]] inline int count_closed(const TileBits& tile, std::uint32_t radius) noexcept {
  // Bit i of row j stands for the square whose first pixel it is. The first two loops (a dilation) set it
  // where the square contains something; the last two (an erosion) where all squares around a pixel do.
  const Steps steps(2 * std::size_t{radius} + 1);
  Bits bits = tile.shown;
  for (std::size_t k = 0; k < steps.count; ++k)
    for (auto& row : bits) row |= row >> steps.step[k];
  for (std::size_t k = 0; k < steps.count; ++k)
    for (std::size_t j = 0; j + steps.step[k] < kBits; ++j) bits[j] |= bits[j + steps.step[k]];
  // Bits name a square by its first pixel, but a square counts as outside of the picture by its middle one.
  // Such squares must not keep a pixel open, so they are set as well.
  for (std::size_t j = 0; j + radius < kBits; ++j) bits[j] |= tile.outside[j + radius] >> radius;
  for (std::size_t k = 0; k < steps.count; ++k)
    for (auto& row : bits) row &= row >> steps.step[k];
  for (std::size_t k = 0; k < steps.count; ++k)
    for (std::size_t j = 0; j + steps.step[k] < kBits; ++j) bits[j] &= bits[j + steps.step[k]];
  int count = 0;
  const auto first = static_cast<std::size_t>(kMargin) - 2 * std::size_t{radius};
  for (std::size_t j = first; j < first + kFillTile; ++j)
    count += std::popcount(static_cast<std::uint32_t>(bits[j] >> first));
  return count;
}

template <BitsOf bits_of = bits_of_plain>
[[gnu::always_inline]] inline std::uint32_t closing_radius_plain(const FillImage& image, int x, int y,
                                                                 float expected,
                                                                 std::uint32_t even) noexcept {
  // A smaller radius is enough when it leaves open at most a twentieth, or ten pixels, of what the largest
  // one closes: a larger radius costs time and detail for pixels that nobody misses.
  constexpr int kPart = 20;
  constexpr int kPixels = 10;
  const TileBits tile = tile_bits<bits_of>(image, x, y);
  const int shown = count_closed(tile, 0);
  const int pixels = std::min(kFillTile, image.width - x) * std::min(kFillTile, image.height - y);
  if (shown == pixels) return 0;
  const int most = count_closed(tile, kLargestFill) - shown;
  if (most == 0) return 0;
  const auto wanted = static_cast<int>(expected * static_cast<float>(pixels - shown));
  if (wanted * 2 < most || wanted == 0) {
    // Few holes in a tile that is three quarters full are cracks between points: the least radius closes
    // them.
    return shown >= 3 * most ? std::min(even, 1U) : 0;
  }
  const int enough = std::min(wanted, most - std::max(most / kPart, kPixels));
  std::uint32_t radius = 0;
  int closed = 0;
  while (radius < kLargestFill && closed < enough) {
    const int next = count_closed(tile, radius + 1) - shown;
    // The next radius is refused when it closes more pixels than wanted by a wider margin than this one
    // closes too few.
    if (next - wanted > wanted - closed) break;
    closed = next;
    ++radius;
  }
  while (radius < even && count_closed(tile, radius + 1) - shown <= wanted + kPixels) ++radius;
  return radius;
}

VERTEXVIEW_AVX2 std::uint32_t closing_radius_avx2(const FillImage& image, int x, int y, float expected,
                                                  std::uint32_t even) noexcept {
  return closing_radius_plain<bits_of_avx2>(image, x, y, expected, even);
}

/// Calls `visit` with the index of tile (column, row) and of each of its up to eight neighbours.
template <class Visit>
void for_each_near(const TileGrid& grid, int column, int row, Visit&& visit) {
  for (int y = std::max(row - 1, 0); y <= std::min(row + 1, grid.rows - 1); ++y)
    for (int x = std::max(column - 1, 0); x <= std::min(column + 1, grid.columns - 1); ++x)
      visit(static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.columns) +
            static_cast<std::size_t>(x));
}

double pixels_of(const Viewport& viewport, int column, int row) noexcept {
  return static_cast<double>(std::min(kFillTile, viewport.width - column * kFillTile)) *
         std::min(kFillTile, viewport.height - row * kFillTile);
}

/// Returns the rate of e^-(rate * share) at which further records add fewer pixels, from the pixels that two
/// successive shares of the records added. It is the lowest rate that the counts allow, so that chance
/// alone does not leave holes open. Returns 0 where nothing can be said.
double falling_rate(double first_share, double first_added, double share, double added) noexcept {
  if (first_share <= 0 || share <= 0 || first_added <= 0) return 0;
  // Records are drawn in runs of neighbours, so pixels come about eight at a time: the count varies as that
  // of added / kRun independent events. Three standard deviations leave one estimate in a thousand too high.
  constexpr double kRun = 8;
  constexpr double kDeviations = 3;
  added += kDeviations * std::sqrt(kRun * (added + kRun));
  const double second = added / share;
  return std::max(std::log(first_added / first_share / second) * 2 / (first_share + share), 0.0);
}

}  // namespace

std::uint32_t closing_radius(const FillImage& image, int x, int y, float expected,
                             std::uint32_t even) noexcept {
  static const bool fast = has_avx2();
  return (fast ? closing_radius_avx2 : closing_radius_plain<>)(image, x, y, expected, even);
}

std::vector<float> expected_cover(const Viewport& viewport, const FillHistory& history) {
  const TileGrid grid(viewport);
  std::vector<float> expected(grid.size());
  const auto& [begun, between, now] = history;
  const double rest = 1 - now.share;
  if (rest <= 0 || now.share <= 0) return expected;
  const auto at_begin = [&](std::size_t tile) { return begun.shown.empty() ? 0 : begun.shown[tile]; };
  const auto added = [](std::uint32_t before, std::uint32_t after) {
    return after > before ? static_cast<double>(after - before) : 0.0;
  };
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const auto tile = static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                        static_cast<std::size_t>(column);
      const double open = pixels_of(viewport, column, row) - now.shown[tile];
      if (open <= 0) continue;
      double rate = 0;
      double coming = 0;
      if (!between.shown.empty()) {
        double first = 0;
        double second = 0;
        for_each_near(grid, column, row, [&](std::size_t near) {
          first += added(at_begin(near), between.shown[near]);
          second += added(between.shown[near], now.shown[near]);
        });
        rate = falling_rate(between.share, first, now.share - between.share, second);
        // A picture that began empty fills fast at first. Where no vertices were carried over, a slower gain
        // is more likely to come from a surface of very different densities than from saturation: such a
        // surface gains with the logarithm of the share.
        if (begun.shown.empty() && between.share > 0 && between.share < now.share)
          coming = added(between.shown[tile], now.shown[tile]) * std::log(1 / now.share) /
                   std::log(now.share / between.share);
      }
      const double per_added =
          rate > 0 ? (1 - std::exp(-rate * rest)) / (std::exp(rate * now.share) - 1) : rest / now.share;
      coming = std::max(coming, added(at_begin(tile), now.shown[tile]) * per_added);
      expected[tile] = static_cast<float>(std::min(coming / open, 1.0));
    }
  return expected;
}

std::vector<std::uint8_t> even_radii(const Viewport& viewport, const TileCount& now,
                                     std::uint32_t point_size) {
  const TileGrid grid(viewport);
  std::vector<double> densities(grid.size());
  std::size_t tile = 0;
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column, ++tile)
      densities[tile] = density(now.shown[tile], pixels_of(viewport, column, row));
  std::vector<std::uint8_t> radii(grid.size());
  tile = 0;
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column, ++tile) {
      // A tile that shows only a corner of an object has too few points to tell their spacing, so it takes at
      // least half of the density of its densest neighbour.
      double most = 0;
      for_each_near(grid, column, row, [&](std::size_t near) { most = std::max(most, densities[near]); });
      if (most > 0) radii[tile] = radius_for(std::max(densities[tile], most / 2), point_size);
    }
  return radii;
}

}  // namespace vertexview::gpu::detail
