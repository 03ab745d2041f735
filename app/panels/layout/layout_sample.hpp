#pragma once
#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "session/session.hpp"
#include "vertexview/memory/value.hpp"
#include "vertexview/task/task.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// What a layout reads from a few places of a file.
struct LayoutSample {
  std::vector<RecordColumn> elements;             ///< with a number each; of a long record the first ones
  std::vector<std::vector<Scalar>> rows;          ///< of `elements`: the first records
  std::vector<std::byte> record;                  ///< the first record, or the start of a long one
  std::vector<std::optional<ValueRange>> ranges;  ///< of each element, as stored; nullopt: no finite number
  std::array<std::optional<ValueRange>, 3>
      positions;  ///< of each axis, scaled and shifted as the layout says
};

/// Reads the first 12 of `records` records from the layout's data offset on, and the ranges at up to 256
/// places all over them. The places are the same for every layout, so that a cold disk is asked only once.
/// Ends early, with what it has, when `progress` is cancelled.
[[nodiscard]] LayoutSample sample_layout(const Layout& layout, std::span<const std::byte> file,
                                         std::uint64_t records, const Progress& progress = {});

/// Takes samples as Tasks, so that a cold disk never holds up a window. What is asked last counts; what was
/// asked before is given up. Used on one thread.
class LayoutSampler {
 public:
  /// Begins to sample `dataset`'s file as `layout` reads it. `when_done` is called on the thread of the task
  /// once the answer can be taken.
  void ask(const OpenDataset& dataset, const Layout& layout, std::uint64_t records,
           std::function<void()> when_done);
  /// The answer to the last ask(), once.
  [[nodiscard]] std::optional<LayoutSample> take();
  /// An answer is to come.
  [[nodiscard]] bool busy() const { return last_ && !last_.finished(); }

 private:
  Task<LayoutSample> last_;
  std::vector<Task<LayoutSample>> given_up_;  ///< that have not ended yet: nobody waits for them
};

}  // namespace vertexview::app
