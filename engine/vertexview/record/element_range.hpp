#pragma once
#include <span>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/value_range.hpp"
#include "vertexview/task/progress.hpp"

// From where to where numbers of many records go. An Element here stands for the first of its numbers. Every
// function may be called from any thread.
namespace vertexview {

/// The element's number in 16384 records at 256 places spread evenly over all of them, or in all where there
/// are fewer; non-finite ones are left out. Touches a few hundred pages, whatever the size.
[[nodiscard]] std::vector<double> sample_element(const Element& element, const RecordSpan& records);

/// The smallest and the largest finite number of the elements in all records; {0, 0} without any. On
/// `threads` worker threads (0: one per core); `progress` counts records and can cancel (kCancelled).
[[nodiscard]] Result<ValueRange> range_of_elements(std::span<const Element> elements,
                                                   const RecordSpan& records, Progress* progress = nullptr,
                                                   unsigned threads = 0);

/// The range that holds all of `values` but the fraction `outliers` at each end; {0, 0} without values.
[[nodiscard]] ValueRange robust_range(std::vector<double> values, double outliers);

}  // namespace vertexview
