#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "session/document.hpp"

namespace vertexview::app {

/// One thing a person can do. Menu, palette, shortcuts, help sheet and `--do` are all made from these rows.
/// Rows that share a name are the same action with different presets, as in "view front" and "view top"; name
/// and preset together are unique.
struct Action {
  std::string_view name;   ///< stable, as in "point-size"
  std::string_view label;  ///< for menus, as in "Point size..."
  std::string_view menu;   ///< where it stands: File, Select, View, Camera, Help; empty: in no menu
  /// As shown and parsed: "Ctrl+P", "F", "+"; empty: none.
  std::string_view shortcut;
  /// As in "PIXELS"; lower-case words with bars between, as in "dark|light", are the only ones accepted.
  /// Empty: takes none.
  std::string_view argument;
  std::string_view preset;  ///< the argument that menu and shortcut use; empty with an argument: ask for it
  std::string_view help;    ///< one sentence
  Result<void> (*run)(Document& document, std::string_view argument);
  /// Whether it can do something now; null: always. An action that cannot answers with an error.
  bool (*enabled)(const Document& document) = nullptr;
  /// Whether its menu entry has a check mark; null: it is no switch.
  bool (*checked)(const Document& document) = nullptr;
  /// What is wrong with an argument before anything is open; null: nothing can be.
  Result<void> (*check)(std::string_view argument) = nullptr;
};

/// Every action, in the order of the menus.
[[nodiscard]] std::span<const Action> actions() noexcept;

/// The words of an argument such as "dark|light"; empty where other text is accepted.
[[nodiscard]] std::vector<std::string_view> choices(const Action& action);

/// An action with its argument, as read from "select 2".
struct Command {
  const Action* action = nullptr;
  std::string argument;
};

/// Reads "NAME [ARGUMENT]". kInvalidArgument for an unknown name or word, listing the nearest, for a missing
/// or superfluous argument, and for one that can never be right, as a point size of -1.
[[nodiscard]] Result<Command> parse_command(std::string_view text);

/// Runs a command; its error says why nothing was done.
[[nodiscard]] Result<void> perform(Document& document, const Command& command);
/// parse_command and run.
[[nodiscard]] Result<void> perform(Document& document, std::string_view text);

}  // namespace vertexview::app
