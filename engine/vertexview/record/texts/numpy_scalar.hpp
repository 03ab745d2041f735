#pragma once
#include <cstdint>
#include <limits>

#include "vertexview/record/element.hpp"
#include "vertexview/record/texts/python_literal.hpp"

namespace vertexview::detail {

/// The most bytes of an item of NumPy, which counts them in an int.
inline constexpr std::uint64_t kLargestNumpyItem = std::numeric_limits<std::int32_t>::max();

/// A type of NumPy that is no record.
struct NumpyScalar {
  ElementType number = ElementType::kBytes;
  std::uint64_t numbers = 0;  ///< of one item: two in a complex number, each byte of a text
  std::uint64_t itemsize = 0;
  std::uint64_t alignment = 1;  ///< in an aligned record
  bool big_endian = false;
  char kind = '\0';  ///< the letter of its text
};

/// Returns the type of a text as "<f4", or of a name as "float32". kBadFormat with the offset of the literal;
/// kNotImplemented for Python objects.
[[nodiscard]] Result<NumpyScalar> numpy_scalar(const PythonLiteral& dtype);

}  // namespace vertexview::detail
