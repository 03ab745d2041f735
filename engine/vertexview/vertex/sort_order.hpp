#pragma once
#include <cstdint>
#include <memory>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

class Dataset;

struct SortOptions {
  bool descending = false;
  std::uint64_t most_bytes = std::uint64_t{4} << 30U;  ///< of memory that sorting may take at once
  Progress* progress = nullptr;                        ///< counts steps, and may cancel
};

/// The records of a dataset in the order of one of their numbers; the records themselves stay where they are.
/// It holds four bytes for each record, eight where there are more than 2^32. Const functions may be called
/// from any thread.
class SortOrder {
 public:
  /// Returns how many records there are.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Returns the index of the record that comes at place `row`, which must be below size().
  [[nodiscard]] std::uint64_t record_at(std::uint64_t row) const noexcept {
    return wide_ ? wide_[row] : narrow_[row];
  }
  /// Returns at which place record `index` of `file` comes, by a binary search that reads a few dozen
  /// records. `file` must be the one that was sorted, `index` below size().
  [[nodiscard]] std::uint64_t row_of(const Dataset& file, std::uint64_t index) const;
  /// Returns the bytes of memory that the order takes.
  [[nodiscard]] std::uint64_t nbytes() const noexcept;

 private:
  friend Result<SortOrder> sort_records(const Dataset& file, const Element& number,
                                        const SortOptions& options);

  Element number_;
  bool descending_ = false;
  std::uint64_t size_ = 0;
  std::unique_ptr<std::uint32_t[]> narrow_;
  std::unique_ptr<std::uint64_t[]> wide_;  ///< in place of narrow_ where indices need more than 32 bits
};

/// Returns the records of `file` in the order of `number`, an Element as number_of() gives it, decoded where
/// it has an encoding. Equal numbers, among them 0 and -0, stay in the order of the file, and NaN comes last
/// in both directions: without `descending` it is what numpy.argsort(kind="stable") gives. Integers of 64
/// bits are compared exactly. Reads the file twice, on all workers, and takes eight bytes a record beside the
/// order while it runs, 16 for numbers of 64 bits. kWrongType for bytes, kOutOfMemory where that is more than
/// `most_bytes`, kCancelled after a cancel, kIo when the file has become shorter. May be called from any
/// thread; where the system has less memory than it was asked for, std::bad_alloc is thrown, as everywhere.
[[nodiscard]] Result<SortOrder> sort_records(const Dataset& file, const Element& number,
                                             const SortOptions& options = {});

}  // namespace vertexview
