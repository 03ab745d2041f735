#include "actions/filter_command.hpp"

namespace vertexview::app {

Result<Command> filter_command(const std::string& condition) {
  return parse_command("filter " + (condition.empty() ? "none" : condition));
}

}  // namespace vertexview::app
