#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

class Dataset;

/// How much a finding matters.
enum class Severity : std::uint8_t {
  kError,    ///< such numbers cannot be drawn or reckoned with
  kWarning,  ///< such records are valid and hardly ever meant
  kNote      ///< nothing is wrong: something to know, or to save
};

/// Returns "error", "warning" or "note".
[[nodiscard]] std::string_view severity_name(Severity severity) noexcept;

/// Something that is wrong with the records of a file, or odd about them.
struct Finding {
  /// The most examples: enough to look at, and to see whether they follow a rule.
  static constexpr std::size_t kMostExamples = 10;

  std::string_view kind = {};  ///< the name of its FindingKind
  Severity severity = Severity::kNote;
  std::uint64_t count = 0;                   ///< of records; of numbers where FindingKind::of_numbers says so
  std::vector<std::uint64_t> examples = {};  ///< the first of these records; empty where all are concerned
  std::string text = {};                     ///< what was found, what it means and what one may do
};

/// A kind of findings, of which a file has at most one.
struct FindingKind {
  std::string_view name;  ///< "non-finite"; stable, because programs ask for it
  Severity severity = Severity::kNote;
  std::string_view meaning;  ///< in a few words
  bool of_numbers = false;   ///< whether a finding counts numbers of a record instead of records
};

/// Returns every kind, the worst first.
[[nodiscard]] std::span<const FindingKind> finding_kinds() noexcept;

struct CheckOptions {
  Progress* progress = nullptr;  ///< counts records, and may cancel
  unsigned workers = 0;          ///< at most; 0: as many as the shared pool has
};

/// Reads all records once and returns what is wrong with them, the worst first; nothing where all is well.
/// Positions are taken as they are stored. What lies far away is measured by a sample of the records, and
/// equal positions are told apart by 64 bits of a hash: of more than 2^23 records only those are compared
/// whose hash falls in a share of all, which finds the same share of equal ones; the text says so.
/// Runs on the shared workers, holds at most 200 MB and 5 MB for each of them, whatever the number of
/// records, and its result does not depend on how many workers there are. kCancelled after a cancel, kIo when
/// the file has become shorter. May be called from any thread; the file may be untrusted.
[[nodiscard]] Result<std::vector<Finding>> check_records(const Dataset& file,
                                                         const CheckOptions& options = {});

}  // namespace vertexview
