#pragma once
#include <string>

#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/vertex_file.hpp"

namespace vertexview::app {

/// VertexFile::open(), and where bytes follow the last whole record the error also says which options open
/// the file: the engine knows none. Every command and every action opens files through it.
[[nodiscard]] Result<VertexFile> open_vertices(const std::string& path, const VertexFile::Options& options);

}  // namespace vertexview::app
