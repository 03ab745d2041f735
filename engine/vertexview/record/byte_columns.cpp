#include "vertexview/record/byte_columns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "vertexview/record/sample_places.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

// Enough records of the longest stride to tell it from noise: a run holds 24 records of 256 bytes. A quarter
// of that tells which strides are not worth it, so that all 253 take a few hundredths of a second.
constexpr std::uint64_t kSampled = std::uint64_t{96} * 1024;
constexpr std::uint64_t kRoughlySampled = kSampled / 4;
constexpr std::uint64_t kRuns = 16;
constexpr std::uint64_t kFewestRecords = 4;

/// What one column of records is like: how often each byte occurs, and how often it repeats the byte before.
struct Column {
  std::array<std::uint16_t, 256> counts{};
  std::uint32_t repeats = 0;
  double repeated = 0;  ///< share of the bytes that repeat the one before, from what was learnt
  double seen = 0;      ///< share of the others that each time counts for which a byte was seen
  double told = 1;      ///< product of the shares of the bytes told since the last logarithm
  double bits = 0;
};

/// Calls visit(first, count) for the records to look at, of `sampled` bytes.
template <class Visit>
void visit_runs(std::uint64_t records, std::uint64_t stride, std::uint64_t sampled, const Visit& visit) {
  visit_places(records, std::max<std::uint64_t>(sampled / kRuns / stride, kFewestRecords), visit);
}

/// Records are learnt from and told in turn, four at a time, so that both halves come from everywhere.
bool teaches(std::uint64_t record) noexcept {
  return record / 4 % 2 == 0;
}

class Model {
 public:
  Model(std::span<const std::byte> bytes, std::uint64_t stride) : bytes_(bytes), columns_(stride) {}

  /// Returns the bits that a byte costs less than 8 on average.
  [[nodiscard]] double gain(std::uint64_t sampled) {
    const std::uint64_t records = bytes_.size() / columns_.size();
    visit_runs(records, columns_.size(), sampled, [&](std::uint64_t first, std::uint64_t count) {
      for (std::uint64_t i = first + 1; i < first + count; ++i)
        if (teaches(i)) learn(i);
    });
    weigh();
    std::uint64_t told = 0;
    visit_runs(records, columns_.size(), sampled, [&](std::uint64_t first, std::uint64_t count) {
      for (std::uint64_t i = first + 1; i < first + count; ++i)
        if (!teaches(i)) {
          tell(i);
          if (++told % kFactors == 0) take_logarithms();
        }
    });
    take_logarithms();
    if (told == 0) return 0;
    // A column of noise has learnt nothing and costs more than 8 bits; it is stored as it is.
    double gain = 0;
    for (const Column& column : columns_) gain += std::max(8 - column.bits / static_cast<double>(told), 0.0);
    return gain / static_cast<double>(columns_.size());
  }

 private:
  void learn(std::uint64_t record) {
    const std::byte* const now = bytes_.data() + record * columns_.size();
    const std::byte* const before = now - columns_.size();
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      Column& column = columns_[c];
      ++column.counts[std::to_integer<std::size_t>(now[c])];
      column.repeats += now[c] == before[c] ? 1 : 0;
    }
    ++learnt_;
  }

  /// Turns what was learnt into shares, so that no byte that is told takes a division.
  void weigh() {
    const auto total = static_cast<double>(learnt_);
    for (Column& column : columns_) {
      column.repeated = (column.repeats + 0.5) / (total + 1);
      column.seen = (1 - column.repeated) / (total + 256 * kUnseen);
    }
  }

  void tell(std::uint64_t record) {
    const std::byte* const now = bytes_.data() + record * columns_.size();
    const std::byte* const before = now - columns_.size();
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      Column& column = columns_[c];
      const double share = column.seen * (column.counts[std::to_integer<std::size_t>(now[c])] + kUnseen);
      column.told *= now[c] == before[c] ? column.repeated + share : share;
    }
  }

  void take_logarithms() {
    for (Column& column : columns_) column.bits -= std::log2(std::exchange(column.told, 1));
  }

  // The product of so many shares, none below 1e-8, stays above the smallest double.
  static constexpr std::uint64_t kFactors = 32;
  // A byte that was never seen may still come; a larger share would make long strides look worse.
  static constexpr double kUnseen = 0.1;

  std::span<const std::byte> bytes_;
  std::vector<Column> columns_;
  std::uint64_t learnt_ = 0;  ///< records
};

double gain_of(std::span<const std::byte> bytes, std::uint64_t stride, std::uint64_t sampled) {
  return bytes.size() / stride < kFewestRecords ? 0 : Model(bytes, stride).gain(sampled);
}

}  // namespace

std::vector<StrideScore> score_strides(std::span<const std::byte> bytes, Progress* progress) {
  constexpr double kWorthIt = 0.7;
  const std::uint64_t longest = std::min<std::uint64_t>(kLongestStride, bytes.size() / kFewestRecords);
  if (longest < kShortestStride) return {};
  std::vector<StrideScore> scores(static_cast<std::size_t>(longest - kShortestStride + 1));
  const auto score_all = [&](std::uint64_t sampled, double least) {
    return parallel_for(scores.size(), {.chunk = 8, .progress = progress},
                        [&](const Chunk& chunk, std::size_t) {
                          for (std::uint64_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
                            const std::uint64_t stride = kShortestStride + i;
                            if (scores[i].gain >= least)
                              scores[i] = {stride, gain_of(bytes, stride, sampled)};
                          }
                        });
  };
  // Without memory, and after a cancel, nothing is known of any stride.
  if (!score_all(kRoughlySampled, 0)) return {};
  const double best = std::ranges::max(scores, {}, &StrideScore::gain).gain;
  if (bytes.size() > kRoughlySampled && !score_all(kSampled, kWorthIt * best)) return {};
  return scores;
}

}  // namespace vertexview
