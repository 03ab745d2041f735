#include "session/open_vertices.hpp"

#include <fmt/format.h>

namespace vertexview::app {

Result<Dataset> open_vertices(const std::string& path, const Dataset::Options& options) {
  auto file = Dataset::open(path, options);
  if (file || file.error().code != ErrorCode::kRemainder) return file;
  // Opening it as the text advises finds out how many records that gives, whatever the layout is.
  Dataset::Options whole = options;
  whole.changes.allow_tail = true;
  whole.whole_range = false;  // no number of a record is told, so that a sample is enough
  if (const auto records = Dataset::open(path, whole))
    file.error().message +=
        fmt::format("; open the whole records with --count {} or --allow-tail", records->size());
  return file;
}

}  // namespace vertexview::app
