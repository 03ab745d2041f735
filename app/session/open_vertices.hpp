#pragma once
#include <string>

#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::app {

/// Dataset::open(), and where bytes follow the last whole record the error also says which options open
/// the file: the engine knows none. Every command and every action opens files through it.
[[nodiscard]] Result<Dataset> open_vertices(const std::string& path, const Dataset::Options& options);

}  // namespace vertexview::app
