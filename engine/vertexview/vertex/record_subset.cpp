#include "vertexview/vertex/record_subset.hpp"

#include <string>

namespace vertexview {
namespace {

std::string text_of(const IndexRange& range) {
  return std::to_string(range.begin) + " to " + std::to_string(range.end);
}

}  // namespace

Result<RecordSubset> RecordSubset::of(const Dataset& file,
                                      std::optional<std::span<const IndexRange>> ranges) {
  RecordSubset subset(file);
  const IndexRange all{0, file.size()};
  for (const IndexRange& range : ranges.value_or(std::span(&all, 1))) {
    if (range.empty()) continue;
    if (range.end > file.size())
      return fail(ErrorCode::kOutOfRange,
                  "the range " + text_of(range) + " ends after the last of " + std::to_string(file.size()) +
                      " records",
                  file.path());
    if (!subset.ranges_.empty() && range.begin < subset.ranges_.back().end)
      return fail(ErrorCode::kInvalidArgument,
                  "the range " + text_of(range) + " follows " + text_of(subset.ranges_.back()) +
                      "; expected sorted ranges that do not overlap",
                  file.path());
    subset.ranges_.push_back(range);
    subset.begins_.push_back(subset.size_);
    subset.size_ += range.size();
  }
  return subset;
}

std::size_t RecordSubset::range_of(std::uint64_t place) const noexcept {
  const auto after = std::ranges::upper_bound(begins_, place);
  return static_cast<std::size_t>(after - begins_.begin()) - 1;
}

Result<void> RecordSubset::bring_in(std::uint64_t first, std::uint64_t count) const {
  // Asking the system costs as much as a few page faults do, which a short run has at most.
  constexpr std::uint64_t kShort = std::uint64_t{64} * 1024;
  if (count * file_->stride() < kShort) return {};
  return file_->records().populate(first, count);
}

}  // namespace vertexview
