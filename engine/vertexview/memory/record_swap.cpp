#include "vertexview/memory/record_swap.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "vertexview/memory/byteswap.hpp"
#include "vertexview/memory/format.hpp"

namespace vertexview {
namespace {

// In bytes. Fewer are converted record by record, where there is a way: the periods leave two at the end.
constexpr std::size_t kWorthPeriods = 1024;

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
  for (std::uint64_t i = 0; i < records; ++i)
    detail::swap_words<Word>(first + i * stride, first + i * stride, 1);
}

// Swaps one run of numbers in all records: short runs number by number through all records, long ones record
// by record.
void swap_run(std::byte* first, const NumberRun& run, std::uint64_t stride, std::uint64_t records) noexcept {
  // Numbers of a run. From this many on, a run keeps a loop of its own busy in each record; shorter ones are
  // swapped as columns through all records.
  constexpr std::uint64_t kLong = 8;
  if (run.count >= kLong) {
    for (std::uint64_t i = 0; i < records; ++i)
      detail::swap_numbers(first + i * stride, first + i * stride, run.count * run.width, run.width);
    return;
  }
  for (std::uint64_t n = 0; n < run.count; ++n, first += run.width) {
    if (run.width == 2) swap_column<std::uint16_t>(first, stride, records);
    if (run.width == 4) swap_column<std::uint32_t>(first, stride, records);
    if (run.width == 8) swap_column<std::uint64_t>(first, stride, records);
  }
}

/// Returns the runs of a record that is short enough for shuffles, else none.
std::vector<NumberRun> runs_of(const Format& format) {
  std::vector<NumberRun> runs;
  if (format.itemsize() > ByteShuffle::kLongestRecord) return runs;
  runs.reserve(format.items().size());
  visit_runs(format.items(), 0, [&](const NumberRun& run) { runs.push_back(run); });
  return runs;
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

RecordSwap::RecordSwap(const Format& format) : stride_(format.itemsize()), only_width_(only_width(format)) {
  if (only_width_ != 0) return;
  const std::vector<NumberRun> runs = runs_of(format);
  if (runs.empty()) return;
  records_ = RecordShuffle(runs, stride_);
  if (records_.usable()) {
    few_ = kWorthPeriods - 1;
    group_share_ = std::numeric_limits<std::uint64_t>::max() / records_.group() + 1;
  }
  if (!records_.in_registers()) periods_ = ByteShuffle(runs, stride_);
}

bool RecordSwap::whole(std::uint64_t size) const noexcept {
  // A division of small numbers takes a third of the time of one of large numbers.
  constexpr std::uint64_t kSmall = std::numeric_limits<std::uint32_t>::max();
  if (size == stride_ || size == 0) return true;
  if (stride_ == 0) return false;
  if (size <= kSmall && stride_ <= kSmall)
    return static_cast<std::uint32_t>(size) % static_cast<std::uint32_t>(stride_) == 0;
  return size % stride_ == 0;
}

void RecordSwap::copy(const Format& format, std::span<const std::byte> source,
                      std::span<std::byte> target) const {
  if (source.size() < kWorthPeriods && records_.usable())
    return records_.copy(source.data(), target.data(), source.size());
  if (only_width_ != 0) return detail::swap_numbers(source.data(), target.data(), source.size(), only_width_);
  const std::size_t done = periods_.copy(source.data(), target.data(), source.size());
  if (done == source.size()) return;
  if (records_.usable())
    records_.copy(source.data() + done, target.data() + done, source.size() - done);
  else
    swap_fields(format, source.subspan(done), target.subspan(done));
}

Result<void> detail::swap_records(const Format& format, std::span<const std::byte> source,
                                  std::span<std::byte> target) {
  const RecordSwap& plan = format.record_swap();
  if (source.size() != target.size() || !plan.whole(source.size()))
    return fail(ErrorCode::kInvalidArgument, byteswap_fault(source.size(), target.size(), format.itemsize()));
  plan.copy(format, source, target);
  return {};
}

}  // namespace vertexview
