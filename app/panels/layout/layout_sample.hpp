#pragma once
#include <array>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "panels/record.hpp"

namespace vertexview::app {

/// What a layout reads from a few places of a file.
struct LayoutSample {
  std::vector<Column> elements;                   ///< with a number each; of a long record the first ones
  std::vector<std::vector<Value>> rows;           ///< of `elements`: the first records
  std::vector<std::byte> record;                  ///< the first record, or the start of a long one
  std::vector<std::optional<ValueRange>> ranges;  ///< of each field, as stored; nullopt: no finite number
  std::array<std::optional<ValueRange>, 3>
      positions;  ///< of each axis, scaled and shifted as the layout says
};

/// Reads the first 12 of `records` records from the layout's data offset on, and the ranges at up to 256
/// places all over them. The places are the same for every layout, so that a cold disk is asked only once.
/// Ends early, with what it has, when asked to stop.
[[nodiscard]] LayoutSample sample_layout(const Layout& layout, std::span<const std::byte> file,
                                         std::uint64_t records, const std::stop_token& stop = {});

/// Takes samples on a thread of its own, so that a cold disk never holds up a window. What is asked last
/// counts; what was asked before is given up.
class LayoutSampler {
 public:
  LayoutSampler() = default;
  LayoutSampler(const LayoutSampler&) = delete;
  LayoutSampler& operator=(const LayoutSampler&) = delete;
  /// Waits for the one place that is being read.
  ~LayoutSampler();

  /// Begins to sample `cloud`'s file as `layout` reads it. `when_done` is called on the thread once the
  /// answer can be taken. A system that gives no thread samples on this one.
  void ask(const Cloud& cloud, const Layout& layout, std::uint64_t records, std::function<void()> when_done);
  /// The answer to the last ask(), once.
  [[nodiscard]] std::optional<LayoutSample> take();
  /// An answer is to come.
  [[nodiscard]] bool busy() const;

 private:
  struct Request {
    VertexFile file;                   // keeps the mapping
    std::shared_ptr<FileWatch> watch;  // guards it
    Layout layout;
    std::uint64_t records = 0;
    std::function<void()> when_done;
    std::stop_source stop;
  };
  void run(const std::stop_token& end);
  void answer(const std::shared_ptr<Request>& request);

  mutable std::mutex mutex_;
  std::condition_variable_any asked_;
  std::shared_ptr<Request> request_;  ///< the last one, until it is answered
  bool taken_up_ = false;             ///< the thread has begun with it
  std::optional<LayoutSample> sample_;
  std::jthread worker_;  // last: it uses all of the above
};

}  // namespace vertexview::app
