#include "vertexview/vertex/tally/value_tally.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/vertex/tally/block_numbers.hpp"

namespace vertexview {
namespace {

bool is_integer(ElementType type) noexcept {
  using enum ElementType;
  return type == kInt32 || type == kUint32 || type == kInt64 || type == kUint64;
}

/// Turns the bits of a signed integer into an unsigned one of the same order, and back.
std::uint64_t ordered(std::uint64_t bits) noexcept {
  return bits ^ std::uint64_t{1} << 63U;
}

}  // namespace

ValueTally::ValueTally(const Element& number, std::vector<double> sample, std::size_t bins)
    : number_(number), reader_(number) {
  const bool plain = number.encoding == Encoding::kPlain;
  if (plain && number.type == ElementType::kInt64) bits_ = Bits::kSigned;
  if (plain && number.type == ElementType::kUint64) bits_ = Bits::kUnsigned;
  bins_ = NumberBins(BinScale::around(std::move(sample), bins, plain && is_integer(number.type)));
}

std::size_t ValueTally::nbytes(std::size_t bins) noexcept {
  return sizeof(ValueTally) + bins * sizeof(std::uint64_t);
}

std::size_t ValueTally::keep_finite(std::span<double> numbers) noexcept {
  std::size_t kept = 0;
  for (const double number : numbers) {
    if (std::isfinite(number))
      numbers[kept++] = number;
    else
      ++(std::isnan(number) ? nan_ : inf_);
  }
  return kept;
}

void ValueTally::read_bits(const RecordSpan& records, std::span<const double> numbers,
                           std::span<std::uint64_t> bits) const noexcept {
  if (bits_ == Bits::kDouble) {
    // A zero is positive whichever sign the record holds, because it is one number.
    for (std::size_t i = 0; i < numbers.size(); ++i) bits[i] = std::bit_cast<std::uint64_t>(numbers[i] + 0.0);
    return;
  }
  const std::byte* from = records.data + number_.offset;
  const bool reversed = is_reversed(number_.big_endian);
  for (std::uint64_t i = 0; i < records.count; ++i, from += records.stride)
    bits[i] = load_number<std::uint64_t>(from, reversed);
}

void ValueTally::add(const RecordSpan& records) {
  std::array<double, kBlock> read;
  reader_.numbers(records, read.data());
  count_ += records.count;
  std::span<double> numbers = std::span(read).first(static_cast<std::size_t>(records.count));
  BlockSummary block = summary_of(numbers);
  if (!block.finite) {
    numbers = numbers.first(keep_finite(numbers));
    if (numbers.empty()) return;
    block = summary_of(numbers);
  }
  least_ = std::min(least_, block.least);
  most_ = std::max(most_, block.most);
  moments_.include(block.moments);
  if (!few_ && bits_ == Bits::kDouble) return bins_.add(numbers);
  std::array<std::uint64_t, kBlock> bits;
  const auto told_apart = std::span(bits).first(numbers.size());
  read_bits(records, numbers, told_apart);
  if (bits_ != Bits::kDouble)
    for (const std::uint64_t one : told_apart) {
      const std::uint64_t place = bits_ == Bits::kSigned ? ordered(one) : one;
      least_bits_ = std::min(least_bits_, place);
      most_bits_ = std::max(most_bits_, place);
    }
  if (few_) return add_distinct(numbers, told_apart);
  bins_.add(numbers);
}

void ValueTally::add_distinct(std::span<const double> numbers, std::span<const std::uint64_t> bits) {
  std::size_t done = 0;
  while (done < bits.size() && distinct_.add(bits[done])) ++done;
  if (done == bits.size()) return;
  spill();
  bins_.add(numbers.subspan(done));
}

void ValueTally::spill() {
  if (!few_) return;
  few_ = false;
  for (const auto& [bits, count] : distinct_.entries())
    if (count > 0) bins_.add(number_of(bits), count);
}

double ValueTally::number_of(std::uint64_t bits) const noexcept {
  if (bits_ == Bits::kSigned) return static_cast<double>(static_cast<std::int64_t>(bits));
  return bits_ == Bits::kUnsigned ? static_cast<double>(bits) : std::bit_cast<double>(bits);
}

Scalar ValueTally::value_of(std::uint64_t bits) const noexcept {
  if (bits_ == Bits::kSigned) return static_cast<std::int64_t>(bits);
  return bits_ == Bits::kUnsigned ? Scalar(bits) : value_of(std::bit_cast<double>(bits));
}

Scalar ValueTally::value_of(double number) const noexcept {
  if (number_.encoding == Encoding::kPlain && number_.type == ElementType::kInt32)
    return static_cast<std::int64_t>(number);
  if (number_.encoding == Encoding::kPlain && number_.type == ElementType::kUint32)
    return static_cast<std::uint64_t>(number);
  return number + 0.0;
}

Moments ValueTally::take_moments() noexcept {
  return std::exchange(moments_, {});
}

void ValueTally::include(const ValueTally& other) {
  count_ += other.count_;
  nan_ += other.nan_;
  inf_ += other.inf_;
  least_ = std::min(least_, other.least_);
  most_ = std::max(most_, other.most_);
  least_bits_ = std::min(least_bits_, other.least_bits_);
  most_bits_ = std::max(most_bits_, other.most_bits_);
  if (!other.few_) {
    spill();
    return bins_.include(other.bins_);
  }
  for (const auto& [bits, count] : other.distinct_.entries()) {
    if (count == 0 || (few_ && distinct_.add(bits, count))) continue;
    spill();
    bins_.add(number_of(bits), count);
  }
}

void ValueTally::summarise(const Moments& moments, NumberStatistics& out) const {
  out.count = count_;
  out.nan = nan_;
  out.inf = inf_;
  if (out.finite() == 0) return;
  if (few_) {
    std::vector<ExactNumber> numbers;
    numbers.reserve(FewNumbers::kMost);
    for (const auto& [bits, count] : distinct_.entries())
      if (count > 0) numbers.push_back({number_of(bits), value_of(bits), count});
    return vertexview::summarise(std::move(numbers), out);
  }
  const auto exactly = [&](std::uint64_t place) {
    return value_of(bits_ == Bits::kSigned ? ordered(place) : place);
  };
  out.min = bits_ == Bits::kDouble ? value_of(least_) : exactly(least_bits_);
  out.max = bits_ == Bits::kDouble ? value_of(most_) : exactly(most_bits_);
  out.mean = moments.mean;
  out.deviation = moments.deviation();
  vertexview::summarise(bins_, least_, most_, out);
  if (bits_ == Bits::kDouble) return;
  // Integers were rounded to doubles before they were counted.
  const double largest = std::max(std::abs(least_), std::abs(most_));
  constexpr double kExact = 9007199254740992;  // 2^53
  if (largest > kExact)
    out.percentile_error += std::nextafter(largest, std::numeric_limits<double>::max()) - largest;
}

}  // namespace vertexview
