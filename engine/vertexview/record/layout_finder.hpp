#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vertexview/record/layout.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// A layout that explains the bytes of a file of which nothing is known.
struct LayoutCandidate {
  std::string name;  ///< of a preset, or the format string of the records
  Layout layout;     ///< with the offset, and the count where bytes follow the last record
  std::uint64_t count = 0;
  double score = 0;                  ///< from 0 to 1; compare with the others for the same bytes only
  std::vector<std::string> reasons;  ///< each a few words
};

/// The candidates for a file, the best first.
struct FoundLayouts {
  std::vector<LayoutCandidate> candidates;
  /// Whether the first leads by a margin, explains the bytes, has enough records to be no accident, and is
  /// all of the file, or all that follows a header which names the number of records.
  bool sure = false;
};

/// Returns the layouts that explain `bytes`, at most eight: the stride from what the columns of bytes say
/// (see score_strides()), the elements from what the numbers look like (see find_elements()), a header before
/// the records and other bytes after them where those look different. Presets are among the candidates like
/// all others, under their names. Nothing is found in a text. Looks at a few hundred kilobytes, whatever the
/// size. May be called from any thread, and with untrusted bytes.
///
/// The score is FoundElements::explained, the share of a record that its elements explain, lowered by what
/// speaks against the stride: columns that tell less than those of another, bytes outside of all records, and
/// a shorter record that this one is several of.
[[nodiscard]] FoundLayouts find_layouts(std::span<const std::byte> bytes);

/// Returns the layout that explains `bytes` best as records of `stride` bytes each, with a score that
/// compares to those of find_layouts(). nullopt where no such records hold numbers, and for a stride that
/// score_strides() gives no score. Takes as long as find_layouts() at most; `progress` counts the lengths
/// that are compared, and can cancel: then nothing is found. May be called from any thread, and with
/// untrusted bytes.
[[nodiscard]] std::optional<LayoutCandidate> find_layout(std::span<const std::byte> bytes,
                                                         std::uint64_t stride, Progress* progress = nullptr);

}  // namespace vertexview
