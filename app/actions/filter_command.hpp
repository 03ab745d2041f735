#pragma once
#include <string>

#include "actions/command.hpp"

namespace vertexview::app {

/// Returns what brushes and "filter by this value" run for a condition: `filter` where the table of actions
/// has it, else select-where. Without a condition it is what takes that back. kInvalidArgument for a text
/// that can never be a condition.
[[nodiscard]] Result<Command> filter_command(const std::string& condition);

}  // namespace vertexview::app
