#pragma once
#include <cstdint>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/record_streams.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// A whole number, and how many records have it.
struct Category {
  std::int64_t number = 0;
  std::uint64_t count = 0;
  friend bool operator==(const Category&, const Category&) = default;
};

/// What the records hold of an element that tells categories.
struct Categories {
  std::vector<Category> counted;  ///< the most frequent first; of equally frequent ones, the smallest number
  std::uint64_t others = 0;  ///< records whose number is none: not finite, or beyond 64 bits, or one too many
};

/// Counts the first number of `element`, rounded to whole ones, in all records. At most 65536 different
/// numbers are counted, which is what 16 bits tell apart: more are no categories. Runs on worker threads;
/// `progress` counts records and can cancel (kCancelled). May be called from any thread.
[[nodiscard]] Result<Categories> count_categories(const Element& element, const RecordStreams& records,
                                                  Progress* progress = nullptr);

}  // namespace vertexview
