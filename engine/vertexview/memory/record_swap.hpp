#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "vertexview/memory/byte_shuffle.hpp"
#include "vertexview/memory/record_shuffle.hpp"

namespace vertexview {

class Format;

/// How the records of a format are brought into the other byte order: planned once, and kept by the Format.
/// It is internal to this library.
class RecordSwap {
 public:
  explicit RecordSwap(const Format& format);

  /// Returns whether so many bytes are whole records.
  [[nodiscard]] bool whole(std::uint64_t size) const noexcept;
  /// Converts the whole records in `source`; `target` is as long, and the same bytes or apart. `format` is
  /// the one that this was made for.
  void copy(const Format& format, std::span<const std::byte> source, std::span<std::byte> target) const;

  /// Converts a few records that fill groups of RecordShuffle, which one always does that is as long as a
  /// register. Returns false where they do not, or are not few.
  [[nodiscard]] bool copy_few(const std::byte* source, std::byte* target, std::size_t size) const noexcept {
    if (size > few_ || size * group_share_ >= group_share_) return false;
    records_.copy_groups(source, target, size);
    return true;
  }

 private:
  std::size_t few_ = 0;  // the most bytes that copy_few() takes
  // 2^64 by the bytes of a group, rounded up: a number of 32 bits is a multiple of them where its product
  // with this, of which only the lower 64 bits are kept, is smaller than this. Source: Lemire, Kaser, Kurz,
  // "Faster remainder by direct computation", Software: Practice and Experience 49(6), 2019.
  std::uint64_t group_share_ = 0;
  std::uint64_t stride_;
  std::size_t only_width_;  // of all numbers, where records are nothing but numbers of one width; else 0
  RecordShuffle records_;
  ByteShuffle periods_;  // for many records that records_ has no way for, or no registers
};

}  // namespace vertexview
