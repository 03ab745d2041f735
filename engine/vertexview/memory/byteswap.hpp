#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include "vertexview/memory/error.hpp"

namespace vertexview {

class Format;

/// Returns the value with its bytes in the opposite order (std::byteswap of C++23).
template <std::unsigned_integral T>
[[nodiscard]] constexpr T byteswapped(T value) noexcept {
  if constexpr (sizeof(T) == 1) return value;
  if constexpr (sizeof(T) == 2) return __builtin_bswap16(value);
  if constexpr (sizeof(T) == 4) return __builtin_bswap32(value);
  if constexpr (sizeof(T) == 8) return __builtin_bswap64(value);
}

/// Copies `source` to `target`, reversing the bytes of every group of `width` (1, 2, 4 or 8). Runs at the
/// speed of memory. The two have equal sizes, a multiple of `width` (kInvalidArgument otherwise), and are
/// either the same bytes or apart. Any alignment.
[[nodiscard]] Result<void> byteswap_copy(std::span<const std::byte> source, std::span<std::byte> target,
                                         std::size_t width);
/// Reverses the bytes of every group in `bytes` in place; fails as byteswap_copy() does.
[[nodiscard]] Result<void> byteswap_in_place(std::span<std::byte> bytes, std::size_t width);

/// Copies whole records of `format`, reversing the bytes of every number in them; text, bytes and padding are
/// copied unchanged. The result reads as `format.byteswapped()`. `source` and `target` have equal sizes, a
/// multiple of format.itemsize() (kInvalidArgument otherwise), and are either the same bytes or apart.
[[nodiscard]] Result<void> byteswap_copy(const Format& format, std::span<const std::byte> source,
                                         std::span<std::byte> target);
/// Reverses the bytes of every number of the records in `bytes` in place; fails as byteswap_copy() does.
[[nodiscard]] Result<void> byteswap_in_place(const Format& format, std::span<std::byte> bytes);

}  // namespace vertexview
