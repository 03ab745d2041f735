#include "vertexview/memory/byte_shuffle.hpp"

#include <algorithm>
#include <cstring>

#include "vertexview/memory/detail/avx2.hpp"

namespace vertexview {
namespace {

constexpr std::size_t kLongPeriod = 256;  // long enough that the loop around the windows costs nothing

/// Returns, for every byte of a record, the byte of the record that takes its place.
std::vector<std::uint16_t> source_bytes(std::span<const NumberRun> runs, std::uint64_t stride) {
  std::vector<std::uint16_t> from(static_cast<std::size_t>(stride));
  for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<std::uint16_t>(i);
  for (const NumberRun& run : runs)
    for (std::uint64_t n = 0; n < run.count; ++n) {
      const auto number = from.begin() + static_cast<std::ptrdiff_t>(run.offset + n * run.width);
      std::reverse(number, number + static_cast<std::ptrdiff_t>(run.width));
    }
  return from;
}

}  // namespace

ByteShuffle::ByteShuffle(std::span<const NumberRun> runs, std::uint64_t stride) {
  if (stride == 0 || stride > kLongestRecord || !has_avx2()) return;
  const auto from = source_bytes(runs, stride);
  // The period with the fewest windows for its bytes is the fastest; of several such, the longest.
  ByteShuffle best;
  for (std::size_t records = 1; records == 1 || records * stride <= kLongPeriod; ++records) {
    cut(from, stride, records);
    const bool fewer = best.period_ == 0 || first_.size() * best.period_ <= best.first_.size() * period_;
    if (fewer && (tiles_ || !best.tiles_)) best = *this;
  }
  *this = std::move(best);
}

void ByteShuffle::cut(std::span<const std::uint16_t> from, std::uint64_t stride, std::size_t records) {
  period_ = records * static_cast<std::size_t>(stride);
  first_.clear();
  order_.clear();
  // A number of eight bytes that does not fit leaves nine bytes of a window at least.
  first_.reserve(period_ / 9 + 1);
  order_.reserve(period_ / 9 + 1);
  const auto source_of = [&](std::size_t byte) {
    return byte - byte % from.size() + from[byte % from.size()];
  };
  const auto cuts_number = [&](std::size_t end, std::size_t begin) {
    // The bytes of a number are mirrored: a byte before the cut comes from behind the cut.
    for (std::size_t byte = begin; byte < end; ++byte)
      if (source_of(byte) >= end) return true;
    return false;
  };
  for (std::size_t begin = 0; begin < period_;) {
    std::size_t end = std::min(begin + kWindow, period_);
    while (cuts_number(end, begin)) --end;
    auto& order = order_.emplace_back();
    for (std::size_t i = 0; i < kWindow; ++i)
      order[i] = static_cast<std::uint8_t>(begin + i < end ? source_of(begin + i) - begin : i);
    first_.push_back(begin);
    begin = end;
  }
  tiles_ = period_ % (2 * kWindow) == 0 && first_.size() == period_ / kWindow;
}

#ifdef VERTEXVIEW_HAS_AVX2
namespace {

VERTEXVIEW_AVX2 void shuffle_tiles(std::span<const std::array<std::uint8_t, ByteShuffle::kWindow>> order,
                                   const std::byte* source, std::byte* target, std::size_t periods) noexcept {
  for (; periods > 0; --periods)
    for (std::size_t i = 0; i < order.size(); i += 2, source += 32, target += 32) {
      const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(source));
      const __m256i place = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(order[i].data()));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(target), _mm256_shuffle_epi8(bytes, place));
    }
}

/// Shuffles whole periods. It reads and writes up to one window past the end of the last period.
VERTEXVIEW_AVX2 void shuffle_windows(std::span<const std::array<std::uint8_t, ByteShuffle::kWindow>> order,
                                     std::span<const std::size_t> first, std::size_t period,
                                     const std::byte* source, std::byte* target,
                                     std::size_t periods) noexcept {
  for (; periods > 0; --periods, source += period, target += period)
    for (std::size_t i = 0; i < order.size(); ++i) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + first[i]));
      const __m128i place = _mm_loadu_si128(reinterpret_cast<const __m128i*>(order[i].data()));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(target + first[i]), _mm_shuffle_epi8(bytes, place));
    }
}

}  // namespace

std::size_t ByteShuffle::copy(const std::byte* source, std::byte* target, std::size_t size) const {
  if (period_ == 0) return 0;
  if (tiles_) {
    shuffle_tiles(order_, source, target, size / period_);
    return size / period_ * period_;
  }
  const std::size_t periods = size < kWindow ? 0 : (size - kWindow) / period_;
  if (source != target) {
    shuffle_windows(order_, first_, period_, source, target, periods);
    return periods * period_;
  }
  // In place every load would overlap the store before it and wait for that store; through a buffer none
  // does.
  std::array<std::byte, kLongestRecord + kWindow> buffer;
  const std::size_t step =
      std::max<std::size_t>(1, 1024 / period_);  // a larger step would wait for the memory
  for (std::size_t done = 0; done < periods; done += step) {
    const std::size_t count = std::min(step, periods - done);
    std::byte* const block = target + done * period_;
    std::memcpy(buffer.data(), block, count * period_ + kWindow);
    shuffle_windows(order_, first_, period_, buffer.data(), block, count);
  }
  return periods * period_;
}

#else

std::size_t ByteShuffle::copy(const std::byte*, std::byte*, std::size_t) const {
  return 0;
}

#endif

}  // namespace vertexview
