#pragma once
// How the vertices that the header of a PLY file promises are records. May be called from any thread, with
// headers of anybody.
#include <cstddef>

#include "vertexview/record/layout.hpp"
#include "vertexview/record/texts/ply_header.hpp"

namespace vertexview {

/// Returns which of header.elements is the vertices. kBadFormat, with the names of all, where none is.
[[nodiscard]] Result<std::size_t> find_ply_vertices(const PlyHeader& header);

/// Returns the layout of the single numbers of a record, lists left out: x, y, z are the position; red,
/// green, blue, or the harmonic of degree 0 of a Gaussian splat, the colour. kBadFormat where there are no
/// numbers.
[[nodiscard]] Result<Layout> ply_layout(const PlyElement& vertex, bool big_endian);

}  // namespace vertexview
