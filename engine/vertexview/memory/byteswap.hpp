#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

#include "vertexview/memory/byteswapped.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/memory/format.hpp"
#include "vertexview/memory/record_swap.hpp"
#include "vertexview/memory/swap_few.hpp"

namespace vertexview {

namespace detail {

/// Reverses the bytes of numbers side by side, of 32 bytes or more together.
template <std::unsigned_integral Word>
void swap_many(const std::byte* source, std::byte* target, std::size_t size) noexcept;

template <std::unsigned_integral Word>
void swap_array(const std::byte* source, std::byte* target, std::size_t size) noexcept {
  if (size <= kFewBytes<Word>)
    swap_few<Word>(source, target, size);
  else
    swap_many<Word>(source, target, size);
}

/// Reverses the bytes of numbers of that width, which may be 1, side by side.
inline void swap_numbers(const std::byte* source, std::byte* target, std::size_t size,
                         std::size_t width) noexcept {
  if (width == 2)
    swap_array<std::uint16_t>(source, target, size);
  else if (width == 4)
    swap_array<std::uint32_t>(source, target, size);
  else if (width == 8)
    swap_array<std::uint64_t>(source, target, size);
  else if (source != target && size > 0)
    std::memcpy(target, source, size);
}

[[nodiscard]] Result<void> swap_records(const Format& format, std::span<const std::byte> source,
                                        std::span<std::byte> target);
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
  detail::swap_numbers(source.data(), target.data(), source.size(), width);
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
[[nodiscard]] inline Result<void> byteswap_copy(const Format& format, std::span<const std::byte> source,
                                                std::span<std::byte> target) {
  // Inline, as far as it concerns a few records of a format that is planned: of one record, a call would take
  // as long as the conversion.
  const RecordSwap* const planned = format.parts_->swap.load(std::memory_order_acquire);
  if (planned == nullptr || source.size() != target.size() ||
      !planned->copy_few(source.data(), target.data(), source.size())) [[unlikely]]
    return detail::swap_records(format, source, target);
  Result<void> done;
  return done;
}
/// Reverses the bytes of every number of the records in `bytes` in place; fails as byteswap_copy() does.
[[nodiscard]] inline Result<void> byteswap_in_place(const Format& format, std::span<std::byte> bytes) {
  return byteswap_copy(format, bytes, bytes);
}

}  // namespace vertexview
