#include "panels/layout/byte_kinds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "vertexview/record/sample_places.hpp"

namespace vertexview::app {
namespace {

// A thousand records tell a random byte from one that is not; runs of neighbours cost one wait for a cold
// disk each.
constexpr std::uint64_t kRun = 64;
constexpr std::size_t kExamples = 6;
constexpr double kNearlyAll = 0.97;  // a few flawed records change no kind

using Counts = std::array<std::uint32_t, 256>;

/// Returns which share of the sampled bytes satisfies the predicate.
template <class Predicate>
double share_of(const Counts& counts, double total, const Predicate& predicate) {
  double sum = 0;
  for (std::size_t value = 0; value < counts.size(); ++value)
    if (predicate(value)) sum += counts[value];
  return sum / total;
}

double entropy_of(const Counts& counts, double total) {
  double bits = 0;
  for (const std::uint32_t count : counts)
    if (count > 0) bits -= count / total * std::log2(count / total);
  return bits;
}

/// Returns the entropy that a sample of so many random bytes has: less than 8, for some values occur more
/// often by accident (Miller and Madow's correction).
double random_entropy(double total) {
  constexpr double kFree = 255;  // values whose share is free
  const double few = std::log2(std::max(total, 1.0));
  return std::min(few, 8 - std::min(kFree / (2 * total * std::numbers::ln2), 4.0));
}

/// Returns whether a byte is the highest of a float of a size that numbers of the world have: of float32
/// between 2^-15 and 2^25, of float64 between 2^-127 and 2^192.
bool is_exponent(std::size_t value) {
  constexpr std::size_t kNoSign = 0x7F;
  constexpr std::size_t kLowest = 0x38;
  constexpr std::size_t kHighest = 0x4B;
  return (value & kNoSign) >= kLowest && (value & kNoSign) <= kHighest;
}

/// Returns whether a byte is a small integer, or its two's complement.
bool is_small(std::size_t value) {
  constexpr std::size_t kLargest = 63;
  constexpr std::size_t kSmallest = 0xF8;  // -8
  return value <= kLargest || value >= kSmallest;
}

ByteKind kind_of(const Counts& counts, double total, double entropy) {
  constexpr double kRandom = 0.93;  // of what a sample of random bytes has
  constexpr double kSome = 0.5;     // floats that are mostly zero say nothing of their exponent
  if (std::ranges::count(counts, 0U) == static_cast<std::ptrdiff_t>(counts.size()) - 1)
    return ByteKind::kConstant;
  const double exponents = share_of(counts, total, is_exponent);
  if (exponents >= kSome && exponents + counts[0] / total >= kNearlyAll) return ByteKind::kExponent;
  if (share_of(counts, total, is_small) >= kNearlyAll) return ByteKind::kSmall;
  return entropy >= kRandom * random_entropy(total) ? ByteKind::kNoise : ByteKind::kVaried;
}

ByteColumn column_of(const Counts& counts, double total, std::vector<std::uint8_t> examples) {
  const auto most = std::ranges::max_element(counts);
  const double entropy = entropy_of(counts, total);
  return {.kind = kind_of(counts, total, entropy),
          .entropy = entropy,
          .most = static_cast<std::uint8_t>(most - counts.begin()),
          .share = *most / total,
          .examples = std::move(examples)};
}

}  // namespace

const char* byte_kind_name(ByteKind kind) noexcept {
  constexpr std::array kNames{"constant", "small integer", "exponent", "varied", "random"};
  return kNames.at(static_cast<std::size_t>(kind));
}

std::vector<ByteColumn> describe_bytes(const RecordStreams& records, std::uint64_t most_bytes,
                                       const Progress& progress) {
  const auto columns = static_cast<std::size_t>(std::min(records.stride(), most_bytes));
  std::vector<Counts> counts(columns);
  std::vector<std::vector<std::uint8_t>> examples(columns);
  std::uint64_t seen = 0;
  std::vector<std::byte> room;
  visit_places(records.count(), kRun, [&](std::uint64_t first, std::uint64_t count) {
    if (progress.cancelled()) return;
    const RecordSpan block = records.block(first, count, room);
    for (std::uint64_t i = 0; i < count; ++i, ++seen)
      for (std::size_t c = 0; c < columns; ++c) {
        const auto value = std::to_integer<std::uint8_t>(block.data[i * block.stride + c]);
        ++counts[c][value];
        if (examples[c].size() < kExamples) examples[c].push_back(value);
      }
  });
  if (seen == 0 || progress.cancelled()) return {};
  std::vector<ByteColumn> described;
  described.reserve(columns);
  for (std::size_t c = 0; c < columns; ++c)
    described.push_back(column_of(counts[c], static_cast<double>(seen), std::move(examples[c])));
  return described;
}

std::vector<std::string> lines_about(const ByteColumn& column, std::uint64_t place) {
  constexpr double kPercent = 100;
  return {fmt::format("byte {}", place), byte_kind_name(column.kind),
          fmt::format("entropy {:.1f} of 8 bits", column.entropy),
          fmt::format("most often {:02x}, in {:.0f} % of the records", column.most, kPercent * column.share),
          fmt::format("such as {:02x}", fmt::join(column.examples, " "))};
}

}  // namespace vertexview::app
