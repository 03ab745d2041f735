#include "session/open_vertices.hpp"

#include <fmt/format.h>

namespace vertexview::app {

Result<Dataset> open_vertices(const std::string& path, const Dataset::Options& options) {
  auto file = Dataset::open(path, options);
  if (file || file.error().code != ErrorCode::kRemainder) return file;
  // The file is opened as the message advises, to learn how many records that gives for any layout.
  Dataset::Options whole = options;
  whole.changes.allow_tail = true;
  whole.whole_range = false;  // only the count is used, so that a sample of the colours is enough
  if (const auto records = Dataset::open(path, whole))
    file.error().message +=
        fmt::format("; open the whole records with --count {} or --allow-tail", records->size());
  return file;
}

}  // namespace vertexview::app
