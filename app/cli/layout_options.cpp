#include <fmt/format.h>

#include <string>

#include "cli/command.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "session/open_vertices.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::cli {
namespace {

constexpr const char* kGroup = "Layout";

std::string layout_help() {
  std::string help =
      "How the records lie in the file: a Python struct string as in \"<3f:position:3H:color:2x\", or one of";
  for (const SchemaPreset& preset : schema_presets()) help.append(" ").append(preset.name);
  return help + " (default: FILE.layout, else by the extension, else a sure guess, else vertex)";
}

void add_setting(CLI::App& app, const LayoutSetting& setting, Dataset::Options& options) {
  std::string name = "--";
  name.append(setting.name);
  std::string help(setting.help);
  const auto set = [&options, &setting, name](const std::string& text) {
    if (auto done = setting.read(options.changes, text); !done)
      throw CLI::ValidationError(name, done.error().message);
  };
  if (setting.value.empty())
    app.add_flag_callback(name, [set] { set(""); }, help)->group(kGroup);
  else
    app.add_option_function<std::string>(name, set, help)
        ->type_name(std::string(setting.value))
        ->group(kGroup);
}

}  // namespace

void add_layout_options(CLI::App& app, Dataset::Options& options, std::string_view without) {
  add_parsed(app, "--layout", options.layout, "L", &parse_layout, layout_help())->group(kGroup);
  for (const LayoutSetting& setting : layout_settings())
    if (setting.name != without) add_setting(app, setting, options);
  options.guess = true;
  app.add_flag_callback(
         "--no-guess", [&options] { options.guess = false; },
         "Take no layout that only the bytes suggest where nothing says how the records lie")
      ->group(kGroup);
}

Result<Dataset> open_to_read(const std::string& path, const Dataset::Options& options) {
  auto file = app::open_vertices(path, options);
  if (file) tell_guess(*file);
  return file;
}

void tell_guess(const Dataset& file) {
  if (file.layout_source() == LayoutSource::kGuessed)
    tell(fmt::format("{}: {}", printable_name(file.path()), app::guess_text(file.layout())));
}

bool tell_nonsense(const Dataset& file) {
  if (app::trust_in(file.layout_source()) != LayoutTrust::kGiven) return false;
  const auto doubt = doubt_layout(file, LayoutTrust::kGiven);
  if (doubt)
    complain(fmt::format("{}: the layout may be wrong: {}", printable_name(file.path()),
                         app::doubt_text(*doubt, file.layout())));
  return doubt.has_value();
}

}  // namespace vertexview::cli
