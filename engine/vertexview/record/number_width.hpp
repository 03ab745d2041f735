#pragma once
// Numbers in the width of a column or of a line, where there is no room for all of their digits.
#include <string>

#include "vertexview/memory/value.hpp"

namespace vertexview {

struct ValueRange;

/// A number of a column whose decimal points stand under each other: `decimals` digits after the point. A
/// number that this would hide, tiny or huge, has an exponent; an integer is written whole.
[[nodiscard]] std::string column_text(const Scalar& value, int decimals);

/// A number of a range, with about `digits` digits of what the range spans: 412345.25 of 412340..412390 is
/// "412345.25", of 0..1e6 "412345". No zeros at the end; an exponent only for what is huge or tiny.
[[nodiscard]] std::string number_text(double number, const ValueRange& range, int digits = 4);

/// Decimals that show about seven significant digits of the largest magnitude; float32 has no more.
[[nodiscard]] int decimals_for(double largest_magnitude) noexcept;

}  // namespace vertexview
