#pragma once
#include "vertexview/formats/writer.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::cli {

/// Returns the records of `file`, which must outlive them, as `writer` takes them: those of the file,
/// canonical ones, or canonical ones with what the file's records have besides. kInvalidArgument
/// where canonical records need a position and the file has none.
[[nodiscard]] Result<RecordSource> source_for(const Writer& writer, const Dataset& file);

}  // namespace vertexview::cli
