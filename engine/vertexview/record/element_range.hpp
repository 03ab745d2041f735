#pragma once
#include <span>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/record_streams.hpp"
#include "vertexview/record/value_range.hpp"
#include "vertexview/task/progress.hpp"

// Ranges of the numbers of many records. Every function may be called from any thread.
namespace vertexview {

/// Returns the element's first number in 16384 records, at 256 places spread evenly over all of them, or in
/// all records where there are fewer; non-finite numbers are left out. Touches a few hundred pages, whatever
/// the number of records.
[[nodiscard]] std::vector<double> sample_element(const Element& element, const RecordStreams& records);

/// Returns the smallest and the largest finite one among all numbers of the elements in all records; {0, 0}
/// when there is none. A run of any length takes no memory. Runs on `threads` worker threads (0: one per
/// core); `progress` counts records and can cancel (kCancelled).
[[nodiscard]] Result<ValueRange> range_of_elements(std::span<const Element> elements,
                                                   const RecordStreams& records, Progress* progress = nullptr,
                                                   unsigned threads = 0);

/// Returns the range that holds all of `values` but the fraction `outliers` at each end; {0, 0} without
/// values.
[[nodiscard]] ValueRange robust_range(std::vector<double> values, double outliers);

}  // namespace vertexview
