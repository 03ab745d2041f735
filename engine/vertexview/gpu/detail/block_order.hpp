#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>

namespace vertexview::gpu::detail {

/// The order in which blocks of records are visited: a permutation without a table in which every run of
/// neighbours is spread evenly over the file, so that a part of it is already a fair picture of the whole.
/// i -> (i * step) mod count, with step near count / golden ratio and coprime to it (a low-discrepancy
/// sequence: see Knuth, The Art of Computer Programming 3, 6.4). Of the steps near there the one is taken
/// whose continued fraction of step / count has the smallest terms: a large one would make neighbours in the
/// order neighbours in the file (Niederreiter, Random Number Generation and Quasi-Monte Carlo Methods, 3.1).
class BlockOrder {
 public:
  BlockOrder() = default;
  explicit BlockOrder(std::uint64_t count) noexcept : count_(count) {
    constexpr double kGolden = 0.6180339887498949;
    constexpr std::uint64_t kNear = 16;
    const auto golden = static_cast<std::uint64_t>(static_cast<double>(count) * kGolden);
    std::uint64_t least = ~std::uint64_t{0};
    for (std::uint64_t step = golden > kNear ? golden - kNear : 1; step <= golden + kNear && step < count;
         ++step) {
      if (const std::uint64_t term = largest_term(step, count); term < least) {
        least = term;
        step_ = step;
      }
    }
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// The block visited at turn `turn` (any value; turns wrap around). count() must not be 0.
  [[nodiscard]] std::uint64_t block(std::uint64_t turn) const noexcept {
    // A file of 2^63 bytes has fewer than 2^50 blocks; their product needs 128 bits.
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>(Wide{turn % count_} * step_ % count_);
  }

 private:
  /// Of the continued fraction of part / whole; not one of theirs when they are not coprime.
  [[nodiscard]] static std::uint64_t largest_term(std::uint64_t part, std::uint64_t whole) noexcept {
    std::uint64_t largest = 0;
    while (part != 0) {
      largest = std::max(largest, whole / part);
      whole = std::exchange(part, whole % part);
    }
    return whole == 1 ? largest : ~std::uint64_t{0};
  }

  std::uint64_t count_ = 0;
  std::uint64_t step_ = 1;
};

}  // namespace vertexview::gpu::detail
