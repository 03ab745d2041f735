#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

class Dataset;

/// How many positions of a file are not finite, part by part: its records in at most kMost runs of equal
/// length, of which the last may be shorter. It takes as much memory for a hundred records as for a billion.
/// Without a length nothing is known, as where only a sample was read. Used on one thread.
struct NonFiniteParts {
  /// Enough for a mark at the right pixel of a scroll bar, and few enough that a part of 20 GB is read in the
  /// blink of an eye.
  static constexpr std::uint64_t kMost = 512;

  std::uint64_t length = 0;  ///< records of a part; 0: nothing is known
  std::vector<std::uint64_t> counts = {};

  NonFiniteParts() = default;
  /// Makes the parts of a file of that many records, none of which has been counted.
  explicit NonFiniteParts(std::uint64_t records);

  [[nodiscard]] bool known() const noexcept { return length != 0; }
  /// Returns which part a record of the file is in; known() must hold.
  [[nodiscard]] std::size_t part_of(std::uint64_t record) const noexcept {
    return static_cast<std::size_t>(record / length);
  }
  /// Adds the counts of `other`, which has the parts of the same file.
  void include(const NonFiniteParts& other) noexcept;

  /// Calls visit(first, count) for each stretch of records [first, first + count) that lies in one part.
  template <class Visit>
  void for_each_stretch(std::uint64_t first, std::uint64_t count, const Visit& visit) const {
    const std::uint64_t end = first + count;
    while (first < end) {
      const std::uint64_t stretch = std::min(end - first, length - first % length);
      visit(first, stretch);
      first += stretch;
    }
  }
};

/// Returns the first record at or after `from`, and then from the first record on, whose position is not
/// finite; nullopt where every position is finite. `from` may be past the end. Reads no record of a part that
/// `parts` says has none, and one of each hole of a sparse file. Touches no page of the mapping. `progress`,
/// when given, counts records and can cancel. kCancelled after a cancel, kIo when the file has become
/// shorter.
[[nodiscard]] Result<std::optional<std::uint64_t>> find_non_finite(const Dataset& file, std::uint64_t from,
                                                                   const NonFiniteParts& parts = {},
                                                                   Progress* progress = nullptr);

}  // namespace vertexview
