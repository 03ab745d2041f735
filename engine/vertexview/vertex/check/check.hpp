#pragma once
// What each kind of finding is looked for with: one file a kind, listed by check_rows() of check_rows.cpp.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vertexview/record/element_reader.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/record_check.hpp"

namespace vertexview {

/// The most records of a block: their numbers stay in the first-level cache.
inline constexpr std::size_t kCheckedBlock = 512;

/// Where most positions of a file lie, as a sample of them tells.
struct PositionSpread {
  std::array<double, 3> middle = {};  ///< the median of each axis
  /// The median distance from it along an axis, of the axis where it is largest; 0 where nothing tells, as
  /// where half of all positions are one and the same.
  double extent = 0;
};

/// What is known of the records before they are read.
struct CheckedFile {
  const Dataset& file;
  std::vector<Element> numbers;   ///< all of a record, as record_columns() has them
  std::vector<Element> position;  ///< the numbers of the position: three, two, or none
  PositionSpread spread = {};
};

/// Neighbouring records of the file, at most kCheckedBlock.
struct CheckedBlock {
  RecordSpan records;
  std::uint64_t first = 0;                               ///< the index in the file of the first record
  std::array<std::span<const double>, 3> position = {};  ///< the numbers of CheckedFile::position
};

/// Looks for one kind of finding in a run of records, block by block. Each is used on one thread at a time.
class Check {
 public:
  Check() = default;
  Check(const Check&) = delete;
  Check& operator=(const Check&) = delete;
  virtual ~Check() = default;

  /// Takes the values of CheckedFile::numbers[index] in the records of a block, in the order of the numbers;
  /// add() of the same block follows.
  virtual void add_number(std::size_t /*index*/, std::span<const double> /*values*/) {}
  virtual void add(const CheckedBlock& block) = 0;
  /// Takes over what `next`, a check of the same kind, has found in the records that follow ours.
  virtual void append(Check& next) = 0;
  /// Returns what was found in all records of the file, without its kind and severity; nullopt for nothing.
  [[nodiscard]] virtual std::optional<Finding> finding() const = 0;
};

/// A kind and what looks for it.
struct CheckRow {
  FindingKind kind;
  /// Makes what looks for it in a run of records; null where the records have nothing that it is about.
  std::unique_ptr<Check> (*make)(const CheckedFile& file);
};

/// Returns a row for each kind, the worst first.
[[nodiscard]] std::span<const CheckRow> check_rows() noexcept;

/// The records that are found: how many, and the first of them.
class FoundRecords {
 public:
  void add(std::uint64_t record) {
    if (count_++ < Finding::kMostExamples) first_.push_back(record);
  }
  void append(const FoundRecords& next) {
    count_ += next.count_;
    for (const std::uint64_t record : next.first_)
      if (first_.size() < Finding::kMostExamples) first_.push_back(record);
  }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// Returns a finding of these records; nullopt without any.
  [[nodiscard]] std::optional<Finding> finding(std::string text) const {
    if (count_ == 0) return std::nullopt;
    return Finding{.count = count_, .examples = first_, .text = std::move(text)};
  }

 private:
  std::uint64_t count_ = 0;
  std::vector<std::uint64_t> first_;
};

/// Returns where most positions lie; check/far.cpp has it.
[[nodiscard]] PositionSpread spread_of(const Dataset& file, std::span<const Element> position);

/// A check that finds records one by one, by nothing but themselves.
class RecordCheck : public Check {
 public:
  void append(Check& next) override { found.append(static_cast<RecordCheck&>(next).found); }

 protected:
  FoundRecords found;
};

/// Returns "1 record holds" or "12 345 records hold": the count and the one or the other form.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one, std::string_view many);
/// Returns the names, the first few of many, as "x, y and 3 more".
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

// The checks, each in a file of its own that is named after it.
[[nodiscard]] std::unique_ptr<Check> check_non_finite(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_far(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_normal(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_colour(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_alpha(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_origin(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_repeated(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_duplicate(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_denormal(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_padding(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_index_like(const CheckedFile& file);
[[nodiscard]] std::unique_ptr<Check> check_constant(const CheckedFile& file);

}  // namespace vertexview
