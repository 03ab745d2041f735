#include "cli/look_options.hpp"

#include <array>
#include <string_view>

#include "actions/command.hpp"
#include "cli/command.hpp"
#include "vertexview/memory/number_text.hpp"

namespace vertexview::cli {
namespace {

constexpr const char* kGroup = "Look";

struct Row {
  const char* action;
  const char* type;
  const char* help;
  const char* other_name = "";  ///< a second name of the option, besides the action's
};

constexpr std::array kRows{
    Row{"point-size", "SIZE",
        "Diameter of points: 1 to 64 pixels, units of the file as in 0.05m, or auto, which fills gaps "
        "(default: by "
        "how many there are, 2 to 9)"},
    Row{"edl", "on|off|S",
        "Eye-dome lighting: darken edges, by 0 to 2 (default: off, which shows colours exactly as stored)"},
    Row{"background", "COLOR", "#rrggbb, black, grey, white or theme (default: theme)"},
    Row{"backend", "NAME", "automatic, points, compute or cpu (default: automatic)", ",--renderer"},
};

Result<app::Command> command_of(const Row& row, const std::string& text) {
  return app::parse_command(std::string(row.action) + " " + text);
}

}  // namespace

void add_look_options(CLI::App& app, LookOptions& options) {
  for (const Row& row : kRows)
    app.add_option_function<std::string>(
           std::string("--") + row.action + row.other_name,
           [&options, &row](const std::string& text) {
             options.commands.push_back(command_of(row, text).value());
           },
           row.help)
        ->check([&row](const std::string& text) {
          const auto command = command_of(row, text);
          if (command) return std::string();
          // CLI11 names the option, so the action's own name is taken off the message.
          std::string_view message = command.error().message;
          const std::string own = std::string(row.action) + ": ";
          if (message.starts_with(own)) message.remove_prefix(own.size());
          return std::string(message);
        })
        ->type_name(row.type)
        ->group(kGroup);
  add_parsed(app, "--gpu-budget", options.gpu_budget, "BYTES", &parse_whole_number,
             "GPU memory that each file may take; larger ones are streamed (default: half of what is free)")
      ->group(kGroup);
}

Result<void> apply_look(const LookOptions& options, app::Session& session) {
  session.gpu_budget = options.gpu_budget;
  for (const app::Command& command : options.commands)
    if (auto done = app::perform(session, command); !done) return done;
  return {};
}

}  // namespace vertexview::cli
