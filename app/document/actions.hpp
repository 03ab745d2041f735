#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"

namespace vertexview::app {

/// One thing a person can do. Menu, palette, shortcuts, help sheet and `--do` are all made from these rows.
struct Action {
  std::string_view name;      ///< stable, as in "point-size"
  std::string_view label;     ///< for menus, as in "Point size"
  std::string_view menu;      ///< the menu it stands in: File, View, Camera, Select, Help
  std::string_view shortcut;  ///< as shown and parsed: "Ctrl+P", "F", "+"; empty: none
  std::string_view argument;  ///< as in "PIXELS"; empty: takes none
  std::string_view preset;    ///< the argument that menu and shortcut use; empty with an argument: ask for it
  std::string_view help;      ///< one sentence
  Result<void> (*run)(Document& document, std::string_view argument);
};

/// Every action, in the order of the menus.
[[nodiscard]] std::span<const Action> actions() noexcept;

/// An action with its argument, as read from "select 2".
struct Command {
  const Action* action = nullptr;
  std::string argument;
};

/// Reads "NAME [ARGUMENT]". kInvalidArgument for an unknown name, listing the nearest names, and for a
/// missing or superfluous argument.
[[nodiscard]] Result<Command> parse_command(std::string_view text);

/// parse_command and run.
[[nodiscard]] Result<void> perform(Document& document, std::string_view text);

}  // namespace vertexview::app
