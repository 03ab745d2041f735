#include "session/open_vertices.hpp"

#include <fmt/format.h>

namespace vertexview::app {

Result<VertexFile> open_vertices(const std::string& path, const VertexFile::Options& options) {
  auto file = VertexFile::open(path, options);
  if (file || file.error().code != ErrorCode::kRemainder) return file;
  // Opening it as the text advises finds out how many records that gives, whatever the layout is.
  VertexFile::Options whole = options;
  whole.allow_tail = true;
  whole.whole_range = false;  // no number of a record is told, so that a sample is enough
  if (const auto records = VertexFile::open(path, whole))
    file.error().message +=
        fmt::format("; open the whole records with --count {} or --allow-tail", records->size());
  return file;
}

}  // namespace vertexview::app
