// Reads any bytes as the text of an action, and as everything that an argument can be, without running it.
// What is read has to be written as a text that reads back to the same, and what completion offers has to be
// what the argument accepts.
#include <algorithm>

#include "actions/command.hpp"
#include "actions/completion.hpp"
#include "actions/path_text.hpp"
#include "promises.hpp"
#include "session/layout_argument.hpp"

namespace {

using namespace vertexview;
using namespace vertexview::app;
using fuzz::require;

void check_command(std::string_view text) {
  const auto command = parse_command(text);
  if (!command) return fuzz::require_told(command.error(), text.size());
  require(command->action != nullptr);
  require(std::ranges::equal(command->action->arguments, command->arguments, &holds));
  require(parse_command(command_text(*command)) == *command);
}

void check_texts(std::string_view text) {
  if (const auto address = parse_vertex_address(text))
    require(parse_vertex_address(vertex_address_text(*address)) == *address);
  if (const auto layout = parse_layout_argument(text))
    require(parse_layout_argument(layout_argument(*layout)) == *layout);
  // A zero byte ends a path.
  if (text.find('\0') == std::string_view::npos) require(unescaped_path(escaped_path(text)) == text);
  require(escaped_path(text).find_first_of("\n\t\r") == std::string::npos);
}

/// Returns whether completion would look outside the folder that this runs in, which is that of the seeds:
/// what lies elsewhere is not the same on all machines.
bool leaves_folder(std::string_view path) {
  return path.starts_with('/') || path.starts_with('~') || path.find("..") != std::string_view::npos;
}

void check_completion(const Argument& argument, const Session& session, std::string_view typed) {
  if (is_path(argument.kind) && leaves_folder(typed)) return;
  const auto offered = completions(argument, session, typed);
  require(argument.kind != ArgumentKind::kIndex || offered.empty());
  for (const Completion& completion : offered) {
    require(!completion.label.empty());
    if (argument.kind == ArgumentKind::kChoice || argument.kind == ArgumentKind::kLayout)
      require(read_argument(argument, "offered", completion.text).has_value());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Session kSession{};
  const std::string_view text = fuzz::text_of(data, size);
  check_command(text);
  check_texts(text);
  for (const Action& action : actions()) {
    if (action.name.substr(0, 1) != text.substr(0, 1)) continue;
    const std::string_view typed = text.substr(std::min(text.find(' '), text.size() - 1) + 1);
    for (const Argument& argument : action.arguments) check_completion(argument, kSession, typed);
  }
  return 0;
}
