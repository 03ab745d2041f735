#include "vertexview/vertex/record_check.hpp"

#include <array>
#include <utility>

#include "vertexview/task/parallel_for.hpp"
#include "vertexview/vertex/check/check.hpp"
#include "vertexview/vertex/record_columns.hpp"
#include "vertexview/vertex/record_subset.hpp"

namespace vertexview {
namespace {

/// All checks of a run of records, in the order of check_rows(); null where one has nothing to look at.
using Checks = std::vector<std::unique_ptr<Check>>;

Checks make_checks(const CheckedFile& file) {
  Checks checks;
  checks.reserve(check_rows().size());
  for (const CheckRow& row : check_rows()) checks.push_back(row.make(file));
  return checks;
}

/// Reads the numbers of blocks and shows them to all checks.
class BlockReader {
 public:
  explicit BlockReader(const CheckedFile& file) {
    numbers_.reserve(file.numbers.size());
    for (const Element& number : file.numbers) numbers_.emplace_back(number);
    position_.reserve(file.position.size());
    for (const Element& axis : file.position) position_.emplace_back(axis);
  }

  void show(const RecordSpan& records, std::uint64_t first, const Checks& checks) {
    const auto count = static_cast<std::size_t>(records.count);
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      numbers_[i].numbers(records, values_.data());
      for (const auto& check : checks)
        if (check) check->add_number(i, std::span(values_).first(count));
    }
    CheckedBlock block{.records = records, .first = first};
    for (std::size_t axis = 0; axis < position_.size(); ++axis) {
      position_[axis].numbers(records, axes_[axis].data());
      block.position[axis] = std::span(axes_[axis]).first(count);
    }
    for (const auto& check : checks)
      if (check) check->add(block);
  }

 private:
  std::vector<ElementReader> numbers_;
  std::vector<ElementReader> position_;
  std::array<double, kCheckedBlock> values_;
  std::array<std::array<double, kCheckedBlock>, 3> axes_;
};

CheckedFile checked_file(const Dataset& file) {
  CheckedFile checked{file, {}, {}};
  for (const RecordColumn& column : record_columns(file.layout()))
    if (column.is_number()) checked.numbers.push_back(column);
  if (auto position = position_numbers(file.layout())) checked.position = *std::move(position);
  checked.spread = spread_of(file, checked.position);
  return checked;
}

}  // namespace

Result<std::vector<Finding>> check_records(const Dataset& file, const CheckOptions& options) {
  if (file.empty()) return std::vector<Finding>();
  const auto subset = RecordSubset::of(file, std::nullopt);
  if (!subset) return tl::unexpected<Error>(subset.error());
  // Long records are read a few at a time, so that a cancel is noticed soon.
  constexpr std::uint64_t kBytes = std::uint64_t{1} << 20U;
  const std::uint64_t most = std::clamp<std::uint64_t>(kBytes / file.stride(), 1, kCheckedBlock);
  const ParallelOptions parallel{.chunk = std::min(ParallelOptions{}.chunk, most * 512),
                                 .workers = options.workers,
                                 .progress = options.progress};
  const CheckedFile checked = checked_file(file);
  Checks total = make_checks(checked);
  std::vector<Checks> parts(worker_count(file.size(), parallel));
  // A part is made anew for each chunk and appended in the order of the records: whether two records are
  // neighbours, and which of two comes first, does not depend on the workers.
  const auto make = [&](const Chunk& chunk, std::size_t worker) {
    Checks& part = parts[worker];
    part = make_checks(checked);
    BlockReader reader(checked);
    return subset->for_each_block(chunk, most, [&](const RecordSpan& records, std::uint64_t first) {
      reader.show(records, first, part);
    });
  };
  const auto write = [&](const Chunk&, std::size_t worker) {
    for (std::size_t i = 0; i < total.size(); ++i)
      if (total[i]) total[i]->append(*parts[worker][i]);
  };
  if (auto done = parallel_for(file.size(), parallel, make, write); !done)
    return tl::unexpected(std::move(done.error()));
  std::vector<Finding> findings;
  findings.reserve(total.size());
  for (std::size_t i = 0; i < total.size(); ++i) {
    auto found = total[i] ? total[i]->finding() : std::nullopt;
    if (!found) continue;
    found->kind = check_rows()[i].kind.name;
    found->severity = check_rows()[i].kind.severity;
    findings.push_back(*std::move(found));
  }
  return findings;
}

}  // namespace vertexview
