#include "vertexview/memory/byteswap.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "vertexview/memory/byte_shuffle.hpp"
#include "vertexview/memory/detail/avx2.hpp"
#include "vertexview/memory/format.hpp"

namespace vertexview {
namespace {

template <class Word>
void swap_words(const std::byte* source, std::byte* target, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    Word word;
    std::memcpy(&word, source + i * sizeof(Word), sizeof(Word));
    word = byteswapped(word);
    std::memcpy(target + i * sizeof(Word), &word, sizeof(Word));
  }
}

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

template <class Word>
VERTEXVIEW_AVX2 void swap_registers(const std::byte* source, std::byte* target, std::size_t count) noexcept {
  static constexpr auto kFrom = mirrored_words<Word>();
  const __m256i from = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(kFrom.data()));
  for (; count > 0; --count, source += sizeof(from), target += sizeof(from)) {
    const __m256i words = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(source));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(target), _mm256_shuffle_epi8(words, from));
  }
}
#endif

/// Swaps numbers side by side. In place, source and target are equal.
template <class Word>
void swap_array(const std::byte* source, std::byte* target, std::size_t count) noexcept {
#ifdef VERTEXVIEW_HAS_AVX2
  constexpr std::size_t kWords = 32 / sizeof(Word);
  if (count >= kWords && has_avx2()) {
    swap_registers<Word>(source, target, count / kWords);
    const std::size_t done = count / kWords * 32;
    return swap_words<Word>(source + done, target + done, count % kWords);
  }
#endif
  swap_words<Word>(source, target, count);
}

}  // namespace

void detail::swap_numbers(const std::byte* source, std::byte* target, std::size_t count,
                          std::size_t width) noexcept {
  switch (width) {
    case 2:
      return swap_array<std::uint16_t>(source, target, count);
    case 4:
      return swap_array<std::uint32_t>(source, target, count);
    case 8:
      return swap_array<std::uint64_t>(source, target, count);
    default:
      if (source != target && count > 0) std::memcpy(target, source, count * width);
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

namespace {

/// Calls visit(NumberRun) for every run of numbers that have more than one byte.
template <class Visit>
void visit_runs(std::span<const FormatItem> items, std::uint64_t base, const Visit& visit) {
  for (const FormatItem& item : items) {
    if (item.kind == ScalarKind::kRecord) {
      for (std::uint64_t n = 0; n < item.count; ++n)
        visit_runs(item.items, base + item.offset + n * item.itemsize, visit);
      continue;
    }
    const bool number = item.kind == ScalarKind::kSigned || item.kind == ScalarKind::kUnsigned ||
                        item.kind == ScalarKind::kFloat || item.kind == ScalarKind::kBool;
    if (!number || item.itemsize == 1 || item.count == 0) continue;
    visit(NumberRun{base + item.offset, item.count, static_cast<std::size_t>(item.itemsize)});
  }
}

/// Returns the width of the numbers where a record is nothing but numbers of one width, else 0.
std::size_t only_width(const Format& format) noexcept {
  if (format.items().size() != 1 || format.items()[0].kind == ScalarKind::kRecord) return 0;
  std::size_t width = 0;
  visit_runs(format.items(), 0, [&](const NumberRun& run) {
    if (run.count * run.width == format.itemsize()) width = run.width;
  });
  return width;
}

template <class Word>
void swap_column(std::byte* first, std::uint64_t stride, std::uint64_t records) noexcept {
  for (std::uint64_t i = 0; i < records; ++i) swap_words<Word>(first + i * stride, first + i * stride, 1);
}

// Swaps one run of numbers in all records: short runs number by number through all records, long ones record
// by record.
void swap_run(std::byte* first, const NumberRun& run, std::uint64_t stride, std::uint64_t records) noexcept {
  // Numbers of a run. From this many on, a run keeps a loop of its own busy in each record; shorter ones are
  // swapped as columns through all records.
  constexpr std::uint64_t kLong = 8;
  if (run.count >= kLong) {
    for (std::uint64_t i = 0; i < records; ++i)
      detail::swap_numbers(first + i * stride, first + i * stride, run.count, run.width);
    return;
  }
  for (std::uint64_t n = 0; n < run.count; ++n, first += run.width) {
    if (run.width == 2) swap_column<std::uint16_t>(first, stride, records);
    if (run.width == 4) swap_column<std::uint32_t>(first, stride, records);
    if (run.width == 8) swap_column<std::uint64_t>(first, stride, records);
  }
}

/// Converts whole records from the front by shuffles, and returns how many bytes those are.
std::size_t shuffle(const Format& format, std::span<const std::byte> source, std::span<std::byte> target) {
  // In bytes. For fewer, making the table of shuffles takes longer than the conversion by columns; and only
  // from the second on does it pay to look for the best of all tables.
  constexpr std::size_t kWorthATable = 3072;
  constexpr std::size_t kWorthTheBest = 1U << 20U;
  if (source.size() < kWorthATable) return 0;
  std::vector<NumberRun> runs;
  runs.reserve(format.items().size());
  visit_runs(format.items(), 0, [&](const NumberRun& run) { runs.push_back(run); });
  if (runs.empty()) return 0;
  const auto effort =
      source.size() < kWorthTheBest ? ByteShuffle::Effort::kQuick : ByteShuffle::Effort::kBest;
  return ByteShuffle(runs, format.itemsize(), effort).copy(source.data(), target.data(), source.size());
}

/// Converts records field by field, block by block, so that they are still in the cache when their fields are
/// visited in turn.
void swap_fields(const Format& format, std::span<const std::byte> source, std::span<std::byte> target) {
  // Half of a first-level cache of 32 KiB: a larger block would leave it between two fields, and a smaller
  // one would repeat the loop over the fields more often.
  constexpr std::uint64_t kBlockBytes = 16384;
  const std::uint64_t stride = format.itemsize();
  const std::uint64_t block = std::max<std::uint64_t>(1, kBlockBytes / stride) * stride;
  for (std::uint64_t first = 0; first < source.size(); first += block) {
    const std::uint64_t size = std::min<std::uint64_t>(block, source.size() - first);
    std::byte* const records = target.data() + first;
    if (source.data() != target.data()) std::memcpy(records, source.data() + first, size);
    visit_runs(format.items(), 0,
               [&](const NumberRun& run) { swap_run(records + run.offset, run, stride, size / stride); });
  }
}

}  // namespace

Result<void> byteswap_copy(const Format& format, std::span<const std::byte> source,
                           std::span<std::byte> target) {
  const std::uint64_t stride = format.itemsize();
  const bool whole = stride == 0 ? source.empty() : source.size() % stride == 0;
  if (source.size() != target.size() || !whole)
    return fail(ErrorCode::kInvalidArgument, detail::byteswap_fault(source.size(), target.size(), stride));
  if (stride == 0 || source.empty()) return {};
  if (const std::size_t width = only_width(format); width != 0) return byteswap_copy(source, target, width);
  const std::size_t done = shuffle(format, source, target);
  swap_fields(format, source.subspan(done), target.subspan(done));
  return {};
}

Result<void> byteswap_in_place(const Format& format, std::span<std::byte> bytes) {
  return byteswap_copy(format, bytes, bytes);
}

}  // namespace vertexview
