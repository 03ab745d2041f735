#include "vertexview/vertex/selection.hpp"

#include <algorithm>

namespace vertexview {
namespace {

/// Appends a range to sorted ones; joins it with the last range where that ends at its begin.
void append(std::vector<IndexRange>& ranges, IndexRange range) {
  if (range.empty()) return;
  if (!ranges.empty() && ranges.back().end == range.begin)
    ranges.back().end = range.end;
  else
    ranges.push_back(range);
}

}  // namespace

/// Replaces the part of the set that lies in `range` by `inside`, sorted ranges that lie in `range`.
void IndexRanges::replace(IndexRange range, std::span<const IndexRange> inside) {
  // Ranges that only touch `range` are replaced as well, to be joined with new neighbours.
  const auto first = std::ranges::lower_bound(ranges_, range.begin, {}, &IndexRange::end);
  const auto last = std::ranges::upper_bound(ranges_, range.end, {}, &IndexRange::begin);
  std::vector<IndexRange> parts;
  if (first < last) append(parts, {first->begin, std::min(first->end, range.begin)});
  for (const IndexRange& part : inside) append(parts, part);
  if (first < last) append(parts, {std::max((last - 1)->begin, range.end), (last - 1)->end});
  const auto at = ranges_.erase(first, last);
  ranges_.insert(at, parts.begin(), parts.end());
}

void IndexRanges::add(IndexRange range) {
  if (!range.empty()) replace(range, {&range, 1});
}

void IndexRanges::remove(IndexRange range) {
  if (!range.empty()) replace(range, {});
}

void IndexRanges::toggle(IndexRange range) {
  if (range.empty()) return;
  std::vector<IndexRange> gaps;
  std::uint64_t begin = range.begin;
  auto taken = std::ranges::upper_bound(ranges_, range.begin, {}, &IndexRange::end);
  for (; taken != ranges_.end() && taken->begin < range.end; ++taken) {
    append(gaps, {begin, taken->begin});
    begin = taken->end;
  }
  append(gaps, {begin, range.end});
  replace(range, gaps);
}

bool IndexRanges::contains(std::uint64_t index) const noexcept {
  const auto found = std::ranges::upper_bound(ranges_, index, {}, &IndexRange::end);
  return found != ranges_.end() && found->begin <= index;
}

std::uint64_t IndexRanges::count() const noexcept {
  std::uint64_t count = 0;
  for (const IndexRange& range : ranges_) count += range.size();
  return count;
}

void Selection::keep_first(std::uint64_t count) {
  ranges.remove({count, UINT64_MAX});
  if (focus && *focus >= count) focus.reset();
  if (hover && *hover >= count) hover.reset();
}

}  // namespace vertexview
