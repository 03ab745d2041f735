#include "vertexview/memory/geometry.hpp"

#include <cstring>
#include <string>
#include <utility>

#include "vertexview/memory/format_grammar.hpp"

namespace vertexview::detail {
namespace {

void copy_run(const std::byte* from, std::int64_t from_stride, std::byte* to, std::int64_t to_stride,
              std::int64_t count, std::uint64_t itemsize) noexcept {
  const auto packed = static_cast<std::int64_t>(itemsize);
  if (from_stride == packed && to_stride == packed) {
    std::memcpy(to, from, itemsize * static_cast<std::uint64_t>(count));
    return;
  }
  for (std::int64_t i = 0; i < count; ++i) std::memcpy(to + i * to_stride, from + i * from_stride, itemsize);
}

void copy_dimension(const Items& from, const Items& to) noexcept {
  if (from.shape.size() == 1)
    return copy_run(from.data, from.strides[0], to.data, to.strides[0], from.shape[0], from.itemsize);
  for (std::int64_t i = 0; i < from.shape[0]; ++i)
    copy_dimension(
        {from.data + i * from.strides[0], from.itemsize, from.shape.subspan(1), from.strides.subspan(1)},
        {to.data + i * to.strides[0], to.itemsize, to.shape.subspan(1), to.strides.subspan(1)});
}

// Returns the lowest address of any item, and the one after the highest.
std::pair<std::uintptr_t, std::uintptr_t> extent_of(const Items& items) noexcept {
  auto low = reinterpret_cast<std::uintptr_t>(items.data);
  std::uintptr_t high = low + items.itemsize;
  for (std::size_t d = 0; d < items.shape.size(); ++d) {
    const std::int64_t reach = (items.shape[d] - 1) * items.strides[d];
    (reach < 0 ? low : high) += static_cast<std::uintptr_t>(reach);
  }
  return {low, high};
}

}  // namespace

std::uint64_t product_of(std::span<const std::int64_t> shape) noexcept {
  std::uint64_t product = 1;
  for (const std::int64_t extent : shape) product *= static_cast<std::uint64_t>(extent);
  return product;
}

Result<std::uint64_t> checked_size(std::span<const std::int64_t> shape, std::uint64_t itemsize) {
  std::uint64_t size = itemsize;
  for (const std::int64_t extent : shape) {
    if (extent < 0)
      return fail(ErrorCode::kInvalidArgument, "an extent of " + std::to_string(extent) + " in a shape");
    if (!product_fits(size, static_cast<std::uint64_t>(extent)))
      return fail(ErrorCode::kInvalidArgument, "the product of the shape passes 2^63-1 bytes");
    size *= static_cast<std::uint64_t>(extent);
  }
  return size;
}

Extents row_major_strides(std::span<const std::int64_t> shape, std::uint64_t itemsize) {
  Extents strides(shape);
  auto stride = static_cast<std::int64_t>(itemsize);
  for (std::size_t d = shape.size(); d-- > 0;) {
    strides.set(d, stride);
    // A view with an extent of 0 has strides as any other view; the stride that overflows beside it is never
    // used.
    std::int64_t next = 0;
    if (shape[d] > 0 && !__builtin_mul_overflow(stride, shape[d], &next)) stride = next;
  }
  return strides;
}

bool is_row_major(const Items& items) noexcept {
  if (product_of(items.shape) == 0) return true;
  auto expected = static_cast<std::int64_t>(items.itemsize);
  for (std::size_t d = items.shape.size(); d-- > 0;) {
    if (items.shape[d] != 1 && items.strides[d] != expected) return false;
    expected *= items.shape[d];
  }
  return true;
}

void copy_items(const Items& from, const Items& to) noexcept {
  if (product_of(from.shape) == 0 || from.itemsize == 0) return;
  if (from.shape.empty())
    std::memcpy(to.data, from.data, from.itemsize);
  else if (is_row_major(from) && is_row_major(to))
    std::memcpy(to.data, from.data, product_of(from.shape) * from.itemsize);
  else
    copy_dimension(from, to);
}

void gather(const Items& from, std::byte* out) noexcept {
  const Extents strides = row_major_strides(from.shape, from.itemsize);
  copy_items(from, {out, from.itemsize, from.shape, strides});
}

bool may_overlap(const Items& a, const Items& b) noexcept {
  if (product_of(a.shape) == 0 || product_of(b.shape) == 0) return false;
  const auto [low_a, high_a] = extent_of(a);
  const auto [low_b, high_b] = extent_of(b);
  return low_a < high_b && low_b < high_a;
}

}  // namespace vertexview::detail
