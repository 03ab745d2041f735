#pragma once
#include <string>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview::cli {

/// Runs this program once more with `arguments`, waits for its end and returns what it wrote to standard
/// output; its standard error is ours. Fails with kIo when it cannot be started or fails, and with
/// kCancelled, after ending it, when `progress` is cancelled.
[[nodiscard]] Result<std::string> run_self(const std::vector<std::string>& arguments,
                                           const Progress& progress);

}  // namespace vertexview::cli
