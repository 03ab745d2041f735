#pragma once
// The byte order of a few numbers, inline: a call would take longer than the conversion. Source and target
// are the same bytes or apart, so that all that overlaps is read before anything is written.
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "vertexview/memory/byteswapped.hpp"

namespace vertexview::detail {

/// Reverses the bytes of `count` numbers side by side, one after the other.
template <std::unsigned_integral Word>
void swap_words(const std::byte* source, std::byte* target, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    Word word;
    std::memcpy(&word, source + i * sizeof(Word), sizeof(Word));
    word = byteswapped(word);
    std::memcpy(target + i * sizeof(Word), &word, sizeof(Word));
  }
}

/// Eight numbers of two bytes in a register of any x86-64.
using EightPairs [[gnu::vector_size(16)]] = std::uint16_t;

/// Reverses the bytes of each number of 2 bytes.
inline EightPairs swapped_within(EightPairs pairs) noexcept {
  return pairs << 8U | pairs >> 8U;
}
/// Reverses the bytes of each half, a number of 4 bytes.
inline std::uint64_t swapped_within(std::uint64_t halves) noexcept {
  return std::rotl(byteswapped(halves), 32);
}

/// Swaps as many bytes as a Wide has or more, and twice as many at most: by one at the begin and one at the
/// end, which may overlap.
template <class Wide>
void swap_ends(const std::byte* source, std::byte* target, std::size_t size) noexcept {
  Wide head;
  Wide tail;
  std::memcpy(&head, source, sizeof(Wide));
  std::memcpy(&tail, source + size - sizeof(Wide), sizeof(Wide));
  head = swapped_within(head);
  tail = swapped_within(tail);
  std::memcpy(target, &head, sizeof(Wide));
  std::memcpy(target + size - sizeof(Wide), &tail, sizeof(Wide));
}

/// Swaps numbers of 4 bytes, 16 bytes to 32 of them.
inline void swap_quads(const std::byte* source, std::byte* target, std::size_t size) noexcept {
  constexpr std::size_t kPair = 2 * sizeof(std::uint64_t);
  std::uint64_t head[2];
  std::uint64_t tail[2];
  std::memcpy(head, source, kPair);
  std::memcpy(tail, source + size - kPair, kPair);
  for (std::uint64_t& halves : head) halves = swapped_within(halves);
  for (std::uint64_t& halves : tail) halves = swapped_within(halves);
  std::memcpy(target, head, kPair);
  std::memcpy(target + size - kPair, tail, kPair);
}

/// The most bytes that swap_few() takes. The loop over numbers of 8 bytes, a whole register each, stays ahead
/// of a call for longer.
template <std::unsigned_integral Word>
inline constexpr std::size_t kFewBytes = sizeof(Word) == 8 ? 64 : 32;

/// Reverses the bytes of numbers side by side, kFewBytes of them at most.
template <std::unsigned_integral Word>
void swap_few(const std::byte* source, std::byte* target, std::size_t size) noexcept {
  if constexpr (sizeof(Word) == 2) {
    if (size >= sizeof(EightPairs)) return swap_ends<EightPairs>(source, target, size);
  } else if constexpr (sizeof(Word) == 4) {
    if (size >= 2 * sizeof(std::uint64_t)) return swap_quads(source, target, size);
  }
  swap_words<Word>(source, target, size / sizeof(Word));
}

}  // namespace vertexview::detail
