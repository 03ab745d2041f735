#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "actions/actions.hpp"

namespace vertexview::app {

/// An action and its arguments: what a click, a key, a menu, the palette and a line of a script all become
/// before anything is done. Text is one way to write it.
struct Command {
  const Action* action = nullptr;
  std::vector<ArgumentValue> arguments = {};
  friend bool operator==(const Command&, const Command&) = default;
};

/// Returns the command that `handler` carries out with these values, as in
/// command<handlers::go_to>(Amount{7}). A handler that does not exist, or values that it does not take, do
/// not compile.
template <auto handler, class... Values>
[[nodiscard]] Command command(Values&&... values) {
  static_assert(std::is_invocable_v<decltype(handler), Session&, Values...>);
  return {find_action(Handler::of<handler>()), {ArgumentValue(std::forward<Values>(values))...}};
}

/// Reads "NAME [ARGUMENT]...": all arguments but the last are one word each, and the last is the rest of the
/// text. Blanks around an argument are ignored, except that a path is all bytes after the one blank that ends
/// the word before it. Fails with kInvalidArgument for an unknown name or word, listing the nearest ones, for
/// a missing or superfluous argument, and for one that can never be right, such as a point size of -1.
[[nodiscard]] Result<Command> parse_command(std::string_view text);

/// Reads the arguments alone, of a given action, as parse_command() does; `text` begins right after the
/// blank.
[[nodiscard]] Result<Command> parse_arguments(const Action& action, std::string_view text);

/// Returns the text that parse_command() reads back to an equal command.
[[nodiscard]] std::string command_text(const Command& command);

/// Returns what a menu entry or a shortcut runs: the action with its preset. For an action that takes
/// arguments and has no preset the command has no arguments, and perform() refuses it.
[[nodiscard]] Command preset_command(const Action& action);

/// Runs a command; an Error says why nothing was done. This is the one place that asks check_enabled(), so
/// that scripts, menus, keys and clicks get the same answer.
[[nodiscard]] Result<void> perform(Session& session, const Command& command);
/// Reads a command as parse_command() does and runs it.
[[nodiscard]] Result<void> perform(Session& session, std::string_view text);

}  // namespace vertexview::app
