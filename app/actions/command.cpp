#include "actions/command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "actions/nearest.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::app {
namespace {

/// Removes the next word, and the one blank that ends it, from `text`; returns the word.
std::string_view take_word(std::string_view& text) {
  text = without_blanks_before(text);
  const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> all;
  for (const Action& action : actions())
    if (std::ranges::find(all, action.name) == all.end()) all.push_back(action.name);
  return all;
}

}  // namespace

Result<Command> parse_arguments(const Action& action, std::string_view text) {
  Command command{&action, {}};
  if (action.arguments.empty()) {
    text = trimmed(text);
    if (text.empty()) return command;
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} takes no argument; found {}", action.name, in_quotes(text)));
  }
  for (const Argument& argument : action.arguments) {
    const bool last = &argument == &action.arguments.back();
    const bool bytes = last && is_path(argument.kind);
    const std::string_view own = bytes ? text : last ? trimmed(text) : take_word(text);
    if (own.empty())
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} needs an argument; expected '{}'", action.name, usage(action)));
    auto value = read_argument(argument, action.name, own);
    if (!value) return tl::unexpected(std::move(value.error()));
    command.arguments.push_back(*std::move(value));
  }
  return command;
}

Result<Command> parse_command(std::string_view text) {
  const std::string_view name = take_word(text);
  if (name.empty())
    return fail(ErrorCode::kInvalidArgument,
                "no action is given; expected NAME [ARGUMENT], as in 'select 2'");
  const auto found = std::ranges::find_if(
      actions(), [name](const Action& action) { return action.name == name || action.old_name == name; });
  if (found == actions().end())
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("no action {}{}", in_quotes(name), suggestion(name, names())));
  return parse_arguments(*found, text);
}

std::string command_text(const Command& command) {
  if (command.action == nullptr) return {};
  std::string text(command.action->name);
  for (const ArgumentValue& value : command.arguments) text.append(" ").append(argument_text(value));
  return text;
}

Command preset_command(const Action& action) {
  if (action.preset.empty()) return {&action, {}};
  return parse_arguments(action, action.preset).value_or(Command{&action, {}});
}

Result<void> perform(Session& session, const Command& command) {
  if (command.action == nullptr) return fail(ErrorCode::kInvalidArgument, "there is no such action");
  const Action& action = *command.action;
  if (auto enabled = check_enabled(action, session); !enabled) return enabled;
  if (!std::ranges::equal(action.arguments, command.arguments, &holds))
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} needs other arguments; expected '{}'", action.name, usage(action)));
  auto done = action.run(session, command.arguments);
  session.settle_notices();
  return done;
}

Result<void> perform(Session& session, std::string_view text) {
  const auto command = parse_command(text);
  if (!command) return tl::unexpected(command.error());
  return perform(session, *command);
}

}  // namespace vertexview::app
