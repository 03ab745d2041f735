#pragma once
#include <string>
#include <string_view>

#include "session/scalar_color.hpp"
#include "vertexview/memory/value.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// Stands before a number that doubt_of() doubts, so that it is told without its colour as well.
inline constexpr std::string_view kDoubtMark = "!";

/// Returns whether the layout scales or offsets this coordinate, so that its place is another number than the
/// record holds. Returns false for an element that is no coordinate.
[[nodiscard]] bool is_scaled(const RecordColumn& element, const Layout& layout) noexcept;

/// Returns a decoded value as every panel writes it: as it is in the picture, scaled and offset where
/// is_scaled(), with the fewest digits that identify it, whatever the other values of its column are.
[[nodiscard]] std::string shown_text(const Scalar& value, const RecordColumn& element, const Layout& layout);

/// Returns the number at `share` (0 to 1) of the range of a ramp as shown_text() writes a number of that
/// element: as it is placed, with the fewest digits that identify it.
[[nodiscard]] std::string ramp_number_text(const ScalarColor& color, const Layout& layout, double share);

}  // namespace vertexview::app
