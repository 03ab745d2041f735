#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

namespace vertexview::gpu::detail {

/// The order in which blocks of records are visited: a permutation without a table in which every run of
/// neighbours is spread evenly over the file, so that a part of it is already a fair picture of the whole.
///
/// First i -> (i * step) mod count, with step near count / golden ratio and coprime to it (a low-discrepancy
/// sequence: see Knuth, The Art of Computer Programming 3, 6.4). Of the steps near there the one is taken
/// whose continued fraction of step / count has the smallest terms: a large one would make neighbours in the
/// order neighbours in the file (Niederreiter, Random Number Generation and Quasi-Monte Carlo Methods, 3.1).
///
/// Then blocks change places within small groups of neighbours. A file whose rows are all of one length is an
/// image, on which even steps alone fall into lines, with nothing for many pixels between them.
class BlockOrder {
 public:
  BlockOrder() = default;
  explicit BlockOrder(std::uint64_t count) noexcept : count_(count) {
    constexpr double kGolden = 0.6180339887498949;
    constexpr std::uint64_t kNear = 16;  // 33 candidates: nearly always some are coprime and have small terms
    const auto golden = static_cast<std::uint64_t>(static_cast<double>(count) * kGolden);
    std::uint64_t least = ~std::uint64_t{0};
    for (std::uint64_t step = golden > kNear ? golden - kNear : 1; step <= golden + kNear && step < count;
         ++step) {
      if (const std::uint64_t term = largest_term(step, count); term < least) {
        least = term;
        step_ = step;
      }
    }
    back_ = inverse(step_, count_);
    // Groups of up to 64 blocks break up any lines; at least 64 groups keep the spread over the file even.
    constexpr std::uint64_t kLeastGroups = 64;
    constexpr std::uint64_t kLargestGroup = 64;
    group_ = std::bit_floor(std::clamp<std::uint64_t>(count / kLeastGroups, 1, kLargestGroup));
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] std::uint64_t step() const noexcept { return step_; }
  /// Returns the block visited at turn `turn` (any value; turns wrap around). count() must not be 0.
  [[nodiscard]] std::uint64_t block(std::uint64_t turn) const noexcept {
    return shuffled(product(turn % count_, step_));
  }
  /// Returns the turn below count() at which `block` is visited.
  [[nodiscard]] std::uint64_t turn_of(std::uint64_t block) const noexcept {
    return product(shuffled(block), back_);
  }

 private:
  /// Returns the block that changes places with `block`: a random digital shift of the lowest bits, another
  /// one in each group. Blocks at the end that fill no group stay.
  [[nodiscard]] std::uint64_t shuffled(std::uint64_t block) const noexcept {
    const std::uint64_t group = block / group_;
    if ((group + 1) * group_ > count_) return block;
    // The golden ratio in 64 bits: the high halves of its multiples look random.
    constexpr std::uint64_t kGolden = 0x9E37'79B9'7F4A'7C15;
    return block ^ ((group + 1) * kGolden >> 32) % group_;
  }

  /// Returns a * b mod count_; both must be below count_.
  [[nodiscard]] std::uint64_t product(std::uint64_t a, std::uint64_t b) const noexcept {
    if (count_ <= std::uint64_t{1} << 32) return a * b % count_;
    // A file of 2^63 bytes has fewer than 2^50 blocks; their product needs 128 bits.
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>(Wide{a} * b % count_);
  }

  /// Returns the x below `count` with a * x = 1 mod count, for an `a` that is coprime to `count` (Knuth, The
  /// Art of Computer Programming 2, 4.5.2, algorithm X).
  [[nodiscard]] static std::uint64_t inverse(std::uint64_t a, std::uint64_t count) noexcept {
    if (count < 2) return 0;
    std::int64_t x = 0;
    std::int64_t next = 1;
    std::uint64_t rest = count;
    for (std::uint64_t divisor = a % count; divisor != 0;) {
      const std::uint64_t quotient = rest / divisor;
      x = std::exchange(next, x - static_cast<std::int64_t>(quotient) * next);
      rest = std::exchange(divisor, rest % divisor);
    }
    return static_cast<std::uint64_t>(x < 0 ? x + static_cast<std::int64_t>(count) : x);
  }

  /// Returns the largest term of the continued fraction of part / whole, or the largest number when they are
  /// not coprime, so that such a step is never chosen.
  [[nodiscard]] static std::uint64_t largest_term(std::uint64_t part, std::uint64_t whole) noexcept {
    std::uint64_t largest = 0;
    while (part != 0) {
      largest = std::max(largest, whole / part);
      whole = std::exchange(part, whole % part);
    }
    return whole == 1 ? largest : ~std::uint64_t{0};
  }

  std::uint64_t count_ = 0;
  std::uint64_t group_ = 1;  // blocks, a power of two
  std::uint64_t step_ = 1;
  std::uint64_t back_ = 1;  // step_ * back_ = 1 mod count_
};

}  // namespace vertexview::gpu::detail
