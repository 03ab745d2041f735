#pragma once
#include <imgui.h>

#include "gui/theme.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// Returns the colour that stands for a column of the record everywhere: in the table, the hex view, the
/// inspector's list of elements and the ruler.
[[nodiscard]] ImU32 color_of(const RecordColumn& column, const ThemeColors& colors) noexcept;

}  // namespace vertexview::app
