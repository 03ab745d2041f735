#include "vertexview/vertex/tally/number_bins.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "vertexview/vertex/tally/block_numbers.hpp"

namespace vertexview {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();

/// Numbers whose bins are found before they are counted, so that finding them is a loop of vector
/// instructions: 2 KiB of indices.
constexpr std::size_t kBlock = 512;

/// A distance from the scale in lengths of the scale, plus 1, as the key of a bin: the upper bits of the
/// double, whose exponent is not negative, with five bits of its mantissa.
constexpr int kKeyShift = 47;
constexpr std::size_t kKeys = std::size_t{1024} << 5U;

std::size_t far_key(double lengths) noexcept {
  const double above_one = std::min(1 + lengths, kLargest);
  return static_cast<std::size_t>(
      (std::bit_cast<std::uint64_t>(above_one) - std::bit_cast<std::uint64_t>(1.0)) >>
      static_cast<unsigned>(kKeyShift));
}

double lengths_of_key(std::size_t key) noexcept {
  if (key >= kKeys) return kLargest;
  const std::uint64_t bits =
      (std::uint64_t{key} << static_cast<unsigned>(kKeyShift)) + std::bit_cast<std::uint64_t>(1.0);
  return std::bit_cast<double>(bits) - 1;
}

/// Returns a width for numbers that are all alike, as far as is known: as little as their digits allow.
double least_width(double number) noexcept {
  return std::max(std::abs(number) * std::numeric_limits<double>::epsilon(), 1e-290);
}

double clamped(double number) noexcept {
  return std::clamp(number, -kLargest, kLargest);
}

}  // namespace

BinScale BinScale::around(std::vector<double> sample, std::size_t bins, bool whole) {
  // A few numbers may be absurd: the scale reaches no farther than twice what all but the least and the
  // greatest hundredth of the sample take, or else they would have few bins. It has an eighth more on each
  // side, because a sample hardly ever has the least and the greatest number of all.
  constexpr std::size_t kLeftOut = 100;
  constexpr double kReach = 2;
  constexpr double kMore = 0.125;
  constexpr double kFarthest = kLargest / 16;  // so that no length here is infinite
  BinScale scale{.low = 0, .width = 1, .bins = bins, .whole = whole};
  if (sample.empty()) return scale;
  std::ranges::sort(sample);
  for (double& number : sample) number = std::clamp(number, -kFarthest, kFarthest);
  const std::size_t skipped = sample.size() / kLeftOut;
  const double from = sample[skipped];
  const double to = sample[sample.size() - 1 - skipped];
  const double reach = to > from ? kReach * (to - from) : sample.back() - sample.front();
  double low = std::max(sample.front(), from - reach);
  double high = std::min(sample.back(), to + reach);
  const double more = kMore * (high - low);
  low -= more;
  high += more;
  const auto parts = static_cast<double>(bins);
  scale.width = std::max((high - low) / parts, least_width(std::max(std::abs(low), std::abs(high))));
  scale.low = low;
  if (!whole) return scale;
  scale.low = std::floor(low);
  scale.width = std::max(1.0, std::ceil((high - scale.low + 1) / parts));
  // What is left of the bins lies on both sides.
  scale.low -= std::floor((scale.length() - (high - scale.low)) / 2);
  return scale;
}

NumberBins::NumberBins(const BinScale& scale)
    : scale_(scale), per_width_(1 / scale.width), counts_(scale.bins + 2) {}

void NumberBins::add(std::span<const double> numbers) {
  const std::uint64_t far = counts_.front() + counts_.back();
  std::uint64_t* const counts = counts_.data();
  std::array<std::int32_t, kBlock> places;
  for (std::size_t done = 0; done < numbers.size(); done += kBlock) {
    const auto block = numbers.subspan(done, std::min(kBlock, numbers.size() - done));
    find_places(block, scale_.low, per_width_, static_cast<std::int32_t>(scale_.bins + 1), places.data());
    for (std::size_t i = 0; i < block.size(); ++i) ++counts[places[i]];
  }
  if (counts_.front() + counts_.back() == far) return;
  for (const double number : numbers) add_if_far(number, (number - scale_.low) * per_width_ + 1, 1);
}

void NumberBins::add(double number, std::uint64_t count) {
  const double place = (number - scale_.low) * per_width_ + 1;
  counts_[static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(scale_.bins + 1)))] += count;
  add_if_far(number, place, count);
}

void NumberBins::add_if_far(double number, double place, std::uint64_t count) {
  const bool is_below = place < 1;
  if (!is_below && place < static_cast<double>(scale_.bins + 1)) return;
  std::vector<std::uint64_t>& far = is_below ? far_below_ : far_above_;
  if (far.empty()) far.resize(kKeys);
  const double distance = is_below ? scale_.low - number : number - scale_.edge(scale_.bins);
  far[far_key(std::max(distance, 0.0) / scale_.length())] += count;
}

void NumberBins::include(const NumberBins& other) {
  const auto add = [](std::vector<std::uint64_t>& ours, const std::vector<std::uint64_t>& theirs) {
    if (theirs.empty()) return;
    ours.resize(theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i) ours[i] += theirs[i];
  };
  add(counts_, other.counts_);
  add(far_below_, other.far_below_);
  add(far_above_, other.far_above_);
}

std::span<const std::uint64_t> NumberBins::counts() const noexcept {
  return std::span(counts_).subspan(1, scale_.bins);
}

std::vector<NumberBin> NumberBins::sorted() const {
  std::vector<NumberBin> bins;
  const double length = scale_.length();
  for (std::size_t i = far_below_.size(); i-- > 0;)
    if (far_below_[i] > 0)
      bins.push_back({clamped(scale_.low - lengths_of_key(i + 1) * length),
                      clamped(scale_.low - lengths_of_key(i) * length), far_below_[i]});
  for (std::size_t i = 0; i < scale_.bins; ++i)
    if (const std::uint64_t count = counts()[i]; count > 0)
      bins.push_back(
          {scale_.edge(i), scale_.whole ? scale_.edge(i) + scale_.width - 1 : scale_.edge(i + 1), count});
  const double end = scale_.edge(scale_.bins);
  for (std::size_t i = 0; i < far_above_.size(); ++i)
    if (far_above_[i] > 0)
      bins.push_back({clamped(end + lengths_of_key(i) * length),
                      clamped(end + lengths_of_key(i + 1) * length), far_above_[i]});
  return bins;
}

}  // namespace vertexview
