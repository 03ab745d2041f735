#pragma once
#include <cstdint>

#include "session/session.hpp"
#include "vertexview/memory/value.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// What is wrong with a number of a record, for a mark beside it.
enum class NumberDoubt : std::uint8_t {
  kNone,
  kNonFinite,   ///< NaN or infinite
  kImplausible  ///< finite, but hardly what a person means
};

/// Returns whether the number `value` of `column`, a column of the records of `dataset`, is one that a person
/// can mean. Implausible are, by the measures of doubt_layout() and Statistics::fence,
///   - a coordinate, as it is placed, beyond 1e9, or outside that fence
///   - any other float beyond 1e9, but for one whose name has "time" in it: clocks count that far.
/// Numbers near zero are never doubted, because zero plus rounding is ordinary; neither are integers, which
/// may be identifiers or bits, unless they are coordinates.
[[nodiscard]] NumberDoubt doubt_of(const Scalar& value, const RecordColumn& column,
                                   const OpenDataset& dataset);

}  // namespace vertexview::app
