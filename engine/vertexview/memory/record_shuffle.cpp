#include "vertexview/memory/record_shuffle.hpp"

#include <algorithm>
#include <cstring>

#include "vertexview/memory/detail/avx2.hpp"

namespace vertexview {

RecordShuffle::RecordShuffle(std::span<const NumberRun> runs, std::uint64_t stride) {
  if (stride == 0 || stride > kLongestGroup || !has_avx2()) return;
  const auto record = static_cast<std::size_t>(stride);
  const std::size_t records = (kWindow - 1) / record + 1;
  // For every byte of the group, the byte that takes its place.
  std::array<std::uint16_t, kLongestGroup> from;
  for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<std::uint16_t>(i);
  for (std::size_t first = 0; first < records * record; first += record)
    for (const NumberRun& run : runs)
      for (std::uint64_t n = 0; n < run.count; ++n) {
        const auto number = from.begin() + static_cast<std::ptrdiff_t>(first + run.offset + n * run.width);
        std::reverse(number, number + static_cast<std::ptrdiff_t>(run.width));
      }
  group_ = records * record;
  const auto group = std::span(from).first(group_);
  if (!cut(group, true) && !cut(group, false)) group_ = 0;
  way_ = way_of_count();
}

void RecordShuffle::add(std::span<const std::uint16_t> from, std::size_t first) {
  Window& window = windows_[count_++];
  window.first = first;
  for (std::size_t i = 0; i < kWindow; ++i) {
    const std::size_t source = from[first + i];
    const bool inside = source >= first && source < first + kWindow;
    window.order[i] = static_cast<std::uint8_t>(inside ? source - first : i);
  }
}

// Lays windows from the first byte on, or from the last one back. Each begins, or ends, where the one before
// cuts a number, and writes that number whole. The last window of all must not leave the group and may write
// half a number over a whole one; then there is no way in this direction.
bool RecordShuffle::cut(std::span<const std::uint16_t> from, bool ascending) {
  const auto cuts_number = [&](std::size_t at) {
    // The bytes of a number are mirrored: a byte before the cut comes from behind the cut.
    for (std::size_t i = at - std::min<std::size_t>(at, 8); i < at; ++i)
      if (from[i] >= at) return true;
    return false;
  };
  const std::size_t last = from.size() - kWindow;
  std::size_t first = ascending ? 0 : last;
  for (count_ = 0; count_ < kMostWindows;) {
    add(from, first);
    if (first == (ascending ? last : 0)) return gives(from);
    std::size_t edge = ascending ? first + kWindow : first;
    while (cuts_number(edge)) edge = ascending ? edge - 1 : edge + 1;
    first = ascending ? std::min(edge, last) : edge - std::min(edge, kWindow);
  }
  return false;
}

bool RecordShuffle::gives(std::span<const std::uint16_t> from) const {
  std::array<std::uint16_t, kLongestGroup> made{};
  for (const Window& window : std::span(windows_).first(count_))
    for (std::size_t i = 0; i < kWindow; ++i)
      made[window.first + i] = static_cast<std::uint16_t>(window.first + window.order[i]);
  return std::equal(from.begin(), from.end(), made.begin());
}

#ifdef VERTEXVIEW_HAS_AVX2

// All windows of a group are read before the first is written, since in place they overlap.
template <std::size_t kCount>
VERTEXVIEW_AVX2 std::size_t RecordShuffle::copy_unrolled(const RecordShuffle& shuffle,
                                                         const std::byte* source, std::byte* target,
                                                         std::size_t size) noexcept {
  __m128i order[kCount];
  std::size_t first[kCount];
  for (std::size_t i = 0; i < kCount; ++i) {
    order[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(shuffle.windows_[i].order.data()));
    first[i] = shuffle.windows_[i].first;
  }
  const std::size_t group = shuffle.group_;
  for (; size >= group; size -= group, source += group, target += group) {
    __m128i bytes[kCount];
    for (std::size_t i = 0; i < kCount; ++i)
      bytes[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + first[i]));
    for (std::size_t i = 0; i < kCount; ++i)
      _mm_storeu_si128(reinterpret_cast<__m128i*>(target + first[i]), _mm_shuffle_epi8(bytes[i], order[i]));
  }
  return size;
}

VERTEXVIEW_AVX2 std::size_t RecordShuffle::copy_long(const RecordShuffle& shuffle, const std::byte* source,
                                                     std::byte* target, std::size_t size) noexcept {
  const auto windows = std::span(shuffle.windows_).first(shuffle.count_);
  const std::size_t group = shuffle.group_;
  for (; size >= group; size -= group, source += group, target += group) {
    __m128i bytes[kMostWindows];
    for (std::size_t i = 0; i < windows.size(); ++i)
      bytes[i] =
          _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(source + windows[i].first)),
                           _mm_loadu_si128(reinterpret_cast<const __m128i*>(windows[i].order.data())));
    for (std::size_t i = 0; i < windows.size(); ++i)
      _mm_storeu_si128(reinterpret_cast<__m128i*>(target + windows[i].first), bytes[i]);
  }
  return size;
}

RecordShuffle::Way RecordShuffle::way_of_count() const noexcept {
  constexpr std::array<Way, kUnrolled> kWays{&copy_unrolled<1>, &copy_unrolled<2>, &copy_unrolled<3>,
                                             &copy_unrolled<4>, &copy_unrolled<5>, &copy_unrolled<6>};
  return count_ > 0 && count_ <= kUnrolled ? kWays[count_ - 1] : &copy_long;
}

// Fewer records than fill a register are converted in a group of their own, which is shorter than two.
void RecordShuffle::copy_rest(const std::byte* source, std::byte* target, std::size_t size) const noexcept {
  std::array<std::byte, 2 * kWindow> group{};
  std::memcpy(group.data(), source, size);
  way_(*this, group.data(), group.data(), group_);
  std::memcpy(target, group.data(), size);
}

#else

RecordShuffle::Way RecordShuffle::way_of_count() const noexcept {
  return nullptr;
}

void RecordShuffle::copy_rest(const std::byte*, std::byte*, std::size_t) const noexcept {}

#endif

}  // namespace vertexview
