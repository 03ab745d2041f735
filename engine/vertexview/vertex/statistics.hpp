#pragma once
#include <array>
#include <cstdint>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/value_range.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/non_finite.hpp"

namespace vertexview {

class Dataset;

/// An axis-aligned box of finite positions, both ends included. Empty while min > max.
struct Bounds {
  Vector min{__builtin_inff(), __builtin_inff(), __builtin_inff()};
  Vector max{-__builtin_inff(), -__builtin_inff(), -__builtin_inff()};

  [[nodiscard]] bool empty() const noexcept { return !(min.x <= max.x); }
  /// Returns whether no part of `other` lies outside.
  [[nodiscard]] bool holds(const Bounds& other) const noexcept;
  /// Returns the box with `share` of its longest side more on every side.
  [[nodiscard]] Bounds grown(double share) const noexcept;
  /// Grows to hold `position`; non-finite positions are ignored.
  void include(const Vector& position) noexcept;
  void include(const Bounds& other) noexcept;
};

/// The results of one pass over all records.
struct Statistics {
  std::uint64_t count = 0;  ///< records visited
  std::uint64_t non_finite =
      0;  ///< positions with a NaN or infinite component: never drawn, never in the bounds
  /// Where in the file those are, as scan() has found it; include() leaves it as it is.
  NonFiniteParts non_finite_parts = {};
  Bounds bounds;  ///< of the canonical positions: relative to Dataset::origin(), and rounded to float32
  /// The same bounds, axis by axis, in the coordinates of the file: computed in double precision from the
  /// stored numbers, by Placement::place(). Meaningless while `bounds` are empty.
  std::array<ValueRange, 3> places = {};
  Color color_min{65535, 65535, 65535};  ///< per channel; meaningless while count is 0
  Color color_max{0, 0, 0};

  void include(const Statistics& other) noexcept;
};

/// Visits every record of `file` once, at memory speed, on `threads` worker threads (0: one per core). Holes
/// of a sparse file are counted without being read. `progress`, when given, counts records and can cancel.
/// kCancelled after a cancel, kIo when the file has become shorter.
[[nodiscard]] Result<Statistics> scan(const Dataset& file, Progress* progress = nullptr,
                                      unsigned threads = 0);

/// Returns a quick estimate from at most `samples` records spread over the file, the first and the last
/// included: for a first camera before scan() is done. Touches no page of the mapping; records that the file
/// has lost are left out.
[[nodiscard]] Statistics sample(const Dataset& file, std::uint64_t samples = 4096) noexcept;

/// Returns the box of those sampled positions that lie near most others: within a box that is nine times as
/// large as that of nine tenths of the sample, axis by axis. A few positions that are finite but absurd do
/// not count then, and the edges of ordinary data do. All count where there are fewer than 32. Reads the
/// records that sample() reads.
[[nodiscard]] Bounds core_bounds(const Dataset& file, std::uint64_t samples = 4096);

}  // namespace vertexview
