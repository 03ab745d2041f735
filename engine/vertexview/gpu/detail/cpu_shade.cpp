#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "vertexview/gpu/detail/cpu_renderer.hpp"
#include "vertexview/gpu/detail/point_shape.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

namespace vertexview::gpu::detail {

namespace {

constexpr int kBandRows = 16;

template <class Task>
void for_each_band_of_rows(WorkerPool& pool, int height, Task&& task) {
  std::atomic<int> next{0};
  pool.run([&] {
    for (;;) {
      const int first = next.fetch_add(kBandRows, std::memory_order_relaxed);
      if (first >= height) return;
      task(first, std::min(first + kBandRows, height));
    }
  });
}

void min_into_plain(std::int64_t* to, const std::int64_t* from, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] = std::min(to[i], from[i]);
}

#if defined(__x86_64__) && defined(__GNUC__)
[[gnu::target("avx2")]] void min_into_avx2(std::int64_t* to, const std::int64_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    auto* const target = reinterpret_cast<__m256i*>(to + i);
    const __m256i a = _mm256_loadu_si256(target);
    const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + i));
    _mm256_storeu_si256(target, _mm256_blendv_epi8(a, b, _mm256_cmpgt_epi64(a, b)));
  }
  min_into_plain(to + i, from + i, count - i);
}
#endif

using MinInto = void (*)(std::int64_t* to, const std::int64_t* from, std::size_t count);

MinInto min_into() {
#if defined(__x86_64__) && defined(__GNUC__)
  static const MinInto best = __builtin_cpu_supports("avx2") != 0 ? min_into_avx2 : min_into_plain;
  return best;
#else
  return min_into_plain;
#endif
}

/// What a band of rows shows: for each pixel the nearest vertex whose point covers it, as depth << 32 | pixel
/// of that vertex, or KeyImage::kEmpty.
class Cover {
 public:
  Cover(const CpuCanvas& canvas, const std::vector<ShapeRow>& shape)
      : canvas_(canvas),
        shape_(shape),
        width_(static_cast<std::size_t>(canvas.viewport().width)),
        pad_(shape.size()),
        min_into_(min_into()) {
    const auto levels = static_cast<std::size_t>(std::bit_width(shape.size()));
    // A window may start `pad_` before the row and end `pad_` after it.
    levels_.assign(levels, std::vector<std::int64_t>(width_ + 2 * pad_, kNone));
  }

  void rows(int first, int last, std::vector<std::int64_t>& out) {
    const int height = canvas_.viewport().height;
    out.assign(width_ * static_cast<std::size_t>(last - first), kNone);
    const int from = std::max(first - shape_.back().row, 0);
    const int to = std::min(last - shape_.front().row, height);
    for (int source = from; source < to; ++source) {
      if (!load(source)) continue;
      for (const ShapeRow& part : shape_) {
        const int row = source + part.row;
        if (row < first || row >= last) continue;
        spread(part, out.data() + static_cast<std::size_t>(row - first) * width_);
      }
    }
  }

 private:
  static constexpr std::int64_t kNone = static_cast<std::int64_t>(KeyImage::kEmpty);

  /// Level k holds the minimum of 2^k neighbours to the right; false for an empty row.
  bool load(int row) {
    const std::uint64_t mask = canvas_.key_image().index_mask;
    const std::size_t base = static_cast<std::size_t>(row) * width_;
    std::int64_t* const keys = levels_[0].data() + pad_;
    std::int64_t nearest = kNone;
    for (std::size_t x = 0; x < width_; ++x) {
      const std::uint64_t key = canvas_.now.keys[base + x];
      const std::uint64_t depth = key & ~mask & 0xFFFF'FFFF'0000'0000U;
      keys[x] = static_cast<std::int64_t>(key == KeyImage::kEmpty ? key : depth | (base + x));
      nearest = std::min(nearest, keys[x]);
    }
    if (nearest == kNone) return false;
    for (std::size_t k = 1; k < levels_.size(); ++k) {
      const std::size_t half = std::size_t{1} << (k - 1);
      const std::size_t count = levels_[k].size() - half;
      std::copy_n(levels_[k - 1].data(), count, levels_[k].data());
      min_into_(levels_[k].data(), levels_[k - 1].data() + half, count);
    }
    return true;
  }

  /// out[x] = min of the vertices whose point covers x in this row: those at x - part.last .. x - part.first.
  void spread(const ShapeRow& part, std::int64_t* out) const {
    const int pixels = std::max(part.last - part.first + 1, 1);
    const auto window = static_cast<std::size_t>(pixels);
    const auto level = static_cast<std::size_t>(std::bit_width(window)) - 1;
    const std::size_t span = std::size_t{1} << level;
    const std::int64_t* const begin = levels_[level].data() + pad_ - part.last;
    min_into_(out, begin, width_);
    if (span < window) min_into_(out, begin + (window - span), width_);
  }

  const CpuCanvas& canvas_;
  const std::vector<ShapeRow>& shape_;
  std::size_t width_;
  std::size_t pad_;
  MinInto min_into_;
  std::vector<std::vector<std::int64_t>> levels_;
};

/// log2 of a positive normal float to about 2e-6: the exponent, and the series of artanh for the mantissa.
inline float fast_log2(float value) noexcept {
  const auto bits = std::bit_cast<std::int32_t>(value);
  const auto exponent = static_cast<float>((bits >> 23) - 127);
  const float mantissa = std::bit_cast<float>((bits & 0x007F'FFFF) | 0x3F80'0000);
  const float t = (mantissa - 1) / (mantissa + 1);
  const float t2 = t * t;
  constexpr float kScale = 2.885390082F;  // 2 / ln 2
  return exponent + kScale * t * (1 + t2 * (1 / 3.0F + t2 * (1 / 5.0F + t2 * (1 / 7.0F + t2 * (1 / 9.0F)))));
}

constexpr float kFarAway = std::numeric_limits<float>::infinity();

/// The depths that eye-dome lighting compares, in a row with one more pixel on either side.
void relief_row(const CpuCanvas& canvas, int row, const std::uint32_t* source, float* out) {
  const auto width = static_cast<std::size_t>(canvas.viewport().width);
  const bool orthographic = canvas.view->orthographic;
  // In orthographic, the slope that the logarithm has at the target.
  const float scale = 1.442695041F / canvas.view->reach;
  std::fill_n(out, width + 2, kFarAway);
  if (row < 0 || row >= canvas.viewport().height) return;
  const KeyImage image = canvas.key_image();
  for (std::size_t x = 0; x < width; ++x) {
    const std::size_t at = source == nullptr ? static_cast<std::size_t>(row) * width + x : source[x];
    if (at >= canvas.pixels() || canvas.now.keys[at] == KeyImage::kEmpty) continue;
    const float distance = key_distance(canvas.now.keys[at], image, orthographic);
    out[x + 1] = orthographic ? distance * scale : fast_log2(distance);
  }
}

/// How much light is left at each pixel of a row, 0 to 1; the rows above, of and below it as from relief_row.
/// Source: C. Boucheny, "Interactive Scientific Visualization of Large Datasets", 2009.
void eye_dome_row(const float* above, const float* here, const float* below, std::size_t width,
                  float strength, float* light) {
  constexpr float kResponse = 300.0F / 8;
  for (std::size_t x = 1; x <= width; ++x) {
    const float z = here[x] < kFarAway ? here[x] : 0;
    float sum =
        std::max(0.0F, z - above[x - 1]) + std::max(0.0F, z - above[x]) + std::max(0.0F, z - above[x + 1]);
    sum += std::max(0.0F, z - here[x - 1]) + std::max(0.0F, z - here[x + 1]);
    sum += std::max(0.0F, z - below[x - 1]) + std::max(0.0F, z - below[x]) + std::max(0.0F, z - below[x + 1]);
    // exp(-x) as (1 + x / 8) to the power of -8: the same three squarings everywhere.
    const float base = 1 + kResponse * strength * sum * 0.125F;
    const float squared = base * base;
    const float fourth = squared * squared;
    light[x - 1] = 1 / (fourth * fourth);
  }
}

std::uint32_t dimmed(std::uint32_t rgba, float light) noexcept {
  constexpr std::uint32_t kOne = 1U << 16;
  const auto share = static_cast<std::uint32_t>(light * static_cast<float>(kOne));
  std::uint8_t channels[4];
  std::memcpy(channels, &rgba, sizeof(channels));
  for (int i = 0; i < 3; ++i)
    channels[i] = static_cast<std::uint8_t>((channels[i] * share + kOne / 2) / kOne);
  std::memcpy(&rgba, channels, sizeof(channels));
  return rgba;
}

std::uint32_t background_color(const glm::vec3& color) noexcept {
  std::uint8_t channels[4] = {0, 0, 0, 255};
  for (int i = 0; i < 3; ++i)
    channels[i] = static_cast<std::uint8_t>(std::lround(std::clamp(color[i], 0.0F, 1.0F) * 255.0F));
  std::uint32_t rgba = 0;
  std::memcpy(&rgba, channels, sizeof(channels));
  return rgba;
}

void cover_all(CpuCanvas& canvas, WorkerPool& pool) {
  if (!canvas.shown) canvas.shown = std::make_unique_for_overwrite<std::uint32_t[]>(canvas.pixels());
  const auto shape = point_shape(canvas.shading.point_size);
  const auto width = static_cast<std::size_t>(canvas.viewport().width);
  for_each_band_of_rows(pool, canvas.viewport().height, [&](int first, int last) {
    Cover cover(canvas, shape);
    std::vector<std::int64_t> nearest;
    cover.rows(first, last, nearest);
    std::uint32_t* const out = canvas.shown.get() + static_cast<std::size_t>(first) * width;
    // The low half of "empty" is all ones: kNowhere.
    for (std::size_t i = 0; i < nearest.size(); ++i) out[i] = static_cast<std::uint32_t>(nearest[i]);
  });
}

}  // namespace

void shade(CpuCanvas& canvas, WorkerPool& pool) {
  const bool covered = canvas.shading.point_size > 1;
  if (covered) cover_all(canvas, pool);
  const auto width = static_cast<std::size_t>(canvas.viewport().width);
  const int height = canvas.viewport().height;
  const float strength = canvas.shading.edl_strength;
  const std::uint32_t background = background_color(canvas.shading.background);
  const auto source_row = [&](int row) {
    return covered ? canvas.shown.get() + static_cast<std::size_t>(row) * width : nullptr;
  };
  for_each_band_of_rows(pool, height, [&](int first, int last) {
    std::vector<float> relief[3];
    std::vector<float> light(width, 1.0F);
    const auto load = [&](int row) {
      auto& out = relief[(row + 3) % 3];
      out.resize(width + 2);
      relief_row(canvas, row, row >= 0 && row < height ? source_row(row) : nullptr, out.data());
    };
    if (strength > 0) {
      load(first - 1);
      load(first);
    }
    for (int row = first; row < last; ++row) {
      if (strength > 0) {
        load(row + 1);
        eye_dome_row(relief[(row + 2) % 3].data(), relief[row % 3].data(), relief[(row + 1) % 3].data(),
                     width, strength, light.data());
      }
      const std::size_t base = static_cast<std::size_t>(row) * width;
      std::uint32_t* const out = canvas.image.get() + static_cast<std::size_t>(height - 1 - row) * width;
      const std::uint32_t* const source = source_row(row);
      for (std::size_t x = 0; x < width; ++x) {
        const std::size_t at = source == nullptr ? base + x : source[x];
        if (at >= canvas.pixels() || canvas.now.keys[at] == KeyImage::kEmpty)
          out[x] = background;
        else
          out[x] = strength > 0 ? dimmed(canvas.now.rgba[at], light[x]) : canvas.now.rgba[at];
      }
    }
  });
}

}  // namespace vertexview::gpu::detail
