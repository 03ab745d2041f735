#pragma once
#include <optional>
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

/// Returns whether shown_text() tells another number than the record holds: one that is scaled or decoded.
[[nodiscard]] bool is_converted(const RecordColumn& element, const Layout& layout) noexcept;

/// Returns a number as the record holds it, ElementReader::stored(); empty where there is none.
[[nodiscard]] std::string stored_text(const std::optional<Scalar>& stored, const RecordColumn& element);

/// Returns a decoded value as every panel writes it: as it is in the picture, scaled and offset where
/// is_scaled(), with the fewest digits that identify it, whatever the other values of its column are.
[[nodiscard]] std::string shown_text(const Scalar& value, const RecordColumn& element, const Layout& layout);

/// Returns the number at `share` (0 to 1) of the range of a ramp as shown_text() writes a number of that
/// element: as it is placed, with the fewest digits that identify it.
[[nodiscard]] std::string ramp_number_text(const ScalarColor& color, const Layout& layout, double share);

}  // namespace vertexview::app
