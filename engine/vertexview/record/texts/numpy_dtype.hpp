#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "vertexview/record/element.hpp"
#include "vertexview/record/texts/python_literal.hpp"

namespace vertexview::detail {

/// One item of a NumPy array.
struct NumpyType {
  /// What lies in it, without padding, in the order of the offsets: of a structured type its fields, those of
  /// nested ones as "outer.inner"; otherwise one element without a name. None overlaps another.
  std::vector<Element> elements;
  std::uint64_t itemsize = 0;  ///< at most 2^31 - 1 bytes, as in NumPy
  bool structured = false;
  /// What a plain type is that can be no coordinate, as in "truth values"; "" for numbers and where
  /// structured.
  std::string no_number = {};
  std::string overlapping = {};  ///< names of fields that share bytes with another and are no elements
};

/// Returns the type that `descr` of a header names; kBadFormat with the offset in the text of the header, and
/// kNotImplemented for Python objects, which NumPy stores as pickles: those are programs and are never run.
[[nodiscard]] Result<NumpyType> numpy_type(const PythonLiteral& descr);

}  // namespace vertexview::detail
