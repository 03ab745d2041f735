#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/value.hpp"
#include "vertexview/record/element.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/vertex/selection.hpp"

namespace vertexview {

class Dataset;

/// How many finite numbers lie in each of 256 intervals of equal length from `low` to `high`. An interval
/// holds its lower end and not its upper one, but for the last, which holds both; where low == high all lie
/// in the first.
struct NumberHistogram {
  static constexpr std::size_t kIntervals = 256;

  double low = 0;
  double high = 0;
  std::array<std::uint64_t, kIntervals> counts = {};
  std::uint64_t below = 0;  ///< how many are smaller than `low`
  std::uint64_t above = 0;  ///< how many are larger than `high`
};

/// A number and how often it occurs.
struct DistinctNumber {
  Scalar value;  ///< as ElementReader::value() gives it
  std::uint64_t count = 0;
};

/// How the numbers of one name are spread over the records. All but `count`, `nan` and `inf` is about the
/// finite ones, and means nothing where finite() is 0.
///
/// Exact, but for the rounding of doubles: the counts, min, max, mean and deviation. Percentiles and the
/// histogram are exact where percentile_error is 0: for every number that is stored in at most 16 bits,
/// whatever its encoding, for those of at most kMostDistinct distinct values, and for integers that lie
/// close together. Others are counted in intervals that a sample of the records places: a percentile is then
/// off by percentile_error at most, and the histogram is right for its own ends, which may lie outside
/// [min, max] by less than two of its intervals.
struct NumberStatistics {
  /// The shares of the finite numbers, in percent, whose percentiles are found.
  static constexpr std::array<double, 7> kPercentiles{1, 5, 25, 50, 75, 95, 99};
  /// The most distinct values that are listed: as many as classes, rings and flags have. Coordinates have
  /// more within the first few records.
  static constexpr std::size_t kMostDistinct = 64;

  Element number;  ///< as number_of() gives it, with its name
  std::uint64_t count = 0;
  std::uint64_t nan = 0;
  std::uint64_t inf = 0;  ///< of either sign
  Scalar min = 0.0;       ///< as ElementReader::value() gives it: 64-bit integers exactly
  Scalar max = 0.0;
  double mean = 0;
  double deviation = 0;  ///< the root of the mean square of the distances from the mean: that of a population
  /// For each share of kPercentiles the number that so many are not larger than; between two numbers it is
  /// interpolated, as numpy.percentile does by itself.
  std::array<double, kPercentiles.size()> percentiles = {};
  double percentile_error = 0;
  NumberHistogram histogram;
  std::vector<DistinctNumber> distinct;  ///< in ascending order; empty where there are more

  [[nodiscard]] std::uint64_t finite() const noexcept { return count - nan - inf; }
};

struct ElementStatistics {
  std::uint64_t records = 0;              ///< that were read
  std::vector<NumberStatistics> numbers;  ///< in the order of record_columns(), each once
  /// How many numbers of a record were left out, because a record has very many: kMostColumnsOfAnElement of
  /// an element are taken.
  std::uint64_t left_out = 0;
};

struct ElementStatisticsOptions {
  /// The records to read: sorted ranges that do not overlap, as IndexSet::ranges() gives them; nullopt: all.
  std::optional<std::span<const IndexRange>> ranges = std::nullopt;
  Progress* progress = nullptr;  ///< counts records, and may cancel
  unsigned workers = 0;          ///< at most; 0: as many as the shared pool has
};

/// Returns how each number of a record, decoded where it has an encoding, is spread over the records. Reads
/// them once, all numbers together, at the speed of memory; where a record has hundreds of numbers, once for
/// every few hundred of them. It holds at most 64 MiB for each worker, whatever the number of records. The
/// result does not depend on how many workers there are. kOutOfRange for ranges that end past the last
/// record, kInvalidArgument for those that are not sorted or overlap, kCancelled after a cancel, kIo when the
/// file has become shorter. May be called from any thread.
[[nodiscard]] Result<ElementStatistics> element_statistics(const Dataset& file,
                                                           const ElementStatisticsOptions& options = {});

}  // namespace vertexview
