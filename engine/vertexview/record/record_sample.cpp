#include "vertexview/record/record_sample.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "vertexview/record/sample_places.hpp"

namespace vertexview {
namespace {

constexpr std::uint64_t kCopied = 3;  // a record, the one after it, and the end of a number in the next
constexpr std::uint64_t kPlaces = 16;
constexpr std::uint64_t kMostRecords = 512;
constexpr std::uint64_t kFewestRecords = 128;
constexpr std::uint64_t kMostBytes = 16384;  // of longer records fewer are taken, which takes as long

/// Returns log2 of 1 * 3 * 5 * ... (2n - 1) / (2^n): what the estimator below needs of a count.
const std::array<double, kMostRecords + 1>& half_factorials() {
  static const auto table = [] {
    std::array<double, kMostRecords + 1> logarithms{};
    for (std::size_t n = 1; n < logarithms.size(); ++n)
      logarithms[n] = logarithms[n - 1] + std::log2(static_cast<double>(n) - 0.5);
    return logarithms;
  }();
  return table;
}

const std::array<double, kMostRecords + 1>& factorials() {
  static const auto table = [] {
    std::array<double, kMostRecords + 1> logarithms{};
    for (std::size_t n = 1; n < logarithms.size(); ++n)
      logarithms[n] = logarithms[n - 1] + std::log2(static_cast<double>(n));
    return logarithms;
  }();
  return table;
}

/// Returns the bits that sorted integers cost when each bit, from the highest of `bits` on, is told by how
/// often it was 0 and 1 after the same higher bits (Krichevsky and Trofimov's estimator, which pays for what
/// it learns, so that noise never gets cheaper by being told together).
double tree_cost(std::span<const std::uint16_t> sorted, int bits) {
  if (sorted.empty()) return 0;
  const double alike =
      factorials()[sorted.size()] - half_factorials()[sorted.size()];  // where no bit differs
  const auto differing = static_cast<unsigned>(sorted.front() ^ sorted.back());
  const int told = static_cast<int>(std::bit_width(differing));  // bits from the highest that differs on
  if (told == 0) return bits * alike;
  const unsigned bit = 1U << static_cast<unsigned>(told - 1);
  const auto half = std::ranges::partition_point(sorted, [&](std::uint16_t v) { return (v & bit) == 0; });
  const auto zeros = static_cast<std::size_t>(half - sorted.begin());
  const std::size_t ones = sorted.size() - zeros;
  return (bits - told) * alike + factorials()[sorted.size()] - half_factorials()[zeros] -
         half_factorials()[ones] + tree_cost(sorted.first(zeros), told - 1) +
         tree_cost(sorted.last(ones), told - 1);
}

/// Sorts by the lower byte and then by the higher one, which takes no comparison.
void sort_bytewise(std::vector<std::uint16_t>& values, std::vector<std::uint16_t>& room) {
  constexpr std::size_t kByte = 256;
  room.resize(values.size());
  for (const unsigned shift : {0U, 8U}) {
    std::array<std::size_t, kByte + 1> places{};
    for (const std::uint16_t value : values) ++places[(value >> shift) % kByte + 1];
    std::partial_sum(places.begin(), places.end(), places.begin());
    for (const std::uint16_t value : values) room[places[(value >> shift) % kByte]++] = value;
    values.swap(room);
  }
}

double cost(std::vector<std::uint16_t>& values, int bits, std::vector<std::uint16_t>& room) {
  sort_bytewise(values, room);
  return tree_cost(values, bits);
}

SampledByte sampled(const RecordSpan& records, std::size_t at) {
  SampledByte byte;
  constexpr double kValues = 256;
  std::array<std::uint64_t, 256> seen{};
  double sum = 0;
  const std::byte* from = records.data + at;
  const auto first = std::to_integer<int>(*from);
  int before = first;
  for (std::uint64_t i = 0; i < records.count; ++i, from += records.stride) {
    const auto now = std::to_integer<int>(*from);
    ++seen[static_cast<std::size_t>(now)];
    const int step = std::abs(now - before);
    sum += std::min(step, 256 - step);  // a counter goes from 255 to 0
    before = now;
  }
  byte.first = static_cast<std::uint8_t>(first);
  byte.distinct =
      static_cast<std::size_t>(std::ranges::count_if(seen, [](std::uint64_t times) { return times > 0; }));
  const auto quarter = [&](std::uint64_t number) {
    std::uint64_t below = 0;
    int value = 0;
    for (; (below += seen[static_cast<std::size_t>(value)]) * 4 <= number * records.count; ++value) {
    }
    return value;
  };
  byte.spread = quarter(3) - quarter(1);
  byte.constant = byte.distinct == 1;
  byte.change = sum / static_cast<double>(records.count);
  // Of so many random bytes about as many differ as are expected; of a number's higher bytes far fewer do.
  constexpr double kNoise = 0.6;
  const double expected = kValues * (1 - std::exp(-static_cast<double>(records.count) / kValues));
  byte.noise = static_cast<double>(byte.distinct) > kNoise * expected;
  return byte;
}

}  // namespace

RecordSample::RecordSample(const RecordSpan& records) {
  const std::uint64_t count = records.count - kCopied + 1;  // the last have no records after them
  const auto take = [&](std::uint64_t first, std::uint64_t number) {
    for (std::uint64_t i = first; i < first + number; ++i) {
      const std::byte* const from = records.data + i * records.stride;
      copy_.insert(copy_.end(), from, from + kCopied * records.stride);
    }
  };
  const std::uint64_t most = std::clamp(kMostBytes / records.stride, kFewestRecords, kMostRecords);
  visit_places(count, most / kPlaces, take);
  records_ = {copy_.data(), copy_.size() / (kCopied * records.stride), kCopied * records.stride};
  bytes_.reserve(static_cast<std::size_t>(records.stride));
  for (std::size_t at = 0; at < records.stride; ++at) bytes_.push_back(sampled(records_, at));
  costs_.reserve(bytes_.size());
  for (std::size_t at = 0; at < bytes_.size(); ++at) costs_.push_back(pair_cost(at, std::nullopt));
}

double RecordSample::pair_cost(std::size_t at, std::optional<std::size_t> low) const {
  constexpr int kByte = 256;
  constexpr int kByteBits = 8;
  const int bits = low ? 2 * kByteBits : kByteBits;
  const int middle = 1 << (bits - 1);
  std::vector<std::uint16_t> values(count());
  std::vector<std::uint16_t> changes(count());
  const auto number = [&](std::size_t i, std::size_t next) {
    const int high = value(i, at + next);
    return low ? high * kByte + value(i, *low + next) : high;
  };
  for (std::size_t i = 0; i < count(); ++i) {
    const int now = number(i, 0);
    values[i] = static_cast<std::uint16_t>(now);
    changes[i] = static_cast<std::uint16_t>((number(i, stride()) - now + middle) & (2 * middle - 1));
  }
  std::vector<std::uint16_t> room;
  return std::min(cost(values, bits, room), cost(changes, bits, room));
}

double RecordSample::binding(std::size_t high, std::size_t low) const {
  // The sign and exponent of a float save a quarter of a bit of its mantissa, noise costs a fifth. Bytes that
  // hardly change have little to save, and say nothing.
  constexpr double kSaved = 0.1;
  constexpr double kMost = 0.5;
  constexpr double kHardly = 0.05;
  const auto records = static_cast<double>(count());
  const double least = std::min(costs_[high % stride()], costs_[low % stride()]);
  if (least < kHardly * records || byte(high).constant || byte(low).constant) return 1;
  const double saved = costs_[high % stride()] + costs_[low % stride()] - pair_cost(high, low);
  return std::clamp(saved / std::min(kSaved * records, kMost * least), 0.0, 1.0);
}

double RecordSample::correlation(std::size_t a, std::size_t b) const {
  constexpr std::size_t kValues = 8;
  constexpr std::size_t kRecords = 48;
  if (count() < kRecords || std::min(byte(a).distinct, byte(b).distinct) < kValues) return 0;
  double sum_a = 0;
  double sum_b = 0;
  double squares_a = 0;
  double squares_b = 0;
  double products = 0;
  for (std::size_t i = 0; i < count(); ++i) {
    const double x = value(i, a);
    const double y = value(i, b);
    sum_a += x;
    sum_b += y;
    squares_a += x * x;
    squares_b += y * y;
    products += x * y;
  }
  const auto records = static_cast<double>(count());
  const double spread = (records * squares_a - sum_a * sum_a) * (records * squares_b - sum_b * sum_b);
  return spread > 0 ? std::abs(records * products - sum_a * sum_b) / std::sqrt(spread) : 0;
}

std::vector<double> RecordSample::numbers(ElementType type, std::size_t at, bool big_endian) const {
  std::vector<double> values(count());
  const Element element{.name = {}, .type = type, .offset = at, .big_endian = big_endian};
  ElementReader(element).numbers(records_, values.data());
  return values;
}

}  // namespace vertexview
