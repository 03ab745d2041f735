#include "vertexview/vertex/tally/number_summary.hpp"

#include <algorithm>
#include <cmath>

namespace vertexview {
namespace {

/// Walks through sorted bins from one number to a later one.
class OrderedNumbers {
 public:
  explicit OrderedNumbers(std::span<const NumberBin> bins) : bins_(bins) {}

  /// Returns the bin of the number that has `rank` smaller ones before it. Ranks must not fall.
  [[nodiscard]] const NumberBin& bin_of(std::uint64_t rank) noexcept {
    while (rank - before_ >= bins_[at_].count) before_ += bins_[at_++].count;
    return bins_[at_];
  }
  /// Returns that number, as if those of a bin lay evenly in it.
  [[nodiscard]] double number(std::uint64_t rank) noexcept {
    const NumberBin& bin = bin_of(rank);
    if (bin.low == bin.high) return bin.low;
    const double share = (static_cast<double>(rank - before_) + 0.5) / static_cast<double>(bin.count);
    return bin.low * (1 - share) + bin.high * share;
  }

 private:
  std::span<const NumberBin> bins_;
  std::size_t at_ = 0;
  std::uint64_t before_ = 0;
};

/// Returns the number that lies a share of the way from one to another, as numpy computes it, to the last
/// bit.
double between(double from, double to, double share) noexcept {
  const double apart = to - from;
  if (!std::isfinite(apart)) return from * (1 - share) + to * share;
  return share < 0.5 ? from + apart * share : to - apart * (1 - share);
}

void find_percentiles(std::span<const NumberBin> bins, NumberStatistics& out) {
  OrderedNumbers below(bins);
  OrderedNumbers above(bins);
  const std::uint64_t last = out.finite() - 1;
  for (std::size_t i = 0; i < out.percentiles.size(); ++i) {
    const double place = NumberStatistics::kPercentiles[i] / 100 * static_cast<double>(last);
    const std::uint64_t rank = std::min(static_cast<std::uint64_t>(place), last);
    const std::uint64_t next = std::min(rank + 1, last);
    out.percentiles[i] = between(below.number(rank), above.number(next), place - static_cast<double>(rank));
    for (const NumberBin& bin : {below.bin_of(rank), above.bin_of(next)})
      out.percentile_error = std::max(out.percentile_error, bin.high - bin.low);
  }
}

void find_histogram(std::span<const ExactNumber> numbers, NumberHistogram& out) {
  constexpr auto kIntervals = static_cast<double>(NumberHistogram::kIntervals);
  out.low = numbers.front().number;
  out.high = numbers.back().number;
  // Halves, because the distance of two doubles may be no double.
  const double length = out.high / 2 - out.low / 2;
  for (const ExactNumber& one : numbers) {
    const double share = length > 0 ? (one.number / 2 - out.low / 2) / length : 0;
    const double interval = std::min(share * kIntervals, kIntervals - 1);
    out.counts[static_cast<std::size_t>(interval)] += one.count;
  }
}

/// Joins as many neighbouring bins as make at most 256 of all between the first and the last in use.
void find_histogram(const NumberBins& bins, NumberHistogram& out) {
  const auto counts = bins.counts();
  const auto used = [](std::uint64_t count) { return count > 0; };
  const auto first = static_cast<std::size_t>(std::ranges::find_if(counts, used) - counts.begin());
  std::size_t end = counts.size();
  while (end > first && counts[end - 1] == 0) --end;
  const std::size_t joined =
      std::max<std::size_t>(1, (end - first + NumberHistogram::kIntervals - 1) / NumberHistogram::kIntervals);
  for (std::size_t i = first; i < end; ++i) out.counts[(i - first) / joined] += counts[i];
  out.low = bins.scale().edge(first);
  out.high = bins.scale().edge(first + joined * NumberHistogram::kIntervals);
  out.below = bins.below();
  out.above = bins.above();
}

}  // namespace

void summarise(std::vector<ExactNumber> numbers, NumberStatistics& out) {
  if (numbers.empty()) return;
  // Integers that are the same double are told apart by what they are.
  std::ranges::sort(numbers, [](const ExactNumber& a, const ExactNumber& b) {
    return a.number != b.number ? a.number < b.number : a.value < b.value;
  });
  std::vector<NumberBin> bins;
  bins.reserve(numbers.size());
  std::size_t distinct = 0;
  long double sum = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const ExactNumber one = numbers[i];
    bins.push_back({one.number, one.number, one.count});
    sum += static_cast<long double>(one.count) * one.number;
    if (distinct > 0 && same_value(numbers[distinct - 1].value, one.value))
      numbers[distinct - 1].count += one.count;
    else
      numbers[distinct++] = one;
  }
  numbers.resize(distinct);
  out.min = numbers.front().value;
  out.max = numbers.back().value;
  const auto finite = static_cast<long double>(out.finite());
  out.mean = static_cast<double>(sum / finite);
  long double squares = 0;
  for (const ExactNumber& one : numbers) {
    const long double apart = static_cast<long double>(one.number) - sum / finite;
    squares += static_cast<long double>(one.count) * apart * apart;
  }
  out.deviation = static_cast<double>(std::sqrt(squares / finite));
  find_percentiles(bins, out);
  find_histogram(numbers, out.histogram);
  if (numbers.size() > NumberStatistics::kMostDistinct) return;
  out.distinct.reserve(numbers.size());
  for (const ExactNumber& one : numbers) out.distinct.push_back({one.value, one.count});
}

void summarise(const NumberBins& counted, double least, double most, NumberStatistics& out) {
  const std::vector<NumberBin> bins = counted.sorted();
  find_percentiles(bins, out);
  for (double& percentile : out.percentiles) percentile = std::clamp(percentile, least, most);
  find_histogram(counted, out.histogram);
}

}  // namespace vertexview
