#pragma once
#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

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

namespace detail {

/// Reverses the bytes of `count` numbers side by side. In place, source and target are equal.
template <std::unsigned_integral Word>
void swap_words(const std::byte* source, std::byte* target, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    Word word;
    std::memcpy(&word, source + i * sizeof(Word), sizeof(Word));
    word = byteswapped(word);
    std::memcpy(target + i * sizeof(Word), &word, sizeof(Word));
  }
}
void swap_numbers(const std::byte* source, std::byte* target, std::size_t size, std::size_t width) noexcept;
[[nodiscard]] std::string byteswap_fault(std::size_t width);
[[nodiscard]] std::string byteswap_fault(std::size_t source, std::size_t target, std::uint64_t group);

}  // namespace detail

/// Copies `source` to `target`, reversing the bytes of every group of `width` (1, 2, 4 or 8). Runs at the
/// speed of memory. The two have equal sizes, a multiple of `width` (kInvalidArgument otherwise), and are
/// either the same bytes or apart. Any alignment.
[[nodiscard]] inline Result<void> byteswap_copy(std::span<const std::byte> source,
                                                std::span<std::byte> target, std::size_t width) {
  // The checks are inline: of a few bytes, they and the Result would take longer than the conversion.
  if (width > 8 || !std::has_single_bit(width))
    return fail(ErrorCode::kInvalidArgument, detail::byteswap_fault(width));
  if (source.size() != target.size() || (source.size() & (width - 1)) != 0)
    return fail(ErrorCode::kInvalidArgument, detail::byteswap_fault(source.size(), target.size(), width));
  // Of so few numbers, a call would take longer than the loop.
  const std::size_t few = std::max<std::size_t>(16, 4 * width);
  if (source.size() >= few || width == 1)
    detail::swap_numbers(source.data(), target.data(), source.size(), width);
  else if (width == 2)
    detail::swap_words<std::uint16_t>(source.data(), target.data(), source.size() / 2);
  else if (width == 4)
    detail::swap_words<std::uint32_t>(source.data(), target.data(), source.size() / 4);
  else
    detail::swap_words<std::uint64_t>(source.data(), target.data(), source.size() / 8);
  Result<void> done;  // `return {}` would first fill the room of an Error with zeros
  return done;
}
/// Reverses the bytes of every group in `bytes` in place; fails as byteswap_copy() does.
[[nodiscard]] inline Result<void> byteswap_in_place(std::span<std::byte> bytes, std::size_t width) {
  return byteswap_copy(bytes, bytes, width);
}

/// Copies whole records of `format`, reversing the bytes of every number in them; text, bytes and padding are
/// copied unchanged. The result reads as `format.byteswapped()`. `source` and `target` have equal sizes, a
/// multiple of format.itemsize() (kInvalidArgument otherwise), and are either the same bytes or apart. The
/// first call for a format, or a copy of it, plans the conversion for all of them.
[[nodiscard]] Result<void> byteswap_copy(const Format& format, std::span<const std::byte> source,
                                         std::span<std::byte> target);
/// Reverses the bytes of every number of the records in `bytes` in place; fails as byteswap_copy() does.
[[nodiscard]] Result<void> byteswap_in_place(const Format& format, std::span<std::byte> bytes);

}  // namespace vertexview
