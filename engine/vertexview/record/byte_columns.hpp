#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/task/progress.hpp"

// What the bytes of a file say about the length of its records. Every function may be called from any thread,
// and with untrusted bytes.
namespace vertexview {

// Records of fewer bytes hold no position, and hardly any format has longer ones but splats, which come with
// a header.
inline constexpr std::uint64_t kShortestStride = 4;
inline constexpr std::uint64_t kLongestStride = 256;

/// How well a stride explains bytes.
struct StrideScore {
  std::uint64_t stride = 0;
  /// Bits that each byte costs less than 8 when it is told by the bytes of the same column of other records:
  /// 0 for noise, 8 for bytes that never change.
  double gain = 0;
};

/// Returns the score of every stride from kShortestStride to kLongestStride, as far as `bytes` hold at least
/// four records of it. Half of the sampled records teach what the bytes of each column are like, and the
/// others are then told by it: a stride that is too long has learnt too little, so that multiples of the true
/// stride come after it. Looks at 96 KiB, at places spread evenly over all of `bytes`, on all cores; at a
/// quarter of that for strides that then explain clearly less than others. `progress` counts strides, twice,
/// and can cancel: then there are no scores.
[[nodiscard]] std::vector<StrideScore> score_strides(std::span<const std::byte> bytes,
                                                     Progress* progress = nullptr);

}  // namespace vertexview
