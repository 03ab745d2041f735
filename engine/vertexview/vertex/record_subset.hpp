#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/task/parallel_for.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/selection.hpp"

namespace vertexview {

/// Some records of a dataset, or all: they are counted from 0 on in the order of the file, so that
/// parallel_for() can share them out. The dataset must outlive it. Const functions may be called from any
/// thread.
class RecordSubset {
 public:
  /// Makes the subset of the records in `ranges`, all with nullopt. kOutOfRange for a range that ends past
  /// the last record, kInvalidArgument for ranges that are not sorted or overlap.
  [[nodiscard]] static Result<RecordSubset> of(const Dataset& file,
                                               std::optional<std::span<const IndexRange>> ranges);

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

  /// Calls visit(first, count) for the runs [first, first + count) of the file's records that the chunk of
  /// this subset is made of, in their order.
  template <class Visit>
  void for_each_run(const Chunk& chunk, const Visit& visit) const {
    std::uint64_t at = chunk.first;
    const std::uint64_t end = chunk.first + chunk.count;
    for (std::size_t i = range_of(at); at < end; ++i) {
      const std::uint64_t skipped = at - begins_[i];
      const std::uint64_t count = std::min(end - at, ranges_[i].size() - skipped);
      visit(ranges_[i].begin + skipped, count);
      at += count;
    }
  }

  /// Calls visit(first, count) for runs of the file's records that are spread evenly over the subset: 64
  /// records at each of 256 places, or all where there are no more. It touches a few hundred pages, whatever
  /// the number of records, for the reasons that sample_element() has.
  template <class Visit>
  void for_each_sample(const Visit& visit) const {
    constexpr std::uint64_t kPlaces = 256;
    constexpr std::uint64_t kRun = 64;
    if (size_ <= kPlaces * kRun) return for_each_run({0, size_}, visit);
    const std::uint64_t last = size_ - kRun;
    constexpr std::uint64_t kSteps = kPlaces - 1;
    for (std::uint64_t i = 0; i < kPlaces; ++i)
      for_each_run({last / kSteps * i + last % kSteps * i / kSteps, kRun}, visit);
  }

  /// Calls visit(records, first) for blocks of at most `most` neighbouring records, of which `first` is the
  /// index in the file of the first; they are valid until visit() returns. Their pages are in memory by then:
  /// kIo where some are lost.
  template <class Visit>
  [[nodiscard]] Result<void> for_each_block(const Chunk& chunk, std::uint64_t most,
                                            const Visit& visit) const {
    Result<void> there;
    std::vector<std::byte> room;  // of records that lie in several places
    for_each_run(chunk, [&](std::uint64_t first, std::uint64_t count) {
      if (there) there = bring_in(first, count);
      if (!there) return;
      for (std::uint64_t done = 0; done < count; done += most)
        visit(file_->records().block(first + done, std::min(most, count - done), room), first + done);
    });
    return there;
  }

 private:
  explicit RecordSubset(const Dataset& file) : file_(&file) {}
  /// Returns the range that holds record `place` of the subset.
  [[nodiscard]] std::size_t range_of(std::uint64_t place) const noexcept;
  /// Waits until the records are in memory.
  [[nodiscard]] Result<void> bring_in(std::uint64_t first, std::uint64_t count) const;

  const Dataset* file_;
  std::vector<IndexRange> ranges_;     ///< none of them empty
  std::vector<std::uint64_t> begins_;  ///< the place in the subset of the first record of each range
  std::uint64_t size_ = 0;
};

}  // namespace vertexview
