#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "panels/layout/byte_kinds.hpp"
#include "panels/layout/latest_task.hpp"
#include "session/session.hpp"
#include "vertexview/memory/value.hpp"
#include "vertexview/record/record_streams.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// What a layout reads at a few places of a file.
struct LayoutSample {
  std::vector<RecordColumn> elements;     ///< the numbers of a record; of a long record the first ones
  std::vector<std::vector<Scalar>> rows;  ///< the values of `elements` in the first records
  std::vector<std::vector<std::optional<Scalar>>> stored;  ///< ElementReader::stored() of the same
  std::vector<std::byte> record;                           ///< the first record, or the start of a long one
  std::vector<std::optional<ValueRange>>
      ranges;                     ///< range of each element, not placed; nullopt: no finite number
  std::vector<ByteColumn> bytes;  ///< what the bytes of a record are like; of a long record the first ones
};

/// Reads the first 12 of `records` records from the layout's data offset on, and the ranges at up to 256
/// places spread over all of them. The places do not depend on the layout, so that a cold disk is read only
/// once. Ends early, with the part that is done, when `progress` is cancelled.
[[nodiscard]] LayoutSample sample_layout(const Layout& layout, std::span<const std::byte> file,
                                         std::uint64_t records, const Progress& progress = {});
/// Reads so records of the layout's stride, wherever they lie.
[[nodiscard]] LayoutSample sample_layout(const Layout& layout, const RecordStreams& records,
                                         const Progress& progress);

/// Takes samples as Tasks, so that a cold disk never holds up a window. Each ask() gives up the one before.
/// Used on one thread.
class LayoutSampler {
 public:
  /// Begins to sample `dataset`'s file as `layout` reads it. `when_done` is called on the task's thread once
  /// the sample can be taken.
  void ask(const OpenDataset& dataset, const Layout& layout, std::uint64_t records,
           std::function<void()> when_done);
  /// Returns the sample of the last ask() once it is there, and only once; else nullopt.
  [[nodiscard]] std::optional<LayoutSample> take();
  /// Returns whether a sample is still to come.
  [[nodiscard]] bool busy() const { return latest_.busy(); }

 private:
  LatestTask<LayoutSample> latest_;
};

}  // namespace vertexview::app
