#include "vertexview/gpu/points/splat.hpp"
#include "vertexview/memory/detail/avx2.hpp"

#ifdef VERTEXVIEW_HAS_AVX2
#include <array>

#include "vertexview/gpu/points/splat_cell.hpp"

namespace vertexview::gpu::detail {

namespace {

constexpr std::size_t kLanes = 8;
// Landings are collected before they are drawn, so that the processor has many cache misses under way at
// once. This many, 3 KiB, stay in the first-level cache.
constexpr std::size_t kBatch = 256;

// For every set of lanes, the permutation that moves its members to the front.
constexpr auto kPack = [] {
  std::array<std::array<std::uint32_t, kLanes>, 256> table{};
  for (std::uint32_t set = 0; set < 256; ++set) {
    std::uint32_t taken = 0;
    for (std::uint32_t lane = 0; lane < kLanes; ++lane)
      if ((set >> lane & 1U) != 0) table[set][taken++] = lane;
  }
  return table;
}();

struct Batch {
  // Stores write whole vectors past the last member.
  alignas(32) std::uint32_t pixel[kBatch + kLanes];
  alignas(32) std::uint32_t depth[kBatch + kLanes];
  alignas(32) std::uint32_t which[kBatch + kLanes];
  std::size_t size = 0;
};

struct Lanes {
  __m256 right[3], up[3], back[3], eye_high[3], eye_low[3];
  __m256 scale_x, scale_y, centre_x, centre_y, width, height, near_plane, farthest;
  __m256i row;
};

VERTEXVIEW_AVX2 Lanes broadcast(const ViewTransform& view, std::uint32_t width) {
  Lanes lanes;
  for (int i = 0; i < 3; ++i) {
    lanes.right[i] = _mm256_set1_ps(view.right[i]);
    lanes.up[i] = _mm256_set1_ps(view.up[i]);
    lanes.back[i] = _mm256_set1_ps(view.back[i]);
    lanes.eye_high[i] = _mm256_set1_ps(view.eye_high[i]);
    lanes.eye_low[i] = _mm256_set1_ps(view.eye_low[i]);
  }
  lanes.scale_x = _mm256_set1_ps(view.scale.x);
  lanes.scale_y = _mm256_set1_ps(view.scale.y);
  lanes.centre_x = _mm256_set1_ps(view.centre.x);
  lanes.centre_y = _mm256_set1_ps(view.centre.y);
  lanes.width = _mm256_set1_ps(view.viewport.x);
  lanes.height = _mm256_set1_ps(view.viewport.y);
  lanes.near_plane = _mm256_set1_ps(view.near_plane);
  lanes.farthest = _mm256_set1_ps(view.farthest);
  lanes.row = _mm256_set1_epi32(static_cast<int>(width));
  return lanes;
}

VERTEXVIEW_AVX2 inline __m256 load_pair(const std::byte* low, const std::byte* high) {
  const __m128 first = _mm_loadu_ps(reinterpret_cast<const float*>(low));
  const __m128 second = _mm_loadu_ps(reinterpret_cast<const float*>(high));
  return _mm256_insertf128_ps(_mm256_castps128_ps256(first), second, 1);
}

/// Loads the positions of eight records into x, y and z. Reads 16 of the 20 bytes of each record.
VERTEXVIEW_AVX2 inline void load_positions(const std::byte* records, __m256& x, __m256& y, __m256& z) {
  constexpr std::size_t kStride = sizeof(ColoredVertex);
  const __m256 a = load_pair(records, records + 4 * kStride);
  const __m256 b = load_pair(records + kStride, records + 5 * kStride);
  const __m256 c = load_pair(records + 2 * kStride, records + 6 * kStride);
  const __m256 d = load_pair(records + 3 * kStride, records + 7 * kStride);
  const __m256 xy_ab = _mm256_unpacklo_ps(a, b);
  const __m256 xy_cd = _mm256_unpacklo_ps(c, d);
  const __m256 zc_ab = _mm256_unpackhi_ps(a, b);
  const __m256 zc_cd = _mm256_unpackhi_ps(c, d);
  x = _mm256_shuffle_ps(xy_ab, xy_cd, _MM_SHUFFLE(1, 0, 1, 0));
  y = _mm256_shuffle_ps(xy_ab, xy_cd, _MM_SHUFFLE(3, 2, 3, 2));
  z = _mm256_shuffle_ps(zc_ab, zc_cd, _MM_SHUFFLE(1, 0, 1, 0));
}

VERTEXVIEW_AVX2 inline __m256 dot(const __m256* axis, __m256 x, __m256 y, __m256 z) {
  return _mm256_add_ps(_mm256_add_ps(_mm256_mul_ps(axis[0], x), _mm256_mul_ps(axis[1], y)),
                       _mm256_mul_ps(axis[2], z));
}

/// Finds where eight records land. Returns the set of those that land in the picture, one bit for each.
template <bool kOrthographic>
VERTEXVIEW_AVX2 inline unsigned land(const Lanes& lanes, const std::byte* records, __m256i& pixel,
                                     __m256i& depth) {
  __m256 px, py, pz;
  load_positions(records, px, py, pz);
  const __m256 rx = _mm256_sub_ps(_mm256_sub_ps(px, lanes.eye_high[0]), lanes.eye_low[0]);
  const __m256 ry = _mm256_sub_ps(_mm256_sub_ps(py, lanes.eye_high[1]), lanes.eye_low[1]);
  const __m256 rz = _mm256_sub_ps(_mm256_sub_ps(pz, lanes.eye_high[2]), lanes.eye_low[2]);
  const __m256 sign = _mm256_set1_ps(-0.0F);
  const __m256 z = dot(lanes.back, rx, ry, rz);
  const __m256 distance = _mm256_xor_ps(z, sign);
  __m256 x = dot(lanes.right, rx, ry, rz);
  __m256 y = dot(lanes.up, rx, ry, rz);
  if constexpr (!kOrthographic) {
    const __m256 scale = _mm256_div_ps(_mm256_set1_ps(1.0F), distance);
    x = _mm256_mul_ps(x, scale);
    y = _mm256_mul_ps(y, scale);
  }
  const __m256 wx = _mm256_add_ps(_mm256_mul_ps(x, lanes.scale_x), lanes.centre_x);
  const __m256 wy = _mm256_add_ps(_mm256_mul_ps(y, lanes.scale_y), lanes.centre_y);
  const __m256 zero = _mm256_setzero_ps();
  // The comparisons are ordered ones, which are false for NaN: such positions are never seen.
  __m256 seen =
      _mm256_and_ps(_mm256_cmp_ps(wx, zero, _CMP_GE_OQ), _mm256_cmp_ps(wx, lanes.width, _CMP_LT_OQ));
  seen = _mm256_and_ps(seen, _mm256_cmp_ps(wy, zero, _CMP_GE_OQ));
  seen = _mm256_and_ps(seen, _mm256_cmp_ps(wy, lanes.height, _CMP_LT_OQ));
  seen = _mm256_and_ps(seen, _mm256_cmp_ps(_mm256_andnot_ps(sign, z), lanes.farthest, _CMP_LE_OQ));
  if constexpr (!kOrthographic)
    seen = _mm256_and_ps(seen, _mm256_cmp_ps(distance, lanes.near_plane, _CMP_GE_OQ));
  pixel = _mm256_add_epi32(_mm256_mullo_epi32(_mm256_cvttps_epi32(wy), lanes.row), _mm256_cvttps_epi32(wx));
  depth = _mm256_castps_si256(distance);
  if constexpr (kOrthographic) {
    const __m256i flip = _mm256_or_si256(_mm256_srai_epi32(depth, 31), _mm256_castps_si256(sign));
    depth = _mm256_srli_epi32(_mm256_xor_si256(depth, flip), 2);
  }
  // Lanes that are not seen hold an arbitrary number; all bits set is kNowhere.
  pixel = _mm256_or_si256(pixel, _mm256_xor_si256(_mm256_castps_si256(seen), _mm256_set1_epi32(-1)));
  return static_cast<unsigned>(_mm256_movemask_ps(seen));
}

VERTEXVIEW_AVX2 inline void store(std::uint32_t* to, __m256i value) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), value);
}

/// Appends the landings of the lanes in `seen`; lane 0 is record `first`.
VERTEXVIEW_AVX2 inline void append(Batch& batch, unsigned seen, __m256i pixel, __m256i depth,
                                   std::size_t first) {
  const __m256i pack = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(kPack[seen].data()));
  store(batch.pixel + batch.size, _mm256_permutevar8x32_epi32(pixel, pack));
  store(batch.depth + batch.size, _mm256_permutevar8x32_epi32(depth, pack));
  store(batch.which + batch.size, _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(first)), pack));
  batch.size += static_cast<std::size_t>(__builtin_popcount(seen));
}

/// Draws the landings of the batch and empties it. With `keys`, each record has the index in its own key;
/// else indices run from `first_index`.
void flush(Batch& batch, const KeyImage& image, std::uint64_t first_index, const std::uint64_t* keys) {
  // Cells are prefetched this many steps before they are written, which covers the time of a cache miss.
  constexpr std::size_t kAhead = 16;
  const std::size_t size = batch.size;
  for (std::size_t i = 0; i < size; ++i) {
    if (i + kAhead < size) __builtin_prefetch(image.keys + batch.pixel[i + kAhead], 1);
    std::uint64_t index = first_index + batch.which[i];
    if (keys != nullptr) {
      const std::uint64_t key = keys[batch.which[i]];
      if (key == KeyImage::kEmpty) continue;
      index = key & image.index_mask;
    }
    keep_nearest(image.keys[batch.pixel[i]], make_key(batch.depth[i], index, image.index_mask));
  }
  batch.size = 0;
}

template <bool kOrthographic>
VERTEXVIEW_AVX2 void splat_lanes(const ViewTransform& view, const KeyImage& image, const std::byte* records,
                                 std::size_t count, std::uint64_t first_index, const std::uint64_t* keys,
                                 std::uint32_t* landed) {
  const Lanes lanes = broadcast(view, image.width);
  Batch batch;
  const std::size_t whole = count - count % kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    __m256i pixel, depth;
    const unsigned seen = land<kOrthographic>(lanes, records + i * sizeof(ColoredVertex), pixel, depth);
    if (landed != nullptr) _mm256_storeu_si256(reinterpret_cast<__m256i*>(landed + i), pixel);
    if (seen == 0) continue;
    append(batch, seen, pixel, depth, i);
    if (batch.size + kLanes > kBatch) flush(batch, image, first_index, keys);
  }
  flush(batch, image, first_index, keys);
  if (whole == count) return;
  const auto& rest = scalar_splat_kernel();
  const std::byte* const tail = records + whole * sizeof(ColoredVertex);
  if (keys != nullptr)
    rest.splat_again(view, image, tail, count - whole, keys + whole, landed + whole);
  else
    rest.splat(view, image, tail, count - whole, first_index + whole);
}

void splat(const ViewTransform& view, const KeyImage& image, const std::byte* records, std::size_t count,
           std::uint64_t first_index) {
  (view.orthographic ? splat_lanes<true> : splat_lanes<false>)(view, image, records, count, first_index,
                                                               nullptr, nullptr);
}

void splat_again(const ViewTransform& view, const KeyImage& image, const std::byte* records,
                 std::size_t count, const std::uint64_t* keys, std::uint32_t* landed) {
  (view.orthographic ? splat_lanes<true> : splat_lanes<false>)(view, image, records, count, 0, keys, landed);
}

}  // namespace

const SplatKernel* avx2_splat_kernel() noexcept {
  static constexpr SplatKernel kernel{"avx2", splat, splat_again};
  return has_avx2() ? &kernel : nullptr;
}

}  // namespace vertexview::gpu::detail

#else

namespace vertexview::gpu::detail {

const SplatKernel* avx2_splat_kernel() noexcept {
  return nullptr;
}

}  // namespace vertexview::gpu::detail

#endif
