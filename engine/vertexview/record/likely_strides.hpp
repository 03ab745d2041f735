#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/record/byte_columns.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// Fewer bytes hardly tell strides from each other.
inline constexpr std::uint64_t kTellingSize = 4096;

/// A part of a file to look at: records may share it with a header, or with indices after them.
struct Window {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// A stride that is worth a closer look.
struct Stride {
  std::uint64_t bytes = 0;
  Window window;     ///< in which the records are looked at
  double share = 0;  ///< of StrideScore::gain of the best in the window
  double gain = 0;   ///< as WindowStrides::gain() has it
};

/// What the columns of bytes say about all strides in one part of a file.
class WindowStrides {
 public:
  /// `progress` is that of score_strides(): after a cancel no stride has a score.
  WindowStrides(std::span<const std::byte> bytes, const Window& window, Progress* progress = nullptr);

  /// Returns StrideScore::gain, but no more than records of twice the length explain: a number that a record
  /// holds twice repeats after what lies between, and after no multiple of it. 0 for a stride of no score.
  [[nodiscard]] double gain(std::uint64_t stride) const noexcept;
  [[nodiscard]] Stride at(std::uint64_t stride) const noexcept;
  /// Returns the strides whose columns tell each other nearly as well as those of the best, and those that
  /// divide the best: records that lie on a grid repeat after some of them as well.
  [[nodiscard]] std::vector<Stride> likely() const;
  /// Returns the strides that explain the columns nearly as well as `stride` does; of its multiples, which
  /// all do so in every file, those that explain more.
  [[nodiscard]] std::vector<std::uint64_t> rivals_of(std::uint64_t stride) const;

 private:
  Window window_;
  std::vector<StrideScore> scores_;  ///< the best first
};

/// Returns the strides of a file of which `all` tells, and of its halves, where they may tell more: a header
/// or indices fill the rest. With so few records that columns say nothing, the usual strides without a
/// remainder are among them. May be called from any thread, and with untrusted bytes.
[[nodiscard]] std::vector<Stride> likely_strides(std::span<const std::byte> bytes, const WindowStrides& all);

}  // namespace vertexview
