#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/record/element_reader.hpp"
#include "vertexview/vertex/tally/moments.hpp"
#include "vertexview/vertex/tally/number_summary.hpp"

namespace vertexview {

/// Counts how often each of a few distinct numbers occurs, which are told apart by 64 bits. Not thread-safe.
class FewNumbers {
 public:
  static constexpr std::size_t kMost = NumberStatistics::kMostDistinct;

  struct Entry {
    std::uint64_t bits = 0;
    std::uint64_t count = 0;
  };

  /// Counts the number; returns false where it is one too many, and leaves it out.
  [[nodiscard]] bool add(std::uint64_t bits, std::uint64_t count = 1) noexcept {
    std::size_t slot = (bits * kSpread) >> kShift;
    for (; slots_[slot].count != 0; slot = (slot + 1) % kSlots)
      if (slots_[slot].bits == bits) {
        slots_[slot].count += count;
        return true;
      }
    if (distinct_ == kMost) return false;
    ++distinct_;
    slots_[slot] = {bits, count};
    return true;
  }
  /// Returns all slots; those whose count is 0 are empty.
  [[nodiscard]] std::span<const Entry> entries() const noexcept { return slots_; }

 private:
  // Four slots for each number, so that most are found in the first that is looked at.
  static constexpr std::size_t kSlots = 4 * kMost;
  // Bits of the golden ratio: Knuth, The Art of Computer Programming 3, 6.4, multiplicative hashing.
  static constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;
  static constexpr unsigned kShift = 56;
  static_assert(kSlots == std::size_t{1} << (64 - kShift));

  std::array<Entry, kSlots> slots_ = {};
  std::size_t distinct_ = 0;
};

/// Summarises the numbers of one name that take more than 16 bits: each distinct one while there are few, and
/// in bins from then on. Not thread-safe.
class ValueTally {
 public:
  /// The most records that add() takes: their numbers stay in the first-level cache, beside the records that
  /// they come from.
  static constexpr std::size_t kBlock = 512;

  ValueTally(const Element& number, std::vector<double> sample, std::size_t bins);

  [[nodiscard]] static std::size_t nbytes(std::size_t bins) noexcept;
  void add(const RecordSpan& records);
  /// Returns the moments of what was added since the last call: whoever adds those of the same records in the
  /// same order gets the same mean to the last bit.
  [[nodiscard]] Moments take_moments() noexcept;
  void include(const ValueTally& other);
  /// `moments` are those of all numbers.
  void summarise(const Moments& moments, NumberStatistics& out) const;

 private:
  /// What numbers are told apart by: the bits of doubles, and 64-bit integers themselves.
  enum class Bits : std::uint8_t { kDouble, kSigned, kUnsigned };

  /// Moves the finite ones of `numbers` to the front and returns how many these are; counts the others.
  [[nodiscard]] std::size_t keep_finite(std::span<double> numbers) noexcept;
  void read_bits(const RecordSpan& records, std::span<const double> numbers,
                 std::span<std::uint64_t> bits) const noexcept;
  void add_distinct(std::span<const double> numbers, std::span<const std::uint64_t> bits);
  [[nodiscard]] double number_of(std::uint64_t bits) const noexcept;
  [[nodiscard]] Scalar value_of(std::uint64_t bits) const noexcept;
  [[nodiscard]] Scalar value_of(double number) const noexcept;
  void spill();

  Element number_;
  ElementReader reader_;
  Bits bits_ = Bits::kDouble;
  std::uint64_t count_ = 0;
  std::uint64_t nan_ = 0;
  std::uint64_t inf_ = 0;
  double least_ = __builtin_inf();
  double most_ = -__builtin_inf();
  std::uint64_t least_bits_ = UINT64_MAX;  ///< in the order of the integers: see ordered() of value_tally.cpp
  std::uint64_t most_bits_ = 0;
  Moments moments_;
  bool few_ = true;  ///< whether distinct_ holds all numbers, and bins_ none
  FewNumbers distinct_;
  NumberBins bins_;
};

}  // namespace vertexview
