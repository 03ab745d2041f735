#pragma once
#include <string>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview::cli {

/// Runs this program once more with `arguments` and waits for its end; what it wrote to standard output. Its
/// standard error is ours. kIo when it cannot be started or fails; kCancelled, after it was ended, when
/// `progress` is cancelled.
[[nodiscard]] Result<std::string> run_self(const std::vector<std::string>& arguments,
                                           const Progress& progress);

}  // namespace vertexview::cli
