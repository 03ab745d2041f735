#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vertexview {

/// `count` numbers of `width` bytes side by side, at byte `offset` of every record.
struct NumberRun {
  std::uint64_t offset = 0;
  std::uint64_t count = 0;
  std::size_t width = 0;
};

/// Reverses the bytes of every number of short records by vector shuffles. A period of some whole records is
/// cut into windows of sixteen bytes. A number that does not end within a window begins the next one, and the
/// two windows then overlap.
class ByteShuffle {
 public:
  static constexpr std::size_t kWindow = 16;

  static constexpr std::uint64_t kLongestRecord = 4096;  // windows of longer ones would leave the cache

  ByteShuffle() = default;
  /// Prepares the shuffles for records of `stride` bytes. `runs` lie in the record and do not overlap.
  ByteShuffle(std::span<const NumberRun> runs, std::uint64_t stride);

  /// Converts whole records from the front of `size` bytes and returns how many bytes they are: nearly all,
  /// or none where the processor lacks AVX2 or it would not pay. `source` and `target` are the same or apart.
  std::size_t copy(const std::byte* source, std::byte* target, std::size_t size) const;

 private:
  void cut(std::span<const std::uint16_t> from, std::uint64_t stride, std::size_t records);

  std::size_t period_ = 0;  // in bytes; 0 where the records are too long to be shuffled
  std::vector<std::size_t> first_;
  std::vector<std::array<std::uint8_t, kWindow>> order_;
  bool tiles_ = false;  // no window overlaps another, and their number is even
};

}  // namespace vertexview
