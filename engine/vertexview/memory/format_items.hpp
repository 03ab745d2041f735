#pragma once
// Functions that put together the items of a Format other than by its parser. They are internal to this
// library.
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/memory/format.hpp"

namespace vertexview::detail {

[[nodiscard]] bool unnamed_padding(const FormatItem& item);

/// Joins padding to the padding before it: "xx", "2x" and "(2)x" are one item, and "0x" is none, unless a
/// change of byte order depends on it. Returns true when `item` needs no place of its own after `items`.
[[nodiscard]] bool absorbed(std::vector<FormatItem>& items, FormatItem& item);

/// Returns the items at the offsets they have, in a record of `size` bytes, with padding written out wherever
/// they leave a gap; padding between records of one array stands inside these records. `change` sets the byte
/// order of each item, and its code.
[[nodiscard]] std::vector<FormatItem> laid_out(std::span<const FormatItem> items, std::uint64_t size,
                                               void (*change)(FormatItem& item));

}  // namespace vertexview::detail
