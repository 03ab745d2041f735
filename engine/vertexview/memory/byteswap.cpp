#include "vertexview/memory/byteswap.hpp"

#include <cstring>
#include <string>
#include <vector>

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

// A number, or a row of them, inside every record.
struct Run {
  std::uint64_t offset;
  std::uint64_t count;
  std::size_t width;
};

void collect_runs(std::span<const FormatItem> items, std::uint64_t base, std::vector<Run>& runs) {
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

}  // namespace

Result<void> byteswap_copy(std::span<const std::byte> source, std::span<std::byte> target,
                           std::size_t width) {
  if (width != 1 && width != 2 && width != 4 && width != 8)
    return fail(ErrorCode::kInvalidArgument,
                "byteswap takes values of 1, 2, 4 or 8 bytes, found " + std::to_string(width));
  if (auto checked = check_sizes(source.size(), target.size(), width); !checked) return checked;
  swap_block(source.data(), target.data(), source.size() / width, width);
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
  std::vector<Run> runs;
  collect_runs(format.items(), 0, runs);
  if (runs.size() == 1 && runs[0].count * runs[0].width == stride)
    return byteswap_copy(source, target, runs[0].width);
  // One block of records after the other, so that each is still in the cache when its fields are visited.
  for (std::size_t first = 0; first < source.size(); first += stride) {
    const std::byte* const from = source.data() + first;
    std::byte* const to = target.data() + first;
    if (from != to) std::memcpy(to, from, stride);
    for (const Run& run : runs) swap_block(from + run.offset, to + run.offset, run.count, run.width);
  }
  return {};
}

Result<void> byteswap_in_place(const Format& format, std::span<std::byte> bytes) {
  return byteswap_copy(format, bytes, bytes);
}

}  // namespace vertexview
