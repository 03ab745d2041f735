#pragma once
#include <cstdint>
#include <string>

#include "session/session.hpp"
#include "vertexview/memory/value.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// How large the coordinates of an axis are and how far they spread. Both decide how many digits are shown.
struct AxisSpan {
  double magnitude = 1;  ///< the largest absolute coordinate
  double extent = 1;     ///< the largest coordinate minus the smallest
};

/// Returns the span of all records of a dataset whose bounds are known so far; a default AxisSpan for an
/// `axis` above 2, and without bounds.
[[nodiscard]] AxisSpan axis_span(const OpenDataset& dataset, std::uint32_t axis) noexcept;

/// Returns whether the layout scales or offsets this coordinate, so that its place is another number than the
/// record holds. Returns false for an element that is no coordinate.
[[nodiscard]] bool is_scaled(const RecordColumn& element, const Layout& layout) noexcept;

/// Returns a decoded value as it is in the picture: scaled and offset where is_scaled(), otherwise unchanged.
[[nodiscard]] Scalar in_place(const Scalar& value, const RecordColumn& element, const Layout& layout);

/// Returns how many digits after the point a column of this element's in_place() values shows. Coordinates
/// get about seven significant digits. Doubles and scaled coordinates far from zero get seven of their extent
/// instead, at most four, because they are stored that way to tell neighbours apart. Other numbers get four.
[[nodiscard]] int column_decimals(const RecordColumn& element, const Layout& layout,
                                  const AxisSpan& span) noexcept;

/// Returns a decoded value as the vertex table writes it: in_place(), with column_decimals().
[[nodiscard]] std::string shown_text(const Scalar& value, const RecordColumn& element, const Layout& layout,
                                     const AxisSpan& span);

}  // namespace vertexview::app
