#include "vertexview/vertex/non_finite.hpp"

#include <cmath>
#include <span>

#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/scan_kernel.hpp"

namespace vertexview {
namespace {

// Records that are read at once, 320 KiB of canonical ones: a cancel is noticed at once, and asking the
// system where a hole ends costs nothing beside them.
constexpr std::uint64_t kBlock = std::uint64_t{1} << 14;

using Found = Result<std::optional<std::uint64_t>>;

bool is_finite(const ColoredVertex& vertex) noexcept {
  const Vector& at = vertex.position;
  return std::isfinite(at.x) && std::isfinite(at.y) && std::isfinite(at.z);
}

/// Looks for positions that are not finite in runs of records.
class Search {
 public:
  Search(const Dataset& file, const NonFiniteParts& parts, Progress* progress)
      : file_(file),
        parts_(parts),
        progress_(progress),
        block_(static_cast<std::size_t>(std::min(kBlock, file.size()))) {}

  /// Returns the first in [first, end).
  [[nodiscard]] Found first_in(std::uint64_t first, std::uint64_t end) {
    while (first < end) {
      if (progress_ != nullptr && progress_->cancelled())
        return fail(ErrorCode::kCancelled, "the search was cancelled", file_.path());
      std::uint64_t count = known_finite(first, end);
      if (count == 0) {
        const std::uint64_t alike = records_of_hole(first, end);
        count = std::min<std::uint64_t>(block_.size(), end - first);
        // In a hole all records are alike, so that one stands for all.
        if (auto found = first_of_block(first, alike > 0 ? 1 : count); !found || *found) return found;
        if (alike > 0) count = alike;
      }
      first += count;
      if (progress_ != nullptr) progress_->advance(count);
    }
    return std::nullopt;
  }

 private:
  /// Returns how many records from `first` on lie in a part without any.
  [[nodiscard]] std::uint64_t known_finite(std::uint64_t first, std::uint64_t end) const noexcept {
    if (!parts_.known() || parts_.counts[parts_.part_of(first)] != 0) return 0;
    return std::min(end - first, parts_.length - first % parts_.length);
  }

  /// Returns how many whole records from `first` on lie in a hole of the file.
  [[nodiscard]] std::uint64_t records_of_hole(std::uint64_t first, std::uint64_t end) const noexcept {
    return std::min(end - first, file_.records().records_in_hole(first));
  }

  [[nodiscard]] Found first_of_block(std::uint64_t first, std::uint64_t count) {
    const auto block = std::span(block_).first(static_cast<std::size_t>(count));
    if (auto read = file_.fetch(first, block); !read) return tl::unexpected(std::move(read.error()));
    Statistics seen;
    kernel_(std::as_bytes(block).data(), count, seen);
    if (seen.non_finite == 0) return std::nullopt;
    return first + static_cast<std::uint64_t>(std::ranges::find_if_not(block, is_finite) - block.begin());
  }

  const Dataset& file_;
  const NonFiniteParts& parts_;
  Progress* progress_;
  ScanKernel kernel_ = best_scan_kernel();
  std::vector<ColoredVertex> block_;
};

}  // namespace

NonFiniteParts::NonFiniteParts(std::uint64_t records)
    : length(std::max<std::uint64_t>(1, records / kMost + (records % kMost != 0 ? 1 : 0))),
      counts(static_cast<std::size_t>(records / length + (records % length != 0 ? 1 : 0))) {}

void NonFiniteParts::include(const NonFiniteParts& other) noexcept {
  for (std::size_t part = 0; part < counts.size(); ++part) counts[part] += other.counts[part];
}

Result<std::optional<std::uint64_t>> find_non_finite(const Dataset& file, std::uint64_t from,
                                                     const NonFiniteParts& parts, Progress* progress) {
  if (progress != nullptr) progress->start(file.size());
  const std::uint64_t begin = from < file.size() ? from : 0;
  Search search(file, parts, progress);
  if (auto found = search.first_in(begin, file.size()); !found || *found) return found;
  return search.first_in(0, begin);
}

}  // namespace vertexview
