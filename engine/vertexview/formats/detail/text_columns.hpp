#pragma once
// What the columns of a text are: by the line that names them, else by their number and their ranges.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/formats/detail/number_lines.hpp"
#include "vertexview/record/layout.hpp"

namespace vertexview {

/// The records that the lines of a text become.
struct TextColumns {
  Layout layout;
  std::vector<ColumnTarget> targets;  ///< one for each column
  std::vector<std::string> notes;
};

/// Returns an element for each column, of the smallest type that keeps every digit: uint8 for whole numbers
/// of 0 to 255, int32 and int64 for other whole numbers, float32 where it keeps all digits, else float64. The
/// axes of the position have one type, and so have red, green and blue.
///
/// `names` are those of the header, one for each column, or none. Without names the first three columns are
/// the position; three whole columns of 0 to 255 in a row, or floats of 0 to 1, are the colour (where four
/// end the line, the first is the intensity, unless the last is always the same or below 32, as alpha and
/// labels are); three of -1 to 1 are the normal; the first other column is the intensity where it is the only
/// one or nothing is a colour.
[[nodiscard]] Result<TextColumns> choose_columns(std::span<const ColumnSurvey> columns,
                                                 std::span<const std::string> names);

/// Returns whether names are those of columns of points: whether x and y are among them.
[[nodiscard]] bool name_a_position(std::span<const std::string> names);

}  // namespace vertexview
