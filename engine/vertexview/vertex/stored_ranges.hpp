#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vertexview/record/record_streams.hpp"
#include "vertexview/record/value_range.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview {

class Dataset;
struct Bounds;

/// Finds the bounds of a dataset's positions from the stored numbers, in double precision, while a scan finds
/// those of the canonical positions. It reads only axes whose numbers the canonical position rounds to
/// float32, and of those only blocks of records that may hold an extreme. Used on one thread; each worker has
/// a copy.
class StoredRanges {
 public:
  explicit StoredRanges(const Dataset& file);

  /// Returns whether there is an axis to read; otherwise include() does nothing.
  [[nodiscard]] bool reads() const noexcept;
  /// Returns the records of the dataset, of which those in several places are reduced to what is read.
  [[nodiscard]] const RecordStreams& records() const& noexcept { return records_; }
  const RecordStreams& records() const&& = delete;
  /// Takes some of records() into account, of which `canonical` are the canonical form and `theirs` the
  /// bounds. `others` are the bounds of the records before: where it holds all of them, no extreme is among
  /// them.
  void include(const RecordSpan& records, std::span<const ColoredVertex> canonical, const Bounds& theirs,
               const Bounds& others);
  void include(const StoredRanges& other) noexcept;

  /// Returns the bounds in the file's own coordinates, axis by axis, as Statistics::places has them. `bounds`
  /// are those of the canonical positions, whose axes are taken where nothing was to read.
  [[nodiscard]] std::array<ValueRange, 3> places(const Dataset& file, const Bounds& bounds) const noexcept;

 private:
  struct Axis {
    std::optional<ElementReader> reader;  ///< nullopt: the canonical position holds the stored number
    ValueRange range{__builtin_inf(), -__builtin_inf()};
  };

  RecordStreams records_;
  std::array<Axis, 3> axes_;
  std::size_t numbers_ = 0;  ///< that make a position; the other axes lie where the layout places 0
  std::vector<double> values_;
};

}  // namespace vertexview
