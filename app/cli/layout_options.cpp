#include <array>
#include <string>

#include "cli/command.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/layout_presets.hpp"
#include "vertexview/record/layout_text.hpp"

namespace vertexview::cli {
namespace {

constexpr const char* kGroup = "Layout";

struct Override {
  const char* option;
  const char* name;  // as set_override knows it
  const char* type;
  const char* help;
};

constexpr std::array kOverrides{
    Override{"--position", "position", "FIELDS",
             "Take the position from these fields: xyz, or a,b,c, or data[3],data[4]"},
    Override{"--color", "color", "FIELDS",
             "Take the colour from these fields; one number goes through the ramp"},
    Override{"--stride", "stride", "BYTES",
             "Bytes from one record to the next (default: as the layout says)"},
    Override{"--offset", "offset", "BYTES", "Bytes before the first record"},
    Override{"--scale", "scale", "S", "Multiply positions by S, or by X,Y,Z"},
    Override{"--shift", "shift", "S", "Then add S, or X,Y,Z, to positions"},
    Override{"--color-range", "range", "RANGE",
             "Numbers shown as no and full colour: auto, type, file, 8, 10, 12, 16 (bits), LOW:HIGH"},
    Override{"--ramp", "ramp", "RAMP", "Colours for a single number: viridis, turbo, grey"},
};

// The option has told its name already.
std::string without_name(const std::string& message, const std::string& name) {
  return message.starts_with(name + ": ") ? message.substr(name.size() + 2) : message;
}

std::string layout_help() {
  std::string help =
      "How the records lie in the file: a Python struct string as in \"<3f:position:3H:color:2x\", or one of";
  for (const LayoutPreset& preset : layout_presets()) help.append(" ").append(preset.name);
  return help + " (default: FILE.layout, else by the extension, else vertex)";
}

}  // namespace

void add_layout_option(CLI::App& app, Dataset::Options& options) {
  add_parsed(app, "--layout", options.layout, "L", &parse_layout, layout_help())->group(kGroup);
  for (const Override& row : kOverrides)
    app.add_option_function<std::string>(
           row.option,
           [&options, &row](const std::string& text) {
             if (auto set = set_override(options.overrides, row.name, text); !set)
               throw CLI::ValidationError(row.option, without_name(set.error().message, row.name));
           },
           row.help)
        ->type_name(row.type)
        ->group(kGroup);
}

void add_layout_options(CLI::App& app, Dataset::Options& options) {
  add_layout_option(app, options);
  add_parsed(app, "--count", options.count, "N", &parse_whole_number,
             "Take only the first N records, whatever follows them")
      ->group(kGroup);
  app.add_flag("--allow-tail", options.allow_tail, "Ignore bytes after the last whole record")->group(kGroup);
}

}  // namespace vertexview::cli
