#include "vertexview/memory/byteswap.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "vertexview/memory/byte_shuffle.hpp"
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

void swap_block(const std::byte* source, std::byte* target, std::size_t count, std::size_t width) noexcept {
  switch (width) {
    case 2:
      return swap_words<std::uint16_t>(source, target, count);
    case 4:
      return swap_words<std::uint32_t>(source, target, count);
    case 8:
      return swap_words<std::uint64_t>(source, target, count);
    default:
      if (source != target) std::memcpy(target, source, count * width);
  }
}

Result<void> check_sizes(std::size_t source, std::size_t target, std::uint64_t group) {
  const bool whole = group == 0 ? source == 0 : source % group == 0;
  if (source == target && whole) return {};
  return fail(ErrorCode::kInvalidArgument, "byteswap needs two equal sizes that are multiples of " +
                                               std::to_string(group) + ", found " + std::to_string(source) +
                                               " and " + std::to_string(target) + " bytes");
}

void collect_runs(std::span<const FormatItem> items, std::uint64_t base, std::vector<NumberRun>& runs) {
  for (const FormatItem& item : items) {
    if (item.kind == ScalarKind::kRecord) {
      for (std::uint64_t n = 0; n < item.count; ++n)
        collect_runs(item.items, base + item.offset + n * item.itemsize, runs);
      continue;
    }
    const bool number = item.kind == ScalarKind::kSigned || item.kind == ScalarKind::kUnsigned ||
                        item.kind == ScalarKind::kFloat || item.kind == ScalarKind::kBool;
    if (!number || item.itemsize == 1 || item.count == 0) continue;
    runs.push_back({base + item.offset, item.count, static_cast<std::size_t>(item.itemsize)});
  }
}

// Half of a first-level cache of 32 KiB: a larger block would leave it between two fields, and a smaller one
// would repeat the loop over the fields more often.
constexpr std::uint64_t kBlockBytes = 16384;

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
      swap_block(first + i * stride, first + i * stride, run.count, run.width);
    return;
  }
  for (std::uint64_t n = 0; n < run.count; ++n, first += run.width) {
    if (run.width == 2) swap_column<std::uint16_t>(first, stride, records);
    if (run.width == 4) swap_column<std::uint32_t>(first, stride, records);
    if (run.width == 8) swap_column<std::uint64_t>(first, stride, records);
  }
}

/// Converts whole records from the front by shuffles, and returns how many bytes those are.
std::size_t shuffle(std::span<const NumberRun> runs, std::uint64_t stride, std::span<const std::byte> source,
                    std::span<std::byte> target) {
  // In bytes. For fewer, making the table of shuffles would take longer than the conversion.
  constexpr std::size_t kWorthATable = 4096;
  if (source.size() < kWorthATable || runs.empty()) return 0;
  return ByteShuffle(runs, stride).copy(source.data(), target.data(), source.size());
}

}  // namespace

Result<void> byteswap_copy(std::span<const std::byte> source, std::span<std::byte> target,
                           std::size_t width) {
  if (width != 1 && width != 2 && width != 4 && width != 8)
    return fail(ErrorCode::kInvalidArgument,
                "byteswap takes values of 1, 2, 4 or 8 bytes, found " + std::to_string(width));
  if (auto checked = check_sizes(source.size(), target.size(), width); !checked) return checked;
  const NumberRun number{0, 1, width};
  const std::size_t done = width == 1 ? 0 : shuffle({&number, 1}, width, source, target);
  swap_block(source.data() + done, target.data() + done, (source.size() - done) / width, width);
  return {};
}

Result<void> byteswap_in_place(std::span<std::byte> bytes, std::size_t width) {
  return byteswap_copy(bytes, bytes, width);
}

Result<void> byteswap_copy(const Format& format, std::span<const std::byte> source,
                           std::span<std::byte> target) {
  const std::uint64_t stride = format.itemsize();
  if (auto checked = check_sizes(source.size(), target.size(), stride); !checked) return checked;
  if (source.empty()) return {};
  std::vector<NumberRun> runs;
  collect_runs(format.items(), 0, runs);
  if (runs.size() == 1 && runs[0].count * runs[0].width == stride)
    return byteswap_copy(source, target, runs[0].width);
  // Records go block by block, so that they are still in the cache when their fields are visited in turn.
  const std::uint64_t block = std::max<std::uint64_t>(1, kBlockBytes / stride) * stride;
  for (std::uint64_t first = shuffle(runs, stride, source, target); first < source.size(); first += block) {
    const std::uint64_t size = std::min<std::uint64_t>(block, source.size() - first);
    std::byte* const records = target.data() + first;
    if (source.data() != target.data()) std::memcpy(records, source.data() + first, size);
    for (const NumberRun& run : runs) swap_run(records + run.offset, run, stride, size / stride);
  }
  return {};
}

Result<void> byteswap_in_place(const Format& format, std::span<std::byte> bytes) {
  return byteswap_copy(format, bytes, bytes);
}

}  // namespace vertexview
