#pragma once
#include <cstdint>
#include <numeric>

namespace vertexview::gpu::detail {

/// The order in which blocks of records are visited: a permutation without a table in which every run of
/// neighbours is spread evenly over the file, so that a part of it is already a fair picture of the whole.
/// i -> (i * step) mod count, with step near count / golden ratio and coprime to it (a low-discrepancy
/// sequence: see Knuth, The Art of Computer Programming 3, 6.4).
class BlockOrder {
 public:
  BlockOrder() = default;
  explicit BlockOrder(std::uint64_t count) noexcept : count_(count) {
    constexpr double kGolden = 0.6180339887498949;
    step_ = static_cast<std::uint64_t>(static_cast<double>(count) * kGolden);
    if (step_ == 0) step_ = 1;
    while (std::gcd(step_, count_) > 1) ++step_;
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// The block visited at turn `turn` (any value; turns wrap around). count() must not be 0.
  [[nodiscard]] std::uint64_t block(std::uint64_t turn) const noexcept {
    // A file of 2^63 bytes has fewer than 2^50 blocks; their product needs 128 bits.
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>(Wide{turn % count_} * step_ % count_);
  }

 private:
  std::uint64_t count_ = 0;
  std::uint64_t step_ = 1;
};

}  // namespace vertexview::gpu::detail
