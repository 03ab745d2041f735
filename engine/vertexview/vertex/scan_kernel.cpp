#include "vertexview/vertex/scan_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "vertexview/memory/detail/avx2.hpp"

namespace vertexview {
namespace {

void include_color(Statistics& statistics, const Color& color) noexcept {
  Color& low = statistics.color_min;
  Color& high = statistics.color_max;
  low = {std::min(low.red, color.red), std::min(low.green, color.green), std::min(low.blue, color.blue)};
  high = {std::max(high.red, color.red), std::max(high.green, color.green), std::max(high.blue, color.blue)};
}

}  // namespace

void scan_scalar(const std::byte* records, std::uint64_t count, Statistics& statistics) {
  Statistics result = statistics;  // a local copy, so that the loop keeps it in registers
  for (std::uint64_t i = 0; i < count; ++i) {
    ColoredVertex vertex;
    std::memcpy(&vertex, records + i * sizeof(ColoredVertex), sizeof(vertex));
    include_color(result, vertex.color);
    const auto [x, y, z] = vertex.position;
    if (std::isfinite(x) && std::isfinite(y) && std::isfinite(z))
      result.bounds.include(Bounds{vertex.position, vertex.position});
    else
      ++result.non_finite;
  }
  result.count += count;
  statistics = result;
}

#ifdef VERTEXVIEW_HAS_AVX2
namespace {

// Five registers hold exactly eight records, so that plain loads are enough, without gathers or shuffles:
// lane i of the 40 is word i % 5 of a record (x, y, z, red|green, blue|padding). Minimum and maximum run over
// all lanes, and the wanted lanes are picked at the end.
constexpr std::size_t kRegisters = 5;
constexpr std::size_t kRegisterBytes = 32;
constexpr std::uint64_t kGroup = 8;
// Records whose positions are visited before their colours, which then come from the first-level cache: 5
// KiB. More would fall out of that cache; fewer would switch between the two loops more often.
constexpr std::uint64_t kBlock = 256;

struct PositionLanes {
  __m256 low[kRegisters];
  __m256 high[kRegisters];
};
struct ColorLanes {
  __m256i low[kRegisters];
  __m256i high[kRegisters];
};

VERTEXVIEW_AVX2 inline __m256i load(const std::byte* from) noexcept {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

/// Returns a mask of the magnitude bits in those lanes of register `index` that hold x, y or z.
VERTEXVIEW_AVX2 inline __m256i magnitude_mask(std::size_t index) noexcept {
  alignas(kRegisterBytes) std::int32_t mask[8];
  for (std::size_t lane = 0; lane < 8; ++lane) mask[lane] = (index * 8 + lane) % 5 < 3 ? 0x7FFFFFFF : 0;
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(mask));
}

/// Extends `lanes` by `groups` groups of eight records. Returns false, with unusable `lanes`, when a position
/// is not finite.
VERTEXVIEW_AVX2 bool include_positions(const std::byte* records, std::uint64_t groups,
                                       PositionLanes& lanes) noexcept {
  PositionLanes l = lanes;
  __m256i masks[kRegisters];
  for (std::size_t i = 0; i < kRegisters; ++i) masks[i] = magnitude_mask(i);
  __m256i largest = _mm256_setzero_si256();
  for (std::uint64_t group = 0; group < groups; ++group, records += kRegisters * kRegisterBytes) {
#pragma GCC unroll 5
    for (std::size_t i = 0; i < kRegisters; ++i) {
      const __m256i bits = load(records + i * kRegisterBytes);
      l.low[i] = _mm256_min_ps(l.low[i], _mm256_castsi256_ps(bits));
      l.high[i] = _mm256_max_ps(l.high[i], _mm256_castsi256_ps(bits));
      // As integers, the magnitudes of infinities and NaNs are larger than that of the largest finite float.
      largest = _mm256_max_epu32(largest, _mm256_and_si256(bits, masks[i]));
    }
  }
  lanes = l;
  const __m256i bad = _mm256_cmpgt_epi32(largest, _mm256_set1_epi32(0x7F7FFFFF));
  return _mm256_testz_si256(bad, bad) != 0;
}

/// Includes the positions of `count` records of which some are not finite, one record at a time, without a
/// branch.
VERTEXVIEW_AVX2 void include_mixed_positions(const std::byte* records, std::uint64_t count,
                                             Statistics& statistics) noexcept {
  const __m128i exponent = _mm_set1_epi32(0x7F800000);
  const __m128 infinity = _mm_castsi128_ps(exponent);
  const __m128 minus_infinity = _mm_sub_ps(_mm_setzero_ps(), infinity);
  __m128 low = infinity;
  __m128 high = minus_infinity;
  std::uint64_t non_finite = 0;
  for (std::uint64_t i = 0; i < count; ++i, records += sizeof(ColoredVertex)) {
    const __m128i bits = _mm_loadu_si128(reinterpret_cast<const __m128i*>(records));
    const __m128i lanes = _mm_cmpeq_epi32(_mm_and_si128(bits, exponent), exponent);
    const bool bad = (_mm_movemask_ps(_mm_castsi128_ps(lanes)) & 0b111) != 0;
    const __m128 skip = _mm_castsi128_ps(_mm_set1_epi32(bad ? -1 : 0));
    low = _mm_min_ps(low, _mm_blendv_ps(_mm_castsi128_ps(bits), infinity, skip));
    high = _mm_max_ps(high, _mm_blendv_ps(_mm_castsi128_ps(bits), minus_infinity, skip));
    non_finite += bad ? 1 : 0;
  }
  float least[4];
  float most[4];
  _mm_storeu_ps(least, low);
  _mm_storeu_ps(most, high);
  statistics.bounds.include(Bounds{{least[0], least[1], least[2]}, {most[0], most[1], most[2]}});
  statistics.non_finite += non_finite;
}

VERTEXVIEW_AVX2 void include_colors(const std::byte* records, std::uint64_t groups,
                                    ColorLanes& lanes) noexcept {
  ColorLanes l = lanes;
  for (std::uint64_t group = 0; group < groups; ++group, records += kRegisters * kRegisterBytes) {
    // The positions of the next block come from memory; this prefetch keeps the memory busy while the colours
    // come from the cache. Past the end of the records a prefetch does nothing.
    for (std::size_t line = 0; line < kRegisters * kRegisterBytes; line += 64)
      _mm_prefetch(reinterpret_cast<const char*>(records + kBlock * sizeof(ColoredVertex) + line),
                   _MM_HINT_T0);
#pragma GCC unroll 5
    for (std::size_t i = 0; i < kRegisters; ++i) {
      const __m256i bits = load(records + i * kRegisterBytes);
      l.low[i] = _mm256_min_epu16(l.low[i], bits);
      l.high[i] = _mm256_max_epu16(l.high[i], bits);
    }
  }
  lanes = l;
}

VERTEXVIEW_AVX2 void reduce(const PositionLanes& lanes, Statistics& statistics) noexcept {
  float low[kRegisters * 8];
  float high[kRegisters * 8];
  std::memcpy(low, lanes.low, sizeof(low));
  std::memcpy(high, lanes.high, sizeof(high));
  for (std::size_t i = 0; i < kRegisters * 8; i += 5)
    statistics.bounds.include(Bounds{{low[i], low[i + 1], low[i + 2]}, {high[i], high[i + 1], high[i + 2]}});
}

VERTEXVIEW_AVX2 void reduce(const ColorLanes& lanes, Statistics& statistics) noexcept {
  ColoredVertex low[kGroup];
  ColoredVertex high[kGroup];
  std::memcpy(low, lanes.low, sizeof(low));
  std::memcpy(high, lanes.high, sizeof(high));
  for (std::size_t i = 0; i < kGroup; ++i) {
    include_color(statistics, low[i].color);
    include_color(statistics, high[i].color);
  }
}

VERTEXVIEW_AVX2 void scan_groups(const std::byte* records, std::uint64_t groups, Statistics& statistics) {
  if (groups == 0) return;
  PositionLanes positions;
  ColorLanes colors;
  for (std::size_t i = 0; i < kRegisters; ++i) {
    positions.low[i] = _mm256_set1_ps(__builtin_inff());
    positions.high[i] = _mm256_set1_ps(-__builtin_inff());
    colors.low[i] = colors.high[i] = load(records + i * kRegisterBytes);
  }
  for (std::uint64_t done = 0; done < groups;) {
    const std::uint64_t step = std::min(groups - done, kBlock / kGroup);
    const std::byte* block = records + done * kGroup * sizeof(ColoredVertex);
    const PositionLanes before = positions;
    if (!include_positions(block, step, positions)) {
      positions = before;
      include_mixed_positions(block, step * kGroup, statistics);
    }
    include_colors(block, step, colors);
    done += step;
  }
  reduce(positions, statistics);
  reduce(colors, statistics);
  statistics.count += groups * kGroup;
}

}  // namespace

void scan_avx2(const std::byte* records, std::uint64_t count, Statistics& statistics) {
  if (!has_avx2()) return scan_scalar(records, count, statistics);
  Statistics result = statistics;
  const std::uint64_t groups = count / kGroup;
  scan_groups(records, groups, result);
  scan_scalar(records + groups * kGroup * sizeof(ColoredVertex), count % kGroup, result);
  statistics = result;
}

ScanKernel best_scan_kernel() noexcept {
  return has_avx2() ? scan_avx2 : scan_scalar;
}

#else

void scan_avx2(const std::byte* records, std::uint64_t count, Statistics& statistics) {
  scan_scalar(records, count, statistics);
}

ScanKernel best_scan_kernel() noexcept {
  return scan_scalar;
}

#endif

}  // namespace vertexview
