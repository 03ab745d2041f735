#pragma once
#include <string>

#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::app {

/// Opens a dataset as Dataset::open() does. Where bytes follow the last whole record, the error also says
/// which options open the file, because the engine knows no options. Every command and every action opens
/// files through this function.
[[nodiscard]] Result<Dataset> open_vertices(const std::string& path, const Dataset::Options& options);

}  // namespace vertexview::app
