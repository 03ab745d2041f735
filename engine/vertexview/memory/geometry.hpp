#pragma once
// The arithmetic of where the items of a view lie, which the source files of MemoryView share.
#include <cstddef>
#include <cstdint>
#include <span>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/extents.hpp"

namespace vertexview::detail {

/// Items of `itemsize` bytes, the first at `data`.
struct Items {
  std::byte* data;
  std::uint64_t itemsize;
  std::span<const std::int64_t> shape;
  std::span<const std::int64_t> strides;
};

/// Returns the product of a shape; geometry is checked when it is made, so this does not overflow.
[[nodiscard]] std::uint64_t product_of(std::span<const std::int64_t> shape) noexcept;
/// Returns the product of the shape times `itemsize`; kInvalidArgument past 2^63-1 or for a negative extent.
[[nodiscard]] Result<std::uint64_t> checked_size(std::span<const std::int64_t> shape, std::uint64_t itemsize);

[[nodiscard]] Extents row_major_strides(std::span<const std::int64_t> shape, std::uint64_t itemsize);
/// Returns whether items lie in row-major order without gaps. Dimensions of one item may have any stride.
[[nodiscard]] bool is_row_major(const Items& items) noexcept;

/// Copies every item to its counterpart; shapes and item sizes are equal, the bytes do not overlap.
void copy_items(const Items& from, const Items& to) noexcept;
/// Copies the items to `out` in row-major order, one after the other.
void gather(const Items& from, std::byte* out) noexcept;
/// Returns whether any byte of `a` may belong to `b`.
[[nodiscard]] bool may_overlap(const Items& a, const Items& b) noexcept;

/// Returns `index` counted from the front, where a negative one counts from the end; -1 when it is out of
/// range.
[[nodiscard]] constexpr std::int64_t wrapped_index(std::int64_t index, std::int64_t extent) noexcept {
  if (index < 0) index += extent;
  return index < 0 || index >= extent ? -1 : index;
}

}  // namespace vertexview::detail
