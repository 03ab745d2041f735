#pragma once
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "vertexview/record/record_sample.hpp"

namespace vertexview {

/// How well single numbers explain the bytes of a sample, as a share of each byte. Every weight only has to
/// order the readings of the same bytes: floats of plausible values before integers whose high bytes take
/// fewer values than their low ones, these before single bytes. For one thread.
class NumberWeights {
 public:
  NumberWeights(const RecordSample& sample, bool big_endian) : sample_(sample), big_(big_endian) {}

  /// Returns the weight of a number of `type` that begins at byte `at`; 0 where the bytes contradict it.
  [[nodiscard]] double weight(ElementType type, std::size_t at);
  /// Returns the numbers of a type from byte `at` on, which may lie in the next record.
  [[nodiscard]] const std::vector<double>& numbers(ElementType type, std::size_t at) &;
  [[nodiscard]] bool is_constant(ElementType type, std::size_t at);
  /// Returns whether three bytes from `at` on rise and fall together as the channels of one colour do.
  [[nodiscard]] bool are_channels(std::size_t at) const;
  [[nodiscard]] const RecordSample& sample() const noexcept { return sample_; }

 private:
  [[nodiscard]] double find_weight(ElementType type, std::size_t at);
  [[nodiscard]] double float_weight(ElementType type, std::size_t at);
  /// Returns whether a float consists of two numbers: a byte takes few values, or never changes and is not
  /// zero, between others that are noise; it never changes between others that do; or three low ones are the
  /// channels of a colour.
  [[nodiscard]] bool is_torn(std::size_t at, std::size_t size) const;
  /// Returns whether a byte of an integer stays in a part of its range though the one above it takes many
  /// values: each of those would let a byte of one number run through the whole range.
  [[nodiscard]] bool is_gathered(std::size_t at, std::size_t size) const;
  /// Returns whether a byte never changes while some below and some above it do: no quantity leaves one out.
  [[nodiscard]] bool has_still_byte(std::size_t at, std::size_t size) const;
  /// Returns a factor: 1 where the highest byte of a number tells something of the next one, less elsewhere.
  [[nodiscard]] double bound(std::size_t at, std::size_t size) const;
  /// Returns RecordSample::binding() of byte `high` of a number and the one below it, 0 for the lowest.
  [[nodiscard]] double binding(std::size_t at, std::size_t size, std::size_t high) const;
  /// Returns whether the bytes of an integer take the fewer values the higher they are, as those of one
  /// number do whatever the order of the records; those of two numbers do so in turn.
  [[nodiscard]] bool falls(std::size_t at, std::size_t size) const;
  [[nodiscard]] double short_weight(std::size_t at);
  [[nodiscard]] double long_weight(std::size_t at) const;
  /// Of an integer of eight bytes: times since 1970 in micro- or nanoseconds, and nothing else.
  [[nodiscard]] double stamp_weight(std::size_t at);
  /// Returns byte `index` of an integer, 0 for the lowest.
  [[nodiscard]] const SampledByte& byte_of(std::size_t at, std::size_t size, std::size_t index) const {
    return sample_.byte(big_ ? at + size - 1 - index : at + index);
  }

  const RecordSample& sample_;
  bool big_;
  std::map<std::pair<ElementType, std::size_t>, std::vector<double>> numbers_;
  std::map<std::pair<ElementType, std::size_t>, double> weights_;
};

}  // namespace vertexview
