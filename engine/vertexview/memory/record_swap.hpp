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

 private:
  std::uint64_t stride_;
  std::size_t only_width_;  // of all numbers, where records are nothing but numbers of one width; else 0
  RecordShuffle records_;
  ByteShuffle periods_;  // for many records that records_ has no way for, or no registers
};

}  // namespace vertexview
