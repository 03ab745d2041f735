#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "vertexview/record/element.hpp"
#include "vertexview/record/element_reader.hpp"

namespace vertexview {

/// What one byte of a record is like in all records of a sample.
struct SampledByte {
  bool constant = true;
  std::uint8_t first = 0;    ///< in the first record
  double change = 0;         ///< mean difference from one record to its neighbour: 64 for noise
  std::size_t distinct = 0;  ///< how many different values occur
  int spread = 0;            ///< between the quarter marks of its values: 128 for noise
  bool noise = false;        ///< whether it takes about as many values as random bytes do
  [[nodiscard]] bool zero() const noexcept { return constant && first == 0; }
  [[nodiscard]] bool smooth() const noexcept { return change < 24; }
};

/// Up to 512 records copied from places all over a file, neighbours beside each other, each together with the
/// two after it: a number may begin in one record and end in the next, as it does where nobody knows yet
/// where a record begins. May be read from any thread.
class RecordSample {
 public:
  /// Copies from `records`, of which there must be three at least.
  explicit RecordSample(const RecordSpan& records);

  [[nodiscard]] std::size_t stride() const noexcept { return bytes_.size(); }
  [[nodiscard]] std::size_t count() const noexcept { return static_cast<std::size_t>(records_.count); }
  /// Returns what byte `at` of a record is like; past the stride it is a byte of the next record.
  [[nodiscard]] const SampledByte& byte(std::size_t at) const& noexcept { return bytes_[at % bytes_.size()]; }
  const SampledByte& byte(std::size_t at) const&& = delete;
  /// Returns whether byte `low` is told better together with byte `high`, as the next lower byte of one
  /// number is by the higher: 1 where it is, 0 for bytes that have nothing to do with each other, less than 1
  /// in between. Told by how often each value occurs, or by what changes from one record to the next,
  /// whichever takes fewer bits. Says nothing where the higher byte takes any value.
  [[nodiscard]] double binding(std::size_t high, std::size_t low) const;
  /// Returns how far bytes `a` and `b` rise and fall together, from 0 to 1: channels of one colour mostly do,
  /// while the lower bytes of a number that covers many values have nothing to do with its higher ones. 0
  /// where either takes fewer than eight values, or few records say nothing.
  [[nodiscard]] double correlation(std::size_t a, std::size_t b) const;
  /// Returns the numbers of a type that begin at byte `at` of the records, which must be below the stride.
  [[nodiscard]] std::vector<double> numbers(ElementType type, std::size_t at, bool big_endian) const;

 private:
  /// Returns the bits of byte `at` in all records, or of it and the byte `low` below it.
  [[nodiscard]] double pair_cost(std::size_t at, std::optional<std::size_t> low) const;
  [[nodiscard]] int value(std::size_t record, std::size_t at) const noexcept {
    return std::to_integer<int>(copy_[record * records_.stride + at]);
  }

  std::vector<std::byte> copy_;
  RecordSpan records_;
  std::vector<SampledByte> bytes_;
  std::vector<double> costs_;  ///< bits of each byte in all records, told alone
};

}  // namespace vertexview
