#pragma once
#include <string>
#include <string_view>

#include "session/scalar_color.hpp"
#include "session/shown_number.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// Stands before a number that doubt_of() doubts, so that it is told without its colour as well.
inline constexpr std::string_view kDoubtMark = "!";

/// Returns the number at `share` (0 to 1) of the range of a ramp as shown_text() writes a number of that
/// element: as it is placed, with the fewest digits that identify it.
[[nodiscard]] std::string ramp_number_text(const ScalarColor& color, const Layout& layout, double share);

}  // namespace vertexview::app
