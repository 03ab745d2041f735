#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "vertexview/gpu/points/cpu_cover.hpp"
#include "vertexview/gpu/points/cpu_points.hpp"

namespace vertexview::gpu::detail {

namespace {

/// Returns log2 of a positive normal float with an error of about 2e-6, from the exponent and the series of
/// artanh for the mantissa.
inline float fast_log2(float value) noexcept {
  const auto bits = std::bit_cast<std::int32_t>(value);
  const auto exponent = static_cast<float>((bits >> 23) - 127);
  const float mantissa = std::bit_cast<float>((bits & 0x007F'FFFF) | 0x3F80'0000);
  const float t = (mantissa - 1) * (1 / (mantissa + 1));
  const float t2 = t * t;
  constexpr float kScale = 2.885390082F;  // 2 / ln 2
  return exponent + kScale * t * (1 + t2 * (1 / 3.0F + t2 * (1 / 5.0F + t2 * (1 / 7.0F + t2 * (1 / 9.0F)))));
}

// The depth of a pixel that shows nothing: it darkens no neighbour.
constexpr float kFarAway = std::numeric_limits<float>::infinity();

/// Writes the depths that eye-dome lighting compares to out[1] to out[width]: the logarithm of the distance,
/// or kFarAway where nothing is shown. out[0] and out[width + 1] are kFarAway, as is every value of a row
/// outside the picture. `source` holds the pixel whose vertex each pixel shows; null: its own.
void relief_row(const CpuCanvas& canvas, int row, const std::uint32_t* source, float* out) {
  const auto width = static_cast<std::size_t>(canvas.viewport().width);
  const bool orthographic = canvas.view->orthographic;
  const float scale = canvas.view->relief_of_distance();
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

/// Writes how much light is left at each pixel of a row, 0 to 1, from its own relief_row() and those above
/// and below. Source: C. Boucheny, "Interactive Scientific Visualization of Large Datasets", 2009.
void eye_dome_row(const float* above, const float* here, const float* below, std::size_t width,
                  float strength, float* light) {
  // The sum runs over eight neighbours, so a strength of 1 multiplies their mean by 300: more would darken
  // smaller steps of depth, less would leave edges faint.
  constexpr float kResponse = 300.0F / 8;
  for (std::size_t x = 1; x <= width; ++x) {
    const float z = here[x] < kFarAway ? here[x] : 0;
    float sum =
        std::max(0.0F, z - above[x - 1]) + std::max(0.0F, z - above[x]) + std::max(0.0F, z - above[x + 1]);
    sum += std::max(0.0F, z - here[x - 1]) + std::max(0.0F, z - here[x + 1]);
    sum += std::max(0.0F, z - below[x - 1]) + std::max(0.0F, z - below[x]) + std::max(0.0F, z - below[x + 1]);
    // This stands for exp(-x): (1 + x / 8)^-8 takes three squarings, which every rasterizer does alike, where
    // functions named exp() differ. From 8 on nothing is left of 8-bit colours, and much more would overflow.
    const float base = std::min(1 + kResponse * strength * sum * 0.125F, 8.0F);
    const float squared = base * base;
    const float fourth = squared * squared;
    light[x - 1] = 1 / (fourth * fourth);
  }
}

/// Returns `rgba` with its colours multiplied by `light` (0 to 1) and rounded. Its alpha stays.
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

/// Returns `color`, whose channels are 0 to 1, as 8-bit RGBA, rounded and opaque.
std::uint32_t background_color(const glm::vec3& color) noexcept {
  std::uint8_t channels[4] = {0, 0, 0, 255};
  for (int i = 0; i < 3; ++i)
    channels[i] = static_cast<std::uint8_t>(std::lround(std::clamp(color[i], 0.0F, 1.0F) * 255.0F));
  std::uint32_t rgba = 0;
  std::memcpy(&rgba, channels, sizeof(channels));
  return rgba;
}

}  // namespace

void shade(CpuCanvas& canvas, WorkerPool& pool) {
  cover(canvas, pool);
  const auto width = static_cast<std::size_t>(canvas.viewport().width);
  const int height = canvas.viewport().height;
  const float strength = canvas.look.edl_strength;
  const std::uint32_t background = background_color(canvas.look.background);
  const auto source_row = [&](int row) {
    return canvas.displaced ? canvas.shown.get() + static_cast<std::size_t>(row) * width : nullptr;
  };
  // A worker takes this many rows at a time. Smaller bands would compute more rows of relief twice, because
  // light needs the rows above and below a band; larger ones would share the work less evenly.
  constexpr std::size_t kBandRows = 16;
  pool.for_each_part(static_cast<std::size_t>(height), kBandRows, [&](std::size_t begin, std::size_t end) {
    const int first = static_cast<int>(begin);
    const int last = static_cast<int>(end);
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
