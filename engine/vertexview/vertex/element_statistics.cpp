#include "vertexview/vertex/element_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "vertexview/record/element_reader.hpp"
#include "vertexview/task/parallel_for.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/record_columns.hpp"
#include "vertexview/vertex/record_subset.hpp"
#include "vertexview/vertex/tally/code_tally.hpp"
#include "vertexview/vertex/tally/value_tally.hpp"

namespace vertexview {
namespace {

/// Bins of a number that takes more than 16 bits. 128 KiB of counters stay in the second-level cache beside
/// those of the other numbers, and a percentile is off by a few 10,000ths of the range that most of the
/// numbers take.
constexpr std::size_t kBins = std::size_t{1} << 14U;

/// The most bytes of counters that a worker has at once; numbers that need more are taken in several passes.
constexpr std::size_t kTables = std::size_t{64} << 20U;

using Tally = std::variant<CodeTally, ValueTally>;

std::size_t nbytes_of(const Element& number) noexcept {
  const auto code = code_of(number);
  return code ? CodeTally::nbytes(*code) : ValueTally::nbytes(kBins);
}

/// Returns the finite ones among a number's values in a sample of the records.
std::vector<double> sample_of(const Dataset& file, const RecordSubset& subset, const Element& number) {
  const ElementReader reader(number);
  std::vector<double> values;
  std::vector<std::byte> room;
  subset.for_each_sample([&](std::uint64_t first, std::uint64_t count) {
    const std::size_t before = values.size();
    values.resize(before + static_cast<std::size_t>(count));
    reader.numbers(file.records().block(first, count, room), values.data() + before);
  });
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  return values;
}

std::vector<Tally> make_tallies(const Dataset& file, const RecordSubset& subset,
                                std::span<const Element> numbers) {
  std::vector<Tally> tallies;
  tallies.reserve(numbers.size());
  for (const Element& number : numbers) {
    if (const auto code = code_of(number))
      tallies.emplace_back(std::in_place_type<CodeTally>, number, *code);
    else
      tallies.emplace_back(std::in_place_type<ValueTally>, number, sample_of(file, subset, number), kBins);
  }
  return tallies;
}

void include(Tally& tally, const Tally& other) {
  std::visit([&]<class T>(T& own) { own.include(*std::get_if<T>(&other)); }, tally);
}

NumberStatistics summarise(const Element& number, const Tally& tally, const Moments& moments) {
  NumberStatistics out;
  out.number = number;
  if (const auto* const codes = std::get_if<CodeTally>(&tally))
    codes->summarise(out);
  else
    std::get_if<ValueTally>(&tally)->summarise(moments, out);
  return out;
}

void add(Tally& tally, const RecordSpan& records) {
  if (auto* const codes = std::get_if<CodeTally>(&tally))
    codes->add(records);
  else
    std::get_if<ValueTally>(&tally)->add(records);
}

/// Reads the records once, for numbers whose counters fit in kTables.
Result<void> read_numbers(const Dataset& file, const RecordSubset& subset, std::span<const Element> numbers,
                          const ElementStatisticsOptions& options, ElementStatistics& out) {
  const ParallelOptions parallel{.workers = options.workers, .progress = options.progress};
  std::vector<std::vector<Tally>> workers(worker_count(subset.size(), parallel),
                                          make_tallies(file, subset, numbers));
  std::vector<Moments> moments(numbers.size());
  const auto make = [&](const Chunk& chunk, std::size_t worker) {
    return subset.for_each_block(chunk, ValueTally::kBlock, [&](const RecordSpan& records, std::uint64_t) {
      for (Tally& tally : workers[worker]) add(tally, records);
    });
  };
  // Chunk by chunk in their order, because sums of doubles depend on it.
  const auto write = [&](const Chunk&, std::size_t worker) {
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if (auto* const values = std::get_if<ValueTally>(&workers[worker][i]))
        moments[i].include(values->take_moments());
  };
  if (auto done = parallel_for(subset.size(), parallel, make, write); !done) return done;
  out.numbers.reserve(out.numbers.size() + numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    for (std::size_t worker = 1; worker < workers.size(); ++worker)
      include(workers[0][i], workers[worker][i]);
    out.numbers.push_back(summarise(numbers[i], workers[0][i], moments[i]));
  }
  return {};
}

/// Returns how many of `numbers`, from the first on, have counters that fit in kTables; at least 1.
std::size_t numbers_at_once(std::span<const Element> numbers) noexcept {
  std::size_t taken = 0;
  for (std::size_t nbytes = 0; taken < numbers.size(); ++taken) {
    nbytes += nbytes_of(numbers[taken]);
    if (nbytes > kTables) break;
  }
  return std::max<std::size_t>(taken, 1);
}

}  // namespace

Result<ElementStatistics> element_statistics(const Dataset& file, const ElementStatisticsOptions& options) {
  const auto subset = RecordSubset::of(file, options.ranges);
  if (!subset) return tl::unexpected<Error>(subset.error());
  ElementStatistics out;
  out.records = subset->size();
  std::vector<Element> numbers;
  for (const RecordColumn& column : record_columns(file.layout()))
    if (column.is_number()) numbers.push_back(column);
  for (const Element& element : file.layout().schema.elements)
    if (element.semantic != Semantic::kPadding && element.type != ElementType::kBytes)
      out.left_out += element.number_count();
  out.left_out -= numbers.size();
  for (std::span<const Element> left = numbers; !left.empty();) {
    const auto taken = left.first(numbers_at_once(left));
    if (auto done = read_numbers(file, *subset, taken, options, out); !done)
      return tl::unexpected(std::move(done.error()));
    left = left.subspan(taken.size());
  }
  return out;
}

}  // namespace vertexview
