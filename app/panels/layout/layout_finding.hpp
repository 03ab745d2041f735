#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "panels/layout/latest_task.hpp"
#include "session/session.hpp"
#include "vertexview/record/byte_columns.hpp"
#include "vertexview/record/layout_finder.hpp"

namespace vertexview::app {

/// How well each length of a record explains a file.
struct StrideScores {
  std::vector<StrideScore> all;       ///< by their length, from kShortestStride on
  std::vector<std::uint64_t> likely;  ///< lengths worth a closer look, the best first
  double best = 0;                    ///< the largest gain
  /// Returns the gain of a length as a share of the best; 0 for one of no score.
  [[nodiscard]] double share(std::uint64_t stride) const noexcept;
};

/// Scores the lengths of a record for these bytes. May be called from any thread.
[[nodiscard]] StrideScores score_lengths(std::span<const std::byte> bytes);

/// Finds out about the lengths of records of a file as Tasks, so that a window never waits. Used on one
/// thread.
class LayoutFinding {
 public:
  /// Asks for the scores of a file that was opened, or opened again, since the last call. `when_done` is
  /// called on another thread once something can be taken.
  void update(const OpenDataset& dataset, const std::function<void()>& when_done);
  /// Asks for the best layout of that length of a record, in place of what was tried before.
  void try_stride(const OpenDataset& dataset, std::uint64_t stride, std::function<void()> when_done);
  /// Returns the layout that try_stride() asked for, once.
  [[nodiscard]] std::optional<LayoutCandidate> take_tried();

  /// Returns the last scores that are known.
  [[nodiscard]] const StrideScores& scores() const noexcept { return scores_; }
  [[nodiscard]] bool busy() const { return scoring_.busy() || trying_.busy(); }

 private:
  std::uint64_t serial_ = 0;
  LatestTask<StrideScores> scoring_;
  LatestTask<LayoutCandidate> trying_;
  StrideScores scores_;
};

}  // namespace vertexview::app
