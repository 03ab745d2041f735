#pragma once
// Conditions in the language of Expression that a person makes with the mouse.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "session/table_look.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/element_statistics.hpp"

namespace vertexview::app {

/// Returns how an Expression names a number: as it is, or in quotes.
[[nodiscard]] std::string expression_name(std::string_view name);

/// Returns the condition that holds for records whose `number` is that of record `index`, which must be below
/// file.size(), or with `different` for all others: "x == 0.1", "isnan(x)". NaN is equal to NaN here.
[[nodiscard]] std::string value_condition(const Dataset& file, const Element& number, std::uint64_t index,
                                          bool different = false);

/// Returns the condition that holds where each number lies in its brush: "intensity in 0.2..0.5 && z
/// in 1..2"; empty without brushes.
[[nodiscard]] std::string brush_expression(std::span<const Brush> brushes);

/// Returns the brush from share `from` to share `to` (each 0 to 1, in any order) of the range of a histogram.
/// Its ends have no more digits than tell a hundredth of the brush and a thousandth of the range; those of
/// integers are whole. An end at a border of the range takes in all numbers of that side.
[[nodiscard]] Brush brush_of(const NumberStatistics& of, double from, double to);

}  // namespace vertexview::app
