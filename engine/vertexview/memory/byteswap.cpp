#include "vertexview/memory/byteswap.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "vertexview/memory/detail/avx2.hpp"

namespace vertexview {
namespace {

#ifdef VERTEXVIEW_HAS_AVX2
/// Returns, for each byte of a register, the byte of its half that takes its place.
template <class Word>
constexpr std::array<std::uint8_t, 32> mirrored_words() noexcept {
  std::array<std::uint8_t, 32> from{};
  for (std::size_t i = 0; i < from.size(); ++i)
    from[i] =
        static_cast<std::uint8_t>(i % 16 / sizeof(Word) * sizeof(Word) + sizeof(Word) - 1 - i % sizeof(Word));
  return from;
}

/// Returns how many bytes at the begin of `target` lie before a place where a register is stored without
/// crossing a line of the cache, which every second one of memory that begins at 16 bytes, as malloc gives
/// it, would do. 0 where no number begins at such a place.
template <class Word>
std::size_t bytes_before_a_line(const std::byte* target) noexcept {
  const std::size_t past = reinterpret_cast<std::uintptr_t>(target) % 32;
  return past % sizeof(Word) == 0 ? (32 - past) % 32 : 0;
}

// In bytes. Of fewer, the lines that are crossed take less time than the begin that is written by itself.
constexpr std::size_t kWorthLines = 256;

VERTEXVIEW_AVX2 inline __m256i load(const std::byte* bytes) noexcept {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
}
VERTEXVIEW_AVX2 inline void store(std::byte* bytes, __m256i words) noexcept {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(bytes), words);
}

/// Swaps 32 bytes or more. The first and the last register overlap those beside them, and are read before
/// anything is written, since in place their bytes would be swapped twice.
template <class Word>
VERTEXVIEW_AVX2 void swap_long(const std::byte* source, std::byte* target, std::size_t size) noexcept {
  static constexpr auto kFrom = mirrored_words<Word>();
  const __m256i from = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(kFrom.data()));
  const std::size_t last = size - sizeof(from);
  const __m256i tail = _mm256_shuffle_epi8(load(source + last), from);
  if (size < kWorthLines) {
    for (std::size_t i = 0; i < last; i += sizeof(from))
      store(target + i, _mm256_shuffle_epi8(load(source + i), from));
    return store(target + last, tail);
  }
  const __m256i head = _mm256_shuffle_epi8(load(source), from);
  std::size_t i = bytes_before_a_line<Word>(target);
  for (; i + sizeof(from) < last; i += 2 * sizeof(from)) {
    const __m256i first = _mm256_shuffle_epi8(load(source + i), from);
    const __m256i second = _mm256_shuffle_epi8(load(source + i + sizeof(from)), from);
    store(target + i, first);
    store(target + i + sizeof(from), second);
  }
  if (i < last) store(target + i, _mm256_shuffle_epi8(load(source + i), from));
  store(target + last, tail);
  store(target, head);
}
#endif

}  // namespace

template <std::unsigned_integral Word>
void detail::swap_many(const std::byte* source, std::byte* target, std::size_t size) noexcept {
#ifdef VERTEXVIEW_HAS_AVX2
  if (has_avx2()) return swap_long<Word>(source, target, size);
#endif
  swap_words<Word>(source, target, size / sizeof(Word));
}
template void detail::swap_many<std::uint16_t>(const std::byte*, std::byte*, std::size_t) noexcept;
template void detail::swap_many<std::uint32_t>(const std::byte*, std::byte*, std::size_t) noexcept;
template void detail::swap_many<std::uint64_t>(const std::byte*, std::byte*, std::size_t) noexcept;

std::string detail::byteswap_fault(std::size_t source, std::size_t target, std::uint64_t group) {
  std::string message = "byteswap needs two equal sizes that are multiples of ";
  message += std::to_string(group) + ", found " + std::to_string(source) + " and " + std::to_string(target);
  return message + " bytes";
}

std::string detail::byteswap_fault(std::size_t width) {
  return "byteswap takes values of 1, 2, 4 or 8 bytes, found " + std::to_string(width);
}

}  // namespace vertexview
