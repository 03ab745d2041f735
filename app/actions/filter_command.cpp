#include "actions/filter_command.hpp"

#include <algorithm>

namespace vertexview::app {

Result<Command> filter_command(const std::string& condition) {
  const bool filters = std::ranges::find(actions(), "filter", &Action::name) != actions().end();
  if (condition.empty()) return parse_command(filters ? "filter none" : "deselect");
  return parse_command((filters ? "filter " : "select-where ") + condition);
}

}  // namespace vertexview::app
