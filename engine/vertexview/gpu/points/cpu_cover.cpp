#include "vertexview/gpu/points/cpu_cover.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <vector>

#include "vertexview/gpu/finish/hole_filling.hpp"
#include "vertexview/gpu/points/point_shape.hpp"
#include "vertexview/memory/detail/avx2.hpp"

namespace vertexview::gpu::detail {

namespace {

// A worker takes this many rows at a time. Smaller bands would read more rows twice, because points reach
// into a band from the rows around it; larger ones would share the work less evenly.
constexpr std::size_t kBandRows = 16;

/// Sets to[i] to the smaller of to[i] and from[i].
void min_into_plain(std::int64_t* to, const std::int64_t* from, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] = std::min(to[i], from[i]);
}

#ifdef VERTEXVIEW_HAS_AVX2
VERTEXVIEW_AVX2 void min_into_avx2(std::int64_t* to, const std::int64_t* from, std::size_t count) {
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

/// Returns the fastest of these functions that this processor runs.
MinInto min_into() {
#ifdef VERTEXVIEW_HAS_AVX2
  static const MinInto best = has_avx2() ? min_into_avx2 : min_into_plain;
  return best;
#else
  return min_into_plain;
#endif
}

/// What each pixel of a band of rows shows: the key of the nearest vertex whose point covers the pixel, or
/// KeyImage::kEmpty, and the pixel that this vertex falls in.
struct Band {
  /// `pixels` are those of the rows [first_row, end_row), all of which it sets to kNowhere.
  Band(int first_row, int end_row, std::size_t row_pixels, std::uint32_t* pixels)
      : first(first_row),
        end(end_row),
        width(row_pixels),
        keys(width * static_cast<std::size_t>(end - first), kNone),
        sources(pixels) {
    std::fill_n(sources, keys.size(), kNowhere);
  }
  [[nodiscard]] std::size_t row(int y) const noexcept { return static_cast<std::size_t>(y - first) * width; }

  static constexpr auto kNone = static_cast<std::int64_t>(KeyImage::kEmpty);
  int first;
  int end;
  std::size_t width;
  std::vector<std::int64_t> keys;
  std::uint32_t* sources;
};

/// Finds the bands where all points have one size.
class Cover {
 public:
  Cover(const CpuCanvas& canvas, const std::vector<ShapeRow>& shape)
      : canvas_(canvas),
        shape_(shape),
        width_(static_cast<std::size_t>(canvas.viewport().width)),
        pad_(shape.size()),
        min_into_(min_into()) {
    const auto levels = static_cast<std::size_t>(std::bit_width(shape.size()));
    // The window of a pixel may begin `pad_` values before its row and end `pad_` after it.
    levels_.assign(levels, std::vector<std::int64_t>(width_ + 2 * pad_, Band::kNone));
  }

  void fill(Band& band) {
    const int from = std::max(band.first - shape_.back().row, 0);
    const int to = std::min(band.end - shape_.front().row, canvas_.viewport().height);
    for (int source = from; source < to; ++source) {
      if (!load(source)) continue;
      for (const ShapeRow& part : shape_) {
        const int row = source + part.row;
        if (row >= band.first && row < band.end) spread(part, band.keys.data() + band.row(row));
      }
    }
    for (int row = band.first; row < band.end; ++row) find_sources(band, row);
  }

 private:
  /// Fills the levels from a row of the picture: level k holds, at each pixel, the minimum of the 2^k keys
  /// from that pixel to the right. Returns false for a row that shows nothing.
  bool load(int row) {
    const std::uint64_t* const from = canvas_.now.keys.get() + static_cast<std::size_t>(row) * width_;
    std::int64_t* const keys = levels_[0].data() + pad_;
    std::int64_t nearest = Band::kNone;
    for (std::size_t x = 0; x < width_; ++x) {
      keys[x] = static_cast<std::int64_t>(from[x]);
      nearest = std::min(nearest, keys[x]);
    }
    if (nearest == Band::kNone) return false;
    for (std::size_t k = 1; k < levels_.size(); ++k) {
      const std::size_t half = std::size_t{1} << (k - 1);
      const std::size_t count = levels_[k].size() - half;
      std::copy_n(levels_[k - 1].data(), count, levels_[k].data());
      min_into_(levels_[k].data(), levels_[k - 1].data() + half, count);
    }
    return true;
  }

  /// Lowers out[x] to the nearest of the vertices whose points cover pixel x of this row: those from x minus
  /// part.last to x minus part.first. Two overlapping windows of a power of two make up any number of pixels.
  void spread(const ShapeRow& part, std::int64_t* out) const {
    const int pixels = std::max(part.last - part.first + 1, 1);
    const auto window = static_cast<std::size_t>(pixels);
    const auto level = static_cast<std::size_t>(std::bit_width(window)) - 1;
    const std::size_t span = std::size_t{1} << level;
    const std::int64_t* const begin = levels_[level].data() + pad_ - part.last;
    min_into_(out, begin, width_);
    if (span < window) min_into_(out, begin + (window - span), width_);
  }

  /// Finds the pixels that the keys of a row come from. A key is that of one vertex, so its pixel is the one
  /// with the same key; most pixels show the vertex that the pixel to the left or above shows.
  void find_sources(Band& band, int row) const {
    const std::size_t begin = band.row(row);
    for (std::size_t x = 0; x < width_; ++x) {
      const std::size_t at = begin + x;
      const std::int64_t key = band.keys[at];
      if (key == Band::kNone) continue;
      if (x > 0 && band.keys[at - 1] == key)
        band.sources[at] = band.sources[at - 1];
      else if (row > band.first && band.keys[at - width_] == key)
        band.sources[at] = band.sources[at - width_];
      else if (row > band.first && x + 1 < width_ && band.keys[at - width_ + 1] == key)
        band.sources[at] = band.sources[at - width_ + 1];
      else
        band.sources[at] = source_of(key, static_cast<int>(x), row);
    }
  }

  /// Returns the pixel with this key among those whose points cover pixel (x, y).
  [[nodiscard]] std::uint32_t source_of(std::int64_t key, int x, int y) const {
    for (const ShapeRow& part : shape_) {
      const int row = y - part.row;
      if (row < 0 || row >= canvas_.viewport().height) continue;
      const std::size_t begin = static_cast<std::size_t>(row) * width_;
      const int end = std::min(x - part.first, static_cast<int>(width_) - 1);
      for (int from = std::max(x - part.last, 0); from <= end; ++from)
        if (canvas_.now.keys[begin + static_cast<std::size_t>(from)] == static_cast<std::uint64_t>(key))
          return static_cast<std::uint32_t>(begin) + static_cast<std::uint32_t>(from);
    }
    return kNowhere;
  }

  const CpuCanvas& canvas_;
  const std::vector<ShapeRow>& shape_;
  std::size_t width_;
  std::size_t pad_;
  MinInto min_into_;
  std::vector<std::vector<std::int64_t>> levels_;
};

/// Finds the bands where the sizes of points follow their distances: each vertex writes to the pixels that
/// its point covers.
class VaryingCover {
 public:
  explicit VaryingCover(const CpuCanvas& canvas) : canvas_(canvas), shapes_(kLargestPoint + 1) {}

  void fill(Band& band) {
    constexpr int kReach = static_cast<int>(kLargestPoint) / 2;
    const Viewport viewport = canvas_.viewport();
    const int to = std::min(band.end + kReach, viewport.height);
    const KeyImage image = canvas_.key_image();
    const bool orthographic = canvas_.view->orthographic;
    for (int y = std::max(band.first - kReach, 0); y < to; ++y)
      for (int x = 0; x < viewport.width; ++x) {
        const std::size_t at = static_cast<std::size_t>(y) * image.width + static_cast<std::size_t>(x);
        const std::uint64_t key = image.keys[at];
        if (key == KeyImage::kEmpty) continue;
        const float distance = orthographic ? 1.0F : key_distance(key, image, false);
        for (const ShapeRow& part : shape(canvas_.look.size.at(distance, canvas_.view->scale.x))) {
          const int row = y + part.row;
          if (row < band.first || row >= band.end) continue;
          const std::size_t line = band.row(row);
          const int end = std::min(x + part.last + 1, viewport.width);
          for (int i = std::max(x + part.first, 0); i < end; ++i) {
            std::int64_t& nearest = band.keys[line + static_cast<std::size_t>(i)];
            if (static_cast<std::int64_t>(key) >= nearest) continue;
            nearest = static_cast<std::int64_t>(key);
            band.sources[line + static_cast<std::size_t>(i)] = static_cast<std::uint32_t>(at);
          }
        }
      }
  }

 private:
  const std::vector<ShapeRow>& shape(std::uint32_t size) {
    if (shapes_[size].empty()) shapes_[size] = point_shape(size);
    return shapes_[size];
  }

  const CpuCanvas& canvas_;
  std::vector<std::vector<ShapeRow>> shapes_;  // by size
};

/// Returns whether holes or gaps are to be filled: always for adaptive points; else where the look asks for
/// it, until all records are drawn.
bool fills(const CpuCanvas& canvas) {
  if (canvas.look.size.adaptive) return true;
  return canvas.look.fill_holes && !canvas.converged() && canvas.visited_points > 0;
}

/// Returns the code of a key's depth, or kOpen for KeyImage::kEmpty.
std::uint32_t depth_of(std::uint64_t key, std::uint64_t index_mask) noexcept {
  return static_cast<std::uint32_t>((key == KeyImage::kEmpty ? key : key & ~index_mask) >> 32);
}

/// Sets what every pixel shows where points may cover several pixels.
void spread_points(const CpuCanvas& canvas, WorkerPool& pool, std::uint32_t* covered, std::uint32_t* depths) {
  const DrawnSize size = canvas.look.size;
  const auto shape = point_shape(size.pixels);
  const auto width = static_cast<std::size_t>(canvas.viewport().width);
  const std::uint64_t mask = canvas.key_image().index_mask;
  pool.for_each_part(static_cast<std::size_t>(canvas.viewport().height), kBandRows,
                     [&](std::size_t first, std::size_t last) {
                       Band band(static_cast<int>(first), static_cast<int>(last), width,
                                 covered + first * width);
                       if (size.world > 0)
                         VaryingCover(canvas).fill(band);
                       else
                         Cover(canvas, shape).fill(band);
                       std::ranges::transform(band.keys, depths + first * width, [&](std::int64_t key) {
                         return depth_of(static_cast<std::uint64_t>(key), mask);
                       });
                     });
}

/// Sets what every pixel shows where each point is a single pixel.
void take_points(const CpuCanvas& canvas, WorkerPool& pool, std::uint32_t* covered, std::uint32_t* depths) {
  const KeyImage image = canvas.key_image();
  // A worker takes this many pixels at a time, whose keys (128 KiB) fit into a core's second-level cache.
  constexpr std::size_t kPart = std::size_t{1} << 14;
  pool.for_each_part(canvas.pixels(), kPart, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const std::uint64_t key = image.keys[i];
      covered[i] = key == KeyImage::kEmpty ? kNowhere : static_cast<std::uint32_t>(i);
      depths[i] = depth_of(key, image.index_mask);
    }
  });
}

/// Writes to canvas.shown what every pixel shows once holes and gaps are filled.
void fill_holes(CpuCanvas& canvas, WorkerPool& pool) {
  const Viewport viewport = canvas.viewport();
  const TileGrid grid(viewport);
  const auto columns = static_cast<std::size_t>(grid.columns);
  // A finished picture keeps no history of its progress, so its tiles are counted here.
  if (canvas.progress.now.shown.empty()) canvas.progress.now = count_tiles(canvas, pool);
  const auto expected = expected_cover(viewport, canvas.progress);
  const auto even = even_radii(viewport, canvas.progress.now, canvas.look.size.pixels);
  const FillImage image{canvas.depths.get(), canvas.covered.get(), viewport.width, viewport.height};
  const FillSlack slack = fill_slack(*canvas.view);
  std::atomic<std::size_t> next{0};
  pool.run([&] {
    HoleFiller filler(image, slack);
    std::vector<std::uint8_t> radii(columns);
    for (std::size_t row = next++; row < static_cast<std::size_t>(grid.rows); row = next++) {
      const int y = static_cast<int>(row) * kFillTile;
      for (std::size_t column = 0; column < columns; ++column) {
        const std::size_t tile = row * columns + column;
        const auto radius =
            closing_radius(image, static_cast<int>(column) * kFillTile, y, expected[tile], even[tile]);
        radii[column] = std::max(static_cast<std::uint8_t>(radius),
                                 canvas.look.size.adaptive ? even[tile] : std::uint8_t{0});
      }
      filler.fill(static_cast<int>(row), radii, canvas.shown.get() + std::ptrdiff_t{y} * viewport.width);
    }
  });
}

}  // namespace

TileCount count_tiles(const CpuCanvas& canvas, WorkerPool& pool) {
  const Viewport viewport = canvas.viewport();
  const TileGrid grid(viewport);
  TileCount count{canvas.share(), std::vector<std::uint32_t>(grid.size())};
  pool.for_each_part(
      static_cast<std::size_t>(viewport.height), kFillTile, [&](std::size_t first, std::size_t last) {
        std::uint32_t* const tiles =
            count.shown.data() + first / kFillTile * static_cast<std::size_t>(grid.columns);
        const std::uint64_t* key = canvas.now.keys.get() + first * static_cast<std::size_t>(viewport.width);
        for (std::size_t y = first; y < last; ++y)
          for (int x = 0; x < viewport.width; x += kFillTile) {
            const int end = std::min(x + kFillTile, viewport.width);
            std::uint32_t shown = 0;
            for (int i = x; i < end; ++i) shown += *key++ != KeyImage::kEmpty ? 1U : 0U;
            tiles[x / kFillTile] += shown;
          }
      });
  return count;
}

void cover(CpuCanvas& canvas, WorkerPool& pool) {
  const bool filled = fills(canvas);
  canvas.displaced = filled || !canvas.look.size.single();
  if (!canvas.displaced) return;
  const auto require = [&](PixelBuffer<std::uint32_t>& pixels) {
    if (!pixels) pixels = make_pixels<std::uint32_t>(canvas.pixels());
    return pixels.get();
  };
  std::uint32_t* const depths = require(canvas.depths);
  std::uint32_t* const shown = require(canvas.shown);
  std::uint32_t* const covered = filled ? require(canvas.covered) : shown;
  if (canvas.look.size.single())
    take_points(canvas, pool, covered, depths);
  else
    spread_points(canvas, pool, covered, depths);
  if (filled) fill_holes(canvas, pool);
}

}  // namespace vertexview::gpu::detail
