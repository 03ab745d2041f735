#pragma once
#include <string_view>

#include "vertexview/record/layout.hpp"

namespace vertexview::detail {

/// Returns whether `text` begins as a dtype of NumPy does in a program or in the header of a .npy.
[[nodiscard]] bool is_numpy_dtype(std::string_view text);

/// Returns the layout of the items of a dtype: np.dtype([...]), the list alone, a dict of names, formats,
/// offsets and itemsize, "<f4", "f4,3u1", ('<f4', (3,)), or the whole dict of the header of a .npy.
/// kBadFormat with the offset, also where fields share bytes; errors of numpy_type() and
/// schema_from_elements().
[[nodiscard]] Result<Layout> read_numpy_dtype(std::string_view text);

}  // namespace vertexview::detail
