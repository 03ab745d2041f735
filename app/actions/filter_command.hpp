#pragma once
#include <string>

#include "actions/command.hpp"

namespace vertexview::app {

/// Returns what brushes and "filter by this value" run for a condition: `filter`, which ends without one.
/// kInvalidArgument for a text that can never be a condition.
[[nodiscard]] Result<Command> filter_command(const std::string& condition);

}  // namespace vertexview::app
