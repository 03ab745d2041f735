#include "actions/actions.hpp"

#include <fmt/format.h>

#include <string>

#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/terminal/standard_output.hpp"

namespace vertexview::cli {
namespace {

// Returns the action as --do takes it: "view front", "point-size SIZE".
std::string spelled(const app::Action& row) {
  return row.preset.empty() ? app::usage(row) : fmt::format("{} {}", row.name, row.preset);
}

Result<void> list_actions() {
  HelpSections sections;
  for (const bool in_menus : {true, false})
    for (const app::Action& row : app::actions())
      if (row.menu.empty() != in_menus)
        sections.add(
            in_menus ? std::string(row.menu) : "In no menu", spelled(row),
            row.shortcut.empty() ? std::string(row.help) : fmt::format("{} ({})", row.help, row.shortcut));
  return write_output(sections.text().substr(1));
}

}  // namespace

Command add_actions(CLI::App& program) {
  CLI::App& app =
      *program.add_subcommand("actions", "List what --do can do, as the window's menus and keys do");
  app.footer(
      "Examples:\n"
      "  vertexview cloud.bin --do \"select 1234\" --do goto-selected\n"
      "  vertexview render cloud.bin -o top.png --do \"view top\" --do \"point-size 3\"");
  return {&app, list_actions};
}

}  // namespace vertexview::cli
