#pragma once
#include <CLI/CLI.hpp>
#include <string>

#include "vertexview/formats/writer.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::cli {

/// A file of vertices that a command writes.
struct WrittenVertices {
  std::string path = {};  ///< "" for none
  const Writer* writer =
      nullptr;  ///< of its format; once the options are read not null where there is a file
};

/// Adds -o and --format, which say what is written. Returns the first. `output` must outlive the parsing.
CLI::Option* add_vertices_output(CLI::App& app, WrittenVertices& output);

/// Writes the vertices of `file`, and tells a person what the format does not hold. Errors of source_for()
/// and write_records(); kInUse for the file that is read, kInvalidArgument, with its path, for records that
/// the format cannot say, kCancelled.
[[nodiscard]] Result<void> write_vertices(const Dataset& file, const WrittenVertices& output,
                                          Progress& progress);

}  // namespace vertexview::cli
