#pragma once
#include <cstdint>
#include <span>

#include "vertexview/record/element_reader.hpp"

namespace vertexview {

/// Where the records of a stride lie in a file.
struct RecordExtent {
  std::uint64_t offset = 0;
  std::uint64_t count = 0;
  [[nodiscard]] RecordSpan of(std::span<const std::byte> bytes, std::uint64_t stride) const noexcept {
    return {bytes.data() + offset, count, stride};
  }
};

/// Returns the part of `all` that looks like `typical`, records from within it: without a header of at most
/// 64 KiB or other records before, and without what follows the last record. What looks different is told by
/// the numbers of `elements`: they lie far out of the range of the typical ones, or are next to nothing where
/// these are not. Returns `all` for fewer than 16 records. May be called from any thread, and with untrusted
/// bytes.
[[nodiscard]] RecordExtent without_surroundings(std::span<const std::byte> bytes, const RecordExtent& all,
                                                const RecordSpan& typical, std::span<const Element> elements);

/// Returns whether the last records look like the first half of them, and the first like the second half, in
/// the sense of without_surroundings(). May be called from any thread, and with untrusted bytes.
[[nodiscard]] bool are_alike_throughout(const RecordSpan& records, std::span<const Element> elements);

}  // namespace vertexview
