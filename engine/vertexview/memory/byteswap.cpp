#include "vertexview/memory/byteswap.hpp"

#include <array>
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

/// Swaps 16 bytes to 31: two registers, which overlap.
template <class Word>
VERTEXVIEW_AVX2 void swap_short(const std::byte* source, std::byte* target, std::size_t size) noexcept {
  static constexpr auto kFrom = mirrored_words<Word>();
  const __m128i from = _mm_loadu_si128(reinterpret_cast<const __m128i*>(kFrom.data()));
  const std::size_t last = size - sizeof(from);
  const __m128i head = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source));
  const __m128i tail = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + last));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(target), _mm_shuffle_epi8(head, from));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(target + last), _mm_shuffle_epi8(tail, from));
}

/// Swaps 32 bytes or more. The last register overlaps the one before, and is read before anything is written,
/// since in place its bytes would be swapped twice.
template <class Word>
VERTEXVIEW_AVX2 void swap_long(const std::byte* source, std::byte* target, std::size_t size) noexcept {
  static constexpr auto kFrom = mirrored_words<Word>();
  const __m256i from = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(kFrom.data()));
  const std::size_t last = size - sizeof(from);
  const __m256i tail = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(source + last));
  for (std::size_t i = 0; i < last; i += sizeof(from)) {
    const __m256i words = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(source + i));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(target + i), _mm256_shuffle_epi8(words, from));
  }
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(target + last), _mm256_shuffle_epi8(tail, from));
}
#endif

template <class Word>
void swap_array(const std::byte* source, std::byte* target, std::size_t size) noexcept {
#ifdef VERTEXVIEW_HAS_AVX2
  if (size >= 32 && has_avx2()) return swap_long<Word>(source, target, size);
  if (size >= 16 && has_avx2()) return swap_short<Word>(source, target, size);
#endif
  detail::swap_words<Word>(source, target, size / sizeof(Word));
}

}  // namespace

void detail::swap_numbers(const std::byte* source, std::byte* target, std::size_t size,
                          std::size_t width) noexcept {
  switch (width) {
    case 2:
      return swap_array<std::uint16_t>(source, target, size);
    case 4:
      return swap_array<std::uint32_t>(source, target, size);
    case 8:
      return swap_array<std::uint64_t>(source, target, size);
    default:
      if (source != target && size > 0) std::memcpy(target, source, size);
  }
}

std::string detail::byteswap_fault(std::size_t source, std::size_t target, std::uint64_t group) {
  std::string message = "byteswap needs two equal sizes that are multiples of ";
  message += std::to_string(group) + ", found " + std::to_string(source) + " and " + std::to_string(target);
  return message + " bytes";
}

std::string detail::byteswap_fault(std::size_t width) {
  return "byteswap takes values of 1, 2, 4 or 8 bytes, found " + std::to_string(width);
}

}  // namespace vertexview
