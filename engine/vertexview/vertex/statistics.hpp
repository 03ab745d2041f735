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
  /// Returns the length of the longest side; 0 for an empty box. In double, because the sides of a box of
  /// floats may be longer than a float can be.
  [[nodiscard]] double longest_side() const noexcept;
  /// Returns whether no part of `other` lies outside.
  [[nodiscard]] bool holds(const Bounds& other) const noexcept;
  /// Returns the box with `share` of its longest side more on every side.
  [[nodiscard]] Bounds grown(double share) const noexcept;
  /// Grows to hold `position`; non-finite positions are ignored.
  void include(const Vector& position) noexcept;
  void include(const Bounds& other) noexcept;
};

/// The results of one pass over all records, or over a sample of them.
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
  /// What lies outside this box is far from most other vertices; sample() finds it. Empty while nothing tells
  /// what is far: all vertices are near then.
  Bounds fence;
  Bounds most;  ///< of the positions within the fence, like `bounds`
  Bounds rest;  ///< of those outside it

  void include(const Statistics& other) noexcept;
};

/// Visits every record of `file` once, at memory speed, on `threads` worker threads (0: one per core). Holes
/// of a sparse file are counted without being read. `progress`, when given, counts records and can cancel.
/// `fence` is that of sample(); without one all positions are near. kCancelled after a cancel, kIo when the
/// file has become shorter.
[[nodiscard]] Result<Statistics> scan(const Dataset& file, Progress* progress = nullptr, unsigned threads = 0,
                                      const Bounds& fence = {});

/// Returns a quick estimate from at most `samples` records spread over the file, the first and the last
/// included: for a first camera before scan() is done. Touches no page of the mapping; records that the file
/// has lost are left out.
///
/// The estimate has a fence, which lets a few positions that are finite but absurd lie outside and holds the
/// edges of ordinary data: around the sampled positions that lie near nine tenths of the sample, axis by
/// axis, both times with 4 of the longest sides to spare on every side. It has none where fewer than 32
/// finite positions were read, or where nine tenths of them are one and the same.
[[nodiscard]] Statistics sample(const Dataset& file, std::uint64_t samples = 4096) noexcept;

}  // namespace vertexview
