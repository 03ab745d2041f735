#pragma once
// Texts of numbers for a column or a line that has no room for all of their digits.
#include <string>

#include "vertexview/memory/value.hpp"

namespace vertexview {

struct ValueRange;

/// Returns a number for a column whose decimal points stand under each other, with `decimals` digits after
/// the point. A tiny or huge number, which this would hide, gets an exponent; an integer is written whole.
[[nodiscard]] std::string column_text(const Scalar& value, int decimals);

/// Returns a number with about `digits` digits of what its range spans: 412345.25 of 412340..412390 is
/// "412345.25", of 0..1e6 "412345". There are no zeros at the end, and an exponent only for huge or tiny
/// numbers.
[[nodiscard]] std::string number_text(double number, const ValueRange& range, int digits = 4);

/// Returns the number of decimals that show about seven significant digits of the largest magnitude; float32
/// has no more.
[[nodiscard]] int decimals_for(double largest_magnitude) noexcept;

}  // namespace vertexview
