#pragma once
#include <cstddef>
#include <cstdint>

#include "vertexview/gpu/order/view_transform.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::gpu::detail {

/// A picture of keys: what lies nearest in each pixel, rows from top to bottom. A key is the depth_code() in
/// its high bits and the vertex's index over all datasets in its low ones, so that the smallest key is the
/// nearest vertex and, at equal depth, the first. 63 bits are used: keys compare alike signed and unsigned.
struct KeyImage {
  static constexpr std::uint64_t kEmpty = 0x7FFF'FFFF'FFFF'FFFF;

  std::uint64_t* keys = nullptr;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  /// The bits of an index; at least the low 32. The depth gives up its last bits where 32 are too few.
  std::uint64_t index_mask = 0xFFFF'FFFF;
};

/// Draws records into keys by atomic minimum: any number of threads may draw into the same image, and the
/// result does not depend on their order. Nothing is written for positions that are not finite, not in front
/// of the eye or outside the picture.
struct SplatKernel {
  const char* name;
  /// Splats `count` records of 20 bytes at `records`, whose indices run from `first_index`.
  void (*splat)(const ViewTransform& view, const KeyImage& image, const std::byte* records, std::size_t count,
                std::uint64_t first_index);
  /// Splats, in a new view, `count` records of an earlier picture, each with an index of its own (the index
  /// bits of `keys`); records whose key is kEmpty are left out. landed[i] becomes the pixel of record i, or
  /// kNowhere.
  void (*splat_again)(const ViewTransform& view, const KeyImage& image, const std::byte* records,
                      std::size_t count, const std::uint64_t* keys, std::uint32_t* landed);
};

/// The pixel of what falls outside the picture or is not visible.
inline constexpr std::uint32_t kNowhere = 0xFFFF'FFFF;

/// Returns the fastest kernel that this processor runs.
[[nodiscard]] const SplatKernel& splat_kernel() noexcept;
/// Returns the kernel in plain C++, which draws the same picture bit for bit.
[[nodiscard]] const SplatKernel& scalar_splat_kernel() noexcept;
/// Returns null where the processor or the compiler has no AVX2.
[[nodiscard]] const SplatKernel* avx2_splat_kernel() noexcept;

/// Returns the distance along the view that is stored in a key.
[[nodiscard]] float key_distance(std::uint64_t key, const KeyImage& image, bool orthographic) noexcept;

}  // namespace vertexview::gpu::detail
