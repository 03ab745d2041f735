#pragma once
#include <span>
#include <vector>

#include "vertexview/vertex/element_statistics.hpp"
#include "vertexview/vertex/tally/number_bins.hpp"

namespace vertexview {

/// A finite number, and how often it occurs.
struct ExactNumber {
  double number = 0;
  Scalar value = 0.0;
  std::uint64_t count = 0;
};

/// Writes to `out` what all occurrences of some finite numbers say, in any order, of which several may be the
/// same: all but NumberStatistics::number, count, nan and inf.
void summarise(std::vector<ExactNumber> numbers, NumberStatistics& out);

/// Writes percentiles and the histogram of counted numbers to `out`, whose finite() is their count. No number
/// is below `least` or above `most`.
void summarise(const NumberBins& bins, double least, double most, NumberStatistics& out);

}  // namespace vertexview
