#pragma once
#include <cstdint>
#include <string>

#include "session/session.hpp"
#include "vertexview/memory/value.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// How large the coordinates of an axis are and how far they spread: what decides how many digits they show.
struct AxisSpan {
  double magnitude = 1;  ///< the largest, without its sign
  double extent = 1;     ///< from the smallest to the largest
};

/// Of all records of a dataset, as far as they are known; {} for what is no axis and without bounds.
[[nodiscard]] AxisSpan axis_span(const OpenDataset& dataset, std::uint32_t axis) noexcept;

/// Whether the layout multiplies or shifts this coordinate, so that its place is another number than the
/// record holds. Never for what is no coordinate.
[[nodiscard]] bool is_scaled(const RecordColumn& element, const Layout& layout) noexcept;

/// A decoded value as it is in the picture: scaled and shifted where is_scaled(), else itself.
[[nodiscard]] Scalar in_place(const Scalar& value, const RecordColumn& element, const Layout& layout);

/// The digits after the point that a column of this element's in_place() values shows: of coordinates about
/// seven significant ones, of doubles and scaled coordinates far from zero seven of their extent instead, for
/// they are there for what happens near them; of other numbers four.
[[nodiscard]] int column_decimals(const RecordColumn& element, const Layout& layout,
                                  const AxisSpan& span) noexcept;

/// A decoded value as the table of vertices writes it: in_place(), with column_decimals().
[[nodiscard]] std::string shown_text(const Scalar& value, const RecordColumn& element, const Layout& layout,
                                     const AxisSpan& span);

}  // namespace vertexview::app
