#pragma once
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/layout.hpp"

namespace vertexview {

/// Returns whether the position of these records rather is the corners of a triangle: three integers that all
/// cover the same range from about zero on, and lie near each other in nearly every record, as the indices of
/// neighbours do. Looks at a few hundred records. May be called from any thread, and with untrusted bytes.
[[nodiscard]] bool are_index_triples(const RecordSpan& records, const Layout& layout);

}  // namespace vertexview
