#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "vertexview/record/layout.hpp"

namespace vertexview::cli {

/// The first bytes of a NumPy .npy file of `count` records that follow as they lie in memory: a structured
/// dtype in which padding is unnamed. Source: NumPy's "A simple file format for NumPy arrays", version 1.0,
/// or 2.0 and 3.0 where that is needed.
[[nodiscard]] std::string npy_header(const Layout& layout, std::uint64_t count);

/// The names of the columns of a CSV file, one for each element that is not padding: x, y, z, red, green,
/// blue, alpha, nx, ny, nz where the field's meaning says so, else NAME or NAME_0, NAME_1.
[[nodiscard]] std::vector<std::string> csv_columns(const Layout& layout);

}  // namespace vertexview::cli
