#include "vertexview/record/element_range.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

/// Widens a range by the finite ones of `values`.
void include(ValueRange& range, std::span<const double> values) {
  for (const double value : values)
    if (std::isfinite(value)) range = {std::min(range.low, value), std::max(range.high, value)};
}

/// Numbers read at once: 4 KiB, which stay in the first-level cache beside the records they come from. More
/// would fall out of it; fewer would mean more calls.
constexpr std::uint64_t kBlock = 512;

/// Widens a range by all numbers of an element in at most kBlock records. What lies side by side in memory is
/// read side by side: the numbers of a long run in one record, else one number of the records.
void include_run(ValueRange& range, const Element& element, const RecordSpan& records) {
  std::array<double, kBlock> values;
  const std::uint64_t size = element_size(element.type);
  const auto read = [&](std::uint32_t index, const RecordSpan& numbers) {
    ElementReader(element, index).numbers(numbers, values.data());
    include(range, std::span(values).first(static_cast<std::size_t>(numbers.count)));
  };
  if (element.count < kBlock) {
    for (std::uint32_t i = 0; i < element.number_count(); ++i) read(i, records);
    return;
  }
  const std::uint64_t components = element.number_count() / element.count;
  for (std::uint64_t record = 0; record < records.count; ++record)
    for (std::uint64_t done = 0; done < element.count; done += kBlock)
      for (std::uint64_t component = 0; component < components; ++component)
        read(static_cast<std::uint32_t>(done * components + component),
             {records.data + record * records.stride, std::min(kBlock, element.count - done), size});
}

}  // namespace

std::vector<double> sample_element(const Element& element, const RecordStreams& records) {
  // More places touch more pages, each perhaps a read from the disk; a run costs little more than its first
  // record, because its records lie on the same pages.
  constexpr std::uint64_t kPlaces = 256;
  constexpr std::uint64_t kRun = 64;
  const auto [column, numbers] = records.reduced_to({element});
  const ElementReader reader(numbers.front());
  const std::uint64_t count = records.count();
  std::vector<double> values;
  std::vector<std::byte> room;
  if (count <= kPlaces * kRun) {
    values.resize(static_cast<std::size_t>(count));
    reader.numbers(column.block(0, count, room), values.data());
  } else {
    values.resize(kPlaces * kRun);
    const std::uint64_t last = count - kRun;
    for (std::uint64_t i = 0; i < kPlaces; ++i) {
      const std::uint64_t first = last / (kPlaces - 1) * i + last % (kPlaces - 1) * i / (kPlaces - 1);
      reader.numbers(column.block(first, kRun, room), values.data() + i * kRun);
    }
  }
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  return values;
}

Result<ValueRange> range_of_elements(std::span<const Element> elements, const RecordStreams& records,
                                     Progress* progress, unsigned threads) {
  const auto [read, numbers] = records.reduced_to({elements.begin(), elements.end()});
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const ParallelOptions options{.workers = threads, .progress = progress};
  std::vector<ValueRange> parts(worker_count(read.count(), options), {kInfinity, -kInfinity});
  std::vector<std::vector<std::byte>> rooms(parts.size());
  const auto visit = [&](const Chunk& chunk, std::size_t worker) {
    ValueRange part = parts[worker];
    for (std::uint64_t done = 0; done < chunk.count; done += kBlock) {
      const std::uint64_t step = std::min(kBlock, chunk.count - done);
      const RecordSpan block = read.block(chunk.first + done, step, rooms[worker]);
      for (const Element& element : numbers) include_run(part, element, block);
    }
    parts[worker] = part;
  };
  if (const auto done = parallel_for(read.count(), options, visit); !done)
    return tl::unexpected(done.error());
  ValueRange range{kInfinity, -kInfinity};
  for (const ValueRange& part : parts)
    range = {std::min(range.low, part.low), std::max(range.high, part.high)};
  return range.low <= range.high ? range : ValueRange{};
}

ValueRange robust_range(std::vector<double> values, double outliers) {
  if (values.empty()) return {};
  const auto skipped = static_cast<std::ptrdiff_t>(outliers * static_cast<double>(values.size() - 1));
  const auto low = values.begin() + skipped;
  std::nth_element(values.begin(), low, values.end());
  const double least = *low;
  const auto high = values.end() - 1 - skipped;
  std::nth_element(values.begin(), high, values.end());
  return {least, *high};
}

}  // namespace vertexview
